//! The two levels of places: the sections of the page, and the views of an outcome. What has no content is not offered, and a
//! level with a single place shows no bar.

use leptos::prelude::*;

use crate::app::state::State;
use crate::app::widgets::{Tab, Tabs};
use crate::project::{OutcomeSection, Section};

/// The sections of the page.
#[component]
pub fn SectionTabs() -> impl IntoView {
    let selection = State::expect().selection;
    let tabs = Memo::new(move |_| {
        let current = selection.section.get();
        Section::ALL
            .into_iter()
            .filter(|section| section.has_content())
            .map(|section| Tab {
                label: section.label(),
                address: selection.address_of(section),
                current: section == current,
            })
            .collect::<Vec<_>>()
    });
    view! { <Tabs label="Views" tabs=tabs/> }
}

/// The views of the outcome that is looked at.
#[component]
pub fn OutcomeTabs() -> impl IntoView {
    let selection = State::expect().selection;
    let tabs = Memo::new(move |_| {
        let current = selection.outcome_section.get();
        OutcomeSection::ALL
            .into_iter()
            .filter(|section| section.has_content())
            .map(|section| Tab {
                label: section.label(),
                address: selection.address_in_outcome(section),
                current: section == current,
            })
            .collect::<Vec<_>>()
    });
    view! {
        <Show when=move || tabs.with(|tabs| tabs.len() > 1)>
            <Tabs label="Views of the outcome" tabs=tabs class="tabs of-outcome"/>
        </Show>
    }
}
