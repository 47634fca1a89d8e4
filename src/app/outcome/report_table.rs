//! A table of a report on the page, and what can be done with it: copied, or saved as CSV.

use leptos::prelude::*;

use crate::app::actions::{TableFile, table_file};
use crate::app::state::State;
use crate::app::widgets::Button;
use crate::report::{Align, Row, RowKind, Table};
use crate::wording::interface;

/// A table of a report.
#[component]
pub fn ReportTable(
    /// The table.
    table: Table,
) -> impl IntoView {
    let heads = table.columns.iter().map(|column| {
        let head = match &column.group {
            Some(group) => format!("{group}: {}", column.head),
            None => column.head.clone(),
        };
        let is_left = column.align == Align::Left;
        view! { <th scope="col" class=is_left.then_some("words")>{head}</th> }
    });
    let rows = table.rows.iter().map(|row| {
        let is_total = row.kind == RowKind::Total;
        view! { <tr class=is_total.then_some("primary")>{cells(row, &table)}</tr> }
    });
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=table.caption.clone()>
            <table class="table">
                <caption>{table.caption.clone()}</caption>
                <thead>
                    <tr>{heads.collect_view()}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

fn cells(row: &Row, table: &Table) -> impl IntoView + use<> {
    let cells = row.cells.iter().zip(&table.columns).enumerate();
    cells
        .map(|(place, (cell, column))| {
            let shown = cell.shown.clone();
            if place == 0 {
                view! { <th scope="row">{shown}</th> }.into_any()
            } else {
                let is_left = column.align == Align::Left;
                view! { <td class=is_left.then_some("words")>{shown}</td> }.into_any()
            }
        })
        .collect_view()
}

/// A table with its notes, to be copied and saved.
#[component]
pub fn TableWithFiles(
    /// The table.
    table: Table,
    /// What its file is called beside the title of the review.
    file: &'static str,
) -> impl IntoView {
    let state = State::expect();
    let notes = table.notes.clone().into_iter();
    let kept = StoredValue::new(table.clone());
    let outcome =
        move || untrack(|| state.answers.answer()).map(|answer| answer.outcome.name.clone());
    let become_file = move |kind: TableFile| {
        let what = format!("{} {file}", outcome().unwrap_or_default());
        kept.with_value(|table| table_file(state, table, &what, kind));
    };
    let copy = move || become_file(TableFile::Clipboard);
    let save = move || become_file(TableFile::Csv);
    let caption = table.caption.clone();
    view! {
        <ReportTable table/>
        {notes.map(|note| view! { <p class="muted small">{note}</p> }).collect_view()}
        <div class="section-actions">
            <Button class="link" label=interface::COPY_TABLE on_press=copy title=caption.clone()/>
            <Button class="link" label=interface::TABLE_AS_CSV on_press=save title=caption/>
        </div>
    }
}
