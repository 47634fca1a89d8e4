//! Light or dark: the device's choice, unless one was made by hand, which the browser remembers.

use leptos::prelude::*;
use web_sys::{Event, MediaQueryList};

use super::element::{follow_standing, listen};
use crate::app::state::Held;

const REMEMBERED: &str = "trialpool-theme";
const ATTRIBUTE: &str = "data-theme";

/// Which colours the page and its figures are drawn in.
#[derive(Clone, Copy)]
pub(super) struct Theme {
    by_hand: Held<Option<bool>>,
    device: Held<bool>,
}

impl Theme {
    /// Reads the device's and the remembered choice, and follows the device from then on.
    pub(super) fn new() -> Self {
        let by_hand = Held::new(remembered());
        let device = follow("(prefers-color-scheme: dark)");
        follow_standing(move || {
            let Some(root) = document().document_element() else {
                return;
            };
            let _ = match by_hand.get() {
                Some(dark) => root.set_attribute(ATTRIBUTE, name(dark)),
                None => root.remove_attribute(ATTRIBUTE),
            };
        });
        Self { by_hand, device }
    }

    /// Whether the page is dark now.
    pub(super) fn dark(self) -> bool {
        self.by_hand.get().unwrap_or_else(|| self.device.get())
    }

    /// Changes from light to dark or back. A choice that agrees with the device is forgotten, and follows it again.
    pub(super) fn toggle(self) {
        let dark = !self.dark();
        let choice = (dark != self.device.get_untracked()).then_some(dark);
        self.by_hand.set(choice);
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = match choice {
                Some(dark) => storage.set_item(REMEMBERED, name(dark)),
                None => storage.remove_item(REMEMBERED),
            };
        }
    }
}

fn name(dark: bool) -> &'static str {
    if dark { "dark" } else { "light" }
}

fn remembered() -> Option<bool> {
    let storage = window().local_storage().ok()??;
    match storage.get_item(REMEMBERED).ok()??.as_str() {
        "dark" => Some(true),
        "light" => Some(false),
        _ => None,
    }
}

/// Whether a media query holds, as a signal that follows it for the life of the page.
fn follow(query: &str) -> Held<bool> {
    let list = window().match_media(query).ok().flatten();
    let holds = Held::new(list.as_ref().is_some_and(MediaQueryList::matches));
    if let Some(list) = list {
        let watched = list.clone();
        listen(&list, "change", move |_: Event| {
            holds.set(watched.matches());
        });
    }
    holds
}
