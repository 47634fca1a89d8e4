//! Small-study effects of the outcome that is looked at: the funnel, its tests, trim and fill, estimates that allow for asymmetry,
//! the trials that do not report it, file-drawer numbers.

use leptos::prelude::*;

use super::allowances::AllowancesSheet;
use super::copas::CopasSection;
use super::funnel::FunnelSheet;
use super::heading::OutcomeHeading;
use super::no_outcome::NoOutcome;
use super::report_table::TableWithFiles;
use super::silent::SilentSheet;
use crate::analysis::SmallStudy;
use crate::app::state::{Shared, State, explored};
use crate::app::widgets::{Button, HandbookLinks};
use crate::data::OutcomeId;
use crate::report;
use crate::wording::handbook::HandbookPart;
use crate::wording::small_study as words;

/// Small-study effects of the outcome that is looked at, or what to do where there is none.
#[component]
pub fn SmallStudyView() -> impl IntoView {
    let state = State::expect();
    let outcome = Memo::new(move |_| state.selection.outcome());
    view! {
        <div class="outcome">
            <For
                each=move || outcome.get()
                key=|outcome| *outcome
                children=|outcome| view! { <SmallStudyArticle outcome/> }
            />
            <Show when=move || outcome.get().is_none()>
                <NoOutcome/>
            </Show>
        </div>
    }
}

/// What is found of small-study effects; none where the outcome has no answer.
type Found = Memo<Option<Shared<SmallStudy>>>;

/// One outcome.
#[component]
fn SmallStudyArticle(
    /// Which one.
    outcome: OutcomeId,
) -> impl IntoView {
    let state = State::expect();
    let answer = Memo::new(move |_| state.answers.answer_to(outcome));
    let found: Found = Memo::new(move |_| {
        let answer = answer.get()?;
        Some(Shared::new(explored::small_study(state, &answer)))
    });
    let said = move || {
        let locale = state.document.locale();
        found.with(|found| Some(words::answer(found.as_ref()?, locale)))
    };
    let draws = Memo::new(move |_| {
        found.with(|found| found.as_ref().is_some_and(|found| found.trials.len() > 1))
    });
    view! {
        <article aria-labelledby="outcome-name">
            <OutcomeHeading answer/>
            <p class="sentence" id="small-study-answer" role="status">
                {said}
            </p>
            <Show when=move || draws.get()>
                <FunnelSheet answer found/>
                <TestsSheet found/>
                <FillSheet found/>
                <AllowancesSheet found/>
                <CopasSection found/>
            </Show>
            <Show when=move || answer.with(Option::is_some)>
                <SilentSheet outcome answer/>
            </Show>
            <Show when=move || draws.get()>
                <DrawersSheet found/>
            </Show>
            <HandbookLinks parts=&[HandbookPart::SmallStudy]/>
        </article>
    }
}

/// The tests; of few trials on request alone.
#[component]
fn TestsSheet(
    /// What was found.
    found: Found,
) -> impl IntoView {
    let state = State::expect();
    let asked = RwSignal::new(false);
    let has_enough = Memo::new(move |_| {
        found.with(|found| found.as_ref().is_some_and(|found| found.has_enough()))
    });
    let shows = Memo::new(move |_| has_enough.get() || asked.get());
    let table = move || {
        let locale = state.document.locale();
        let table = found.with(|found| Some(report::asymmetry(found.as_ref()?, locale)));
        table.map(|table| view! { <TableWithFiles table file="asymmetry"/> })
    };
    view! {
        <section class="sheet block" aria-label=words::TESTS>
            <h3>{words::TESTS}</h3>
            <Show
                when=move || shows.get()
                fallback=move || {
                    view! {
                        <p class="muted">{words::TOO_FEW_FOR_TESTS}</p>
                        <Button label=words::SHOW_TESTS on_press=move || asked.set(true)/>
                    }
                }
            >
                <Show when=move || !has_enough.get()>
                    <p class="banner">{words::TOO_FEW_FOR_TESTS}</p>
                </Show>
                {table}
            </Show>
        </section>
    }
}

/// What trim and fill comes to.
#[component]
fn FillSheet(
    /// What was found.
    found: Found,
) -> impl IntoView {
    let state = State::expect();
    let table = move || {
        let locale = state.document.locale();
        let table = found.with(|found| Some(report::filled(found.as_ref()?, locale)));
        table.map(|table| view! { <TableWithFiles table file="trim-and-fill"/> })
    };
    let said = move || {
        let locale = state.document.locale();
        found.with(|found| {
            let found = found.as_ref()?;
            let filled = found.filled.iter();
            let lines = filled.map(|filled| {
                view! { <p>{words::fill(found, filled, locale)}</p> }
            });
            Some(lines.collect_view())
        })
    };
    view! {
        <section class="sheet block" aria-label=words::FILL>
            <h3>{words::FILL}</h3>
            {said}
            {table}
        </section>
    }
}

/// The file-drawer numbers, closed at first.
#[component]
fn DrawersSheet(
    /// What was found.
    found: Found,
) -> impl IntoView {
    let state = State::expect();
    let table = move || {
        let locale = state.document.locale();
        let table = found.with(|found| report::file_drawers(found.as_ref()?, locale));
        table.map(|table| view! { <TableWithFiles table file="file-drawer"/> })
    };
    view! {
        <details class="block" id="file-drawer">
            <summary>{words::DRAWERS}</summary>
            {table}
        </details>
    }
}
