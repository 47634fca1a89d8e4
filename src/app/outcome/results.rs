//! The results of an outcome as a table: what the figure says, for those who cannot see it and for Word.

use leptos::prelude::*;

use crate::app::dynamic::{When, dynamic, holds};
use crate::app::session::Session;
use crate::report::{Align, Row, RowKind, Table};

/// The table, on demand.
#[component]
pub(super) fn Results() -> impl IntoView {
    let session = Session::expect();
    let open = RwSignal::new(false);
    let table = move || session.answer().map(|answer| session.results(&answer));
    view! {
        <details class="results" on:toggle=move |_| open.update(|open| *open = !*open)>
            <summary>"The figure as a table"</summary>
            <When condition=holds(move || open.get())>
                {dynamic(move || match table() {
                    Some(table) => view! { <TableView table/> }.into_any(),
                    None => ().into_any(),
                })}
            </When>
        </details>
    }
}

#[component]
fn TableView(table: Table) -> impl IntoView {
    let words: Vec<bool> = table
        .columns
        .iter()
        .map(|column| column.align == Align::Left)
        .collect();
    let heads = table
        .columns
        .into_iter()
        .map(|column| {
            let head = match column.group {
                Some(group) => format!("{group}: {}", column.head),
                None => column.head,
            };
            view! { <th scope="col">{head}</th> }
        })
        .collect_view();
    let rows = table
        .rows
        .into_iter()
        .map(|row| row_view(row, &words))
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=table.caption.clone()>
            <table class="table">
                <caption>{table.caption.clone()}</caption>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row_view(row: Row, words: &[bool]) -> impl IntoView + use<> {
    let summary = row.kind == RowKind::Total;
    let cells = row
        .cells
        .into_iter()
        .zip(words.to_vec())
        .enumerate()
        .map(|(index, (cell, words))| {
            if index == 0 {
                view! { <th scope="row">{cell.shown}</th> }.into_any()
            } else {
                view! { <td class:words=words>{cell.shown}</td> }.into_any()
            }
        })
        .collect_view();
    view! { <tr class:primary=summary>{cells}</tr> }
}
