//! Dose and response within trials as tables: the lines of the trials and of all of them, and the effect by dose.

use super::small_study::interval;
use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::{DosesWithin, IntervalEstimate, Shape};
use crate::data::Outcome;
use crate::explore::dose_response::Line;
use crate::wording::explored::{slope_limits, slope_of};
use crate::wording::names::{self, Length};
use crate::wording::{Locale, confidence, dose_response as words, number, tr, translate};

/// The line of each trial, and of all of them.
#[must_use]
pub fn dose_lines(outcome: &Outcome, found: &DosesWithin, locale: Locale) -> Table {
    let of_trials = found.trials.iter().enumerate().map(|(place, trial)| {
        let doses = trial.contrasts.doses().iter();
        let doses: Vec<String> = doses.map(|dose| number::quantity(*dose, locale)).collect();
        let own = found.fit.own.get(place).and_then(Option::as_ref);
        let mut cells = vec![
            Cell::name(trial.name.clone()),
            Cell::words(doses.join(translate("; "))),
        ];
        cells.extend(of_line(found, own.map(|own| &own.line), locale));
        cells.push(
            own.and_then(|own| own.misfit.as_ref())
                .map_or_else(Cell::empty, |test| {
                    Cell::numbers([test.p_value], number::p_value(test.p_value, locale))
                }),
        );
        Row {
            kind: RowKind::Plain,
            cells,
        }
    });
    let mut rows: Vec<Row> = of_trials.collect();
    let random = found.fit.random.as_ref();
    for (name, line) in [
        (words::COMMON_LINE, Some(&found.fit.common)),
        (words::RANDOM_LINE, random.map(|random| &random.line)),
    ] {
        if line.is_some() {
            let mut cells = vec![Cell::name(name), Cell::empty()];
            cells.extend(of_line(found, line, locale));
            cells.push(Cell::empty());
            rows.push(Row {
                kind: RowKind::Total,
                cells,
            });
        }
    }
    let mut columns = vec![
        Column::of_names(words::TRIAL, "trial"),
        Column::of_names(words::DOSES_COMPARED, "doses"),
    ];
    match found.fit.shape {
        Shape::Linear => columns.extend([
            Column::of_numbers(None, words::slope_head(found, locale), &["slope"]),
            Column::of_numbers(None, confidence::short(found.level), &["lower", "upper"]),
        ]),
        Shape::Spline(_) => columns.extend([
            Column::of_numbers(None, words::FIRST, &["dose", "dose_standard_error"]),
            Column::of_numbers(None, words::SECOND, &["bend", "bend_standard_error"]),
        ]),
    }
    columns.push(Column::of_numbers(None, words::MISFIT, &["misfit_p_value"]));
    let mut notes = vec![words::sentence(found, locale)];
    notes.extend(words::cautions(found, locale));
    Table {
        caption: tr!("{}: {}", outcome.name, words::OWN_FILE),
        columns,
        rows,
        notes,
    }
}

/// The cells of a line: its slope for a step with its interval, or its two coefficients with their standard errors.
fn of_line(found: &DosesWithin, line: Option<&Line>, locale: Locale) -> [Cell; 2] {
    let Some(line) = line else {
        return [Cell::empty(), Cell::empty()];
    };
    if found.fit.shape == Shape::Linear {
        let slope = line.against(Shape::Linear, (found.step, 0.0), found.level);
        return slope_cells(found, &slope, locale);
    }
    [0, 1].map(|place| {
        let coefficient = line.coefficients.get(place);
        let row = line.covariance.get(place);
        let variance = row.and_then(|row| row.get(place));
        match (coefficient, variance) {
            (Some(coefficient), Some(variance)) => {
                let error = variance.sqrt();
                let written = [*coefficient, error].map(|one| number::significant(one, locale));
                Cell::numbers([*coefficient, error], written.join(" ± "))
            }
            _ => Cell::empty(),
        }
    })
}

fn slope_cells(found: &DosesWithin, slope: &IntervalEstimate, locale: Locale) -> [Cell; 2] {
    let read = |value: f64| super::outcome::natural(found.measure, value);
    let limits = [slope.lower, slope.upper];
    [
        Cell::numbers(
            [read(slope.estimate)],
            slope_of(found.measure, slope.estimate, locale),
        ),
        Cell::numbers(
            limits.map(read),
            slope_limits(found.measure, limits, locale),
        ),
    ]
}

/// The effect at the doses that were asked for, against the reference.
#[must_use]
pub fn dose_predictions(outcome: &Outcome, found: &DosesWithin, locale: Locale) -> Table {
    let rows = found.at.iter().map(|dose| {
        let effect = found.effect_at(*dose);
        let [estimate, limits] = interval(found.measure, &effect, locale);
        Row {
            kind: RowKind::Plain,
            cells: vec![
                Cell::numbers([*dose], words::dose(*dose, &found.unit, locale)),
                estimate,
                limits,
            ],
        }
    });
    let against = words::dose(found.reference, &found.unit, locale);
    Table {
        caption: tr!("{}: {}", outcome.name, words::PREDICTED_FILE),
        columns: vec![
            Column::of_names(words::DOSE, "dose"),
            Column::of_numbers(
                None,
                tr!(
                    "{} against {against}",
                    names::measure(found.measure, Length::Full),
                    against
                ),
                &["estimate"],
            ),
            Column::of_numbers(None, confidence::short(found.level), &["lower", "upper"]),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}
