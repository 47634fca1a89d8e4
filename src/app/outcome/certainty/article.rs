//! The certainty of one outcome: what follows, then what it follows from.

use leptos::prelude::*;

use super::domain::DomainRow;
use super::judging::Judging;
use super::needed::StillNeeded;
use super::raising::RaisingDomains;
use super::start::StartRow;
use crate::app::outcome::heading::OutcomeHeading;
use crate::app::state::State;
use crate::app::widgets::{CertaintyMark, HandbookLinks};
use crate::data::{DownDomain, OutcomeId};
use crate::project::{Place, ReviewSection};
use crate::wording::certainty as words;
use crate::wording::handbook::HandbookPart;

/// The certainty of one outcome.
#[component]
pub fn CertaintyArticle(
    /// Which one.
    outcome: OutcomeId,
) -> impl IntoView {
    let judging = Judging::new(State::expect(), outcome);
    let rows = DownDomain::ALL.map(|domain| view! { <DomainRow judging domain/> });
    view! {
        <article aria-labelledby="outcome-name">
            <OutcomeHeading answer=judging.answer/>
            <Result judging/>
            <section class="sheet certainty" aria-label=words::RATES_DOWN>
                <h3>{words::RATES_DOWN}</h3>
                <p class="small muted">{words::HINT}</p>
                <StartRow judging/>
                {rows.into_iter().collect_view()}
            </section>
            <RaisingDomains judging/>
            <StillNeeded judging/>
            <p class="small muted certainty-source">{words::SOURCE}</p>
            <HandbookLinks parts=&[HandbookPart::Certainty]/>
        </article>
    }
}

/// The level, what it follows from, and what the result comes to.
#[component]
fn Result(
    /// What is judged.
    judging: Judging,
) -> impl IntoView {
    let level = Memo::new(move |_| judging.level());
    let follows = move || {
        let start = judging.start();
        judging.judged.with(|judged| words::follows(start, judged))
    };
    let meaning = move || level.get().map(words::meaning);
    let statement = move || {
        let level = level.get()?;
        judging.said(|answer, subject| words::statement(level, &answer.response, subject))
    };
    let summary = Place::Review {
        section: ReviewSection::Summary,
    };
    view! {
        <section class="sheet certainty-result" aria-label=words::TITLE>
            <div role="status">
                {move || view! { <CertaintyMark level=level.get()/> }}
                <p>{follows} " " {meaning}</p>
                <p class="statement">{statement}</p>
            </div>
            <p class="small">
                <a class="link" href=summary.address()>{words::TO_SUMMARY}</a>
            </p>
        </section>
    }
}
