//! A frozen version beside the present as a table, and old and new results likewise.

use super::outcome::natural;
use super::{Cell, CellValue, Column, Row, RowKind, Table};
use crate::wording::names::{self, Length};
use crate::wording::old_and_new::{self as old_and_new, OldAndNew};
use crate::wording::versions::{self as words, Comparison, Line, Shown, Without};
use crate::wording::{Locale, findings, tr, translate};

/// The table of a comparison: a row an outcome, then, now, and without the trials that came.
#[must_use]
pub fn versions(title: &str, comparison: &Comparison, locale: Locale) -> Table {
    let version = comparison.version.as_str();
    let mut notes = comparison.summary.clone();
    notes.push(words::NOTE.to_owned());
    Table {
        caption: match title.trim() {
            "" => tr!("{version} and now", version),
            title => tr!("{title}: {version} and now", title, version),
        },
        columns: columns(version),
        rows: comparison
            .lines
            .iter()
            .map(|line| row(line, locale))
            .collect(),
        notes,
    }
}

fn columns(version: &str) -> Vec<Column> {
    let mut columns = vec![Column::of_names(findings::OUTCOME, "outcome")];
    for (label, key) in [(version, "then"), (words::NOW.text(), "now")] {
        let part = |name: &str| format!("{key}_{name}");
        columns.push(Column::of_numbers(
            Some(label),
            findings::TRIALS,
            &[&part("trials_pooled"), &part("trials_included")],
        ));
        columns.push(Column {
            group: Some(label.to_owned()),
            ..Column::of_names(translate("Measure and method"), &part("method"))
        });
        columns.push(Column::of_numbers(
            Some(label),
            translate("Effect (interval)"),
            &[&part("estimate"), &part("lower"), &part("upper")],
        ));
        columns.push(Column::of_numbers(
            Some(label),
            translate("I²"),
            &[&part("i_squared_percent")],
        ));
        columns.push(Column {
            group: Some(label.to_owned()),
            ..Column::of_names(words::VERDICT, &part("verdict"))
        });
    }
    columns.push(Column::of_numbers(
        None,
        words::WITHOUT,
        &["without_estimate", "without_lower", "without_upper"],
    ));
    columns.push(Column::of_names(words::CHANGES, "changes"));
    columns
}

fn row(line: &Line, locale: Locale) -> Row {
    let mut cells = vec![Cell::name(line.name.clone())];
    for shown in [&line.then, &line.now] {
        match shown {
            Some(shown) => cells.extend(cells_of(shown, locale)),
            None => cells.extend((0..5).map(|_| Cell::empty())),
        }
    }
    let measure = line.now.as_ref().map(|now| now.plan.measure);
    cells.push(match (&line.without, measure) {
        (
            Without::Result {
                words,
                interval: Some(interval),
                ..
            },
            Some(measure),
        ) => Cell::numbers(
            [interval.estimate, interval.lower, interval.upper]
                .map(|value| natural(measure, value)),
            words.clone(),
        ),
        (Without::Result { words, .. }, _) => Cell::words(words.clone()),
        (Without::Long, _) => Cell::words(words::LONG),
        (Without::NoneAdded, _) => Cell::empty(),
    });
    cells.push(Cell::name(line.changes.join(" ")));
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

fn cells_of(shown: &Shown, locale: Locale) -> [Cell; 5] {
    let measure = shown.plan.measure;
    [
        Cell {
            shown: shown.trials_text(locale),
            parts: shown
                .trials
                .map(|count| CellValue::Count(count as u64))
                .to_vec(),
        },
        Cell::name(tr!(
            "{}, {}",
            names::measure(measure, Length::Short),
            names::plan_short(shown.plan)
        )),
        match (&shown.effect, &shown.interval) {
            (Ok([estimate, limits]), Some(interval)) => Cell::numbers(
                [interval.estimate, interval.lower, interval.upper]
                    .map(|value| natural(measure, value)),
                tr!("{estimate} ({limits})", estimate, limits),
            ),
            (Ok([estimate, limits]), None) => {
                Cell::words(tr!("{estimate} ({limits})", estimate, limits))
            }
            (Err(why), _) => Cell::words(why.clone()),
        },
        shown.i_squared.map_or_else(Cell::empty, |value| {
            Cell::numbers([value], crate::wording::number::i_squared(value, locale))
        }),
        Cell::name(shown.verdict_words.clone()),
    ]
}

/// Old and new results as a table, a row a result.
#[must_use]
pub fn old_and_new(shown: &OldAndNew) -> Table {
    let rows = shown.outcomes.iter().flat_map(|outcome| {
        outcome.results.iter().map(|result| {
            let numbers = result.log.map(|(estimate, limits)| {
                let limits = limits.map(|limits| limits.map(libm::exp));
                std::iter::once(libm::exp(estimate))
                    .chain(limits.into_iter().flatten())
                    .map(CellValue::Number)
                    .collect()
            });
            let words = match &result.effect {
                Ok([estimate, lower, upper]) => {
                    tr!("{estimate} ({lower} to {upper})", estimate, lower, upper)
                }
                Err(words) => words.clone(),
            };
            Row {
                kind: if result.is_now {
                    RowKind::Total
                } else {
                    RowKind::Plain
                },
                cells: vec![
                    Cell::name(outcome.name.clone()),
                    Cell::name(result.source.clone()),
                    Cell::name(result.trials.clone()),
                    Cell::name(result.measure.clone()),
                    Cell {
                        shown: words,
                        parts: numbers.unwrap_or_default(),
                    },
                ],
            }
        })
    });
    Table {
        caption: shown.title.clone(),
        rows: rows.collect(),
        columns: vec![
            Column::of_names(findings::OUTCOME, "outcome"),
            Column::of_names(old_and_new::SOURCE, "result_of"),
            Column::of_names(findings::TRIALS, "trials"),
            Column::of_names(old_and_new::MEASURE, "measure"),
            Column::of_numbers(
                None,
                translate("Effect (interval)"),
                &["estimate", "lower", "upper"],
            ),
        ],
        notes: shown.notes.clone(),
    }
}
