//! The column of the outcomes: the list on the left, which folds into a rail, and on a phone into a bar with the outcome that
//! is looked at.

use leptos::prelude::*;

use crate::app::actions::{Action, Actions};
use crate::app::profile::OutcomeList;
use crate::app::state::State;
use crate::app::widgets::{Icon, Shape};
use crate::wording::translate;

/// The column of the outcomes.
#[component]
pub fn OutcomesColumn() -> impl IntoView {
    let state = State::expect();
    let actions = Actions::expect();
    let selection = state.selection;
    let folded = selection.outcomes_folded;
    let name = move || {
        let outcome = selection.outcome()?;
        state.document.project.with(|project| {
            let outcome = project.review.outcome(outcome)?;
            Some(outcome.name.clone())
        })
    };
    view! {
        <div class="outcomes">
            <button
                type="button"
                class="fold"
                aria-expanded=move || (!folded.get()).to_string()
                title=Action::FoldOutcomes.entry().label
                on:click=move |_| actions.perform(Action::FoldOutcomes)
            >
                <span class="fold-level">{translate("Outcomes")}</span>
                <span class="fold-outcome">{name}</span>
                <Icon shape=Shape::Down/>
            </button>
            <OutcomeList/>
        </div>
    }
}
