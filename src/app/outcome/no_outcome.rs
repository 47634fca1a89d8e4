//! What to do where the review has no outcome.

use leptos::prelude::*;

use crate::app::actions::{Action, Actions};
use crate::app::widgets::{ActionButton, Button};
use crate::wording::translate;

/// What to do where the review has no outcome.
#[component]
pub fn NoOutcome() -> impl IntoView {
    let actions = Actions::expect();
    view! {
        <div class="empty">
            <h2>{translate("No outcome yet")}</h2>
            <p>
                {translate("Copy a table of trials from Excel, Word or a mail and press ")} <kbd>"Ctrl V"</kbd>
                {translate(" here: one row for each trial, with events and totals of both arms.")}
            </p>
            <p>
                <ActionButton action=Action::PasteTable class="button primary"/> " "
                <Button label=translate("Open an example…") on_press=move || actions.perform(Action::Open)/>
            </p>
        </div>
    }
}
