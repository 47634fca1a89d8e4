//! A review within a link: made for the clipboard, and found in the address of the page.

use leptos::prelude::*;

use crate::app::platform::{address, clipboard};
use crate::app::state::{Dialog, Incoming, LongLink, State};
use crate::project::link_sentence;
use crate::project::share::{self, LinkTooLong};

/// Puts a link to the review as it is now on the clipboard, and says how long it is. Where that is longer than some program
/// passes on, or than any does, a dialog says so and offers files.
pub(super) fn copy(state: State) {
    let project = state.document.project.get_untracked();
    let link = match share::link(&project) {
        Ok(link) => address::with(&format!("#{}", link.fragment)),
        Err(LinkTooLong { letters }) => {
            state
                .dialogs
                .open(Dialog::Link(LongLink::TooLong { letters }));
            return;
        }
    };
    if clipboard::copy_text(&link).is_err() {
        state
            .notices
            .say("The browser did not let the link be copied.");
        return;
    }
    // A link is of ASCII alone: a byte a letter.
    let letters = link.len();
    if share::cut_by(letters).next().is_some() {
        state
            .dialogs
            .open(Dialog::Link(LongLink::Copied { letters }));
    } else {
        let locale = untrack(|| state.document.locale());
        state.notices.say(link_sentence(letters, locale));
    }
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
