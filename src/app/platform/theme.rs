//! Light or dark: the device's choice, unless one was made by hand, which the browser remembers.
//!
//! leptos-use has this as a whole too, but writes a `<style>` element, which the content policy of the page refuses.

use leptos::prelude::*;
use leptos_use_preferences::use_preferred_dark;

const STORAGE_KEY: &str = "trialpool-theme";
const ATTRIBUTE: &str = "data-theme";

/// Which colours the page and its figures are drawn in.
#[derive(Clone, Copy)]
pub struct Theme {
    by_hand: RwSignal<Option<bool>>,
    device: Signal<bool>,
}

impl Default for Theme {
    fn default() -> Self {
        Self::new()
    }
}

impl Theme {
    /// Reads the device's and the remembered choice, and follows the device from then on.
    pub fn new() -> Self {
        let by_hand = RwSignal::new(remembered());
        Effect::new(move |_| {
            let Some(root) = document().document_element() else {
                return;
            };
            let _ = match by_hand.get() {
                Some(dark) => root.set_attribute(ATTRIBUTE, name(dark)),
                None => root.remove_attribute(ATTRIBUTE),
            };
        });
        Self {
            by_hand,
            device: use_preferred_dark(),
        }
    }

    /// Whether the page is dark now.
    pub fn dark(self) -> bool {
        self.by_hand.get().unwrap_or_else(|| self.device.get())
    }

    /// Changes from light to dark or back. A choice that agrees with the device is forgotten, and follows it again.
    pub fn toggle(self) {
        let (dark, device) = untrack(|| (!self.dark(), self.device.get()));
        let choice = (dark != device).then_some(dark);
        self.by_hand.set(choice);
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = match choice {
                Some(dark) => storage.set_item(STORAGE_KEY, name(dark)),
                None => storage.remove_item(STORAGE_KEY),
            };
        }
    }
}

fn name(dark: bool) -> &'static str {
    if dark { "dark" } else { "light" }
}

fn remembered() -> Option<bool> {
    let storage = window().local_storage().ok()??;
    match storage.get_item(STORAGE_KEY).ok()??.as_str() {
        "dark" => Some(true),
        "light" => Some(false),
        _ => None,
    }
}
