//! An outcome as a sequential test, look by look, as a table.

use super::outcome::natural;
use super::small_study::interval;
use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::{Prepared, Sequential};
use crate::data::{Outcome, Review};
use crate::wording::names::{self, Length};
use crate::wording::{
    Locale, Subject, confidence, effects, number, sequential as words, translate,
};

/// The looks.
#[must_use]
pub fn sequential(
    review: &Review,
    outcome: &Outcome,
    prepared: &Prepared,
    found: &Sequential,
    locale: Locale,
) -> Table {
    let subject = Subject::of(review, outcome, prepared, locale);
    let measure = found.plan.measure;
    let statistic = |z: Option<f64>| {
        z.map_or_else(Cell::empty, |z| {
            Cell::numbers([z], number::statistic(z, locale))
        })
    };
    let rows = found.looks.iter().map(|look| {
        let boundary = look.boundary;
        let mut cells = vec![
            Cell::name(look.name.as_str()),
            Cell::count(look.people, number::count(look.people, locale)),
            Cell::numbers([look.share], number::percent(look.share, locale)),
        ];
        match &look.interval {
            Some(own) => cells.extend(interval(measure, own, locale)),
            None => cells.extend([Cell::empty(), Cell::empty()]),
        }
        cells.push(statistic(look.z));
        cells.push(statistic(boundary.and_then(|boundary| boundary.efficacy)));
        cells.push(statistic(boundary.and_then(|boundary| boundary.futility)));
        cells.push(look.adjusted.map_or_else(Cell::empty, |wide| {
            let limits = [wide.lower, wide.upper].map(|limit| natural(measure, limit));
            Cell::numbers(limits, effects::interval(measure, &wide, locale))
        }));
        cells.push(Cell::name(words::tested(look)));
        Row {
            kind: RowKind::Plain,
            cells,
        }
    });
    Table {
        caption: words::figure_name(&outcome.name),
        columns: vec![
            Column::of_names(translate("Trial added"), "trial"),
            Column::of_numbers(None, translate("People"), &["people"]),
            Column::of_numbers(None, translate("Of required"), &["share"]),
            Column::of_numbers(None, names::measure(measure, Length::Full), &["estimate"]),
            Column::of_numbers(None, confidence::short(found.level), &["lower", "upper"]),
            Column::of_numbers(None, "Z", &["z"]),
            Column::of_numbers(None, words::BOUNDARY_LINE, &["boundary"]),
            Column::of_numbers(None, words::WEDGE, &["futility"]),
            Column::of_numbers(None, words::ADJUSTED, &["adjusted_lower", "adjusted_upper"]),
            Column::of_names("", "tested"),
        ],
        rows: rows.collect(),
        notes: vec![
            words::required(found, locale),
            words::sentence(found, &subject),
            words::how(found, locale),
            words::ASSUMED.to_owned(),
        ],
    }
}
