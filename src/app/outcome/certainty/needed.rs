//! What it takes until the margin of concern is ruled out, and how probable it is that the effect is beyond it.

use leptos::prelude::*;

use super::judging::Judging;
use crate::analysis::still_needed;
use crate::app::outcome::cards::OutcomeCard;
use crate::wording::certainty as words;

/// What it takes until the margin of concern is ruled out; nothing where that is not asked.
#[component]
pub fn StillNeeded(
    /// What is judged.
    judging: Judging,
) -> impl IntoView {
    let card = Memo::new(move |_| {
        judging.said(|answer, subject| {
            let needed = still_needed(subject.review, &answer.prepared, &answer.response)?;
            Some(words::needed(&needed, subject))
        })?
    });
    let beyond = Memo::new(move |_| {
        judging.said(|answer, subject| words::beyond_margin(&answer.response, subject))?
    });
    view! {
        <div class="cards certainty-needed">
            {move || card.get().map(|card| view! { <OutcomeCard card/> })}
        </div>
        <p class="small">{move || beyond.get()}</p>
    }
}
