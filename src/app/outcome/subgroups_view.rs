//! Subgroups and regression of the outcome that is looked at, each by what was chosen for the review.

use leptos::prelude::*;

use super::dose_response::DoseResponseSheet;
use super::explored::Explored;
use super::heading::OutcomeHeading;
use super::no_outcome::NoOutcome;
use super::regression::RegressionSheet;
use super::subgroup_pools::SubgroupPools;
use crate::app::state::State;
use crate::app::widgets::HandbookLinks;
use crate::data::OutcomeId;
use crate::wording::explored as words;
use crate::wording::handbook::HandbookPart;

/// Subgroups and regression of the outcome that is looked at, or what to do where there is none.
#[component]
pub fn SubgroupsView() -> impl IntoView {
    let state = State::expect();
    let outcome = Memo::new(move |_| state.selection.outcome());
    view! {
        <div class="outcome">
            <For
                each=move || outcome.get()
                key=|outcome| *outcome
                children=|outcome| view! { <SubgroupsArticle outcome/> }
            />
            <Show when=move || outcome.get().is_none()>
                <NoOutcome/>
            </Show>
        </div>
    }
}

/// One outcome.
#[component]
fn SubgroupsArticle(
    /// Which one.
    outcome: OutcomeId,
) -> impl IntoView {
    let state = State::expect();
    let answer = Memo::new(move |_| state.answers.answer_to(outcome));
    let explored = Explored::new(state, outcome);
    let is_blank = Memo::new(move |_| {
        explored
            .chosen
            .with(|chosen| chosen.parted_by.is_none() && chosen.moderators.is_empty())
    });
    view! {
        <article aria-labelledby="outcome-name">
            <OutcomeHeading answer/>
            <Show when=move || is_blank.get()>
                <p class="muted">{words::HINT}</p>
            </Show>
            <SubgroupPools answer explored/>
            <RegressionSheet answer explored/>
            <DoseResponseSheet answer explored/>
            <HandbookLinks parts=&[HandbookPart::Subgroups]/>
        </article>
    }
}
