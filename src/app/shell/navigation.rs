//! The two levels of places: the sections of the page, and the parts of a section.

use leptos::prelude::*;

use crate::app::state::State;
use crate::app::widgets::{Tab, Tabs};
use crate::project::{OutcomeSection, QualitySection, ReviewSection, Section};
use crate::wording::translate;

/// A tab for each of several places, of which one is the current.
fn tabs<P: Copy + PartialEq, const N: usize>(
    places: [P; N],
    current: P,
    label: fn(P) -> &'static str,
    address: impl Fn(P) -> String,
) -> Vec<Tab> {
    let tab = |place| Tab {
        label: label(place),
        address: address(place),
        current: place == current,
    };
    places.map(tab).into()
}

/// The sections of the page.
#[component]
pub fn SectionTabs() -> impl IntoView {
    let selection = State::expect().selection;
    let tabs = Memo::new(move |_| {
        let current = selection.section.get();
        tabs(Section::ALL, current, Section::label, |section| {
            selection.address_of(section)
        })
    });
    view! { <Tabs label=translate("Views") tabs=tabs/> }
}

/// The views of the outcome that is looked at.
#[component]
pub fn OutcomeTabs() -> impl IntoView {
    let selection = State::expect().selection;
    let tabs = Memo::new(move |_| {
        let current = selection.outcome_section.get();
        tabs(
            OutcomeSection::ALL,
            current,
            OutcomeSection::label,
            |section| selection.address_in_outcome(section),
        )
    });
    view! { <Tabs label=translate("Views of the outcome") tabs=tabs class="tabs of-outcome"/> }
}

/// The parts of the quality of the trials.
#[component]
pub fn QualityTabs() -> impl IntoView {
    let selection = State::expect().selection;
    let tabs = Memo::new(move |_| {
        let current = selection.quality_section.get();
        tabs(
            QualitySection::ALL,
            current,
            QualitySection::label,
            |section| selection.address_in_quality(section),
        )
    });
    view! { <Tabs label=translate("Parts of the quality") tabs=tabs class="tabs of-section"/> }
}

/// The parts of the review.
#[component]
pub fn ReviewTabs() -> impl IntoView {
    let selection = State::expect().selection;
    let tabs = Memo::new(move |_| {
        let current = selection.review_section.get();
        tabs(
            ReviewSection::ALL,
            current,
            ReviewSection::label,
            |section| selection.address_in_review(section),
        )
    });
    view! { <Tabs label=translate("Parts of the review") tabs=tabs class="tabs of-section"/> }
}
