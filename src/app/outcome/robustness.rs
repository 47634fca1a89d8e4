//! How the answer to the outcome that is looked at holds: without each trial, and trial after trial.

use leptos::prelude::*;

use super::earlier_prior::EarlierPriorSection;
use super::follow_up_rates::FollowUpRatesSection;
use super::fragility::FragilitySection;
use super::heading::OutcomeHeading;
use super::influence::InfluenceSection;
use super::next_trial::NextTrialSection;
use super::no_outcome::NoOutcome;
use super::people_lost::PeopleLostSheet;
use super::sequential::SequentialSection;
use super::series_sheet::SeriesSheet;
use super::several_numbers::SeveralNumbersSection;
use super::subsets::SubsetsSection;
use super::trial_plots::TrialPlotSection;
use crate::analysis::{Series, SeriesOrder};
use crate::app::actions::figure_files::ExploredFigure;
use crate::app::state::{LastingSignal, Sensitivities, State, explored};
use crate::app::widgets::{HandbookLinks, Select};
use crate::data::{OutcomeId, OutcomeKind};
use crate::wording::handbook::HandbookPart;
use crate::wording::sensitivity as words;
use crate::wording::trial_plots::TrialPlot;

/// How the answer to the outcome that is looked at holds, or what to do where there is none.
#[component]
pub fn RobustnessView() -> impl IntoView {
    let state = State::expect();
    let outcome = Memo::new(move |_| state.selection.outcome());
    view! {
        <div class="outcome">
            <For
                each=move || outcome.get()
                key=|outcome| *outcome
                children=|outcome| view! { <RobustnessArticle outcome/> }
            />
            <Show when=move || outcome.get().is_none()>
                <NoOutcome/>
            </Show>
        </div>
    }
}

/// In which order trials are taken in.
#[component]
fn ChoiceOfOrder(
    /// The order.
    order: LastingSignal<SeriesOrder>,
) -> impl IntoView {
    let project = State::expect().document.settled;
    let all = Memo::new(move |_| project.with(|project| SeriesOrder::all(&project.review)));
    let options = Signal::derive(move || {
        project.with(|project| {
            let review = &project.review;
            all.with(|all| all.iter().map(|one| words::order(*one, review)).collect())
        })
    });
    let chosen = Memo::new(move |_| {
        let order = order.get();
        all.with(|all| all.iter().position(|one| *one == order))
    });
    let choose = move |place: usize| {
        if let Some(chosen) = all.with_untracked(|all| all.get(place).copied()) {
            order.set(chosen);
        }
    };
    view! { <Select label=words::ORDER options chosen on_choose=choose/> }
}

/// One outcome.
#[component]
fn RobustnessArticle(
    /// Which one.
    outcome: OutcomeId,
) -> impl IntoView {
    let state = State::expect();
    let sensitivities = Sensitivities::expect();
    let answer = Memo::new(move |_| state.answers.answer_to(outcome));
    let order = state.cumulative_order;
    let cumulative = Signal::derive(move || Series::Cumulative(order.get()));
    let lost = Memo::new(move |_| explored::lost_series(state, outcome));
    // Computed while they are on the screen.
    Effect::new(move |_| {
        let series = vec![Series::LeaveOneOut, cumulative.get(), lost.get()];
        sensitivities.series.set(series);
    });
    on_cleanup(move || {
        sensitivities.series.try_set(Vec::new());
    });
    let has_counts = Memo::new(move |_| {
        answer.with(|answer| {
            answer.as_ref().is_some_and(|answer| {
                answer.outcome.kind == OutcomeKind::Counts && answer.prepared.pooled() > 0
            })
        })
    });
    let none = Memo::new(move |_| {
        let locale = state.document.locale();
        answer.with(|answer| words::no_series(answer.as_ref()?.prepared.pooled(), locale))
    });
    view! {
        <article aria-labelledby="outcome-name">
            <OutcomeHeading answer/>
            <Show
                when=move || none.with(Option::is_none)
                fallback=move || view! { <p class="muted">{move || none.get()}</p> }
            >
                <SeriesSheet outcome answer series=Series::LeaveOneOut which=ExploredFigure::LeaveOneOut/>
                <div class="controls" role="group" aria-label=words::ORDER>
                    <ChoiceOfOrder order/>
                </div>
                <SeriesSheet outcome answer series=cumulative which=ExploredFigure::Cumulative/>
                <InfluenceSection answer/>
                <Show when=move || has_counts.get()>
                    <TrialPlotSection answer which=TrialPlot::Labbe/>
                </Show>
                <TrialPlotSection answer which=TrialPlot::Radial/>
                <TrialPlotSection answer which=TrialPlot::Drapery/>
                <SubsetsSection answer/>
                <SeveralNumbersSection answer/>
            </Show>
            <Show when=move || has_counts.get()>
                <PeopleLostSheet outcome answer series=lost/>
                <FollowUpRatesSection outcome answer/>
                <FragilitySection answer/>
                <SequentialSection outcome answer/>
                <NextTrialSection answer/>
            </Show>
            <Show when=move || none.with(Option::is_none) || has_counts.get()>
                <EarlierPriorSection outcome answer/>
            </Show>
            <HandbookLinks parts=&[HandbookPart::Robustness]/>
        </article>
    }
}
