//! Three cards for three questions: how many people, what could still be hidden, would another method agree.

use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::Response;
use crate::app::comparison::{Compared, Comparison};
use crate::app::dynamic::dynamic_list;
use crate::app::session::Session;
use crate::data::OutcomeId;
use crate::wording::cards::{self, Card};

/// The cards. The third waits for the comparison of methods and says so.
#[component]
pub(super) fn Cards(outcome: OutcomeId) -> impl IntoView {
    let session = Session::expect();
    let comparison = Comparison::expect();
    let cards = move || {
        let answer = session.answer_to(outcome)?;
        let response = match comparison.state() {
            Compared::Ready { methods, .. } => Arc::new(Response {
                comparison: methods.to_vec(),
                ..Response::clone(&answer.response)
            }),
            Compared::Waiting | Compared::Stopped => Arc::clone(&answer.response),
        };
        Some(session.about(&answer, |subject| cards::all(&response, subject)))
    };
    view! {
        <div class="cards">
            {dynamic_list(move || {
                cards()
                    .into_iter()
                    .flatten()
                    .map(|card| view! { <CardView card/> }.into_any())
                    .collect()
            })}
        </div>
    }
}

#[component]
fn CardView(card: Card) -> impl IntoView {
    view! {
        <section class="card">
            <h3>{card.title}</h3>
            <p class="figure-number">{card.answer} " " <small>{card.beside}</small></p>
            <p class="more">{card.detail}</p>
        </section>
    }
}
