//! What a reader must know about a result.

use leptos::prelude::*;

use super::note_list::NoteList;
use crate::app::state::{Answer, State};
use crate::wording::{notes, translate};

/// The notes of a result.
#[component]
pub fn OutcomeNotes(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let lines = Memo::new(move |_| {
        answer.with(|answer| {
            let Some(answer) = answer else {
                return Vec::new();
            };
            state.answers.about(answer, |subject| {
                let notes = answer.response.notes.iter();
                notes.map(|note| notes::sentence(note, subject)).collect()
            })
        })
    });
    view! {
        <section class="block" aria-label=translate("Notes") hidden=move || lines.with(Vec::is_empty)>
            <h3>{translate("What to know about this result")}</h3>
            <NoteList lines/>
        </section>
    }
}
