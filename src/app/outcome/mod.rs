//! One outcome: its sentence, its controls, the figure on its sheet, the cards, and what a reader must know.

mod cards;
mod compare;
mod controls;
mod drawn;
mod marks;
mod panel;
mod pending;
mod reasons;
mod results;
mod sheet;
mod terms;
mod trials;

use leptos::prelude::*;

pub(super) use self::controls::choice;
pub(super) use self::drawn::{figures, forest_now};
pub(super) use self::sheet::outcome_figure;

use self::cards::cards;
use self::compare::compare_methods;
use self::controls::controls;
use self::pending::pending;
use self::reasons::{notes, offer, why};
use self::sheet::sheet;
use self::terms::terms;
use self::trials::trial_list;
use crate::app::element::{Element, button, html};
use crate::app::library::open::Opening;
use crate::app::intake::paste::PasteBoard;
use crate::app::state::State;
use crate::data::{Outcome, OutcomeId};
use crate::wording::sentences;

/// The outcome that is looked at, or what to do where there is none.
pub(super) fn outcome_view() -> Element {
    let state = State::expect();
    let outcome = Memo::new(move |_| state.selection.outcome());
    html("div").class("outcome").parts(move || {
        vec![match outcome.get() {
            Some(outcome) => untrack(|| one(outcome)),
            None => nothing(),
        }]
    })
}

fn one(outcome: OutcomeId) -> Element {
    html("article")
        .attribute("aria-labelledby", "outcome-name")
        .children(heading(outcome))
        .child(pending(outcome))
        .child(offer(outcome))
        .child(controls(outcome))
        .child(sheet(outcome))
        .child(cards(outcome))
        .child(notes(outcome))
        .child(compare_methods())
        .child(trial_list(outcome))
        .child(why(outcome))
        .child(terms(outcome))
}

fn heading(outcome: OutcomeId) -> [Element; 2] {
    let state = State::expect();
    let described = move |part: fn(&Outcome) -> &String| {
        state
            .answers.answer_to(outcome)
            .map(|answer| part(&answer.outcome).clone())
            .unwrap_or_default()
    };
    let sentence = move || {
        state
            .answers.answer_to(outcome)
            .map_or_else(String::new, |answer| {
                state.answers.about(&answer, |subject| {
                    sentences::outcome(&answer.response, subject)
                })
            })
    };
    let name = html("h2")
        .attribute("id", "outcome-name")
        .text_from(move || described(|outcome| &outcome.name));
    let note = html("p")
        .class("muted")
        .text_from(move || described(|outcome| &outcome.note));
    let said = html("p")
        .class("sentence")
        .attribute("aria-live", "polite")
        .text_from(sentence);
    [
        html("div").class("outcome-head").child(name).child(note),
        said,
    ]
}

/// What to do where the review has no outcome.
fn nothing() -> Element {
    let opening = Opening::expect();
    let board = PasteBoard::expect();
    let how = html("p")
        .text("Copy a table of trials from Excel, Word or a mail and press ")
        .child(html("kbd").text("Ctrl V"))
        .text(" here: one row for each trial, with events and totals of both arms.");
    let ways = html("p")
        .child(button("button primary", "Paste a table…", move || {
            board.open_empty();
        }))
        .text(" ")
        .child(button("button", "Open an example…", move || {
            opening.open.set(true);
        }));
    html("div")
        .class("empty")
        .child(html("h2").text("No outcome yet"))
        .child(how)
        .child(ways)
}
