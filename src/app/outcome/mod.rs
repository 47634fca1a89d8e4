//! One outcome: its sentence, its controls, the figure on its sheet, the cards, and what a reader must know.

mod cards;
mod compare;
mod controls;
mod reasons;
mod results;
mod sheet;
mod terms;
mod trials;

use crate::app::dynamic::{dynamic, text};
use leptos::prelude::*;

pub(super) use self::controls::Choice;
pub(super) use self::sheet::OutcomeFigure;

use self::cards::Cards;
use self::compare::CompareMethods;
use self::controls::Controls;
use self::reasons::{Notes, Offer, Reasons};
use self::sheet::Sheet;
use self::terms::Terms;
use self::trials::TrialList;
use super::open::Opening;
use super::paste::PasteBoard;
use super::session::Session;
use crate::data::{Outcome, OutcomeId};
use crate::wording::sentences;

/// The outcome that is looked at, or what to do where there is none.
#[component]
pub(super) fn OutcomeView() -> impl IntoView {
    let session = Session::expect();
    let outcome = Memo::new(move |_| session.outcome());
    dynamic(move || match outcome.get() {
        Some(outcome) => view! { <One outcome/> }.into_any(),
        None => view! { <Nothing/> }.into_any(),
    })
}

#[component]
fn One(outcome: OutcomeId) -> impl IntoView {
    view! {
        <article aria-labelledby="outcome-name">
            <Heading outcome/>
            <Offer outcome/>
            <Controls outcome/>
            <Sheet/>
            <Cards outcome/>
            <Notes outcome/>
            <CompareMethods/>
            <TrialList outcome/>
            <Reasons outcome/>
            <Terms outcome/>
        </article>
    }
}

#[component]
fn Heading(outcome: OutcomeId) -> impl IntoView {
    let session = Session::expect();
    let described = move |part: fn(&Outcome) -> &String| {
        text(move || {
            session
                .answer_to(outcome)
                .map(|answer| part(&answer.outcome).clone())
                .unwrap_or_default()
        })
    };
    let name = described(|outcome| &outcome.name);
    let note = described(|outcome| &outcome.note);
    let sentence = text(move || {
        let said = || {
            let answer = session.answer_to(outcome)?;
            Some(session.about(&answer, |subject| {
                sentences::outcome(&answer.response, subject)
            }))
        };
        said().unwrap_or_default()
    });
    view! {
        <div class="outcome-head">
            <h2 id="outcome-name">{name}</h2>
            <p class="muted">{note}</p>
        </div>
        <p class="sentence" aria-live="polite">{sentence}</p>
    }
}

/// What to do where the review has no outcome.
#[component]
fn Nothing() -> impl IntoView {
    let opening = Opening::expect();
    let board = PasteBoard::expect();
    view! {
        <div class="empty">
            <h2>"No outcome yet"</h2>
            <p>
                "Copy a table of trials from Excel, Word or a mail and press " <kbd>"Ctrl V"</kbd>
                " here: one row for each trial, with events and totals of both arms."
            </p>
            <p>
                <button type="button" class="button primary" on:click=move |_| board.open_empty()>
                    "Paste a table…"
                </button>
                " "
                <button type="button" class="button" on:click=move |_| opening.open.set(true)>
                    "Open an example…"
                </button>
            </p>
        </div>
    }
}
