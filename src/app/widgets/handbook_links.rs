//! Links to parts of the handbook, where one lies beside the page. Each opens a tab of its own, so that the review stays.

use leptos::prelude::*;

use crate::app::platform::handbook;
use crate::wording::handbook::{HandbookPart, IN_THE_HANDBOOK};

/// One link; nothing where no handbook lies beside the page.
#[component]
pub fn HandbookLink(
    /// Where it leads.
    part: HandbookPart,
) -> impl IntoView {
    handbook::folder().map(|folder| {
        let address = format!("{folder}{}", part.address());
        view! {
            <a href=address target="_blank" rel="noopener">
                {part.name()}
            </a>
        }
    })
}

/// A line of links; nothing where no handbook lies beside the page.
#[component]
pub fn HandbookLinks(
    /// Where they lead.
    parts: &'static [HandbookPart],
) -> impl IntoView {
    handbook::folder().map(|_| {
        let links = parts.iter().enumerate().map(|(place, part)| {
            let between = if place == 0 { " " } else { " · " };
            view! {
                {between}
                <HandbookLink part=*part/>
            }
        });
        view! {
            <p class="block muted small in-the-handbook">
                {IN_THE_HANDBOOK} {links.collect_view()}
            </p>
        }
    })
}
