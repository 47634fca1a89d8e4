//! The results of an outcome as a table: what the figure says, for those who cannot see it and for Word.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::app::state::{Answer, State};
use crate::report::{Align, Row, RowKind, Table};

/// The results of an outcome as a table, made while it is open.
#[component]
pub fn ResultsTable(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let open = RwSignal::new(false);
    let table = Memo::new(move |_| {
        let answer = open.get().then(|| answer.get()).flatten()?;
        Some(state.answers.results(&answer))
    });
    let toggle = move |event: web_sys::Event| {
        let details = event.target().and_then(|target| target.dyn_into().ok());
        open.set(details.is_some_and(|details: Element| details.has_attribute("open")));
    };
    view! {
        <details class="results" on:toggle=toggle>
            <summary>"The figure as a table"</summary>
            {move || {
                table.with(|table| table.as_ref().map(|table| view! { <ReportTable table=table.clone()/> }))
            }}
        </details>
    }
}

/// A table of a report.
#[component]
fn ReportTable(
    /// The table.
    table: Table,
) -> impl IntoView {
    let heads = table.columns.iter().map(|column| {
        let head = match &column.group {
            Some(group) => format!("{group}: {}", column.head),
            None => column.head.clone(),
        };
        view! { <th scope="col">{head}</th> }
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
