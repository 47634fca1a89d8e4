//! The confidence level of all outcomes for which none was chosen apart.

use leptos::prelude::*;

use crate::app::state::State;
use crate::app::widgets::OneOf;
use crate::data::ConfidenceLevel;
use crate::project::Command;
use crate::wording::confidence;

/// The confidence level of all outcomes for which none was chosen apart.
#[component]
pub fn LevelSelect() -> impl IntoView {
    let document = State::expect().document;
    let chosen = Memo::new(move |_| document.settled.with(|project| project.settings.level));
    let choose = move |level| {
        document.apply(&Command::SetLevel {
            outcome: None,
            level,
        });
    };
    view! {
        <OneOf
            label=confidence::CHOOSE.text()
            all=ConfidenceLevel::ALL.to_vec()
            name=confidence::choice
            chosen
            on_choose=choose
        />
    }
}
