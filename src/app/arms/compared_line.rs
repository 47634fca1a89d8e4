//! What is compared with what, said where it can be changed.

use leptos::prelude::*;

use crate::app::actions::{Action, Actions};
use crate::app::state::State;
use crate::app::widgets::side_mark;
use crate::data::Role;
use crate::wording::interface::arms as words;

/// The names of the two sides; pressed, it opens the choice of arms.
#[component]
pub fn ComparedLine() -> impl IntoView {
    let project = State::expect().document.project;
    let actions = Actions::expect();
    let side = move |role: Role| {
        project.with(|project| match role {
            Role::Experimental => project.review.experimental_label.clone(),
            Role::Control => project.review.control_label.clone(),
            Role::Ignored => String::new(),
        })
    };
    let has_trials = Memo::new(move |_| project.with(|project| !project.review.trials.is_empty()));
    view! {
        <Show when=move || has_trials.get()>
            <button
                type="button"
                class="compared-line"
                aria-haspopup="dialog"
                title=words::TITLE
                on:click=move |_| actions.perform(Action::ChooseArms)
            >
                <span class="of-side">{side_mark(Some(Role::Experimental))} {move || side(Role::Experimental)}</span>
                <span class="between">{words::COMPARED_WITH}</span>
                <span class="of-side">{side_mark(Some(Role::Control))} {move || side(Role::Control)}</span>
            </button>
        </Show>
    }
}
