//! All numbers of the trials of an outcome, nested in their trials, opened on demand.

use leptos::prelude::*;

use super::report_table::TableWithFiles;
use crate::analysis::{NoSeveralNumbers, SeveralNumbers, several_numbers};
use crate::app::state::{Answer, Shared, State};
use crate::app::widgets::Disclosure;
use crate::report;
use crate::wording::several_numbers as words;

/// What all numbers come to beside one a trial; computed while it is open.
#[component]
pub fn SeveralNumbersSection(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    view! {
        <Disclosure id="several-numbers" class="block" summary=words::TITLE.text()>
            <SeveralNumbersInFull answer/>
        </Disclosure>
    }
}

/// The sentence, what the numbers come to, and the numbers.
#[component]
fn SeveralNumbersInFull(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let found: Memo<Option<Result<Shared<SeveralNumbers>, NoSeveralNumbers>>> =
        Memo::new(move |_| {
            let answer = answer.get()?;
            let found = state.document.settled.with(|project| {
                several_numbers(&project.review, &answer.prepared, answer.response.plan)
            });
            Some(found.map(Shared::new))
        });
    let said = move || {
        let answer = answer.get()?;
        found.with(|found| {
            Some(match found.as_ref()? {
                Err(why) => words::no_several(*why).to_owned(),
                Ok(found) => state.answers.about(&answer, |subject| {
                    words::sentence(found, &answer.response, subject)
                }),
            })
        })
    };
    let is_found =
        Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(Result::is_ok)));
    let pools = move || {
        let answer = answer.get()?;
        let found = found.get()?.ok()?;
        let table = state.answers.about(&answer, |subject| {
            report::nested_pools(&answer.outcome, &found, &answer.response, subject)
        });
        Some(view! { <TableWithFiles table file=words::POOLS_FILE/> })
    };
    let numbers = move || {
        let answer = answer.get()?;
        let found = found.get()?.ok()?;
        let table = state.answers.about(&answer, |subject| {
            report::several_numbers(&answer.outcome, &found, subject)
        });
        Some(view! { <TableWithFiles table file=words::NUMBERS_FILE/> })
    };
    view! {
        <p class="sentence" role="status">
            {said}
        </p>
        <Show
            when=move || is_found.get()
            fallback=|| view! { <p class="muted small">{words::EXPLAINED}</p> }
        >
            <div class="sheet">
                {pools} <details>
                    <summary>{words::NUMBERS}</summary>
                    {numbers}
                </details>
            </div>
        </Show>
    }
}
