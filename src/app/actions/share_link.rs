//! A review within a link: made for the clipboard, and found in the address of the page.

use leptos::prelude::*;

use crate::app::platform::{address, clipboard};
use crate::app::state::{Incoming, State};
use crate::project::share;
use crate::project::{link_sentence, link_too_long_sentence};

/// Puts a link to the review as it is now on the clipboard, and says how long it is or that it would be too long.
pub(super) fn copy(state: State) {
    let project = state.document.project.get_untracked();
    let locale = untrack(|| state.document.locale());
    state.notices.say(match share::link(&project) {
        Ok(link) => match clipboard::copy_text(&address::with(&format!("#{}", link.fragment))) {
            Ok(()) => link_sentence(&link, locale),
            Err(_) => String::from("The browser did not let the link be copied."),
        },
        Err(too_long) => link_too_long_sentence(too_long, locale),
    });
}

/// The fragment of the address, where it holds a review.
pub fn review_in_address() -> Option<String> {
    let fragment = address::fragment();
    let holds = fragment
        .strip_prefix('#')
        .is_some_and(|part| part.starts_with(share::PREFIX));
    holds.then_some(fragment)
}

/// Lets the review of a fragment come in. The address no longer holds it afterwards: a reload shows the review as it was
/// changed since.
pub fn open_share_link(state: State, fragment: &str) {
    address::replace(&untrack(|| state.selection.address()));
    state.incoming.add(Incoming::Link(fragment.to_owned()));
}
