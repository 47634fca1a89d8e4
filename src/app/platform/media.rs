//! How wide the page is, as the style sheets distinguish it.

use leptos::prelude::window;

/// Below this width the list of outcomes stands over the outcome, not beside it.
const NARROW: &str = "(max-width: 47.5rem)";

/// Whether the page is as narrow as on a phone.
pub fn is_narrow() -> bool {
    let query = window().match_media(NARROW).ok().flatten();
    query.is_some_and(|query| query.matches())
}
