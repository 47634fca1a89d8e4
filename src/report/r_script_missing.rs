//! The part of the script for R on what is missing: limit meta-analysis and selection models, Copas and Jackson's bound, and the
//! people of silent trials at the control risk.

use std::fmt::Write as _;

use super::r_script::{measure, tau_squared, text};
use super::r_script_explored::vector;
use crate::analysis::{
    Favoured, Prepared, SilentTrials, SmallStudy, SupposedBy, TwoByTwo, allowances, copas_grid,
};
use crate::data::{Correction, Plan};

/// Limit meta-analysis, from its formulas, and the selection models that were fitted.
pub(super) fn allowances_of(
    script: &mut String,
    found: &SmallStudy,
    (name, number): (&str, usize),
) {
    let allowed = allowances(found);
    let d = format!("explored{number}");
    if let (Some(limit), Some(method)) = (&allowed.limit, tau_squared(allowed.estimator)) {
        let _ = writeln!(
            script,
            "limit{number} <- with({d}, {{ t2 <- rma(yi, vi, method = \"{method}\", control = precisely)$tau2; w <- 1 / (vi + t2); x <- sqrt(w); b <- unname(coef(lm(I(yi * x) ~ x))); shrunken <- b[2] + sqrt(t2) * x * (yi - b[2]); spread <- sum((x - mean(x))^2); g <- suppressWarnings(summary(lm(I(shrunken / sqrt(vi)) ~ I(1 / sqrt(vi))))$r.squared); c(b[2] + sqrt(t2) * b[1], sqrt((1 + t2 * mean(w) - 2 * sqrt(t2) * mean(x)) / spread), deviance(lm(I(yi / sqrt(vi)) ~ I(1 / sqrt(vi)))), 1 - g) }})"
        );
        let g = limit.g_squared.unwrap_or_default();
        let _ = writeln!(
            script,
            "compare({}, limit{number}, {})",
            text(&format!("{name}, limit meta-analysis")),
            vector([limit.estimate, limit.standard_error, limit.q_residual, g])
        );
    }
    for model in &allowed.selections {
        let Ok(fit) = &model.fit else { continue };
        let alternative = match model.favoured {
            Favoured::Larger => "greater",
            Favoured::Smaller => "less",
        };
        let steps = vector(model.cuts.points().iter().copied());
        let weights = fit.weights.iter().map(|weight| weight.weight);
        let expected = [fit.estimate, fit.likelihood_ratio].into_iter();
        let _ = writeln!(
            script,
            "compare({}, {{ selected <- selmodel(rma(yi, vi, data = {d}, method = \"ML\", control = precisely), type = \"stepfun\", steps = {steps}, alternative = \"{alternative}\", control = list(reltol = 1e-14), skiphes = TRUE); c(selected$beta, selected$LRT, selected$delta[-1]) }}, {}, 1e-4)",
            text(&format!(
                "{name}, selection in favour of {alternative} at {steps}"
            )),
            vector(expected.chain(weights))
        );
    }
}

/// What stands before the first model of Copas and Shi: the likelihood, maximized.
const COPAS: &str = r"
# Selection by size and result: what is supposed is how likely the smallest and the largest trial are known.
copas <- function(y, s, smallest, largest, near) {
  g <- solve(cbind(1, 1 / c(max(s), min(s))), qnorm(c(smallest, largest)))
  u <- g[1] + g[2] / s
  mills <- dnorm(u) / pnorm(u)
  minus <- function(p) {
    v <- s^2 / (1 - p[2]^2 * mills * (u + mills)); V <- v + p[3]^2; r <- p[2] * sqrt(v / V)
    -sum(-log(V) / 2 - (y - p[1])^2 / (2 * V) + pnorm((u + r * (y - p[1]) / sqrt(V)) / sqrt(1 - r^2), log.p = TRUE))
  }
  # There can be several maxima: how much higher than at Trialpool's R comes from many starts.
  best <- minus(near)
  for (rho in c(-0.9, -0.5, 0, 0.5, 0.9)) for (tau in c(0.1, 1, 3) * mean(s)) {
    found <- try(optim(c(mean(y), rho, tau), minus, method = 'L-BFGS-B', lower = c(-Inf, -0.99, 0),
      upper = c(Inf, 0.99, Inf), control = list(factr = 10, maxit = 2000)), silent = TRUE)
    if (!inherits(found, 'try-error')) best <- min(best, found$value)
  }
  round(minus(near) - best, 4)
}
";

