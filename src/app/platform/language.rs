//! The language of the page: `public/boot.js` finds it before the program begins, and the browser remembers a choice.

use leptos::prelude::{document, window};

use super::address;
use crate::wording::Language;

/// `public/boot.js` reads it.
const STORAGE_KEY: &str = "trialpool-language";

/// The language that the page was opened in.
pub fn of_page() -> Language {
    let root = document().document_element();
    let tag = root.and_then(|root| root.get_attribute("lang"));
    tag.and_then(|tag| Language::with_tag(&tag))
        .unwrap_or_default()
}

/// Remembers a language and opens the page anew in it. What was typed is in the browser's database by then.
pub fn change_to(language: Language) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(STORAGE_KEY, language.tag());
    }
    address::load_anew();
}
