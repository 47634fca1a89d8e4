//! The figure under the grid, with the sentence it says.

use leptos::prelude::*;

use crate::app::outcome::OutcomeFigure;
use crate::app::state::State;
use crate::wording::{sentences, translate};

/// The figure of the outcome that is looked at, with the sentence it says.
#[component]
pub fn DataFigure() -> impl IntoView {
    let state = State::expect();
    let answer = move || state.answers.answer();
    let name = move || answer().map(|answer| answer.outcome.name.clone());
    let sentence = move || {
        answer().map(|answer| {
            state.answers.about(&answer, |subject| {
                sentences::outcome(&answer.response, subject)
            })
        })
    };
    // An outcome that nobody reports has no figure: its sentence says so.
    let is_reported = move || answer().is_some_and(|answer| !answer.prepared.rows.is_empty());
    view! {
        <section
            class="sheet data-figure"
            aria-label=translate("Forest plot")
            hidden=move || state.selection.outcome().is_none()
        >
            <h3>{name}</h3>
            <p class="sentence" aria-live="polite">{sentence}</p>
            <Show when=is_reported>
                <OutcomeFigure/>
            </Show>
        </section>
    }
}
