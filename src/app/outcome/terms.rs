//! The terms of art that a reader meets at an outcome, each explained, with its source.

use crate::app::element::{Element, html};
use crate::app::state::State;
use crate::data::OutcomeId;
use crate::wording::explanations::{explanation, met_in};

/// The glossary of an outcome, closed until it is asked for.
pub(super) fn terms(outcome: OutcomeId) -> Element {
    let state = State::expect();
    let terms = Memo::new(move |_| {
        state.answers.all.with(|answers| {
            answers
                .of(outcome)
                .map(|answer| met_in(&answer.response))
                .unwrap_or_default()
        })
    });
    let entries = move || {
        terms
            .get()
            .into_iter()
            .flat_map(|term| {
                let explained = explanation(term);
                let text = html("dd")
                    .child(html("p").text(explained.text))
                    .child(html("p").class("muted").text(explained.source));
                [html("dt").text(explained.title), text]
            })
            .collect()
    };
    html("details")
        .class("block terms")
        .child(html("summary").text("Terms explained"))
        .child(html("dl").parts(entries))
}
