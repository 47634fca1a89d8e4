//! The name of an outcome, its note, and the sentence that it comes to.

use leptos::prelude::*;

use crate::app::state::{Answer, State};
use crate::wording::{event_class, sentences};

/// The name of an outcome, its note, and the sentence that it comes to.
#[component]
pub fn OutcomeHeading(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let name = move || answer.with(|answer| Some(answer.as_ref()?.outcome.name.clone()));
    let events = move || {
        answer.with(|answer| {
            let outcome = &answer.as_ref()?.outcome;
            state.document.project.with(|project| {
                event_class::beside(&project.review.panel.events_of(outcome.id), &outcome.name)
            })
        })
    };
    let note = move || answer.with(|answer| Some(answer.as_ref()?.outcome.note.clone()));
    let sentence = Memo::new(move |_| {
        answer.with(|answer| {
            let answer = answer.as_ref()?;
            Some(state.answers.about(answer, |subject| {
                sentences::outcome(&answer.response, subject)
            }))
        })
    });
    view! {
        <div class="outcome-head">
            <h2 id="outcome-name">{name}</h2>
            {move || events().map(|events| view! { <p class="muted outcome-events">{events}</p> })}
            <p class="muted">{note}</p>
        </div>
        <p class="sentence" aria-live="polite">{move || sentence.get()}</p>
    }
}