/// The model of Copas and Shi where the smallest trial is known in one of two cases.
pub(super) fn selection_by_size(
    script: &mut String,
    found: &SmallStudy,
    (name, number): (&str, usize),
) {
    let Ok(grid) = copas_grid(found) else { return };
    let mut suppositions = grid.suppositions.iter();
    let half = suppositions.find(|one| (one.known.smallest_trial - 0.5).abs() < 1e-9);
    let Some((known, Ok(fit))) = half.map(|half| (half.known, half.fit)) else {
        return;
    };
    if !script.contains(COPAS) {
        script.push_str(COPAS);
    }
    let _ = writeln!(
        script,
        "compare({}, with(explored{number}, copas(yi, sqrt(vi), {}, {}, {})), 0)",
        text(&format!("{name}, selection by size and result")),
        known.smallest_trial,
        known.largest_trial,
        vector([fit.estimate, fit.correlation, fit.tau])
    );
}

/// Copas and Jackson's bound, and the pool with the people of silent trials at the control risk.
pub(super) fn silent(
    script: &mut String,
    found: &SilentTrials,
    prepared: &Prepared,
    plan: Plan,
    (name, number): (&str, usize),
) {
    if let Some(bound) = found.bound() {
        let t2 = match found.model.estimator {
            None => "0".to_owned(),
            Some(estimator) => match tau_squared(estimator) {
                Some(method) => {
                    format!("rma(yi, vi, method = \"{method}\", control = precisely)$tau2")
                }
                None => return,
            },
        };
        let _ = writeln!(
            script,
            "compare({}, with(explored{number}, {{ t2 <- {t2}; s <- sqrt(vi + t2); n <- length(yi); m <- {}; (n + m) / n * dnorm(qnorm(n / (n + m))) * sum(1 / s) / sum(1 / s^2) }}), {})",
            text(&format!("{name}, the largest bias by silent trials")),
            bound.missing,
            bound.bias
        );
    }
    let Ok(supposed) = &found.supposed else {
        return;
    };
    let is_plain = plan.correction == Correction::None;
    if supposed.by != SupposedBy::MantelHaenszel || !is_plain {
        return;
    }
    let Some(measure) = measure(plan.measure) else {
        return;
    };
    let tables: Vec<TwoByTwo> = prepared
        .request
        .trials
        .iter()
        .filter_map(|row| row.data.table())
        .filter(TwoByTwo::is_possible)
        .collect();
    let people = found.trials.iter().filter(|trial| trial.may_have_result());
    let people: Vec<_> = people.filter_map(|trial| trial.people).collect();
    let column = |known: fn(&TwoByTwo) -> u64, more: Vec<f64>| {
        let known = tables.iter().map(|table| known(table) as f64);
        vector(known.chain(more))
    };
    let sizes = |side: fn(&crate::analysis::PeopleOfSides) -> u64| -> Vec<f64> {
        people.iter().map(|people| side(people) as f64).collect()
    };
    let expected = |sizes: Vec<f64>| sizes.into_iter().map(|n| n * supposed.risk).collect();
    let (n1, n2) = (sizes(|one| one.experimental), sizes(|one| one.control));
    let _ = writeln!(
        script,
        "compare({}, {{ with_silent <- rma.mh(measure = \"{measure}\", ai = {}, n1i = {}, ci = {}, n2i = {}, add = c(1/2, 0), to = c(\"only0\", \"none\")); c(with_silent$beta, with_silent$se) }}, {})",
        text(&format!("{name}, silent trials at the control risk")),
        column(|table| table.experimental_events, expected(n1.clone())),
        column(|table| table.experimental_total, n1),
        column(|table| table.control_events, expected(n2.clone())),
        column(|table| table.control_total, n2),
        vector([supposed.with.estimate, supposed.with.standard_error])
    );
}
