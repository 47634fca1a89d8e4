//! The part of the script for R that pools an outcome again and again: without each trial, trial after trial, and with the people
//! whose event turns the result, by the outcome's own call of `rma`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::profile::Answered;
use super::r_script::{enters_as_reported, is_robust, measure, remark, text};
use super::r_script_explored::vector;
use super::results_robustness::CUMULATIVE;
use super::results_sequential::fragility_for_file;
use crate::analysis::{
    Fragility, FragilityEnd, MainAnalysis, Request, Series, TwoByTwo, is_by_likelihood,
    series_answers, trials_of_series,
};
use crate::data::{Plan, Review, Settings, TrialId};

/// What stands before the first outcome.
const AGAIN: &str = r#"
# What follows pools an outcome again without some of its rows, and with events moved, as its own fit above.
leaving <- function(refit, d, rows) sapply(rows, function(out) {
  fit <- try(suppressWarnings(refit(if (length(out)) d[-out, , drop = FALSE] else d)), silent = TRUE)
  if (inherits(fit, "try-error")) NA else fit$beta[1]
})
moved <- function(refit, d, row, arm, change) {
  found <- NULL
  for (i in seq_along(row)) {
    d[row[i], arm[i]] <- d[row[i], arm[i]] + change[i]
    found <- c(found, limits(refit(d)))
  }
  found
}
# The fewest people found by moving one after the other, whichever moves the limit that decides furthest.
fewest <- function(refit, d, most) {
  first <- limits(refit(d))
  excludes <- function(l) l[2] > 0 || l[3] < 0
  distance <- if (first[2] > 0) function(l) l[2] else if (first[3] < 0) function(l) -l[3] else
    if (first[1] < 0) function(l) l[3] else function(l) -l[2]
  limit <- distance(first)
  for (people in seq_len(most)) {
    best <- NULL
    for (row in seq_len(nrow(d))) for (arm in c("ai", "ci")) for (change in c(-1, 1)) {
      e <- d
      e[row, arm] <- e[row, arm] + change
      if (e[row, arm] < 0 || e[row, arm] > e[row, if (arm == "ai") "n1i" else "n2i"]) next
      l <- try(suppressWarnings(limits(refit(e))), silent = TRUE)
      if (inherits(l, "try-error") || anyNA(l)) next
      if (distance(l) < limit - 1e-12) { limit <- distance(l); best <- e; at <- l }
    }
    if (is.null(best)) return(NA)
    if (excludes(at) != excludes(first)) return(people)
    d <- best
  }
  NA
}
"#;

/// What stands before the first outcome whose effects have a correction that metafor has not.
const CORRECTED: &str = r"
# Effects with the treatment-arm correction where an arm is empty or full.
corrected <- function(d, measure) {
  empty <- d$ai == 0 | d$ci == 0 | d$ai == d$n1i | d$ci == d$n2i
  none <- d$ai == 0 & d$ci == 0 | d$ai == d$n1i & d$ci == d$n2i
  k1 <- empty * d$n1i / (d$n1i + d$n2i)
  k2 <- empty * d$n2i / (d$n1i + d$n2i)
  e <- suppressWarnings(escalc(measure, ai = d$ai + k1, bi = d$n1i - d$ai + k1, ci = d$ci + k2, di = d$n2i - d$ci + k2))
  data.frame(trial = d$trial, yi = ifelse(none, NA, e$yi), sei = ifelse(none, NA, sqrt(e$vi)))
}
";

/// Fits of R that a search for the fewest people may take: some seconds.
const MOST_FITS: usize = 800;

/// The script for the outcome without each trial, trial after trial, and for its fragile events. What has no fit above is left out by
/// R itself.
pub(super) fn again(
    script: &mut String,
    review: &Review,
    settings: &Settings,
    answered: &Answered<'_>,
    number: usize,
) {
    let plan = answered.response.plan;
    let asked = Request {
        plan: Some(plan),
        ..answered.prepared.request.clone()
    };
    if is_by_likelihood(&asked) {
        return;
    }
    let mut lines = String::new();
    for (series, what) in [
        (Series::LeaveOneOut, "without each trial"),
        (CUMULATIVE, "trial after trial"),
    ] {
        leaving(
            &mut lines,
            review,
            settings,
            answered,
            (series, what),
            number,
        );
    }
    if let Some(Ok(found)) = fragility_for_file(answered) {
        fragile(&mut lines, &found, answered, number);
    }
    if lines.is_empty() {
        return;
    }
    if !script.contains(AGAIN) {
        script.push_str(AGAIN);
    }
    if lines.contains("corrected(") && !script.contains(CORRECTED) {
        script.push_str(CORRECTED);
    }
    let _ = writeln!(
        script,
        "\n# {}: pooled again\nif (exists(\"fit{number}\")) {{\n{lines}}}",
        remark(&answered.outcome.name)
    );
}

