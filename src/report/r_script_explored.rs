//! The part of the script for R that explores: tests of the funnel, trim and fill, influence, and the regressions that were
//! chosen, each computed again from the trials' own effects and held against what was found here.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::profile::Answered;
use super::r_script::{remark, tau_squared, text};
use super::r_script_dose::dose_response;
use super::r_script_follow_up::follow_up;
use super::r_script_groups::groups;
use super::r_script_lost::people_lost;
use super::r_script_prior::prior;
use super::r_script_sequential::test;
use super::r_script_series::again;
use super::{r_script_missing, r_script_nested};
use crate::analysis::{
    AsymmetryMethod, FillEstimator, FillSide, InverseVarianceModel, Regressed, SmallStudy, Term,
    TrialData, influences, regress, silent_trials, small_study,
};
use crate::data::{Review, Settings};
use crate::explore::regression::CoefficientTest;

/// What stands before the outcomes.
const HEAD: &str = r#"
# What follows explores: tests of the funnel, trim and fill, influence and regression, from each trial's own effect (yi) with its
# variance (vi).
compare <- function(what, r, trialpool, tolerance = 1e-5) {
  same <- isTRUE(all.equal(as.numeric(trialpool), as.numeric(r), tolerance = tolerance))
  cat(if (same) "the same:" else "DIFFERENT:", what, "\n")
  if (!same) print(rbind(R = as.numeric(r), Trialpool = as.numeric(trialpool)))
}
precisely <- list(threshold = 1e-10, tol = 1e-10, maxiter = 1000)
limits <- function(fit) c(fit$beta[1], fit$ci.lb[1], fit$ci.ub[1])
"#;

