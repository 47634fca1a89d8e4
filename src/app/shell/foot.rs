//! The foot of the page with what can be done from anywhere, and the line that the page says.

use leptos::prelude::*;

use super::languages::Languages;
use crate::app::actions::Action;
use crate::app::state::State;
use crate::app::widgets::{ActionButton, HandbookLink};
use crate::wording::handbook::HandbookPart;
use crate::wording::interface;

/// What can be done from anywhere.
#[component]
pub fn Foot() -> impl IntoView {
    view! {
        <footer class="foot">
            <span>{interface::PASTE_HINT}</span>
            <span>{interface::DROP_HINT}</span>
            <HandbookLink part=HandbookPart::Whole/>
            <HandbookLink part=HandbookPart::Privacy/>
            <ActionButton action=Action::ShowKeys class=""/>
            <Languages/>
        </footer>
    }
}

/// The line that the page says for some seconds.
#[component]
pub fn Toast() -> impl IntoView {
    let notices = State::expect().notices;
    view! {
        <p class="toast" role="status">
            {move || notices.line()}
        </p>
    }
}
