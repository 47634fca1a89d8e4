//! The part of the script for R that nests all numbers of an outcome in their trials.

use std::fmt::Write as _;

use super::r_script::text;
use super::r_script_explored::vector;
use crate::analysis::{Nested, Prepared, SeveralNumbers, several_numbers};
use crate::data::{Plan, Review};

/// The model of three levels and the cluster-robust error, held against what was found here; nothing where no trial gives several
/// numbers.
pub(super) fn nested(
    script: &mut String,
    (review, prepared, plan): (&Review, &Prepared, Plan),
    (name, number): (&str, usize),
) {
    let Ok(found) = several_numbers(review, prepared, plan) else {
        return;
    };
    let Ok(nested) = &found.nested else {
        return;
    };
    data(script, &found, number);
    let test = if nested.by_model.degrees_of_freedom.is_some() {
        ", test = \"t\", dfs = \"contain\""
    } else {
        ""
    };
    let _ = writeln!(
        script,
        "nested{number} <- rma.mv(yi, V{number}, random = ~ 1 | trial/number, data = numbers{number}{test})\nprint(nested{number})"
    );
    let interval = nested.by_model.interval;
    let _ = writeln!(
        script,
        "compare({}, c(nested{number}$beta, nested{number}$se, nested{number}$ci.lb, nested{number}$ci.ub, nested{number}$QE), {}, 1e-4)",
        text(&format!("{name}, all numbers nested in trials")),
        vector([
            interval.estimate,
            interval.standard_error,
            interval.lower,
            interval.upper,
            nested.fit.q.statistic,
        ])
    );
    robust(script, nested, (name, number));
}

/// The numbers, and how their errors vary together.
fn data(script: &mut String, found: &SeveralNumbers, number: usize) {
    let trials = found.trials.iter().enumerate();
    let trials =
        trials.flat_map(|(place, trial)| trial.numbers.iter().map(move |_| (place + 1) as f64));
    let _ = writeln!(
        script,
        "# All numbers of the trials, nested in them; what those of one trial share of their errors stands beside the diagonal of V.\nnumbers{number} <- data.frame(\n  trial = {},\n  number = {},\n  yi = {},\n  vi = {}\n)\nV{number} <- diag(numbers{number}$vi)",
        vector(trials),
        vector((1..=found.numbers().count()).map(|place| place as f64)),
        vector(found.numbers().map(|one| one.effect.estimate)),
        vector(found.numbers().map(|one| one.effect.variance))
    );
    let mut before = 1;
    for trial in &found.trials {
        let covariance = trial.entering.covariance();
        for row in 1..covariance.size() {
            for column in 0..row {
                let shared = covariance.cell(row, column);
                if shared != 0.0 {
                    let (row, column) = (before + row, before + column);
                    let _ = writeln!(
                        script,
                        "V{number}[{row}, {column}] <- V{number}[{column}, {row}] <- {shared}"
                    );
                }
            }
        }
        before += covariance.size();
    }
}

/// The cluster-robust error, where the package that makes it is installed.
fn robust(script: &mut String, nested: &Nested, (name, number): (&str, usize)) {
    let Some(robust) = nested.robust else {
        return;
    };
    let _ = writeln!(
        script,
        "if (requireNamespace(\"clubSandwich\", quietly = TRUE)) {{\n  robust{number} <- metafor::robust(nested{number}, cluster = trial, clubSandwich = TRUE)\n  print(robust{number})\n  compare({}, c(robust{number}$se, robust{number}$dfs, robust{number}$ci.lb, robust{number}$ci.ub), {}, 1e-4)\n}}",
        text(&format!("{name}, cluster-robust (CR2)")),
        vector([
            robust.interval.standard_error,
            robust.degrees_of_freedom.unwrap_or(f64::INFINITY),
            robust.interval.lower,
            robust.interval.upper,
        ])
    );
}
