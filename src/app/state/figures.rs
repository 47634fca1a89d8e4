//! The forest plot and the safety profile as they were chosen for the review: on the screen and in every download.

use std::sync::Arc;

use leptos::prelude::*;

use super::answers::Answer;
use super::page::State;
use super::shared::Shared;
use crate::analysis::{self, MainAnalysis, SensitivityAnswer, Subgroups};
use crate::data::{FigureSettings, TrialId};
use crate::figure::forest::{self, Forest, Inputs, Options};
use crate::figure::{Answered, Scene, Theme, sensitivity};

/// What was chosen about the figures.
pub fn settings(state: State) -> Arc<FigureSettings> {
    state
        .document
        .settled
        .with(|project| Arc::clone(&project.settings.figures))
}

/// A theme with the colours that were chosen for the figures.
pub fn colours(state: State, theme: Theme) -> Theme {
    theme.chosen(&settings(state))
}

/// An answer as figures take it.
pub fn answered(answer: &Answer) -> Answered {
    Answered {
        outcome: Arc::clone(&answer.outcome),
        prepared: Arc::clone(&answer.prepared),
        response: Arc::clone(&answer.response),
    }
}

/// The forest plot of an answer as it is now, for a file or the clipboard.
pub fn forest_now(state: State, answer: &Answer, options: &Options) -> Forest {
    untrack(|| {
        let subgroups = subgroups(state, answer);
        let settings = settings(state);
        Forest::of(&inputs(
            state,
            answer,
            subgroups.as_ref(),
            &settings,
            options,
        ))
    })
}

/// The subgroups of an answer, where its figure has any.
fn subgroups(state: State, answer: &Answer) -> Option<Arc<Subgroups>> {
    state.document.settled.with(|project| {
        let grouping = project.settings.figures.grouping?;
        let plan = answer.response.plan;
        analysis::subgroups(&project.review, &answer.prepared, plan, grouping).map(Arc::new)
    })
}

/// Exactly what the forest plot of an answer shows.
fn inputs(
    state: State,
    answer: &Answer,
    subgroups: Option<&Arc<Subgroups>>,
    settings: &Arc<FigureSettings>,
    options: &Options,
) -> Inputs {
    state.document.settled.with(|project| {
        Inputs::new(
            &project.review,
            &answered(answer),
            subgroups,
            settings,
            options,
        )
    })
}

/// Exactly what the figure of the sensitivity analyses of an answer shows, in the conventions that were chosen for the figures.
pub fn sensitivity_inputs(
    state: State,
    answer: &Answer,
    answers: &[SensitivityAnswer],
    options: &sensitivity::Options,
) -> sensitivity::Inputs {
    let options = sensitivity::Options {
        preset: settings(state).preset,
        ..*options
    };
    let main = MainAnalysis {
        prepared: &answer.prepared,
        response: &answer.response,
    };
    state.document.settled.with(|project| {
        sensitivity::Inputs::new(&project.review, &answer.outcome, main, answers, &options)
    })
}

/// The forest plot on the screen, of the outcome that is looked at.
///
/// It is laid out again only when something changes that it shows, and not while somebody types into a long review.
#[derive(Clone, Copy)]
pub struct ScreenForest {
    /// The answer that it shows.
    pub answer: Memo<Option<Answer>>,
    /// The figure; none where the review has no outcome.
    pub scene: Memo<Option<Shared<Scene>>>,
}

impl ScreenForest {
    /// For a place of so many CSS pixels.
    pub fn new(state: State, width: RwSignal<f64>) -> Self {
        let answer = Memo::new(move |before: Option<&Option<Answer>>| match before {
            Some(before) if state.document.is_typing() => before.clone(),
            _ => state.answers.answer(),
        });
        let settings = Memo::new(move |_| settings(state));
        let subgroups =
            Memo::new(move |_| answer.with(|answer| subgroups(state, answer.as_ref()?)));
        let inputs = Memo::new(move |_| {
            let answer = answer.get()?;
            let options = Options::screen(width.get(), state.document.locale());
            let (subgroups, settings) = (subgroups.get(), settings.get());
            Some(inputs(
                state,
                &answer,
                subgroups.as_ref(),
                &settings,
                &options,
            ))
        });
        let scene = Memo::new(move |_| {
            inputs.with(|inputs| Some(Shared::new(forest::scene(inputs.as_ref()?))))
        });
        Self { answer, scene }
    }

    /// The trial of a row of the figure's request, as it is now.
    pub fn trial(self, row: usize) -> Option<TrialId> {
        self.answer
            .with_untracked(|answer| answer.as_ref()?.prepared.rows.get(row).copied())
    }

    /// The row of a trial in the figure's request, as it is now.
    pub fn row(self, trial: TrialId) -> Option<usize> {
        self.answer.with_untracked(|answer| {
            let mut rows = answer.as_ref()?.prepared.rows.iter();
            rows.position(|row| *row == trial)
        })
    }
}
