//! Frozen versions beside the present, and what other reviews published beside ours.

use leptos::prelude::*;

use super::answers::AllAnswers;
use super::page::State;
use crate::analysis::{self, AnsweredOutcome};
use crate::data::FrozenVersion;
use crate::wording::old_and_new::{self, OldAndNew};
use crate::wording::versions::{self, Comparison};

/// Every outcome with its answer.
fn answered(answers: &AllAnswers) -> Vec<AnsweredOutcome<'_>> {
    answers
        .iter()
        .map(|answer| AnsweredOutcome {
            outcome: &answer.outcome,
            prepared: &answer.prepared,
            response: &answer.response,
        })
        .collect()
}

/// The place of the version that is compared: the one that was chosen, or else the last; nothing without any.
pub fn compared_place(state: State) -> Option<usize> {
    let project = state.document.project;
    let count = project.with(|project| project.review.versions.len());
    let last = count.checked_sub(1)?;
    Some(
        state
            .compared_version
            .get()
            .map_or(last, |place| place.min(last)),
    )
}

/// The version that is compared beside the present; fits that take long only where `long` asks for them.
pub fn comparison(state: State, long: bool) -> Option<Comparison> {
    let place = compared_place(state)?;
    let locale = state.document.locale();
    state.answers.all.with(|answers| {
        let answers = answered(answers);
        state.document.settled.with(|project| {
            let (review, settings) = (&project.review, &project.settings);
            let version = review.versions.get(place)?;
            let compared = analysis::compared(review, settings, version, &answers, long);
            Some(versions::comparison(
                review, version, &answers, &compared, locale,
            ))
        })
    })
}

/// The review as it is now, as a version; nothing while a result is still being computed.
pub fn frozen_now(state: State, name: &str, date: &str) -> Option<FrozenVersion> {
    let answers = state.answers.all.get_untracked();
    let project = state.document.settled.get_untracked();
    analysis::frozen(&project.review, &answered(&answers), name, date)
}

/// The version that is compared and the present, as a figure and a table show them; nothing without one.
pub fn then_and_now(state: State) -> Option<OldAndNew> {
    let comparison = comparison(state, false)?;
    let locale = state.document.locale();
    let title = state
        .document
        .settled
        .with(|project| project.review.title.clone());
    Some(old_and_new::of_versions(&title, &comparison, locale))
}

/// What other reviews published and ours; nothing where none published a result of an outcome of ours.
pub fn old_and_new(state: State) -> Option<OldAndNew> {
    let locale = state.document.locale();
    let shown = state.answers.all.with(|answers| {
        let answers = answered(answers);
        state
            .document
            .settled
            .with(|project| old_and_new::of_earlier(&project.review, &answers, locale))
    });
    (!shown.outcomes.is_empty()).then_some(shown)
}
