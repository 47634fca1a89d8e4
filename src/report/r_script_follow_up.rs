//! The part of the script for R on rates that are adjusted for follow-up: generalized linear models with the complementary log-log,
//! fitted by `glm`, and held against what was found here. Mixed ones are fitted where `lme4` is there.

use std::fmt::Write as _;

use super::profile::Answered;
use super::r_script::{remark, text};
use super::r_script_explored::vector;
use crate::analysis::{DAYS_IN_A_YEAR, FollowedTrial, follow_up_rates};
use crate::data::Review;

/// What stands before the first outcome.
const HAZARDS: &str = r#"
# What follows takes risks as those of a constant hazard in arms that were followed equally long.
hazards <- function(d) {
  k <- nrow(d)
  d <- data.frame(x = c(d$a, d$c), n = c(d$n1, d$n2), trial = factor(rep(seq_len(k), 2)), arm = rep(c(0.5, -0.5), each = k))
  precise <- glm.control(epsilon = 1e-14, maxit = 200)
  formula <- if (k > 1) cbind(x, n - x) ~ 0 + trial + arm else cbind(x, n - x) ~ arm
  fit <- suppressWarnings(glm(formula, family = binomial("cloglog"), data = d, control = precise))
  # The observed information: that of glm is the expected one, and another where the link is not the logit.
  x <- model.matrix(fit); h <- exp(as.vector(x %*% coef(fit))); g <- h / expm1(h)
  w <- (d$n - d$x) * h - d$x * g * (1 - h - g)
  c(coef(fit)["arm"], sqrt(solve(t(x) %*% (w * x))["arm", "arm"]))
}
# Mixed models are fitted where lme4 is there, and found to two figures.
randomhazards <- function(what, d, trialpool) {
  if (!requireNamespace("lme4", quietly = TRUE)) return(invisible())
  k <- nrow(d)
  d <- data.frame(x = c(d$a, d$c), n = c(d$n1, d$n2), trial = factor(rep(seq_len(k), 2)), arm = rep(c(0.5, -0.5), each = k))
  fit <- try(suppressMessages(suppressWarnings(lme4::glmer(cbind(x, n - x) ~ 0 + trial + arm + (0 + arm | trial),
    family = binomial("cloglog"), data = d, nAGQ = 7))), silent = TRUE)
  if (inherits(fit, "try-error")) return(invisible())
  r <- lme4::fixef(fit)["arm"]
  cat(if (abs(r - trialpool) < 0.02) "lme4 agrees:" else "DIFFERENT:", what, "\n")
}
"#;

/// The script for an outcome, to follow what is explored of it; nothing where the follow-up of no trial is known.
pub(super) fn follow_up(
    script: &mut String,
    review: &Review,
    answered: &Answered<'_>,
    number: usize,
) {
    let Answered {
        outcome, prepared, ..
    } = *answered;
    let Some(found) = follow_up_rates(review, prepared, outcome.id) else {
        return;
    };
    let Ok(common) = found.common else { return };
    if found.followed == 0 {
        return;
    }
    if !script.contains(HAZARDS) {
        script.push_str(HAZARDS);
    }
    let informative: Vec<&FollowedTrial> = found
        .trials
        .iter()
        .filter(|trial| !trial.table.is_double_zero() && !trial.table.is_all_events())
        .collect();
    let column = |part: fn(&FollowedTrial) -> u64| {
        vector(informative.iter().map(|trial| part(trial) as f64))
    };
    let _ = writeln!(
        script,
        "\n# {}: rates adjusted for follow-up\nfollowed{number} <- data.frame(\n  a = {},\n  n1 = {},\n  c = {},\n  n2 = {}\n)",
        remark(&outcome.name),
        column(|trial| trial.table.experimental_events),
        column(|trial| trial.table.experimental_total),
        column(|trial| trial.table.control_events),
        column(|trial| trial.table.control_total),
    );
    let _ = writeln!(
        script,
        "compare({}, hazards(followed{number}), {})",
        text(&format!("{}, one hazard ratio", outcome.name)),
        vector([common.interval.estimate, common.interval.standard_error])
    );
    if let Ok(ratio) = found.ratio
        && ratio.tau_squared > 0.0
    {
        let _ = writeln!(
            script,
            "randomhazards({}, followed{number}, {})",
            text(&format!("{}, hazard ratios that differ", outcome.name)),
            ratio.interval.estimate
        );
    }
    rate(script, &found.trials, found.control_rate, &outcome.name);
}

/// The rate of the control arms.
fn rate(script: &mut String, trials: &[FollowedTrial], control: Option<f64>, name: &str) {
    let Some(control) = control else { return };
    let known: Vec<(&FollowedTrial, f64)> = trials
        .iter()
        .filter_map(|trial| Some((trial, trial.days? / DAYS_IN_A_YEAR)))
        .collect();
    let _ = writeln!(
        script,
        "compare({}, exp(coef(suppressWarnings(glm(cbind(x, n - x) ~ 1, offset = log(years), family = binomial(\"cloglog\"), control = glm.control(epsilon = 1e-14, maxit = 200), data = data.frame(x = {}, n = {}, years = {}))))), {control})",
        text(&format!("{name}, events per person-year, control")),
        vector(
            known
                .iter()
                .map(|(trial, _)| trial.table.control_events as f64)
        ),
        vector(
            known
                .iter()
                .map(|(trial, _)| trial.table.control_total as f64)
        ),
        vector(known.iter().map(|(_, years)| *years)),
    );
}
