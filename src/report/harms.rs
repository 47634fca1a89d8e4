//! The PRISMA harms checklist as a table: each item with where the report has it.

use super::{Cell, Column, Row, RowKind, Table};
use crate::data::HarmsItem;
use crate::wording::harms_report as words;
use crate::wording::paragraphs::ReviewAnswers;

/// The checklist, every item of it.
#[must_use]
pub fn harms_checklist(review: &ReviewAnswers<'_>) -> Table {
    let places = &review.review.harms_places;
    let row = |item: HarmsItem| Row {
        kind: RowKind::Plain,
        cells: vec![
            Cell::name(words::part(item)),
            Cell::name(words::asked(item)),
            Cell::name(if item.is_essential() {
                words::ESSENTIAL
            } else {
                words::RECOMMENDED
            }),
            Cell::name(words::in_report(item, review)),
            Cell::name(places.get(&item).cloned().unwrap_or_default()),
        ],
    };
    Table {
        caption: words::TITLE.to_owned(),
        columns: vec![
            Column::of_names(words::PART, "part"),
            Column::of_names(words::ITEM, "asked"),
            Column::of_names(words::WEIGHT, "weight"),
            Column::of_names(words::IN_REPORT, "in_word_report"),
            Column::of_names(words::PLACE, "place"),
        ],
        rows: HarmsItem::ALL.into_iter().map(row).collect(),
        notes: vec![words::HINT.to_owned()],
    }
}
