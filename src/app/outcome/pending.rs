//! A fit that is being made beside the page, and how to end it.

use leptos::prelude::*;

use super::compare::progress;
use crate::app::state::Answer;
use crate::app::element::{Element, html};
use crate::app::state::{LongFits, is_pending};
use crate::app::state::State;
use crate::data::OutcomeId;

/// How an answer can wait for its fit.
#[derive(Clone, Copy, PartialEq)]
enum Waiting {
    No,
    Underway,
    Stopped,
}

/// What is waited for, and the choice to stop it or to begin anew; empty where nothing is waited for.
pub(super) fn pending(outcome: OutcomeId) -> Element {
    let state = State::expect();
    let fits = LongFits::expect();
    let waiting = Memo::new(move |_| match state.answers.answer_to(outcome) {
        Some(answer) if is_pending(&answer) => {
            if fits.is_stopped(&answer) {
                Waiting::Stopped
            } else {
                Waiting::Underway
            }
        }
        _ => Waiting::No,
    });
    let act = move |act: fn(LongFits, &Answer)| {
        move || {
            if let Some(answer) = untrack(|| state.answers.answer_to(outcome)) {
                act(fits, &answer);
            }
        }
    };
    html("div").parts(move || match waiting.get() {
        Waiting::No => Vec::new(),
        Waiting::Underway => vec![progress(
            "Computing…",
            "Stop",
            act(LongFits::stop),
            Some(html("progress").label("Computing")),
        )],
        Waiting::Stopped => vec![progress(
            "Stopped. Choose another method, or",
            "Compute again",
            act(LongFits::ask_again),
            None,
        )],
    })
}
