//! From the page that opens at once to the complete one, `trialpool.html` beside it, which finds the same reviews in the
//! browser's database.

use js_sys::Array;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use super::element::{Element, html};
use super::session::Session;
use super::storage::Drawer;

/// The page that has everything.
const COMPLETE_PAGE: &str = "trialpool.html";

/// Says which page reads a file, where it cannot be handed over.
const NOT_HANDED_OVER: &str =
    "The complete page reads this file: open trialpool.html, beside this page, and drop it there.";

/// Under what name files wait in the drawer.
const FILES: &str = "handover";

/// A link to the complete page, where the review on the screen is opened.
pub(super) fn complete_page(class: &str, words: &str) -> Element {
    html("a")
        .attribute("href", COMPLETE_PAGE)
        .class(class)
        .text(words)
}

/// Keeps files for the complete page and goes there. Where nothing can be kept, says which page reads them.
pub(super) fn hand_over(session: Session, drawer: Option<&Drawer>, files: &[File]) {
    let refused = move || session.say(NOT_HANDED_OVER);
    let Some(drawer) = drawer else {
        return refused();
    };
    let files: Array = files.iter().collect();
    drawer.put(FILES, &files, move |kept| {
        let gone = kept.is_ok() && window().location().assign(COMPLETE_PAGE).is_ok();
        if !gone {
            refused();
        }
    });
}

/// Takes the files that the other page has kept, if there are any.
pub(super) fn take_over(drawer: &Drawer, take: impl FnOnce(Vec<File>) + 'static) {
    let emptied = drawer.clone();
    drawer.ask("read", FILES, move |files| {
        let files = files.unwrap_or_default();
        if Array::is_array(&files) {
            emptied.put(FILES, &JsValue::UNDEFINED, |_| {});
            take(
                Array::from(&files)
                    .iter()
                    .map(JsCast::unchecked_into)
                    .collect(),
            );
        }
    });
}
