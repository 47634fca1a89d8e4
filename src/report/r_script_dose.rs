//! The part of the script for R that draws the line of dose and response within the trials of an outcome.

use std::fmt::Write as _;

use super::r_script::text;
use super::r_script_explored::vector;
use crate::analysis::{DosesWithin, Prepared, Shape, Stages, doses_within};
use crate::data::{Plan, Review, Settings};

/// Generalised least squares and the mixed model of the trials' arms, held against what was found here; nothing where no line was
/// found.
pub(super) fn dose_response(
    script: &mut String,
    (review, settings, prepared, plan): (&Review, &Settings, &Prepared, Plan),
    (name, number): (&str, usize),
) {
    let Ok(found) = doses_within(review, settings, prepared, plan) else {
        return;
    };
    data(script, &found, number);
    let columns = match found.fit.shape {
        Shape::Linear => "x1",
        Shape::Spline(_) => "x1 + x2",
    };
    let _ = writeln!(
        script,
        "common{number} <- rma.mv(y, V{number}, mods = ~ {columns} - 1, data = dosed{number})\ncompare({}, c(common{number}$beta, common{number}$se), {})",
        text(&format!("{name}, dose and response, one common line")),
        vector(numbers_of(&found.fit.common))
    );
    if let Some(random) = &found.fit.random {
        let _ = writeln!(
            script,
            "# Where the variance between trials is near none the search of R may say that it did not converge.\nlines{number} <- tryCatch(rma.mv(y, V{number}, mods = ~ {columns} - 1, random = ~ {columns} - 1 | trial, struct = \"GEN\", data = dosed{number}, control = list(optimizer = \"optim\", optmethod = \"Nelder-Mead\", reltol = 1e-14, maxit = 10000)), error = function(e) NULL)\nif (!is.null(lines{number})) compare({}, c(lines{number}$beta, lines{number}$se), {}, 1e-3)",
            text(&format!("{name}, dose and response, random effects")),
            vector(numbers_of(&random.line))
        );
    }
}

/// Coefficients and their standard errors.
fn numbers_of(line: &crate::explore::dose_response::Line) -> Vec<f64> {
    let errors = line.covariance.iter().enumerate();
    let errors = errors.filter_map(|(place, row)| Some(row.get(place)?.sqrt()));
    line.coefficients.iter().copied().chain(errors).collect()
}

/// The arms that are part of the line, and how their errors vary together.
fn data(script: &mut String, found: &DosesWithin, number: usize) {
    let taken: Vec<_> = found.taken().map(|(_, trial)| trial).collect();
    let of_arms = |of: &dyn Fn(usize) -> Vec<f64>| {
        let all: Vec<f64> = (0..taken.len()).flat_map(of).collect();
        vector(all)
    };
    let stages = match found.fit.stages {
        Stages::Two => "two stages (the same as one, of trials that have a line of their own)",
        Stages::One => "one stage",
    };
    let shape = found.fit.shape;
    let _ = writeln!(
        script,
        "# Dose and response across the arms of the same trial, in {stages}: x1 is the dose less that of the control group, V the covariance of arms with one control group.\ndosed{number} <- data.frame(\n  trial = {},\n  y = {},\n  x1 = {},\n  x2 = {}\n)",
        of_arms(&|place| vec![(place + 1) as f64; taken[place].contrasts.doses().len()]),
        of_arms(&|place| taken[place].contrasts.estimates().to_vec()),
        of_arms(&|place| {
            let contrasts = &taken[place].contrasts;
            let doses = contrasts.doses().iter();
            doses.map(|dose| dose - contrasts.reference()).collect()
        }),
        of_arms(&|place| {
            let contrasts = &taken[place].contrasts;
            let from = shape.curved(contrasts.reference());
            let doses = contrasts.doses().iter();
            doses.map(|dose| shape.curved(*dose) - from).collect()
        }),
    );
    let arms: usize = taken
        .iter()
        .map(|trial| trial.contrasts.doses().len())
        .sum();
    let _ = writeln!(script, "V{number} <- matrix(0, {arms}, {arms})");
    let mut before = 0;
    for trial in taken {
        let covariance = trial.contrasts.covariance();
        let size = covariance.size();
        let cells = (0..size).flat_map(|row| (0..size).map(move |column| (row, column)));
        let cells = cells.map(|(row, column)| covariance.cell(row, column));
        let (from, to) = (before + 1, before + size);
        let _ = writeln!(
            script,
            "V{number}[{from}:{to}, {from}:{to}] <- {}",
            vector(cells)
        );
        before += size;
    }
}
