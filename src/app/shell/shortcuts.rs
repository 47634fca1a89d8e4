//! The shortcuts that are heard anywhere in the page.

use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use leptos_use_window::use_window;

use crate::app::actions::{Actions, Scope};
use crate::app::platform::text_entry::types_text;

/// Does the action whose shortcut is pressed; not where text is typed, which has keys of its own, and not while a dialog is
/// open.
pub fn listen_to_shortcuts(actions: Actions) {
    let _ = use_event_listener(use_window(), leptos::ev::keydown, move |event| {
        let is_taken = event.default_prevented() || types_text(event.target());
        if is_taken || a_dialog_is_open() {
            return;
        }
        if let Some(action) = actions.by_key(&event, Scope::Page) {
            event.prevent_default();
            actions.perform(action);
        }
    });
}

/// Whether a dialog is open.
fn a_dialog_is_open() -> bool {
    document()
        .query_selector("dialog[open]")
        .is_ok_and(|open| open.is_some())
}
