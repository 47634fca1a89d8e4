//! Why an outcome is pooled as it is, what else is proposed by now, and what a reader must know.

use leptos::prelude::*;

use crate::app::session::Session;
use crate::data::OutcomeId;
use crate::project::Command;
use crate::wording::names::{self, Length};
use crate::wording::{interface, notes, undefined};

/// Offers the present proposal where it differs from the plan in use: a plan never changes by itself.
#[component]
pub(super) fn Offer(outcome: OutcomeId) -> impl IntoView {
    let session = Session::expect();
    let offer = Memo::new(move |_| {
        let answer = session
            .answers
            .with(|answers| answers.of(outcome).cloned())?;
        let proposal = &answer.response.proposal;
        (proposal.plan != answer.response.plan).then(|| {
            let reasons = session.about(&answer, |subject| {
                proposal
                    .reasons
                    .iter()
                    .map(|reason| undefined::reason(reason, subject))
                    .collect::<Vec<_>>()
            });
            let plan = format!(
                "{}, {}",
                names::measure(proposal.plan.measure, Length::Full),
                names::plan(proposal.plan)
            );
            (interface::offer(&plan), reasons.join(" "))
        })
    });
    view! {
        <Show when=move || offer.get().is_some()>
            <div class="offer">
                <p>
                    {move || offer.get().map(|offer| offer.0)} " "
                    <span class="muted">{move || offer.get().map(|offer| offer.1)}</span>
                </p>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| session.apply(&Command::ClearPin(outcome))
                >
                    "Use the proposal"
                </button>
            </div>
        </Show>
    }
}

/// The notes of the result.
#[component]
pub(super) fn Notes(outcome: OutcomeId) -> impl IntoView {
    let session = Session::expect();
    let notes = Memo::new(move |_| {
        let answer = session.answers.with(|answers| answers.of(outcome).cloned());
        answer
            .map(|answer| {
                session.about(&answer, |subject| {
                    let notes = &answer.response.notes;
                    notes
                        .iter()
                        .map(|note| notes::sentence(note, subject))
                        .collect::<Vec<_>>()
                })
            })
            .unwrap_or_default()
    });
    view! {
        <Show when=move || notes.with(|notes| !notes.is_empty())>
            <section class="block" aria-label="Notes">
                <h3>"What to know about this result"</h3>
                <ul class="notes">
                    {move || {
                        notes.get().into_iter().map(|note| view! { <li>{note}</li> }).collect_view()
                    }}
                </ul>
            </section>
        </Show>
    }
}

/// The reasons for the plan that is proposed.
#[component]
pub(super) fn Reasons(outcome: OutcomeId) -> impl IntoView {
    let session = Session::expect();
    let reasons = Memo::new(move |_| {
        let answer = session.answers.with(|answers| answers.of(outcome).cloned());
        answer
            .map(|answer| {
                session.about(&answer, |subject| {
                    let reasons = &answer.response.proposal.reasons;
                    reasons
                        .iter()
                        .map(|reason| undefined::reason(reason, subject))
                        .collect::<Vec<_>>()
                })
            })
            .unwrap_or_default()
    });
    view! {
        <details class="block">
            <summary>"Why this method"</summary>
            <ul class="notes">
                {move || {
                    reasons.get().into_iter().map(|reason| view! { <li>{reason}</li> }).collect_view()
                }}
            </ul>
        </details>
    }
}
