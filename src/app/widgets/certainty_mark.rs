//! The certainty of a result on the page: four circles, as many of them full as it has levels, and the word.

use leptos::prelude::*;

use crate::data::CertaintyLevel;
use crate::wording::certainty as words;

/// Where the middles of the circles stand.
const MIDDLES: [&str; 4] = ["6", "18", "30", "42"];

/// The certainty of a result; dashed circles where nobody judged.
#[component]
pub fn CertaintyMark(
    /// The level.
    level: Option<CertaintyLevel>,
) -> impl IntoView {
    let full = level.map(CertaintyLevel::circles);
    let circles = (0_u8..).zip(MIDDLES).map(move |(place, middle)| {
        let class = match full {
            None => "open",
            Some(full) if place < full => "full",
            Some(_) => "empty",
        };
        view! { <circle class=class cx=middle cy="6" r="4.7"/> }
    });
    let word = level.map_or(words::NOT_JUDGED.text(), words::level);
    view! {
        <span class="certainty-mark">
            <svg viewBox="0 0 48 12" aria-hidden="true">
                {circles.collect_view()}
            </svg>
            <span>{word}</span>
        </span>
    }
}
