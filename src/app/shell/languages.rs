//! The other languages of the page, each named in itself.

use leptos::prelude::*;

use crate::app::platform::language;
use crate::wording::Language;

/// A button for each language that the page is not in.
#[component]
pub fn Languages() -> impl IntoView {
    let present = language::of_page();
    Language::ALL
        .into_iter()
        .filter(|other| *other != present)
        .map(|other| {
            view! {
                <button
                    type="button"
                    lang=other.tag()
                    on:click=move |_| language::change_to(other)
                >
                    {other.name()}
                </button>
            }
        })
        .collect_view()
}
