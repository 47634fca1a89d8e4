//! The trials behind an outcome, each to be taken out of the pools and brought back.

use leptos::prelude::*;

use crate::analysis::LeftOut;
use crate::app::dynamic::{When, dynamic_list, holds};
use crate::app::session::Session;
use crate::data::{OutcomeId, TrialId};
use crate::project::Command;
use crate::wording::undefined;

/// A trial of the list.
#[derive(Clone, PartialEq)]
struct Listed {
    id: TrialId,
    name: String,
    shown: bool,
    remark: Option<&'static str>,
    /// Whether its box can be set: a trial with broken numbers stays out until they are mended.
    choosable: bool,
}

/// Every trial that reported the outcome, with a box.
#[component]
pub(super) fn TrialList(outcome: OutcomeId) -> impl IntoView {
    let session = Session::expect();
    let listed = move || listed(session, outcome);
    let hidden = move || {
        let hidden = session
            .project
            .with(|project| project.0.settings.hidden.clone());
        hidden.into_iter().collect::<Vec<_>>()
    };
    view! {
        <section class="block" aria-label="Trials">
            <h3>"Trials"</h3>
            <ul class="trial-list">
                {dynamic_list(move || {
                    listed()
                        .into_iter()
                        .map(|trial| view! { <TrialBox trial/> }.into_any())
                        .collect()
                })}
            </ul>
            <When condition=holds(move || !hidden().is_empty())>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        session
                            .apply(
                                &Command::HideTrials {
                                    trials: untrack(hidden),
                                    hidden: false,
                                },
                            );
                    }
                >
                    "Bring all trials back"
                </button>
            </When>
        </section>
    }
}

#[component]
fn TrialBox(trial: Listed) -> impl IntoView {
    let session = Session::expect();
    let id = trial.id;
    view! {
        <li>
            <label>
                <input
                    type="checkbox"
                    prop:checked=trial.shown
                    disabled=!trial.choosable
                    on:change:target=move |event| {
                        session
                            .apply(
                                &Command::HideTrials {
                                    trials: vec![id],
                                    hidden: !event.target().checked(),
                                },
                            );
                    }
                />
                <span>
                    {trial.name} {trial.remark.map(|remark| view! { <small>" " {remark}</small> })}
                </span>
            </label>
        </li>
    }
}

fn listed(session: Session, outcome: OutcomeId) -> Vec<Listed> {
    let Some(answer) = session.answers.with(|answers| answers.of(outcome).cloned()) else {
        return Vec::new();
    };
    session.project.with(|project| {
        project
            .0
            .review
            .trials
            .iter()
            .filter_map(|trial| {
                let reason = answer
                    .prepared
                    .left_out
                    .iter()
                    .find(|(left_out, _)| *left_out == trial.id)
                    .map(|(_, reason)| *reason);
                let shown = answer.prepared.rows.contains(&trial.id);
                (shown || reason.is_some()).then(|| Listed {
                    id: trial.id,
                    name: trial.name.clone(),
                    shown,
                    remark: reason.map(undefined::left_out),
                    choosable: shown || reason == Some(LeftOut::Hidden),
                })
            })
            .collect()
    })
}
