//! The results of an outcome as a table: what the figure says, for those who cannot see it and for Word.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::app::state::{Answer, State};
use crate::app::widgets::{ReportTable, TableFiles};
use crate::wording::translate;

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
    let what = Signal::derive(move || {
        answer
            .with(|answer| {
                let answer = answer.as_ref()?;
                Some(answer.outcome.name.clone())
            })
            .unwrap_or_default()
    });
    view! {
        <details class="results" on:toggle=toggle>
            <summary>{translate("The figure as a table")}</summary>
            {move || {
                table.with(|table| table.as_ref().map(|table| view! { <ReportTable table=table.clone()/> }))
            }}
            <Show when=move || table.with(Option::is_some)>
                <div class="section-actions">
                    <TableFiles what table=move |()| table.get()/>
                </div>
            </Show>
        </details>
    }
}
