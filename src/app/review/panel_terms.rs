//! The wordings of trials that were entered under an outcome, and where its own is another wording of one.

use leptos::prelude::*;

use crate::app::state::State;
use crate::app::widgets::Button;
use crate::data::{OutcomeId, outcomes_like};
use crate::project::Command;
use crate::wording::panel as words;

/// The wordings that were entered under an outcome, and the outcome that it may be another wording of.
#[component]
pub fn Terms(
    /// The outcome.
    outcome: OutcomeId,
) -> impl IntoView {
    let document = State::expect().document;
    let terms = Memo::new(move |_| {
        document.project.with(|project| {
            let review = &project.review;
            let terms = review.panel.terms_of(outcome).map(|term| {
                let trial = review.trial(term.trial);
                let trial = trial.map_or_else(String::new, |trial| trial.name.clone());
                (term.wording.clone(), trial)
            });
            words::terms(&terms.collect::<Vec<_>>())
        })
    });
    // Those that are called alike come first: nothing is entered elsewhere unless somebody says so.
    let others = Memo::new(move |_| {
        document.project.with(|project| {
            let review = &project.review;
            let alike = outcomes_like(review, outcome);
            let kind = review.outcome(outcome).map(|outcome| outcome.kind);
            let rest = review.outcomes.iter().filter(|other| {
                other.id != outcome && Some(other.kind) == kind && !alike.contains(&other.id)
            });
            let ids = alike.iter().copied().chain(rest.map(|other| other.id));
            ids.filter_map(|id| Some((id, review.outcome(id)?.name.clone())))
                .collect::<Vec<_>>()
        })
    });
    let asking = RwSignal::new(false);
    let choose = move |event: leptos::ev::Event| {
        let chosen = event_target_value(&event).parse().ok().map(OutcomeId);
        asking.set(false);
        if let Some(into) = chosen {
            document.perform(&Command::MapOutcome {
                from: outcome,
                into,
            });
        }
    };
    let options = move || {
        others
            .get()
            .into_iter()
            .map(|(id, name)| view! { <option value=id.0.to_string()>{name}</option> })
            .collect_view()
    };
    view! {
        <small class="muted">{move || terms.get()}</small>
        <Show
            when=move || asking.get()
            fallback=move || {
                view! {
                    <Button
                        class="link"
                        label=words::MAP
                        title=words::MAP_HINT.to_owned()
                        on_press=move || asking.set(true)
                    />
                }
            }
        >
            <select
                class="text-input"
                aria-label=words::MAP_INTO
                on:change=choose
                on:blur=move |_| {
                    asking.try_set(false);
                }
            >
                <option value="">{words::MAP_INTO}</option>
                {options}
            </select>
        </Show>
    }
}
