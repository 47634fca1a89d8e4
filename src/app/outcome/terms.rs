//! The terms of art that a reader meets at an outcome, each explained, with its source.

use leptos::prelude::*;

use crate::app::dynamic::dynamic_list;
use crate::app::session::Session;
use crate::data::OutcomeId;
use crate::wording::explanations::{explanation, met_in};

/// The glossary of an outcome, closed until it is asked for.
#[component]
pub(super) fn Terms(outcome: OutcomeId) -> impl IntoView {
    let session = Session::expect();
    let terms = Memo::new(move |_| {
        session.answers.with(|answers| {
            answers
                .of(outcome)
                .map(|answer| met_in(&answer.response))
                .unwrap_or_default()
        })
    });
    let entries = dynamic_list(move || {
        terms
            .get()
            .into_iter()
            .map(|term| {
                let explained = explanation(term);
                view! {
                    <dt>{explained.title}</dt>
                    <dd>
                        <p>{explained.text}</p>
                        <p class="muted">{explained.source}</p>
                    </dd>
                }
                .into_any()
            })
            .collect()
    });
    view! {
        <details class="block terms">
            <summary>"Terms explained"</summary>
            <dl>{entries}</dl>
        </details>
    }
}
