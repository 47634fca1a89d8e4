//! The plan that would be proposed by now, where another one is in use.

use leptos::prelude::*;

use super::reasons::reasons;
use crate::app::state::{Answer, State};
use crate::app::widgets::Button;
use crate::data::OutcomeId;
use crate::project::Command;
use crate::wording::names::{self, Length};
use crate::wording::{interface, tr, translate};

/// Offers the present proposal where it differs from the plan in use: a plan never changes by itself.
///
/// Where the user has chosen the plan, the way back to the proposal is there without a word about it.
#[component]
pub fn PlanOffer(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let is_chosen = Memo::new(move |_| {
        state
            .document
            .project
            .with(|project| project.chosen.contains(&outcome))
    });
    let words = Memo::new(move |_| {
        answer.with(|answer| {
            let answer = answer.as_ref()?;
            let plan = answer.response.proposal.plan;
            if plan == answer.response.plan {
                return None;
            }
            let measure = names::measure(plan.measure, Length::Full);
            let proposed = tr!("{measure}, {}", names::plan(plan), measure);
            Some(if is_chosen.get() {
                tr!("Proposed: {proposed}.", proposed)
            } else {
                let reasons = reasons(state, answer).join(" ");
                format!("{} {reasons}", interface::offer(&proposed))
            })
        })
    });
    let accept = move || state.document.apply(&Command::ClearPin(outcome));
    view! {
        <div
            class="offer"
            class:quiet=move || is_chosen.get()
            hidden=move || words.with(Option::is_none)
        >
            <p>{move || words.get()}</p>
            <Button label=translate("Use the proposal") on_press=accept/>
        </div>
    }
}
