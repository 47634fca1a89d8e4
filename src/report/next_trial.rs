//! An outcome as reported, and with a hypothetical trial more, as a table that says so.

use super::small_study::interval;
use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::{NextTrial, Response};
use crate::data::{Outcome, Review};
use crate::wording::names::{self, Length};
use crate::wording::{
    Locale, Subject, confidence, next_trial as words, number, sentences, translate,
};

/// Both pools.
#[must_use]
pub fn next_trial(
    review: &Review,
    outcome: &Outcome,
    (before, found): (&Response, &NextTrial),
    locale: Locale,
) -> Table {
    let subject = Subject::of(review, outcome, &found.prepared, locale);
    let measure = before.measure();
    let rows = [
        (words::AS_REPORTED, before),
        (words::WITH_IT, &found.response),
    ];
    let rows = rows.map(|(name, response)| {
        let totals = response.totals;
        let counts = totals.map_or_else(Cell::empty, |totals| {
            Cell::name(sentences::counts_line(&totals, &subject))
        });
        let mut cells = vec![Cell::name(name), counts];
        if let Ok(pooled) = &response.pooled {
            cells.extend(interval(measure, &pooled.interval, locale));
            let p_value = number::p_value(pooled.p_value, locale);
            cells.push(Cell::numbers([pooled.p_value], p_value));
        } else {
            cells.push(Cell::name(words::effect(response, &subject)));
            cells.extend([Cell::empty(), Cell::empty()]);
        }
        Row {
            kind: RowKind::Plain,
            cells,
        }
    });
    Table {
        caption: words::table_name(&outcome.name),
        columns: vec![
            Column::of_names(translate("Pool"), "pool"),
            Column::of_names(translate("Events / people"), "counts"),
            Column::of_numbers(None, names::measure(measure, Length::Full), &["estimate"]),
            Column::of_numbers(None, confidence::short(before.level), &["lower", "upper"]),
            Column::of_numbers(None, "P", &["p_value"]),
        ],
        rows: rows.into(),
        notes: vec![words::NOT_DATA.to_owned()],
    }
}
