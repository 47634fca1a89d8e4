//! A table of a report on the page, and what can be done with it: copied, or saved as CSV.

use leptos::prelude::*;

use crate::app::actions::{TableFile, table_file};
use crate::app::state::State;
use crate::app::widgets::{Button, ReportTable};
use crate::report::Table;
use crate::wording::interface;

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
