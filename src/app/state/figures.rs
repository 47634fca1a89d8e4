//! The forest plot and the safety profile as they were chosen for the review: on the screen and in every download.

use std::sync::Arc;

use leptos::prelude::*;

use super::answers::{Answer, Answers};
use super::document::Document;
use super::page::State;
use super::shared::Shared;
use crate::analysis::{self, Subgroups};
use crate::data::FigureSettings;
use crate::figure::forest::{Forest, Inputs, Options};
use crate::figure::{Answered, Theme};

/// What was chosen about the figures.
pub fn settings(state: State) -> Arc<FigureSettings> {
    state
        .document
        .settled
        .with(|project| project.settings.figures.shared())
}

/// A theme with the colours that were chosen for the figures.
pub fn colours(state: State, theme: Theme) -> Theme {
    theme.chosen(&settings(state))
}

/// The subgroups of an answer, where its figure has any.
pub fn subgroups(document: Document, answer: &Answer) -> Option<Shared<Subgroups>> {
    document.settled.with(|project| {
        let grouping = project.settings.figures.grouping?;
        let plan = answer.response.plan;
        analysis::subgroups(&project.review, &answer.prepared, plan, grouping).map(Shared::new)
    })
}

/// The subgroups of the outcome that is looked at, kept as long as they are the same.
pub fn subgroups_of_selected(
    document: Document,
    answers: Answers,
) -> Memo<Option<Shared<Subgroups>>> {
    Memo::new(move |before: Option<&Option<Shared<Subgroups>>>| {
        let now = subgroups(document, &answers.answer()?);
        match (before, &now) {
            (Some(Some(before)), Some(now)) if **before == **now => Some(before.clone()),
            _ => now,
        }
    })
}

/// An answer as figures take it.
pub fn answered(answer: &Answer) -> Answered {
    Answered {
        outcome: Arc::clone(&answer.outcome),
        prepared: Arc::clone(&answer.prepared),
        response: Arc::clone(&answer.response),
    }
}

/// Exactly what the forest plot of an answer shows, with subgroups that are there already. A figure on the screen is a memo
/// on this value.
pub fn inputs_with(
    state: State,
    answer: &Answer,
    subgroups: Option<&Arc<Subgroups>>,
    figures: &Arc<FigureSettings>,
    options: &Options,
) -> Inputs {
    state.document.settled.with(|project| {
        let review = &project.review;
        Inputs::new(review, &answered(answer), subgroups, figures, options)
    })
}

/// The forest plot of an answer as it is now, for a file or the clipboard.
pub fn forest_now(state: State, answer: &Answer, options: &Options) -> Forest {
    untrack(|| {
        let subgroups = subgroups(state.document, answer);
        let subgroups = subgroups.as_ref().map(Shared::arc);
        let figures = settings(state);
        Forest::of(&inputs_with(state, answer, subgroups, &figures, options))
    })
}
