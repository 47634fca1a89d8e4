//! The terms of art that a reader meets at an outcome, each explained, with its source.

use leptos::prelude::*;

use crate::app::state::Answer;
use crate::wording::explanations::{explanation, met_in};
use crate::wording::translate;

/// The glossary of an outcome, closed until it is asked for.
#[component]
pub fn TermList(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let terms = Memo::new(move |_| {
        answer.with(|answer| {
            let answer = answer.as_ref();
            answer
                .map(|answer| met_in(&answer.response))
                .unwrap_or_default()
        })
    });
    let entries = move || {
        let terms = terms.get().into_iter().map(explanation);
        terms
            .map(|explained| {
                view! {
                    <dt>{explained.title}</dt>
                    <dd>
                        <p>{explained.text}</p>
                        <p class="muted">{explained.source}</p>
                    </dd>
                }
            })
            .collect_view()
    };
    view! {
        <details class="block terms">
            <summary>{translate("Terms explained")}</summary>
            <dl>{entries}</dl>
        </details>
    }
}
