//! Three cards for three questions: how many people, what could still be hidden, would another method agree; and a fourth
//! where a margin of concern is still open: what it takes to rule it out.

use leptos::prelude::*;

use crate::analysis::{Response, exposure, still_needed};
use crate::app::state::{Answer, Compared, Comparison, State};
use crate::wording::cards::{self, Card};
use crate::wording::{certainty, exposure as exposure_words};

/// The cards. The third waits for the comparison of methods and says so.
#[component]
pub fn OutcomeCards(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let comparison = Comparison::expect();
    let cards = Memo::new(move |_| {
        let answer = answer.get()?;
        let cards = |response: &Response| {
            state.answers.about(&answer, |subject| {
                let needed = still_needed(subject.review, &answer.prepared, response);
                let needed = needed.map(|needed| certainty::needed(&needed, subject));
                let cards = cards::all(response, subject).into_iter();
                let exposure = exposure(subject.review, &answer.prepared, answer.outcome.id);
                let watched = exposure_words::card(&exposure, subject);
                cards.chain(needed).chain(watched).collect::<Vec<Card>>()
            })
        };
        Some(match comparison.state() {
            Compared::Ready { methods, .. } => cards(&Response {
                comparison: methods.to_vec(),
                ..Response::clone(&answer.response)
            }),
            Compared::Waiting | Compared::Stopped => cards(&answer.response),
        })
    });
    view! {
        <div class="cards">
            {move || {
                let cards = cards.get().into_iter().flatten();
                cards.map(|card| view! { <OutcomeCard card/> }).collect_view()
            }}
        </div>
    }
}

/// One card.
#[component]
pub fn OutcomeCard(
    /// What stands on it.
    card: Card,
) -> impl IntoView {
    view! {
        <section class="card">
            <h3>{card.title}</h3>
            <p class="figure-number">{card.answer} " " <small>{card.beside}</small></p>
            <p class="more">{card.detail}</p>
        </section>
    }
}