/// The script for what is explored of the outcomes of a review, to follow [`r_script`](super::r_script()). Empty where no outcome has
/// three trials with an effect.
#[must_use]
pub fn r_script_explored(review: &Review, settings: &Settings, answers: &[Answered<'_>]) -> String {
    let mut script = String::new();
    for (position, answered) in answers.iter().enumerate() {
        outcome(&mut script, review, settings, answered, position + 1);
        groups(&mut script, review, settings, answered, position + 1);
        again(&mut script, review, settings, answered, position + 1);
        people_lost(&mut script, review, settings, answered, position + 1);
        test(&mut script, review, settings, answered, position + 1);
        follow_up(&mut script, review, answered, position + 1);
        dose_response(
            &mut script,
            (review, settings, answered.prepared, answered.response.plan),
            (&answered.outcome.name, position + 1),
        );
        prior(&mut script, review, answered, position + 1);
    }
    if script.is_empty() {
        script
    } else {
        format!("{HEAD}{script}")
    }
}

/// Numbers as a vector of R.
pub(super) fn vector(numbers: impl IntoIterator<Item = f64>) -> String {
    let numbers: Vec<String> = numbers
        .into_iter()
        .map(|number| number.to_string())
        .collect();
    format!("c({})", numbers.join(", "))
}

fn outcome(
    script: &mut String,
    review: &Review,
    settings: &Settings,
    answered: &Answered<'_>,
    number: usize,
) {
    let Answered {
        outcome,
        prepared,
        response,
    } = *answered;
    let plan = response.plan;
    let request = &prepared.request;
    let found = small_study(request, plan, None);
    if found.trials.len() < 3 {
        return;
    }
    let labels = found.trials.iter().filter_map(|trial| {
        let row = request.trials.get(trial.row)?;
        Some(text(&row.label))
    });
    let labels: Vec<String> = labels.collect();
    let name = &outcome.name;
    let _ = writeln!(script, "\n# {}: what is explored", remark(name));
    let effects = found.trials.iter().map(|trial| trial.effect);
    let _ = writeln!(
        script,
        "explored{number} <- data.frame(\n  trial = c({}),\n  yi = {},\n  vi = {}\n)",
        labels.join(", "),
        vector(effects.clone().map(|effect| effect.estimate)),
        vector(effects.map(|effect| effect.variance))
    );
    let Some([plain, fit]) = fits(found.model) else {
        return;
    };
    let _ = writeln!(
        script,
        "model{number} <- rma(yi, vi, data = explored{number}, slab = trial, {fit})"
    );
    tests(
        script,
        &found,
        request.trials.iter().map(|row| row.data),
        name,
        number,
    );
    fills(script, &found, (name, number), &plain);
    r_script_missing::allowances_of(script, &found, (name, number));
    r_script_missing::selection_by_size(script, &found, (name, number));
    let silent = silent_trials(review, prepared, plan);
    r_script_missing::silent(script, &silent, prepared, plan, (name, number));
    if let Some(found) = influences(request, plan) {
        let of = |value: fn(&crate::analysis::Influence) -> f64| {
            vector(found.trials.iter().map(|trial| value(&trial.influence)))
        };
        let _ = writeln!(
            script,
            "# Diagnostics of the model's own standard errors.\nplain{number} <- rma(yi, vi, data = explored{number}, slab = trial, {plain})\ninfluence{number} <- influence(plain{number})\nprint(influence{number})"
        );
        let marked = found.trials.iter();
        let marked = vector(marked.map(|trial| f64::from(u8::from(trial.stands_out))));
        let _ = writeln!(
            script,
            "compare({}, influence{number}$is.infl, {marked})",
            text(&format!("{name}, trials that stand out"))
        );
        for (column, value) in [
            ("rstudent", of(|one| one.studentized_residual)),
            ("cook.d", of(|one| one.cook_distance)),
            ("hat", of(|one| one.hat)),
        ] {
            let _ = writeln!(
                script,
                "compare({}, influence{number}$inf${column}, {value})",
                text(&format!("{name}, {column}"))
            );
        }
    }
    r_script_nested::nested(script, (review, prepared, plan), (name, number));
    let exploration = settings.exploration_of(outcome.id);
    if let Ok(found) = regress(review, prepared, plan, &exploration) {
        regression(script, &found, name, number);
    }
}

/// How `rma` is to fit the model, with Wald's interval and with that of the model.
fn fits(model: InverseVarianceModel) -> Option<[String; 2]> {
    let Some(estimator) = model.estimator else {
        return Some([(); 2].map(|()| "method = \"EE\"".to_owned()));
    };
    let test = super::r_script::test(model.interval).unwrap_or("z");
    let method = tau_squared(estimator)?;
    Some(
        ["z", test]
            .map(|test| format!("method = \"{method}\", test = \"{test}\", control = precisely")),
    )
}

fn tests(
    script: &mut String,
    found: &SmallStudy,
    data: impl Iterator<Item = TrialData>,
    name: &str,
    number: usize,
) {
    let tables = data.filter_map(|data| data.table());
    let tables: Vec<_> = tables
        .filter(crate::analysis::TwoByTwo::is_possible)
        .collect();
    if !tables.is_empty() {
        let column = |part: fn(&crate::analysis::TwoByTwo) -> u64| {
            vector(tables.iter().map(|table| part(table) as f64))
        };
        let _ = writeln!(
            script,
            "counts{number} <- data.frame(a = {}, n1 = {}, c = {}, n2 = {})",
            column(|table| table.experimental_events),
            column(|table| table.experimental_total),
            column(|table| table.control_events),
            column(|table| table.control_total)
        );
    }
    let estimator = found.model.always_random();
    for test in &found.tests {
        let Some(result) = &test.result else { continue };
        let d = format!("explored{number}");
        let of_counts = format!("with(counts{number}, {{ n <- n1 + n2; m <- a + c; ");
        let call = match test.method {
            AsymmetryMethod::Egger => {
                format!("regtest({d}$yi, {d}$vi, model = \"lm\", predictor = \"sei\")$pval")
            }
            AsymmetryMethod::EggerMixed => match tau_squared(estimator) {
                Some(method) => format!(
                    "rma(yi, vi, mods = ~ sqrt(vi), data = {d}, method = \"{method}\", control = precisely)$pval[2]"
                ),
                None => continue,
            },
            AsymmetryMethod::Begg => format!("suppressWarnings(ranktest({d}$yi, {d}$vi)$pval)"),
            AsymmetryMethod::Harbord => format!(
                "{of_counts}z <- a - m * n1 / n; v <- n1 * n2 * m * (n - m) / (n^2 * (n - 1)); k <- v > 0; summary(lm(I(z / v) ~ I(1 / sqrt(v)), weights = v, subset = k))$coefficients[2, 4] }})"
            ),
            AsymmetryMethod::Ruecker => format!(
                "{of_counts}y <- asin(sqrt(a / n1)) - asin(sqrt(c / n2)); v <- 1 / (4 * n1) + 1 / (4 * n2); summary(lm(y ~ sqrt(v), weights = 1 / v))$coefficients[2, 4] }})"
            ),
            AsymmetryMethod::Peters => format!(
                "{of_counts}k <- m > 0 & m < n; e <- 0.5 * (a == 0 | c == 0 | a == n1 | c == n2); y <- log((a + e) * (n2 - c + e) / ((n1 - a + e) * (c + e))); summary(lm(y ~ I(1 / n), weights = 1 / (1 / m + 1 / (n - m)), subset = k))$coefficients[2, 4] }})"
            ),
        };
        let _ = writeln!(
            script,
            "compare({}, {call}, {})",
            text(&format!(
                "{name}, P of the test of {}",
                crate::wording::small_study::test_name(test.method)
            )),
            result.p_value
        );
    }
}

/// Trim and fill, with the trials that it puts in pooled again as precisely as everything else.
fn fills(script: &mut String, found: &SmallStudy, (name, number): (&str, usize), plain: &str) {
    for filled in &found.filled {
        let (Some(fill), Some(mean)) = (&filled.found, &filled.mean) else {
            continue;
        };
        let estimator = match filled.count {
            FillEstimator::L0 => "L0",
            FillEstimator::R0 => "R0",
        };
        let side = match fill.side {
            FillSide::Left => "left",
            FillSide::Right => "right",
        };
        let _ = writeln!(
            script,
            "fill{number} <- trimfill(model{number}, estimator = \"{estimator}\", side = \"{side}\")\nprint(fill{number})\ncompare({}, c(fill{number}$k0, rma(fill{number}$yi, fill{number}$vi, {plain})$beta), c({}, {}))",
            text(&format!("{name}, trim and fill {estimator}")),
            fill.missing,
            mean.estimate
        );
    }
}

fn regression(script: &mut String, found: &Regressed, name: &str, number: usize) {
    let Some(method) = tau_squared(found.estimator) else {
        return;
    };
    let test = match found.test {
        CoefficientTest::Wald => "z",
        CoefficientTest::KnappHartung => "knha",
        CoefficientTest::KnappHartungSafeguarded => "adhoc",
    };
    let trials = &found.trials;
    let columns: BTreeMap<usize, String> = (1..found.terms.len())
        .map(|place| {
            let cells = trials
                .iter()
                .filter_map(|trial| trial.design.get(place).copied());
            (place, vector(cells))
        })
        .collect();
    let _ = writeln!(
        script,
        "regressed{number} <- data.frame(\n  yi = {},\n  vi = {}",
        vector(trials.iter().map(|trial| trial.trial.effect.estimate)),
        vector(trials.iter().map(|trial| trial.trial.effect.variance))
    );
    for (place, cells) in &columns {
        let what = match found.terms.get(*place) {
            Some(Term::Number(_)) => "a number",
            Some(Term::Level { .. }) => "a level against the first",
            Some(Term::Intercept) | None => "a column",
        };
        let _ = writeln!(script, "  , m{place} = {cells} # {what}");
    }
    let moderators: Vec<String> = columns.keys().map(|place| format!("m{place}")).collect();
    let _ = writeln!(
        script,
        ")\nregression{number} <- rma(yi, vi, mods = ~ {}, data = regressed{number}, method = \"{method}\", test = \"{test}\", control = precisely)\nprint(regression{number})",
        moderators.join(" + ")
    );
    let coefficients = &found.fit.coefficients;
    let _ = writeln!(
        script,
        "compare({}, c(regression{number}$beta, regression{number}$se, regression{number}$pval), {})",
        text(&format!("{name}, coefficients")),
        vector(
            coefficients
                .iter()
                .map(|one| one.interval.estimate)
                .chain(coefficients.iter().map(|one| one.interval.standard_error))
                .chain(coefficients.iter().map(|one| one.p_value))
        )
    );
    if let Some(test) = &found.fit.moderators {
        let residual = &found.fit.residual_heterogeneity;
        let _ = writeln!(
            script,
            "compare({}, c(regression{number}$QM, regression{number}$QMp, regression{number}$QE), {})",
            text(&format!("{name}, QM and QE")),
            vector([test.statistic, test.p_value, residual.q])
        );
    }
}
