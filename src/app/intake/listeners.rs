//! Pastes and drops anywhere in the page.

use leptos::ev::{ClipboardEvent, DragEvent, dragleave, dragover, drop, paste};
use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use leptos_use_window::use_window;
use web_sys::DataTransfer;

use crate::app::platform::files::listed;
use crate::app::platform::text_entry::types_text;
use crate::app::state::{Incoming, IncomingQueue, State};

/// Hears pastes and drops anywhere in the page, and lets what they hold come in. A paste into a field belongs to the field.
#[component]
pub fn IntakeListeners() -> impl IntoView {
    let incoming = State::expect().incoming;
    let _ = use_event_listener(use_window(), paste, move |event: ClipboardEvent| {
        if event.default_prevented() || types_text(event.target()) {
            return;
        }
        if let Some(data) = event.clipboard_data()
            && receive(incoming, &data)
        {
            event.prevent_default();
        }
    });
    let _ = use_event_listener(use_window(), dragover, move |event: DragEvent| {
        event.prevent_default();
        set_dropping(incoming, true);
    });
    let _ = use_event_listener(use_window(), dragleave, move |event: DragEvent| {
        // Only leaving the window counts, not passing from one element to the next.
        if event.related_target().is_none() {
            set_dropping(incoming, false);
        }
    });
    let _ = use_event_listener(use_window(), drop, move |event: DragEvent| {
        event.prevent_default();
        set_dropping(incoming, false);
        if let Some(data) = event.data_transfer() {
            receive(incoming, &data);
        }
    });
}

/// The event that says that something is held over the page comes many times a second.
fn set_dropping(incoming: IncomingQueue, dropping: bool) {
    if incoming.dropping.get_untracked() != dropping {
        incoming.dropping.set(dropping);
    }
}

/// Lets come in what was pasted or dropped, files before a text, and says whether there was anything.
fn receive(incoming: IncomingQueue, data: &DataTransfer) -> bool {
    let files = data.files().as_ref().map(listed).unwrap_or_default();
    if !files.is_empty() {
        incoming.add(Incoming::Files(files));
        return true;
    }
    let text = data.get_data("text/plain").unwrap_or_default();
    let any = !text.trim().is_empty();
    if any {
        incoming.add(Incoming::Text(text));
    }
    any
}
