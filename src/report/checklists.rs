//! Checklists as tables: the share of trials that meet each item, and the answers trial by trial.

use super::{Cell, CellValue, Column, Row, RowKind, Table};
use crate::analysis::{ItemShare, Share, listed_trials};
use crate::data::{Checklist, Checklists, Review, Settings};
use crate::wording::quality::{interface as labels, items, shares as words};
use crate::wording::{Locale, confidence, number, tr, translate};

/// The share of trials that meet each item of a checklist, with its interval, and what earlier reviews found on lines of their
/// own.
#[must_use]
pub fn checklist_shares(
    checklist: Checklist,
    shares: &[ItemShare],
    review: &Review,
    settings: &Settings,
    locale: Locale,
) -> Table {
    let checklists = review.checklists.as_deref();
    let interval = confidence::short(settings.level);
    let mut rows = Vec::new();
    for share in shares {
        let name = items::name(share.item, checklists);
        let count = |value: u64| Cell::count(value, number::count(value, locale));
        let mut cells = vec![
            Cell::name(name.clone()),
            Cell::name(translate("This review")),
        ];
        cells.extend(written(&share.here, locale));
        cells.extend([share.not_stated, share.not_applicable, share.not_read].map(count));
        rows.push(Row {
            kind: RowKind::Plain,
            cells,
        });
        for (earlier, counted) in &share.earlier {
            let mut cells = vec![Cell::name(name.clone()), Cell::name(earlier.review.clone())];
            cells.extend(written(counted, locale));
            cells.extend([Cell::empty(), Cell::empty(), Cell::empty()]);
            rows.push(Row {
                kind: RowKind::Plain,
                cells,
            });
        }
    }
    let listed = listed_trials(review, settings).count() as u64;
    let [item, trials, share, _, _] = labels::HEADS;
    Table {
        caption: items::checklist(checklist).to_owned(),
        columns: vec![
            Column::of_names(item, "item"),
            Column::of_names(translate("Review"), "review"),
            Column::of_numbers(None, trials, &["met", "of"]),
            Column::of_numbers(None, share, &["share"]),
            Column::of_numbers(None, interval, &["lower", "upper"]),
            Column::of_numbers(None, translate("Not stated"), &["not_stated"]),
            Column::of_numbers(None, translate("Not applicable"), &["not_applicable"]),
            Column::of_numbers(None, translate("Not read"), &["not_read"]),
        ],
        rows,
        notes: vec![
            words::counting(shares, listed, locale),
            items::about(checklist).to_owned(),
        ],
    }
}

/// Trials, share and limits; what does not exist is left empty.
fn written(share: &Share, locale: Locale) -> [Cell; 3] {
    [
        Cell {
            shown: words::counted(share, locale),
            parts: [share.met, share.of].map(CellValue::Count).to_vec(),
        },
        Cell::numbers(share.value(), words::percent(share, locale)),
        Cell::numbers(
            share
                .limits
                .iter()
                .flat_map(|(lower, upper)| [*lower, *upper]),
            words::limits(share, locale),
        ),
    ]
}

/// The answers to a checklist, one row a trial, each item followed by its remark.
#[must_use]
pub fn checklist_answers(checklist: Checklist, review: &Review, settings: &Settings) -> Table {
    let none = Checklists::default();
    let checklists = review.checklists.as_deref().unwrap_or(&none);
    let asked = checklists.items(checklist);
    let mut columns = vec![Column::of_names(labels::TRIAL, "trial")];
    for item in &asked {
        let name = items::name(*item, Some(checklists));
        columns.push(Column::of_names(name.clone(), &name));
        let remark = tr!("{name}: {}", labels::REMARK.to_lowercase(), name);
        columns.push(Column::of_names(remark.clone(), &remark));
    }
    let rows = listed_trials(review, settings).map(|trial| {
        let mut cells = vec![Cell::name(trial.name.clone())];
        for item in &asked {
            let answered = checklists.answered(trial.id, *item);
            let answer = answered.and_then(|answered| answered.answer);
            cells.push(answer.map_or_else(Cell::empty, |answer| Cell::name(items::answer(answer))));
            let remark = answered.map_or("", |answered| answered.remark.as_str());
            cells.push(Cell::name(remark));
        }
        Row {
            kind: RowKind::Plain,
            cells,
        }
    });
    Table {
        caption: items::checklist(checklist).to_owned(),
        rows: rows.collect(),
        columns,
        notes: vec![items::about(checklist).to_owned()],
    }
}
