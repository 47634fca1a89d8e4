//! The view of the section that is open.

use leptos::prelude::*;

use super::data_figure::DataFigure;
use super::navigation::{OutcomeTabs, QualityTabs, ReviewTabs};
use crate::app::findings::FindingsView;
use crate::app::grid::{DataView, EmptyReview};
use crate::app::library::Examples;
use crate::app::outcome::{
    CertaintyView, OutcomeView, RobustnessView, SmallStudyView, SubgroupsView,
};
use crate::app::quality::QualityView;
use crate::app::review::ReviewView;
use crate::app::state::State;
use crate::project::{OutcomeSection, Section};
use crate::wording::interface;

/// The view of the section that is open.
#[component]
pub fn Stage() -> impl IntoView {
    let section = State::expect().selection.section;
    view! {
        <main class="stage">
            {move || match section.get() {
                Section::Data => view! { <DataSection/> }.into_any(),
                Section::Outcomes => view! { <OutcomesSection/> }.into_any(),
                Section::Quality => {
                    view! {
                        <QualityTabs/>
                        <QualityView/>
                    }
                        .into_any()
                }
                Section::Findings => view! { <FindingsView/> }.into_any(),
                Section::Review => {
                    view! {
                        <ReviewTabs/>
                        <ReviewView/>
                    }
                        .into_any()
                }
            }}
        </main>
    }
}

/// The grid, what is wrong in it, and the figure that follows every keystroke; without a trial, how one comes in.
#[component]
fn DataSection() -> impl IntoView {
    let document = State::expect().document;
    let has_trials = Memo::new(move |_| {
        document
            .project
            .with(|project| !project.review.trials.is_empty())
    });
    let nothing_to_close = UnsyncCallback::new(|()| ());
    view! {
        <p class="on-paper muted">{interface::GRID_NOT_PRINTED}</p>
        <DataView>
            <Show
                when=move || has_trials.get()
                fallback=move || {
                    view! {
                        <EmptyReview>
                            <Examples close=nothing_to_close/>
                        </EmptyReview>
                    }
                }
            >
                <DataFigure/>
            </Show>
        </DataView>
    }
}

/// The outcome that is looked at, in the view that is open. Paper says how many others there are.
#[component]
fn OutcomesSection() -> impl IntoView {
    let state = State::expect();
    let section = state.selection.outcome_section;
    let printed_of = move || {
        let outcomes = state
            .document
            .project
            .with(|project| project.review.outcomes.len());
        interface::one_outcome_printed(outcomes, state.document.locale())
    };
    view! {
        <OutcomeTabs/>
        <p class="on-paper muted">{printed_of}</p>
        {move || match section.get() {
            // Views without content are not gone to.
            OutcomeSection::Forest => view! { <OutcomeView/> }.into_any(),
            OutcomeSection::Subgroups => view! { <SubgroupsView/> }.into_any(),
            OutcomeSection::SmallStudyEffects => view! { <SmallStudyView/> }.into_any(),
            OutcomeSection::Robustness => view! { <RobustnessView/> }.into_any(),
            OutcomeSection::Certainty => view! { <CertaintyView/> }.into_any(),
        }}
    }
}
