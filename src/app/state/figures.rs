//! The forest plot and the safety profile as they were chosen for the review: on the screen and in every download.

use std::sync::Arc;

use leptos::prelude::*;

use super::answers::{Answer, Answers};
use super::document::Document;
use super::page::State;
use super::shared::Shared;
use crate::analysis::{self, Subgroups};
use crate::data::FigureSettings;
use crate::figure::Theme;
use crate::figure::forest::{Forest, Options, Results};

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

/// The forest plot of an answer with subgroups that are there already.
pub fn forest_with(
    state: State,
    answer: &Answer,
    subgroups: Option<&Subgroups>,
    figures: &FigureSettings,
    options: &Options,
) -> Forest {
    state.document.settled.with(|project| {
        let results = Results {
            review: &project.review,
            outcome: &answer.outcome,
            prepared: &answer.prepared,
            response: &answer.response,
            subgroups,
        };
        Forest::of(&results, figures, options)
    })
}

/// The forest plot of an answer as it is now, for a file or the clipboard.
pub fn forest_now(state: State, answer: &Answer, options: &Options) -> Forest {
    untrack(|| {
        let subgroups = subgroups(state.document, answer);
        forest_with(
            state,
            answer,
            subgroups.as_deref(),
            &settings(state),
            options,
        )
    })
}
