//! The part of the script for R that takes an earlier result as a prior: the exact likelihoods of the trials and plain sums over grids,
//! written out, and held against what was found here.

use std::fmt::Write as _;

use super::profile::Answered;
use super::r_script::{remark, text};
use super::r_script_explored::vector;
use crate::analysis::{EarlierPrior, IntervalEstimate, TrialData, earlier_prior};
use crate::data::{Measure, Method, Review, TauPrior};

/// What stands before the first outcome: likelihoods of a log ratio, and the posterior under both priors.
const SUMS: &str = r"
# What follows takes an earlier result as a prior of the mean log ratio. Each trial has its exact likelihood of its own log ratio.
hypergeometric <- function(a, n1, c, n2) {
  x <- max(0, a + c - n2):min(n1, a + c)
  l <- lchoose(n1, x) + lchoose(n2, a + c - x)
  function(d) sapply(d, function(d) { s <- l + x * d; l[x == a] + a * d - max(s) - log(sum(exp(s - max(s)))) })
}
risks <- function(a, n1, c, n2) function(d) sapply(d, function(d) {
  u <- seq(log(0.5 / (n1 + n2)) - 12 - abs(d), min(0, -d) - 1e-9, length.out = 4000)
  l <- a * (u + d) + (n1 - a) * log(-expm1(u + d)) + c * u + (n2 - c) * log(-expm1(u))
  max(l) + log(sum(exp(l - max(l))) * (u[2] - u[1]))
})
rates <- function(a, t1, c, t2) function(d) dbinom(a, a + c, plogis(d + log(t1 / t2)), log = TRUE)
normal <- function(y, v) function(d) dnorm(y, d, sqrt(v), log = TRUE)
underprior <- function(likelihoods, tauprior, mean, deviation) {
  z <- seq(-6, 6, length.out = 61)
  w <- dnorm(z) * 0.2
  s <- (seq_len(120) - 0.5) / 24
  tau <- 0.5 * sinh(s)
  weight <- tauprior(tau) * 0.5 * cosh(s)
  on <- function(mu) {
    total <- matrix(0, length(mu), length(tau))
    for (one in likelihoods) for (j in seq_along(tau)) {
      l <- one(outer(mu, tau[j] * z, '+'))
      top <- apply(l, 1, max)
      total[, j] <- total[, j] + top + log(as.vector(exp(l - top) %*% w))
    }
    total
  }
  density <- function(mu) {
    l <- on(mu)
    list(top = max(l), p = as.vector(exp(l - max(l)) %*% weight) * dnorm(mu, mean, deviation))
  }
  coarse <- seq(-12, 12, length.out = 241)
  p <- density(coarse)$p
  range <- range(coarse[p > 1e-9 * max(p)]) + c(-0.1, 0.1)
  mu <- seq(range[1], range[2], length.out = 401)
  fine <- density(mu)
  list(mu = mu, p = fine$p / sum(fine$p), evidence = fine$top + log(sum(fine$p) * (mu[2] - mu[1])))
}
mixture <- function(likelihoods, tauprior, mean, deviation, weight, level) {
  d <- seq(-20, 20, length.out = 801)
  likelihoods <- lapply(likelihoods, function(one) { s <- splinefun(d, one(d), 'natural'); function(x) structure(s(x), dim = dim(x)) })
  one <- underprior(likelihoods, tauprior, mean, deviation)
  two <- underprior(likelihoods, tauprior, 0, 4)
  weight <- plogis(qlogis(weight) + one$evidence - two$evidence)
  step <- function(part, x) approx(part$mu + (part$mu[2] - part$mu[1]) / 2, cumsum(part$p), x, yleft = 0, yright = 1)$y
  below <- function(x) weight * step(one, x) + (1 - weight) * step(two, x)
  at <- function(p) uniroot(function(x) below(x) - p, c(-14, 14), tol = 1e-9)$root
  tail <- (1 - level / 100) / 2
  c(at(0.5), at(tail), at(1 - tail), weight)
}
";

/// The script for the earlier result that is a prior of an outcome; nothing where there is none, or no posterior.
pub(super) fn prior(script: &mut String, review: &Review, answered: &Answered<'_>, number: usize) {
    let Answered {
        outcome,
        prepared,
        response,
    } = *answered;
    let Some(Ok(found)) = earlier_prior(review, outcome.id, (prepared, response)) else {
        return;
    };
    let likelihoods: Vec<String> = prepared
        .request
        .trials
        .iter()
        .zip(&response.trials)
        .filter_map(|(row, result)| {
            likelihood(&row.data, found.plan.measure, result.effect.as_ref())
        })
        .collect();
    if likelihoods.is_empty() {
        return;
    }
    if !script.contains(SUMS) {
        script.push_str(SUMS);
    }
    write(
        script,
        &found,
        &likelihoods,
        &outcome.name,
        (number, response.level.percent()),
    );
}

fn write(
    script: &mut String,
    found: &EarlierPrior,
    likelihoods: &[String],
    name: &str,
    (number, level): (usize, u8),
) {
    let Method::Bayesian(tau_prior) = found.plan.method else {
        return;
    };
    let tau_prior = match tau_prior {
        TauPrior::HalfNormal => "function(tau) dnorm(tau, 0, 0.5)",
        TauPrior::HalfNormalWide => "function(tau) dnorm(tau, 0, 1)",
        TauPrior::HalfCauchy => "function(tau) dcauchy(tau, 0, 0.5)",
    };
    let posterior = &found.posterior;
    let _ = writeln!(
        script,
        "\n# {}: an earlier estimate as a prior\nlikelihoods{number} <- list(\n  {}\n)",
        remark(name),
        likelihoods.join(",\n  ")
    );
    let _ = writeln!(
        script,
        "compare({}, mixture(likelihoods{number}, {tau_prior}, {}, {}, {}, {level}), {}, tolerance = 1e-3)",
        text(&format!("{name}, earlier estimate as a prior")),
        found.prior.mean,
        found.prior.deviation,
        found.weight,
        vector([
            posterior.mean.estimate,
            posterior.mean.lower,
            posterior.mean.upper,
            posterior.weight
        ])
    );
}

/// The likelihood of a trial's log ratio as a function of R; `None` of a trial that says nothing about it.
fn likelihood(
    data: &TrialData,
    measure: Measure,
    own: Option<&IntervalEstimate>,
) -> Option<String> {
    match data {
        TrialData::Counts(table) if table.is_double_zero() || table.is_all_events() => None,
        TrialData::Counts(table) => {
            let by = if measure == Measure::RiskRatio {
                "risks"
            } else {
                "hypergeometric"
            };
            table.is_possible().then(|| {
                format!(
                    "{by}({}, {}, {}, {})",
                    table.experimental_events,
                    table.experimental_total,
                    table.control_events,
                    table.control_total
                )
            })
        }
        TrialData::PersonTime(rates) => {
            (rates.is_possible() && !rates.is_double_zero()).then(|| {
                format!(
                    "rates({}, {}, {}, {})",
                    rates.experimental_events,
                    rates.experimental_time,
                    rates.control_events,
                    rates.control_time
                )
            })
        }
        TrialData::Means(_) | TrialData::Estimate { .. } => {
            let own = own?;
            Some(format!(
                "normal({}, {})",
                own.estimate,
                own.standard_error * own.standard_error
            ))
        }
        TrialData::Proportion(_) => None,
    }
}
