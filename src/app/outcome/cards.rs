//! Three cards for three questions: how many people, what could still be hidden, would another method agree.

use std::sync::Arc;

use crate::analysis::Response;
use crate::app::state::{Compared, Comparison};
use crate::app::element::{Element, html};
use crate::app::state::State;
use crate::data::OutcomeId;
use crate::wording::cards::{self, Card};

/// The cards. The third waits for the comparison of methods and says so.
pub(super) fn cards(outcome: OutcomeId) -> Element {
    let state = State::expect();
    let comparison = Comparison::expect();
    let cards = move || {
        let answer = state.answers.answer_to(outcome)?;
        let response = match comparison.state() {
            Compared::Ready { methods, .. } => Arc::new(Response {
                comparison: methods.to_vec(),
                ..Response::clone(&answer.response)
            }),
            Compared::Waiting | Compared::Stopped => Arc::clone(&answer.response),
        };
        Some(state.answers.about(&answer, |subject| cards::all(&response, subject)))
    };
    html("div").class("cards").parts(move || {
        let cards = cards();
        cards.iter().flatten().map(card).collect()
    })
}

fn card(card: &Card) -> Element {
    let number = html("p")
        .class("figure-number")
        .text(&card.answer)
        .text(" ")
        .child(html("small").text(&card.beside));
    html("section")
        .class("card")
        .child(html("h3").text(&card.title))
        .child(number)
        .child(html("p").class("more").text(&card.detail))
}
