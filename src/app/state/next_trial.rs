//! What the page shows of a hypothetical next trial: what follows from an answer and from numbers that are nowhere kept.

use std::sync::Arc;

use leptos::prelude::*;

use super::answers::Answer;
use super::page::State;
use crate::analysis::{self, NextTrial, NoNextTrial, TwoByTwo};
use crate::figure::{Answered, forest};
use crate::wording::Subject;
use crate::wording::next_trial as words;

/// The trial that stands there at first.
pub fn first_guess(answer: &Answer) -> TwoByTwo {
    analysis::usual_next_trial(answer.main())
}

/// The answer with a hypothetical trial.
///
/// # Errors
/// Why there is none.
pub fn found(state: State, answer: &Answer, table: TwoByTwo) -> Result<NextTrial, NoNextTrial> {
    let settled = state.document.settled;
    settled.with(|project| analysis::with_next_trial(&project.review, answer.main(), table))
}

/// What would be found with it, and what would be ruled out.
pub fn sentences(state: State, answer: &Answer, found: &NextTrial) -> String {
    let locale = state.document.locale();
    state.document.settled.with(|project| {
        let subject = Subject::of(&project.review, &answer.outcome, &found.prepared, locale);
        let said = words::sentence(found, &answer.response, &subject);
        let ruled_out = words::ruled_out(found, &subject);
        ruled_out.map_or_else(|| said.clone(), |more| format!("{said} {more}"))
    })
}

/// For which events the conclusion changes.
pub fn by_events(state: State, answer: &Answer, found: &NextTrial) -> Option<String> {
    let runs = analysis::conclusions_by_events(answer.main(), found.table).ok()?;
    let said = state.answers.about(answer, |subject| {
        words::by_events(found, runs.as_deref(), subject)
    });
    Some(said)
}

/// How large a trial without a difference would exclude the margin.
pub fn excluding(state: State, answer: &Answer, found: &NextTrial) -> Option<String> {
    let locale = state.document.locale();
    let settled = state.document.settled;
    let size = settled.with(|project| analysis::excluding(&project.review, answer.main()));
    let risk = answer.response.absolute.map(|absolute| absolute.baseline);
    words::excluding(size.ok()?, found.margin, risk, locale)
}

/// Exactly what the forest plot with the hypothetical trial shows.
pub fn forest_inputs(
    state: State,
    answer: &Answer,
    found: &NextTrial,
    options: &forest::Options,
) -> forest::Inputs {
    let answered = Answered {
        outcome: Arc::clone(&answer.outcome),
        prepared: Arc::new(found.prepared.clone()),
        response: Arc::new(found.response.clone()),
    };
    state.document.settled.with(|project| {
        forest::Inputs::new(&project.review, &answered, None, &Arc::default(), options)
            .with_hypothetical(found.row())
    })
}
