//! The plots of the trials of an outcome as tables: risks in either arm, the places of the radial plot, P value functions.

use super::outcome::natural;
use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::{ArmRisks, PValueFunction, PValueFunctions, Prepared, Radial};
use crate::data::{Measure, Review};
use crate::effect::IntervalEstimate;
use crate::wording::names::{self, Length};
use crate::wording::trial_plots::{self as words, TrialPlot};
use crate::wording::{Locale, Text, effects, number, tr, translate};

/// The head of the trials.
const TRIAL: Text = Text("Trial");

fn name_of(prepared: &Prepared, row: usize) -> Cell {
    let row = prepared.request.trials.get(row);
    Cell::name(row.map_or("", |row| row.label.as_str()))
}

fn plain(cells: Vec<Cell>) -> Row {
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

/// Events, people and risk in either arm of each trial.
#[must_use]
pub fn arm_risks(review: &Review, found: &ArmRisks, prepared: &Prepared, locale: Locale) -> Table {
    let weights: Vec<Option<f64>> = found.trials.iter().map(|trial| trial.weight).collect();
    let printed = number::weights(&weights, locale);
    let rows = found.trials.iter().zip(printed).map(|(trial, weight)| {
        let mut cells = vec![name_of(prepared, trial.row)];
        for (counts, risk) in [
            (trial.experimental, trial.experimental_risk()),
            (trial.control, trial.control_risk()),
        ] {
            cells.extend(counts.map(|count| Cell::count(count, number::count(count, locale))));
            cells.push(Cell::numbers([100.0 * risk], number::percent(risk, locale)));
        }
        cells.push(match (trial.weight, weight) {
            (Some(value), Some(shown)) => Cell::numbers([value], format!("{shown}%")),
            (None, _) | (_, None) => Cell::empty(),
        });
        plain(cells)
    });
    let mut columns = vec![Column::of_names(TRIAL, "trial")];
    for (side, key) in names::sides(review)
        .into_iter()
        .zip(["experimental", "control"])
    {
        for (head, part) in [
            (translate("Events"), "events"),
            (translate("Total"), "total"),
            (translate("Risk"), "risk_percent"),
        ] {
            columns.push(Column::of_numbers(
                Some(side),
                head,
                &[&format!("{key}_{part}")],
            ));
        }
    }
    columns.push(Column::of_numbers(
        None,
        translate("Weight"),
        &["weight_percent"],
    ));
    let [side, _] = names::sides(review);
    Table {
        caption: TrialPlot::Labbe.head().to_owned(),
        columns,
        rows: rows.collect(),
        notes: words::risks_footer(found, side, locale),
    }
}

/// The places of the trials in the radial plot.
#[must_use]
pub fn radial(found: &Radial, prepared: &Prepared, locale: Locale) -> Table {
    let rows = found.trials.iter().map(|trial| {
        let effect = trial.trial.effect.estimate;
        let from_line = trial.z - found.mean * trial.precision;
        let mut cells = vec![
            name_of(prepared, trial.trial.row),
            Cell::numbers(
                [natural(found.measure, effect)],
                effects::effect(found.measure, effect, locale),
            ),
        ];
        cells.extend(
            [trial.precision, trial.z, from_line]
                .map(|value| Cell::numbers([value], number::significant(value, locale))),
        );
        Row {
            kind: if trial.is_outside {
                RowKind::Total
            } else {
                RowKind::Plain
            },
            cells,
        }
    });
    let error = if found.model.estimator.is_some() {
        translate("1 / √(v + τ²)")
    } else {
        translate("1 / standard error")
    };
    Table {
        caption: TrialPlot::Radial.head().to_owned(),
        columns: vec![
            Column::of_names(TRIAL, "trial"),
            Column::of_numbers(
                None,
                names::measure(found.measure, Length::Full),
                &["effect"],
            ),
            Column::of_numbers(None, error, &["precision"]),
            Column::of_numbers(None, "z", &["z"]),
            Column::of_numbers(None, translate("z from the line"), &["z_from_line"]),
        ],
        rows: rows.collect(),
        notes: words::radial_footer(found, locale),
    }
}

/// What the curves say: the estimate, the P of no difference, and the limits at the marked P.
#[must_use]
pub fn p_value_functions(found: &PValueFunctions, prepared: &Prepared, locale: Locale) -> Table {
    let measure = found.measure;
    let has_no_difference = words::has_no_difference(measure);
    let cells = |name: Cell, function: &PValueFunction| {
        let mut cells = vec![
            name,
            Cell::numbers(
                [natural(measure, function.estimate)],
                effects::effect(measure, function.estimate, locale),
            ),
        ];
        if has_no_difference {
            let p = function.at(0.0);
            cells.push(Cell::numbers([p], number::p_value(p, locale)));
        }
        cells.extend(words::MARKED_P.map(|p| limits(measure, function, p, locale)));
        cells
    };
    let mut rows: Vec<Row> = found
        .trials
        .iter()
        .map(|(trial, function)| plain(cells(name_of(prepared, trial.row), function)))
        .collect();
    for (name, function) in [
        (words::POOLED_ROW, &found.pooled),
        (words::PREDICTION_ROW, &found.prediction),
    ] {
        rows.extend(function.as_ref().map(|function| Row {
            kind: RowKind::Total,
            cells: cells(Cell::name(name), function),
        }));
    }
    let mut columns = vec![
        Column::of_names(TRIAL, "trial"),
        Column::of_numbers(None, names::measure(measure, Length::Full), &["estimate"]),
    ];
    if has_no_difference {
        columns.push(Column::of_numbers(
            None,
            translate("P of no difference"),
            &["p_no_difference"],
        ));
    }
    for (p, part) in words::MARKED_P.into_iter().zip(["10", "05", "01"]) {
        let [lower, upper] = ["lower", "upper"].map(|limit| format!("{limit}_at_p_0{part}"));
        let head = tr!("P above {}", number::fixed(p, 2, locale));
        columns.push(Column::of_numbers(None, head, &[&lower, &upper]));
    }
    Table {
        caption: TrialPlot::Drapery.head().to_owned(),
        columns,
        rows,
        notes: words::drapery_footer(found, found.trials.len(), locale),
    }
}

/// The effects between which P is above a bound.
fn limits(measure: Measure, function: &PValueFunction, p: f64, locale: Locale) -> Cell {
    let reach = function.distance(p) * function.standard_error;
    let interval = IntervalEstimate {
        estimate: function.estimate,
        standard_error: function.standard_error,
        lower: function.estimate - reach,
        upper: function.estimate + reach,
    };
    if !interval.is_writable(measure.is_ratio()) {
        return Cell::words(words::TOO_WIDE);
    }
    Cell::numbers(
        [interval.lower, interval.upper].map(|limit| natural(measure, limit)),
        effects::interval(measure, &interval, locale),
    )
}
