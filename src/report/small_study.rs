//! Small-study effects as tables: the trials of the funnel, the tests, trim and fill, file-drawer numbers.

use super::outcome::natural;
use super::{Cell, CellValue, Column, Row, RowKind, Table};
use crate::analysis::{AsymmetryTest, IntervalEstimate, Prepared, SmallStudy};
use crate::data::Measure;
use crate::wording::names::{self, Length};
use crate::wording::{Locale, confidence, effects, number, small_study as words, tr, translate};

fn plain(cells: Vec<Cell>) -> Row {
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

fn total(cells: Vec<Cell>) -> Row {
    Row {
        kind: RowKind::Total,
        cells,
    }
}

/// An effect with its interval.
pub(super) fn interval(measure: Measure, interval: &IntervalEstimate, locale: Locale) -> [Cell; 2] {
    let read = |value| natural(measure, value);
    [
        Cell::numbers(
            [read(interval.estimate)],
            effects::effect(measure, interval.estimate, locale),
        ),
        Cell::numbers(
            [read(interval.lower), read(interval.upper)],
            effects::interval(measure, interval, locale),
        ),
    ]
}

/// The trials of a funnel.
#[must_use]
pub fn funnel(found: &SmallStudy, prepared: &Prepared, locale: Locale) -> Table {
    let rows = found.trials.iter().map(|trial| {
        let row = prepared.request.trials.get(trial.row);
        let name = row.map_or("", |row| row.label.as_str());
        let error = trial.effect.variance.sqrt();
        plain(vec![
            Cell::name(name),
            Cell::numbers(
                [natural(found.measure, trial.effect.estimate)],
                effects::effect(found.measure, trial.effect.estimate, locale),
            ),
            Cell::numbers([error], number::significant(error, locale)),
            trial.people.map_or_else(Cell::empty, |people| {
                Cell::numbers([people], number::tick(people, locale))
            }),
        ])
    });
    Table {
        caption: words::FUNNEL.to_owned(),
        columns: vec![
            Column::of_names(translate("Trial"), "trial"),
            Column::of_numbers(
                None,
                names::measure(found.measure, Length::Full),
                &["effect"],
            ),
            Column::of_numbers(None, translate("Standard error"), &["standard_error"]),
            Column::of_numbers(None, translate("People"), &["people"]),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

/// The tests of a funnel.
#[must_use]
pub fn asymmetry(found: &SmallStudy, locale: Locale) -> Table {
    let rows = found.tests.iter().map(|test| test_row(found, test, locale));
    Table {
        caption: words::TESTS.to_owned(),
        columns: vec![
            Column::of_names(translate("Test"), "test"),
            Column::of_numbers(None, "P", &["p_value"]),
            Column::of_names(translate("Statistic"), "statistic"),
            Column::of_numbers(None, translate("Slope"), &["slope", "standard_error"]),
            Column::of_numbers(None, translate("Trials"), &["trials"]),
            Column::of_names(translate("What on what"), "predictor"),
            Column::of_names(translate("Suits"), "suits"),
        ],
        rows: rows.collect(),
        notes: vec![words::DEEKS.to_owned()],
    }
}

fn test_row(found: &SmallStudy, test: &AsymmetryTest, locale: Locale) -> Row {
    let mut cells = vec![Cell::name(words::test_name(test.method))];
    if let Some(result) = &test.result {
        cells.push(Cell::numbers(
            [result.p_value],
            number::p_value(result.p_value, locale),
        ));
        cells.push(Cell::name(words::statistic(result, locale)));
        cells.push(result.slope.map_or_else(Cell::empty, |slope| {
            Cell::numbers(
                [slope.estimate, slope.standard_error],
                number::significant(slope.estimate, locale),
            )
        }));
        cells.push(Cell::count(
            result.trials as u64,
            number::count(result.trials as u64, locale),
        ));
    } else {
        cells.push(Cell::empty());
        cells.push(Cell::words(words::NOT_MADE));
        cells.extend([Cell::empty(), Cell::empty()]);
    }
    cells.push(Cell::name(words::predictor(test.method, found.measure)));
    cells.push(Cell::name(words::fitness(test, locale)));
    if test.fitness.counts() {
        total(cells)
    } else {
        plain(cells)
    }
}

/// The means without and with what trim and fill puts in.
#[must_use]
pub fn filled(found: &SmallStudy, locale: Locale) -> Table {
    let mut rows = Vec::new();
    if let Some(mean) = &found.mean {
        let [estimate, limits] = interval(found.measure, mean, locale);
        rows.push(total(vec![
            Cell::name(translate("Trials as they are")),
            Cell::count(0, number::count(0, locale)),
            estimate,
            limits,
        ]));
    }
    for filled in &found.filled {
        let name = Cell::name(tr!("With {fill}", fill = words::fill_name(filled.count)));
        let missing = filled.found.as_ref().map_or_else(
            || Cell::words(translate("no answer")),
            |fill| {
                let missing = fill.missing as u64;
                Cell::count(missing, number::count(missing, locale))
            },
        );
        let [estimate, limits] = match &filled.mean {
            Some(mean) => interval(found.measure, mean, locale),
            None => [Cell::empty(), Cell::empty()],
        };
        rows.push(plain(vec![name, missing, estimate, limits]));
    }
    Table {
        caption: words::FILL.to_owned(),
        columns: vec![
            Column::of_names(translate("Mean"), "mean"),
            Column::of_numbers(None, translate("Put in"), &["put_in"]),
            Column::of_numbers(
                None,
                names::measure(found.measure, Length::Full),
                &["estimate"],
            ),
            Column::of_numbers(None, confidence::short(found.level), &["lower", "upper"]),
        ],
        rows,
        notes: vec![
            tr!("Means by {}.", words::model(found.model)),
            words::FILL_LIMITS.to_owned(),
        ],
    }
}

/// The file-drawer numbers; `None` without trials.
#[must_use]
pub fn file_drawers(found: &SmallStudy, locale: Locale) -> Option<Table> {
    let numbers = found.file_drawers?;
    let values = [
        numbers.rosenthal.trials,
        numbers.orwin.trials,
        numbers.rosenberg.trials,
    ];
    let told = words::drawers(&numbers, found.trials.len(), locale);
    let rows = told.into_iter().zip(values);
    Some(Table {
        caption: words::DRAWERS.to_owned(),
        columns: vec![
            Column::of_names(translate("Number"), "number"),
            Column::of_numbers(None, translate("Trials"), &["trials"]),
            Column::of_names(translate("What it says"), "meaning"),
        ],
        rows: rows
            .map(|([name, shown, meaning], value)| {
                plain(vec![
                    Cell::name(name),
                    Cell {
                        shown,
                        parts: vec![CellValue::Number(value)],
                    },
                    Cell::name(meaning),
                ])
            })
            .collect(),
        notes: vec![words::DRAWER_LIMITS.to_owned()],
    })
}
