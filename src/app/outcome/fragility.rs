//! How few events turn the result of an outcome, opened on demand.

use leptos::prelude::*;

use super::long_part::{LongPart, LongWords};
use super::report_table::TableWithFiles;
use crate::analysis::{Fragility, NoFragility};
use crate::app::state::{Answer, FoundLong, LongWorks, Shared, State};
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
        <Disclosure id="fragility" class="block" summary=words::FRAGILITY.text()>
            <LongPart
                work=LongWorks::expect().fragility
                words=LongWords {
                    computing: words::COMPUTING.text(),
                    stop: words::STOP.text(),
                    stopped: words::STOPPED.text(),
                    again: words::AGAIN.text(),
                }
                shows=move |found| match found {
                    FoundLong::Fragility(found) => {
                        Some(view! { <FragilityInFull answer found/> })
                    }
                    FoundLong::Subsets(_) => None,
                }
            />
        </Disclosure>
    }
}

/// The sentence, and the steps as a table.
#[component]
fn FragilityInFull(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// The search, or why there is none.
    found: Shared<Result<Fragility, NoFragility>>,
) -> impl IntoView {
    let state = State::expect();
    let has_steps = found.as_ref().is_ok_and(|found| !found.steps.is_empty());
    let found = StoredValue::new(found);
    let said = move || {
        let answer = answer.get()?;
        found.with_value(|found| {
            Some(match &**found {
                Err(why) => words::no_fragility(*why).to_owned(),
                Ok(found) => state.answers.about(&answer, |subject| {
                    words::sentence(found, answer.response.plan, subject)
                }),
            })
        })
    };
    let table = move || {
        let (answer, locale) = (answer.get()?, state.document.locale());
        let table = found.with_value(|found| {
            let found = found.as_ref().ok()?;
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
    view! {
        <p class="sentence" role="status">
            {said}
        </p>
        <Show
            when=move || has_steps
            fallback=|| view! { <p class="muted small">{words::FOUND_GREEDILY}</p> }
        >
            <details>
                <summary>{words::STEPS}</summary>
                {table}
            </details>
        </Show>
    }
}
