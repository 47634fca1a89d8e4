//! A table of a report on the page.

use leptos::prelude::*;

use crate::report::{Align, Row, RowKind, Table};
use crate::wording::tr;

/// A table of a report.
#[component]
pub fn ReportTable(
    /// The table.
    table: Table,
) -> impl IntoView {
    let heads = table.columns.iter().map(|column| {
        let head = match &column.group {
            Some(group) => tr!("{group}: {}", column.head, group),
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
