//! Three cards for three questions: how many people, what could still be hidden, would another method agree.

use leptos::prelude::*;

use crate::app::comparison::{Compared, Comparison};
use crate::app::session::Session;
use crate::data::OutcomeId;
use crate::wording::cards::{self, Card};

/// The cards. The third waits for the comparison of methods and says so.
#[component]
pub(super) fn Cards(outcome: OutcomeId) -> impl IntoView {
    let session = Session::expect();
    let comparison = Comparison::expect();
    let cards = Memo::new(move |_| {
        let answer = session
            .answers
            .with(|answers| answers.of(outcome).cloned())?;
        let [people, ruled_out, beside] =
            session.about(&answer, |subject| cards::all(&answer.response, subject));
        let methods = match comparison.state() {
            Compared::Ready { response, .. } => {
                session.about(&answer, |subject| cards::other_methods(&response, subject))
            }
            Compared::Waiting | Compared::Stopped => beside,
        };
        Some([people, ruled_out, methods])
    });
    view! {
        <div class="cards">
            {move || {
                cards
                    .get()
                    .into_iter()
                    .flatten()
                    .map(|card| view! { <CardView card/> })
                    .collect_view()
            }}
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
