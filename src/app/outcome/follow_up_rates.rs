//! Rates that are adjusted for follow-up, opened on demand.

use leptos::prelude::*;

use super::report_table::TableWithFiles;
use crate::analysis::follow_up_rates;
use crate::app::state::{Answer, State};
use crate::app::widgets::Disclosure;
use crate::data::OutcomeId;
use crate::report;
use crate::wording::follow_up_rates as words;

/// Rates from counts and follow-up; computed while they are open.
#[component]
pub fn FollowUpRatesSection(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    view! {
        <Disclosure id="follow-up-rates" class="block" summary=words::TITLE.text()>
            <FollowUpRatesInFull outcome answer/>
        </Disclosure>
    }
}

/// The sentence and the table.
#[component]
fn FollowUpRatesInFull(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let found = Memo::new(move |_| {
        let answer = answer.get()?;
        state
            .document
            .settled
            .with(|project| follow_up_rates(&project.review, &answer.prepared, outcome))
    });
    let said = move || {
        let answer = answer.get()?;
        found.with(|found| {
            Some(match found {
                None => words::NONE.to_owned(),
                Some(found) => state
                    .answers
                    .about(&answer, |subject| words::sentence(found, subject)),
            })
        })
    };
    let table = move || {
        let answer = answer.get()?;
        let table = found.with(|found| {
            let found = found.as_ref()?;
            Some(state.answers.about(&answer, |subject| {
                report::follow_up_rates(&answer.outcome, found, subject)
            }))
        })?;
        Some(view! { <TableWithFiles table file=words::FILE/> })
    };
    view! {
        <p class="sentence" role="status">
            {said}
        </p>
        <Show
            when=move || found.with(Option::is_some)
            fallback=|| view! { <p class="muted small">{words::HINT}</p> }
        >
            <details>
                <summary>{words::AS_TABLE}</summary>
                {table}
            </details>
        </Show>
    }
}
