//! Sentences as a list.

use leptos::prelude::*;

/// Sentences as a list.
#[component]
pub fn NoteList(
    /// The sentences.
    #[prop(into)]
    lines: Signal<Vec<String>>,
) -> impl IntoView {
    let items = move || {
        lines.with(|lines| {
            let lines = lines.iter();
            lines
                .map(|line| view! { <li>{line.clone()}</li> })
                .collect_view()
        })
    };
    view! { <ul class="notes">{items}</ul> }
}
