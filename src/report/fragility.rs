//! The people whose event turns a result, step by step, as a table.

use super::small_study::interval;
use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::{Fragility, Prepared, Response};
use crate::data::{Outcome, Review};
use crate::wording::{Locale, Subject, confidence, fragility as words, number, tr, translate};

/// The steps of a search.
#[must_use]
pub fn fragility(
    review: &Review,
    outcome: &Outcome,
    (prepared, response): (&Prepared, &Response),
    found: &Fragility,
    locale: Locale,
) -> Table {
    let subject = Subject::of(review, outcome, prepared, locale);
    let plan = response.plan;
    let rows = found.steps.iter().enumerate().map(|(nth, step)| {
        let many = nth as u64 + 1;
        let trial = subject.trials.get(step.row).copied().unwrap_or_default();
        let mut cells = vec![
            Cell::count(many, number::count(many, locale)),
            Cell::name(trial),
            Cell::name(words::change(step, &subject)),
        ];
        cells.extend(interval(plan.measure, &step.interval, locale));
        cells.push(Cell::numbers(
            [step.p_value],
            number::p_value(step.p_value, locale),
        ));
        Row {
            kind: RowKind::Plain,
            cells,
        }
    });
    let limits = confidence::short(response.level);
    Table {
        caption: tr!("{}: {}", outcome.name, words::FILE),
        columns: vec![
            Column::of_numbers(None, words::STEP, &["people"]),
            Column::of_names(translate("Trial"), "trial"),
            Column::of_names(words::CHANGE, "change"),
            Column::of_numbers(None, words::effect_head(plan), &["estimate"]),
            Column::of_numbers(None, limits, &["lower", "upper"]),
            Column::of_numbers(None, "P", &["p_value"]),
        ],
        rows: rows.collect(),
        notes: vec![
            words::sentence(found, plan, &subject),
            words::FOUND_GREEDILY.to_owned(),
        ],
    }
}
