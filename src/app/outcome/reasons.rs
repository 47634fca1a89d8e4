//! Why a plan is proposed.

use leptos::prelude::*;

use super::note_list::NoteList;
use crate::app::state::{Answer, State};
use crate::wording::{translate, undefined};

/// The reasons for the plan that is proposed.
#[component]
pub fn PlanReasons(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let lines = Memo::new(move |_| {
        answer.with(|answer| {
            let answer = answer.as_ref();
            answer
                .map(|answer| reasons(state, answer))
                .unwrap_or_default()
        })
    });
    view! {
        <details class="block">
            <summary>{translate("Why this method")}</summary>
            <NoteList lines/>
        </details>
    }
}

/// Why the plan is proposed that an answer proposes.
pub(super) fn reasons(state: State, answer: &Answer) -> Vec<String> {
    state.answers.about(answer, |subject| {
        let reasons = answer.response.proposal.reasons.iter();
        reasons
            .map(|reason| undefined::reason(reason, subject))
            .collect()
    })
}
