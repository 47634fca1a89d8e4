//! Routing by the fragment of the address: a place is gone to, a link that holds a review is opened.

use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use leptos_use_window::use_window;

use crate::app::actions::{open_share_link, review_in_address};
use crate::app::platform::address;
use crate::app::state::State;

/// Goes where the address leads, now and whenever it changes, and keeps it at what is looked at.
pub fn follow_address(state: State) {
    if !address::fragment().is_empty() {
        arrive(state);
    }
    let changed = leptos::ev::Custom::<web_sys::Event>::new("hashchange");
    let _ = use_event_listener(use_window(), changed, move |_| arrive(state));
    // A choice on the page has written its address by now. What else leads elsewhere, as another name of an outcome or
    // another review, changes the address without a step of Back.
    Effect::new(move |_| {
        let now = state.selection.address();
        address::replace(&now);
    });
}

/// Looks at what the address says.
fn arrive(state: State) {
    if let Some(fragment) = review_in_address() {
        open_share_link(state, &fragment);
    } else {
        state.go(&address::fragment());
        // Where the address does not name what it leads to exactly.
        address::replace(&untrack(|| state.selection.address()));
    }
}
