//! The results of an outcome as a table: what the figure says, for those who cannot see it and for Word.

use web_sys::Event;

use crate::app::element::{Element, html};
use crate::app::state::State;
use crate::report::{Align, Row, RowKind, Table};

/// The table, on demand.
pub(super) fn results() -> Element {
    let state = State::expect();
    let open = RwSignal::new(false);
    let tables = move || {
        let table = open.get().then(|| {
            let answer = state.answers.answer()?;
            Some(state.answers.results(&answer))
        });
        table.flatten().iter().map(table_view).collect()
    };
    html("details")
        .class("results")
        .on("toggle", move |_: Event| open.update(|open| *open = !*open))
        .child(html("summary").text("The figure as a table"))
        .parts(tables)
}

fn table_view(table: &Table) -> Element {
    let heads = table.columns.iter().map(|column| {
        let head = html("th").attribute("scope", "col");
        match &column.group {
            Some(group) => head.text(group).text(": ").text(&column.head),
            None => head.text(&column.head),
        }
    });
    let rows = table.rows.iter().map(|row| row_view(row, table));
    let shown = html("table")
        .class("table")
        .child(html("caption").text(&table.caption))
        .child(html("thead").child(html("tr").children(heads)))
        .child(html("tbody").children(rows));
    html("div")
        .class("table-scroll")
        .attribute("tabindex", "0")
        .attribute("role", "group")
        .label(&table.caption)
        .child(shown)
}

fn row_view(row: &Row, table: &Table) -> Element {
    let cells = row
        .cells
        .iter()
        .zip(&table.columns)
        .enumerate()
        .map(|(index, (cell, column))| {
            let shown = if index == 0 {
                html("th").attribute("scope", "row")
            } else if column.align == Align::Left {
                html("td").class("words")
            } else {
                html("td")
            };
            shown.text(&cell.shown)
        });
    let shown = html("tr").children(cells);
    if row.kind == RowKind::Total {
        shown.class("primary")
    } else {
        shown
    }
}
