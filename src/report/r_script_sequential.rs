//! The part of the script for R on an outcome as a sequential test: the people that it takes by `power.prop.test`, diversity, and the
//! boundaries by numerical integration in R itself (Armitage, McPherson & Rowe 1969, J R Stat Soc A 132:235; Lan & DeMets 1983).

use std::fmt::Write as _;

use super::profile::Answered;
use super::r_script::{remark, tau_squared, text};
use super::r_script_explored::vector;
use crate::analysis::{LookKind, Sequential, sequential};
use crate::data::{Review, SequentialDesign, Settings, SpendingFunction};
use crate::explore::sequential::boundaries::Boundary;

/// What stands before the first outcome.
const BOUNDARIES: &str = r"
# Boundaries for Z at shares t of the required information: each spends what the spending function says of alpha, half on either
# side. gsDesign(k = length(t), test.type = 2, alpha = alpha / 2, timing = t, sfu = sfLDOF) of the package gsDesign has the same.
boundaries <- function(t, alpha, pocock) {
  error <- alpha / 2
  spent <- if (pocock) error * log(1 + (exp(1) - 1) * t) else 2 * pnorm(qnorm(1 - error / 2) / sqrt(t), lower.tail = FALSE)
  more <- diff(c(0, ifelse(t >= 1, error, spent)))
  b <- NULL
  for (k in seq_along(t)) {
    step <- sqrt(t[k] - if (k > 1) t[k - 1] else 0)
    beyond <- function(z) if (k == 1) pnorm(z, lower.tail = FALSE) else
      sum(w * f * pnorm((z * sqrt(t[k]) - u) / step, lower.tail = FALSE))
    b[k] <- if (more[k] < 1e-13) Inf else uniroot(function(z) log(beyond(z)) - log(more[k]), c(0, 9), tol = 1e-10)$root
    top <- min(b[k], 8.5) * sqrt(t[k])
    s <- seq(-top, top, length.out = 1501)
    g <- if (k == 1) dnorm(s, 0, step) else sapply(s, function(s) sum(w * f * dnorm(s, u, step)))
    u <- s
    f <- g
    w <- c(1, rep(c(4, 2), length.out = 1499), 1) * (s[2] - s[1]) / 3
  }
  b
}
";

/// What stands before the first outcome with boundaries for futility.
const FUTILITY: &str = r"
# Boundaries of Z for futility inside those of the function above, b: each spends what the spending function says of beta, under that
# drift of Z at t = 1 under which all of beta is spent at the last look. gsDesign(test.type = 4) of the package gsDesign has the like.
futility <- function(t, b, alpha, power, pocock) {
  beta <- 1 - power
  last <- length(t)
  spent <- if (pocock) beta * log(1 + (exp(1) - 1) * t) else 2 * pnorm(qnorm(1 - beta / 2) / sqrt(t), lower.tail = FALSE)
  under <- function(drift) {
    a <- rep(-Inf, last)
    gone <- 0
    for (k in seq_along(t)) {
      more <- t[k] - if (k > 1) t[k - 1] else 0
      below <- function(z) if (k == 1) pnorm(z - drift * sqrt(t[1])) else
        sum(w * f * pnorm((z * sqrt(t[k]) - u - drift * more) / sqrt(more)))
      if (k == last) return(list(a = a, excess = gone + below(b[k]) - beta))
      allowed <- spent[k] - gone
      if (allowed > 1e-13) {
        middle <- drift * sqrt(t[k])
        a[k] <- uniroot(function(z) below(z) - allowed, middle + c(-10, 10), tol = 1e-10)$root
        if (a[k] >= b[k]) return(list(a = a, excess = min(below(b[k]) - allowed, -1e-13)))
        gone <- gone + below(a[k])
      }
      ends <- pmin(pmax(c(a[k], b[k]) * sqrt(t[k]), drift * t[k] - 8.5 * sqrt(t[k])), drift * t[k] + 8.5 * sqrt(t[k]))
      s <- seq(ends[1], ends[2], length.out = 1501)
      g <- if (k == 1) dnorm(s, drift * t[1], sqrt(t[1])) else sapply(s, function(s) sum(w * f * dnorm(s, u + drift * more, sqrt(more))))
      u <- s
      f <- g
      w <- c(1, rep(c(4, 2), length.out = 1499), 1) * (s[2] - s[1]) / 3
    }
  }
  single <- qnorm(1 - alpha / 2) + qnorm(power)
  drift <- uniroot(function(d) under(d)$excess, single * c(0.5 / sqrt(max(t[last], 1)), 3), tol = 1e-8)$root
  under(drift)$a
}
";

