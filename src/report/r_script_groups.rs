//! The part of the script for R that pools an outcome in the groups that were chosen: each by the outcome's own call of `rma`, or with
//! one variance between trials for all of them; and the test of their differences.

use std::fmt::Write as _;

use super::profile::Answered;
use super::r_script::{is_robust, remark, tau_squared, test, text};
use super::r_script_explored::vector;
use super::r_script_series::refit_rows;
use crate::analysis::{
    GroupTauSquared, Request, Response, Subgroup, Subgroups, TrialUse, is_by_likelihood,
    subgroups_by,
};
use crate::data::{Method, Review, Settings};
use crate::pool::tau_squared::TauSquared;
use crate::wording::{Locale, explored as words};

/// What stands before the first outcome.
const GROUPS: &str = r"
# What follows pools the groups of an outcome, and tests by Q whether their results differ.
between <- function(fits) {
  b <- sapply(fits, function(fit) fit$beta[1])
  w <- 1 / sapply(fits, function(fit) fit$se[1])^2
  sum(w * (b - sum(w * b) / sum(w))^2)
}
";

/// The script for the groups of an outcome; nothing where none were chosen, or where the method is a likelihood of the counts.
pub(super) fn groups(
    script: &mut String,
    review: &Review,
    settings: &Settings,
    answered: &Answered<'_>,
    number: usize,
) {
    let (outcome, response) = (answered.outcome, answered.response);
    let asked = Request {
        plan: Some(response.plan),
        ..answered.prepared.request.clone()
    };
    let chosen = settings.exploration_of(outcome.id);
    let Some(parted_by) = chosen.parted_by.as_ref() else {
        return;
    };
    let by = (parted_by, chosen.spread_of_groups);
    let Some(found) = subgroups_by(review, answered.prepared, response.plan, by) else {
        return;
    };
    if is_by_likelihood(&asked) {
        return;
    }
    let lines = match found.tau_squared {
        GroupTauSquared::Shared(shared) => with_shared(review, answered, &found, shared, number),
        GroupTauSquared::Separate | GroupTauSquared::NotEstimable => {
            each_apart(review, answered, &found, number)
        }
    };
    if lines.is_empty() {
        return;
    }
    if !script.contains(GROUPS) {
        script.push_str(GROUPS);
    }
    let _ = writeln!(
        script,
        "\n# {}, by {}\nif (exists(\"fit{number}\")) {{\n{lines}}}",
        remark(&outcome.name),
        remark(&words::parted_by(parted_by, review))
    );
}

/// Whether R fits a group as it was fitted here: one trial alone has no variance between trials to be found.
fn is_compared(group: &Subgroup) -> bool {
    group
        .pooled
        .as_ref()
        .is_ok_and(|pooled| pooled.trials > 1 && pooled.converged)
}

/// Each group by the outcome's own call.
fn each_apart(
    review: &Review,
    answered: &Answered<'_>,
    found: &Subgroups,
    number: usize,
) -> String {
    let plan = answered.response.plan;
    let mut lines = String::new();
    let refitted: Vec<String> = found
        .groups
        .iter()
        .filter(|group| is_compared(group))
        .map(|group| {
            let rows = vector(group.rows.iter().map(|row| (row + 1) as f64));
            format!("refit{number}(outcome{number}[{rows}, ])")
        })
        .collect();
    if !refitted.is_empty() {
        let _ = writeln!(lines, "  refit{number} <- {}", refit_rows(plan, number));
    }
    compare_groups(&mut lines, review, answered, (found, &refitted), number);
    lines
}

/// Each group with the variance between trials that all of them share.
fn with_shared(
    review: &Review,
    answered: &Answered<'_>,
    found: &Subgroups,
    shared: TauSquared,
    number: usize,
) -> String {
    let response = answered.response;
    let mut lines = String::new();
    let Method::RandomEffects(estimator) = response.plan.method else {
        return lines;
    };
    let (Some(method), Some(test)) = (
        tau_squared(estimator).filter(|_| shared.converged),
        test(response.plan.interval),
    ) else {
        return lines;
    };
    let effects = effects(response, found);
    let name = &answered.outcome.name;
    let _ = writeln!(
        lines,
        "  grouped{number} <- data.frame(\n    yi = {},\n    vi = {},\n    part = {}\n  )",
        vector(effects.iter().map(|(effect, _, _)| *effect)),
        vector(effects.iter().map(|(_, variance, _)| *variance)),
        vector(effects.iter().map(|(_, _, part)| *part as f64))
    );
    let _ = writeln!(
        lines,
        "  shared{number} <- rma(yi, vi, mods = ~ 0 + factor(part), data = grouped{number}, method = \"{method}\", control = precisely)$tau2\n  compare({}, shared{number}, {})",
        text(&format!("{name}, variance between trials of all groups")),
        shared.value
    );
    let groups = found.groups.iter().enumerate();
    let refitted: Vec<String> = groups
        .filter(|(_, group)| is_compared(group))
        .map(|(place, _)| {
            format!(
                "rma(yi, vi, data = grouped{number}, subset = part == {}, tau2 = shared{number}, test = \"{test}\", level = {})",
                place + 1,
                response.level.percent()
            )
        })
        .collect();
    compare_groups(&mut lines, review, answered, (found, &refitted), number);
    lines
}

/// The pooled effects of the trials with their variances and the number of their group, counted from 1.
fn effects(response: &Response, found: &Subgroups) -> Vec<(f64, f64, usize)> {
    let mut effects = Vec::new();
    for (place, group) in found.groups.iter().enumerate() {
        for row in &group.rows {
            let trial = response.trials.get(*row);
            let trial = trial.filter(|trial| trial.used == TrialUse::Pooled);
            if let Some(effect) = trial.and_then(|trial| trial.effect.as_ref()) {
                let variance = effect.standard_error * effect.standard_error;
                effects.push((effect.estimate, variance, place + 1));
            }
        }
    }
    effects
}

/// Holds the groups that R fits by these calls, and what lies between them, against what was found here.
fn compare_groups(
    lines: &mut String,
    review: &Review,
    answered: &Answered<'_>,
    (found, refitted): (&Subgroups, &[String]),
    number: usize,
) {
    if refitted.is_empty() {
        return;
    }
    let _ = writeln!(
        lines,
        "  parts{number} <- list(\n    {}\n  )",
        refitted.join(",\n    ")
    );
    let name = &answered.outcome.name;
    let groups = found.groups.iter().filter(|group| is_compared(group));
    for (place, group) in groups.enumerate() {
        let Ok(pooled) = &group.pooled else { continue };
        let interval = pooled.interval;
        let part = words::part(&group.name, review, Locale::DecimalPoint);
        let _ = writeln!(
            lines,
            "  compare({}, limits(parts{number}[[{}]]), {})",
            text(&format!("{name}, {part}")),
            place + 1,
            vector([interval.estimate, interval.lower, interval.upper])
        );
    }
    // A group that R did not fit takes part in the test, and the robust interval has an error that no fit of R holds.
    let all_fitted = found
        .groups
        .iter()
        .all(|group| group.pooled.is_err() || is_compared(group));
    let Some(difference) = found
        .difference
        .filter(|_| all_fitted && !is_robust(answered.response.plan))
    else {
        return;
    };
    let _ = writeln!(
        lines,
        "  compare({}, between(parts{number}), {})",
        text(&format!("{name}, Q between groups")),
        difference.q
    );
}
