//! Why an outcome is pooled as it is, what else is proposed by now, and what a reader must know.

use leptos::prelude::*;

use crate::app::dynamic::{When, dynamic_list, holds, text};
use crate::app::session::Session;
use crate::data::OutcomeId;
use crate::project::Command;
use crate::wording::names::{self, Length};
use crate::wording::{interface, notes, undefined};

/// Offers the present proposal where it differs from the plan in use: a plan never changes by itself.
///
/// Where the user has chosen the plan, the way back to the proposal is there without a word about it.
#[component]
pub(super) fn Offer(outcome: OutcomeId) -> impl IntoView {
    let session = Session::expect();
    let offered = move || {
        let answer = session.answer_to(outcome)?;
        let plan = answer.response.proposal.plan;
        (plan != answer.response.plan).then(|| {
            format!(
                "{}, {}",
                names::measure(plan.measure, Length::Full),
                names::plan(plan)
            )
        })
    };
    let chosen = move || {
        session
            .project
            .with(|project| project.0.chosen.contains(&outcome))
    };
    let words = move || {
        offered().map(|plan| {
            if chosen() {
                format!("Proposed: {plan}.")
            } else {
                let reasons = reasons(session, outcome).join(" ");
                format!("{} {reasons}", interface::offer(&plan))
            }
        })
    };
    view! {
        <When condition=holds(move || offered().is_some())>
            <div class="offer" class:quiet=holds(chosen)>
                <p>{text(move || words().unwrap_or_default())}</p>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| session.apply(&Command::ClearPin(outcome))
                >
                    "Use the proposal"
                </button>
            </div>
        </When>
    }
}

/// The notes of the result.
#[component]
pub(super) fn Notes(outcome: OutcomeId) -> impl IntoView {
    let session = Session::expect();
    let notes = move || {
        session.said_about(outcome, |answer, subject| {
            let notes = &answer.response.notes;
            notes
                .iter()
                .map(|note| notes::sentence(note, subject))
                .collect()
        })
    };
    let any = move || {
        session
            .answer_to(outcome)
            .is_some_and(|answer| !answer.response.notes.is_empty())
    };
    view! {
        <When condition=holds(any)>
            <section class="block" aria-label="Notes">
                <h3>"What to know about this result"</h3>
                <List lines=Signal::derive(notes)/>
            </section>
        </When>
    }
}

/// The reasons for the plan that is proposed.
#[component]
pub(super) fn Reasons(outcome: OutcomeId) -> impl IntoView {
    let session = Session::expect();
    view! {
        <details class="block">
            <summary>"Why this method"</summary>
            <List lines=Signal::derive(move || reasons(session, outcome))/>
        </details>
    }
}

#[component]
fn List(lines: Signal<Vec<String>>) -> impl IntoView {
    view! {
        <ul class="notes">
            {dynamic_list(move || {
                lines.get().into_iter().map(|line| view! { <li>{line}</li> }.into_any()).collect()
            })}
        </ul>
    }
}

fn reasons(session: Session, outcome: OutcomeId) -> Vec<String> {
    session.said_about(outcome, |answer, subject| {
        let reasons = &answer.response.proposal.reasons;
        reasons
            .iter()
            .map(|reason| undefined::reason(reason, subject))
            .collect()
    })
}
