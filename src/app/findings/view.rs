//! The findings of the review: the sentences that follow from the verdicts, the table, and other reviews.

use leptos::prelude::*;

use super::controls::FindingsControls;
use super::earlier::EarlierReviews;
use super::grouped_events::EventsWithinGroups;
use super::many::ManyOutcomes;
use super::shown::Shown;
use super::table::FindingsTable;
use crate::app::state::State;
use crate::project::{Place, ReviewSection};
use crate::wording::earlier;
use crate::wording::findings::{self as words};

/// What all outcomes come to.
#[component]
pub fn FindingsView() -> impl IntoView {
    let state = State::expect();
    let shown = Shown::new(state);
    let findings = shown.findings;
    let answer = Memo::new(move |_| findings.with(|findings| findings.answer.clone()));
    let has_margins = Memo::new(move |_| {
        findings.with(|findings| findings.has_margins || findings.rows.is_empty())
    });
    let has_rows = Memo::new(move |_| findings.with(|findings| !findings.rows.is_empty()));
    let panel = Place::Review {
        section: ReviewSection::Panel,
    };
    let notes = Memo::new(move |_| findings.with(|findings| findings.notes.clone()));
    view! {
        <section class="findings" aria-label=words::TITLE>
            <div class="outcome-head">
                <h2>{words::TITLE}</h2>
                <p class="muted">{move || findings.with(|findings| findings.subtitle.clone())}</p>
            </div>
            <div class="sentence">
                {move || {
                    answer
                        .get()
                        .into_iter()
                        .map(|sentence| view! { <p>{sentence}</p> })
                        .collect_view()
                }}
                <Show when=move || !has_margins.get()>
                    <p class="muted">
                        {words::NO_MARGINS} " " <a href=panel.address()>{words::STATE_MARGINS}</a>
                    </p>
                </Show>
                {move || beside_sentence(state, shown).map(|said| view! { <p>{said}</p> })}
            </div>
            <FindingsControls shown/>
            <FindingsTable shown/>
            <div class="findings-notes muted">
                {move || {
                    notes.get().into_iter().map(|note| view! { <p>{note}</p> }).collect_view()
                }}
            </div>
            <Show when=move || has_rows.get()>
                <ManyOutcomes/>
                <EventsWithinGroups/>
            </Show>
            <EarlierReviews/>
        </section>
    }
}

/// What the review beside ours found.
fn beside_sentence(state: State, shown: Shown) -> Option<String> {
    let place = shown.beside.get()?;
    let locale = state.document.locale();
    state.document.project.with(|project| {
        let review = project.review.earlier.get(place)?;
        let said = earlier::sentence(review, locale);
        (!said.is_empty()).then_some(said)
    })
}