/// The script for an outcome as a sequential test; nothing where it is none.
pub(super) fn test(
    script: &mut String,
    review: &Review,
    settings: &Settings,
    answered: &Answered<'_>,
    number: usize,
) {
    let main = answered.main();
    let design = settings.exploration_of(answered.outcome.id).sequential;
    let Ok(found) = sequential(review, main, &design) else {
        return;
    };
    let name = &answered.outcome.name;
    let _ = writeln!(script, "\n# {}: as a sequential test", remark(name));
    required(script, &found, (name, number));
    let looks = looks(&found);
    let Some([places, limits]) = known(looks.iter().map(|look| look.efficacy)) else {
        return;
    };
    if !script.contains(BOUNDARIES) {
        script.push_str(BOUNDARIES);
    }
    let shares = vector(looks.iter().map(|look| look.information));
    let is_pocock = match design.spending {
        SpendingFunction::OBrienFleming => "FALSE",
        SpendingFunction::Pocock => "TRUE",
    };
    let _ = writeln!(
        script,
        "limits{number} <- boundaries({shares}, {}, {is_pocock})\ncompare({}, limits{number}[{places}], {limits}, tolerance = 1e-4)",
        design.alpha,
        text(&format!("{name}, boundaries of Z")),
    );
    // The last look has no boundary for futility of its own: whatever is below the other one gives up.
    let before_last = looks.iter().take(looks.len().saturating_sub(1));
    let Some([places, limits]) = known(before_last.map(|look| look.futility)) else {
        return;
    };
    if !script.contains(FUTILITY) {
        script.push_str(FUTILITY);
    }
    let _ = writeln!(
        script,
        "compare({}, futility({shares}, limits{number}, {}, {}, {is_pocock})[{places}], {limits}, tolerance = 1e-3)",
        text(&format!("{name}, boundaries for futility")),
        design.alpha,
        design.power,
    );
}

/// The numbers that are there with their places, counted from 1, as vectors of R; `None` where none is there.
fn known(numbers: impl Iterator<Item = Option<f64>>) -> Option<[String; 2]> {
    let known: Vec<(usize, f64)> = numbers
        .enumerate()
        .filter_map(|(place, number)| Some((place + 1, number?)))
        .collect();
    (!known.is_empty()).then(|| {
        [
            vector(known.iter().map(|(place, _)| *place as f64)),
            vector(known.iter().map(|(_, number)| *number)),
        ]
    })
}

/// The looks at which Z is tested.
fn looks(found: &Sequential) -> Vec<Boundary> {
    let tested = found.looks.iter().filter(|look| match look.kind {
        LookKind::OnTheWay | LookKind::Last => true,
        LookKind::TooEarly | LookKind::After => false,
    });
    let boundaries = tested.filter_map(|look| look.boundary);
    let mut looks: Vec<Boundary> = boundaries.chain(found.to_come).collect();
    // A trial of nobody is no look of its own.
    looks.dedup_by_key(|look| look.information.to_bits());
    looks
}

/// The people that it takes, and how diverse the trials are.
fn required(script: &mut String, found: &Sequential, (name, number): (&str, usize)) {
    let (design, required) = (&found.design, &found.required);
    let _ = writeln!(
        script,
        "compare({}, 2 * power.prop.test(p1 = {}, p2 = {}, sig.level = {}, power = {}, tol = 1e-12)$n / c(1, 1 - {}), {})",
        text(&format!("{name}, people required")),
        required.control_risk,
        required.experimental_risk,
        design.alpha,
        design.power,
        required.diversity,
        vector([required.single, required.people])
    );
    let Some(method) = required.diversity_by.and_then(tau_squared) else {
        return;
    };
    if !script.contains(&format!("\nexplored{number} <- ")) {
        return;
    }
    let _ = writeln!(
        script,
        "compare({}, with(explored{number}, {{ t2 <- rma(yi, vi, method = \"{method}\", control = precisely)$tau2; min({}, max(0, 1 - sum(1 / (vi + t2)) / sum(1 / vi))) }}), {})",
        text(&format!("{name}, diversity of the trials")),
        SequentialDesign::LARGEST_DIVERSITY,
        required.diversity
    );
}