/// One series: the estimates of the analyses that have one.
fn leaving(
    script: &mut String,
    review: &Review,
    settings: &Settings,
    answered: &Answered<'_>,
    (series, what): (Series, &str),
    number: usize,
) {
    let (prepared, outcome) = (answered.prepared, answered.outcome);
    let main = MainAnalysis {
        prepared,
        response: answered.response,
    };
    let answers = series_answers(review, settings, outcome.id, main, series);
    let rows: BTreeMap<TrialId, Range<usize>> = prepared.trials().collect();
    let order = trials_of_series(review, main, series);
    let (mut left_out, mut estimates) = (Vec::new(), Vec::new());
    for (place, answer) in answers.iter().enumerate() {
        let Ok(found) = &answer.found else { continue };
        let Ok(pooled) = &found.result.pooled else {
            continue;
        };
        let out = match series {
            Series::LeaveOneOut => order.get(place..=place),
            Series::Cumulative(_) | Series::PeopleLost(_) => order.get(place + 1..),
        };
        let out = out.unwrap_or_default().iter();
        let out = out.filter_map(|trial| rows.get(trial).cloned()).flatten();
        if pooled.converged {
            left_out.push(vector(out.map(|row| (row + 1) as f64)));
            estimates.push(pooled.interval.estimate);
        }
    }
    if estimates.is_empty() {
        return;
    }
    let _ = writeln!(
        script,
        "  compare({}, leaving(function(d) update(fit{number}, data = d), outcome{number}, list({})), {})",
        text(&format!("{}, {what}", outcome.name)),
        left_out.join(", "),
        vector(estimates)
    );
}

/// How the outcome's own call fits other counts.
fn refit(plan: Plan, number: usize) -> Option<String> {
    let measure = measure(plan.measure)?;
    Some(if enters_as_reported(plan) {
        refit_rows(plan, number)
    } else {
        format!("function(d) update(fit{number}, data = corrected(d, \"{measure}\"))")
    })
}

/// How the outcome's own call fits some of its rows.
pub(super) fn refit_rows(plan: Plan, number: usize) -> String {
    match measure(plan.measure).filter(|_| is_robust(plan)) {
        Some(measure) => {
            format!("function(d) robust(update(fit{number}, data = d), d, \"{measure}\")")
        }
        None => format!("function(d) update(fit{number}, data = d)"),
    }
}

/// The people whose event decides: the pool after each, and, where R has it soon, the search for them.
fn fragile(script: &mut String, found: &Fragility, answered: &Answered<'_>, number: usize) {
    let rows = &answered.prepared.request.trials;
    let tables: Option<Vec<TwoByTwo>> = rows.iter().map(|row| row.data.table()).collect();
    let (Some(tables), Some(refit)) = (tables, refit(answered.response.plan, number)) else {
        return;
    };
    if found.steps.is_empty() {
        return;
    }
    let column = |part: fn(&TwoByTwo) -> u64| vector(tables.iter().map(|table| part(table) as f64));
    let names: Vec<String> = rows.iter().map(|row| text(&row.label)).collect();
    let _ = writeln!(
        script,
        "  fragile{number} <- data.frame(\n    trial = c({}),\n    ai = {},\n    n1i = {},\n    ci = {},\n    n2i = {}\n  )",
        names.join(", "),
        column(|table| table.experimental_events),
        column(|table| table.experimental_total),
        column(|table| table.control_events),
        column(|table| table.control_total)
    );
    let arms: Vec<&str> = found
        .steps
        .iter()
        .map(|step| {
            if step.is_experimental {
                "\"ai\""
            } else {
                "\"ci\""
            }
        })
        .collect();
    let steps = found.steps.iter();
    let _ = writeln!(
        script,
        "  compare({}, moved({refit}, fragile{number}, {}, c({}), {}), {})",
        text(&format!("{}, the people who decide", answered.outcome.name)),
        vector(steps.clone().map(|step| (step.row + 1) as f64)),
        arms.join(", "),
        vector(steps.clone().map(|step| if step.more { 1.0 } else { -1.0 })),
        vector(steps.flat_map(|step| {
            let interval = step.interval;
            [interval.estimate, interval.lower, interval.upper]
        }))
    );
    if found.end == FragilityEnd::Turned {
        let people = found.steps.len();
        let is_soon = 4 * tables.len() * people <= MOST_FITS;
        let _ = writeln!(
            script,
            "  {}compare({}, fewest({refit}, fragile{number}, {people}), {people})",
            if is_soon { "" } else { "# Takes long: " },
            text(&format!("{}, the fewest people", answered.outcome.name)),
        );
    }
}
