//! The part of the script for R on an outcome as a sequential test: the people that it takes by `power.prop.test`, diversity, and the
//! boundaries by numerical integration in R itself (Armitage, McPherson & Rowe 1969, J R Stat Soc A 132:235; Lan & DeMets 1983).

use std::fmt::Write as _;

use super::profile::Answered;
use super::r_script::{remark, tau_squared, text};
use super::r_script_explored::vector;
use crate::analysis::{LookKind, Sequential, sequential};
use crate::data::{Review, SequentialDesign, Settings, SpendingFunction};

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
    let shares = shares(&found);
    let known: Vec<(usize, f64)> = shares
        .iter()
        .enumerate()
        .filter_map(|(place, (_, limit))| Some((place + 1, (*limit)?)))
        .collect();
    if known.is_empty() {
        return;
    }
    if !script.contains(BOUNDARIES) {
        script.push_str(BOUNDARIES);
    }
    let _ = writeln!(
        script,
        "compare({}, boundaries({}, {}, {})[{}], {}, tolerance = 1e-4)",
        text(&format!("{name}, boundaries of Z")),
        vector(shares.iter().map(|(share, _)| *share)),
        design.alpha,
        match design.spending {
            SpendingFunction::OBrienFleming => "FALSE",
            SpendingFunction::Pocock => "TRUE",
        },
        vector(known.iter().map(|(place, _)| *place as f64)),
        vector(known.iter().map(|(_, limit)| *limit))
    );
}

/// The shares of the information at which Z is tested, each with its boundary.
fn shares(found: &Sequential) -> Vec<(f64, Option<f64>)> {
    let tested = found.looks.iter().filter(|look| match look.kind {
        LookKind::OnTheWay | LookKind::Last => true,
        LookKind::TooEarly | LookKind::After => false,
    });
    let boundaries = tested.filter_map(|look| look.boundary);
    let mut shares: Vec<(f64, Option<f64>)> = boundaries
        .chain(found.to_come)
        .map(|boundary| (boundary.information, boundary.efficacy))
        .collect();
    // A trial of nobody is no look of its own.
    shares.dedup_by_key(|(share, _)| share.to_bits());
    shares
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
