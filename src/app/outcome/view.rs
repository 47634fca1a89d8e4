//! The outcome that is looked at, from its sentence to its terms.

use leptos::prelude::*;

use super::cards::OutcomeCards;
use super::comparison::MethodComparison;
use super::controls::PlanControls;
use super::figure::OutcomeFigure;
use super::heading::OutcomeHeading;
use super::no_outcome::NoOutcome;
use super::notes::OutcomeNotes;
use super::offer::PlanOffer;
use super::panel::FigurePanel;
use super::pending_fit::PendingFit;
use super::reasons::PlanReasons;
use super::results::ResultsTable;
use super::sensitivity::SensitivitySection;
use super::terms::TermList;
use super::trials::TrialList;
use crate::app::state::State;
use crate::app::widgets::HandbookLinks;
use crate::data::OutcomeId;
use crate::wording::handbook::HandbookPart;

/// The outcome that is looked at, or what to do where there is none.
#[component]
pub fn OutcomeView() -> impl IntoView {
    let state = State::expect();
    let outcome = Memo::new(move |_| state.selection.outcome());
    // Keyed, so that another outcome gets elements of its own: what the reader opened in one is closed in the next.
    view! {
        <div class="outcome">
            <For
                each=move || outcome.get()
                key=|outcome| *outcome
                children=|outcome| view! { <OutcomeArticle outcome/> }
            />
            <Show when=move || outcome.get().is_none()>
                <NoOutcome/>
            </Show>
        </div>
    }
}

/// One outcome.
#[component]
fn OutcomeArticle(
    /// Which one.
    outcome: OutcomeId,
) -> impl IntoView {
    let state = State::expect();
    let answer = Memo::new(move |_| state.answers.answer_to(outcome));
    view! {
        <article aria-labelledby="outcome-name">
            <OutcomeHeading answer/>
            <PendingFit answer/>
            <PlanOffer outcome answer/>
            <PlanControls outcome answer/>
            <div class="sheet">
                <OutcomeFigure/>
                <FigurePanel outcome answer/>
                <ResultsTable answer/>
            </div>
            <OutcomeCards answer/>
            <OutcomeNotes answer/>
            <MethodComparison answer/>
            <SensitivitySection outcome answer/>
            <TrialList outcome answer/>
            <PlanReasons answer/>
            <HandbookLinks parts=&HandbookPart::OF_PLAN/>
            <TermList answer/>
        </article>
    }
}
