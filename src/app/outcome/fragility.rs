//! How few events turn the result of an outcome, opened on demand.

use leptos::prelude::*;

use super::report_table::TableWithFiles;
use crate::analysis::{Fragility, NoFragility, fragility};
use crate::app::state::{Answer, State};
use crate::app::widgets::Disclosure;
use crate::report;
use crate::wording::fragility as words;

/// The search for the fewest events; made while it is open.
#[component]
pub fn FragilitySection(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    view! {
        <Disclosure id="fragility" class="block" summary=words::FRAGILITY>
            <FragilityInFull answer/>
        </Disclosure>
    }
}

/// The sentence, and the steps as a table.
#[component]
fn FragilityInFull(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let found: Memo<Option<Result<Fragility, NoFragility>>> = Memo::new(move |_| {
        answer.with(|answer| {
            let answer = answer.as_ref()?;
            Some(fragility(&answer.prepared.request, answer.response.plan))
        })
    });
    let said = move || {
        let answer = answer.get()?;
        found.with(|found| {
            Some(match found.as_ref()? {
                Err(why) => words::no_fragility(*why).to_owned(),
                Ok(found) => state.answers.about(&answer, |subject| {
                    words::sentence(found, answer.response.plan, subject)
                }),
            })
        })
    };
    let table = move || {
        let (answer, locale) = (answer.get()?, state.document.locale());
        let table = found.with(|found| {
            let found = found.as_ref()?.as_ref().ok()?;
            let of_outcome = (&*answer.prepared, &*answer.response);
            state.document.settled.with(|project| {
                let review = &project.review;
                Some(report::fragility(
                    review,
                    &answer.outcome,
                    of_outcome,
                    found,
                    locale,
                ))
            })
        })?;
        Some(view! { <TableWithFiles table file=words::FILE/> })
    };
    let has_steps = Memo::new(move |_| {
        found.with(|found| {
            let found = found.as_ref().and_then(|found| found.as_ref().ok());
            found.is_some_and(|found| !found.steps.is_empty())
        })
    });
    view! {
        <p class="sentence" role="status">
            {said}
        </p>
        <Show
            when=move || has_steps.get()
            fallback=|| view! { <p class="muted small">{words::FOUND_GREEDILY}</p> }
        >
            <details>
                <summary>{words::STEPS}</summary>
                {table}
            </details>
        </Show>
    }
}
