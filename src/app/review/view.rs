//! The review as a whole, in the part that is open.

use leptos::prelude::*;

use super::downloads::DownloadsView;
use super::flow::FlowView;
use super::panel::PanelView;
use super::summary::SummaryView;
use super::versions::VersionsView;
use super::words::WordsView;
use crate::app::state::State;
use crate::project::ReviewSection;
use crate::wording::translate;

/// The review as a whole, in the part that is open.
#[component]
pub fn ReviewView() -> impl IntoView {
    let section = State::expect().selection.review_section;
    view! {
        <section class="review" aria-label=translate("Review")>
            {move || match section.get() {
                ReviewSection::Panel => view! { <PanelView/> }.into_any(),
                ReviewSection::Summary => view! { <SummaryView/> }.into_any(),
                ReviewSection::Flow => view! { <FlowView/> }.into_any(),
                ReviewSection::Versions => view! { <VersionsView/> }.into_any(),
                ReviewSection::Words => view! { <WordsView/> }.into_any(),
                ReviewSection::Downloads => view! { <DownloadsView/> }.into_any(),
            }}
        </section>
    }
}
