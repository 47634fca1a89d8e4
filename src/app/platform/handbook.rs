//! Whether a handbook lies beside the page, and where.

use leptos::prelude::*;

/// The folder of the handbook; `None` where none lies beside the page. Whoever puts one there says so in the page's head.
#[must_use]
pub fn folder() -> Option<String> {
    let said = document().query_selector("meta[name=handbook]").ok()??;
    said.get_attribute("content")
        .filter(|folder| !folder.is_empty())
}
