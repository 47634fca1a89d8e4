//! A review within a link: made for the clipboard, and found in the address of the page.

use leptos::prelude::*;

use crate::app::platform::{address, clipboard};
use crate::app::state::figures::forest_now;
use crate::app::state::{Dialog, Incoming, LongLink, State};
use crate::figure::POINTS_PER_PIXEL;
use crate::figure::forest::{Options, layout};
use crate::project::share::{self, LinkTooLong};
use crate::project::{embedded, link_sentence};
use crate::report::frame;
use crate::wording::{frame as words, translate};

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
            .say(translate("The browser did not let the link be copied."));
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

/// How much higher a frame is than its figure, in CSS pixels: the name, the sentence and the line under it.
const BESIDE_FIGURE: f64 = 260.0;

/// How wide the place of a frame is taken to be, in CSS pixels, to tell how high its figure is.
const WIDTH_OF_FRAME: f64 = 720.0;

/// Puts HTML on the clipboard that shows the figure of the outcome on another page.
pub(super) fn copy_frame(state: State) {
    let Some(answer) = untrack(|| state.answers.answer()) else {
        return;
    };
    let project = state.document.project.get_untracked();
    let link = match embedded::fragment(&project, answer.outcome.id) {
        Ok(Some(link)) => link,
        Ok(None) => return,
        Err(LinkTooLong { letters }) => {
            state
                .dialogs
                .open(Dialog::Link(LongLink::TooLong { letters }));
            return;
        }
    };
    let locale = untrack(|| state.document.locale());
    let options = Options::screen(WIDTH_OF_FRAME, locale);
    let figure = layout(&forest_now(state, &answer, &options)).height / POINTS_PER_PIXEL;
    let address = address::with(&format!("#{}", link.fragment));
    let title = words::title(&project.review.title, &answer.outcome.name);
    let said = match clipboard::copy_text(&frame(&address, &title, figure + BESIDE_FIGURE)) {
        Ok(()) => words::copied(&address),
        Err(_) => String::from(words::NOT_COPIED),
    };
    state.notices.say(said);
}

/// The fragment of the address, where it holds a review. That of a frame holds one too: opened as a page, it is a link.
pub fn review_in_address() -> Option<String> {
    let fragment = address::fragment();
    if let Some(Ok(frame)) = embedded::parse(&fragment) {
        return Some(frame.review);
    }
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
