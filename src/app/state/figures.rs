//! The forest plot and the safety profile as they were chosen for the review: on the screen and in every download.

use std::sync::Arc;

use leptos::prelude::*;

use super::answers::Answer;
use super::page::State;
use super::shared::Shared;
use crate::analysis::{self, ItemShare, SensitivityAnswer, Series, Subgroups};
use crate::data::{Checklist, FigureSettings, TrialId};
use crate::figure::forest::{self, Forest, Inputs, Options};
use crate::figure::{Answered, Scene, Theme, checklist, risk_of_bias, sensitivity};

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

/// The theme of figures on the screen: as the page is, light or dark, with the colours that were chosen for them.
pub fn theme_on_screen(state: State) -> Memo<Theme> {
    Memo::new(move |_| {
        let theme = if state.dark.get() {
            Theme::DARK
        } else {
            Theme::LIGHT
        };
        colours(state, theme)
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

/// Exactly what the figure of the analyses of an answer shows, of those that are kept with the review or of a series, in the
/// conventions that were chosen for the figures.
pub fn sensitivity_inputs(
    state: State,
    answer: &Answer,
    analyses: (&[SensitivityAnswer], Option<Series>),
    options: &sensitivity::Options,
) -> sensitivity::Inputs {
    let options = sensitivity::Options {
        preset: settings(state).preset,
        ..*options
    };
    let main = answer.main();
    state.document.settled.with(|project| {
        sensitivity::Inputs::new(&project.review, &answer.outcome, main, analyses, &options)
    })
}

/// Exactly what the figures of the risk of bias show of an answer; nothing where nothing is judged.
pub fn risk_of_bias_inputs(
    state: State,
    answer: Option<&Answer>,
    options: &risk_of_bias::Options,
) -> Option<risk_of_bias::Inputs> {
    let answered = answer.map(|answer| (&*answer.prepared, &*answer.response));
    state.document.settled.with(|project| {
        Some(risk_of_bias::Inputs {
            outcome: answer.map(|answer| answer.outcome.name.clone()),
            judged: analysis::judged_trials(&project.review, answered)?,
            options: *options,
        })
    })
}

/// Exactly what the figure of a checklist shows, of its shares over so many trials.
pub fn checklist_inputs(
    state: State,
    list: Checklist,
    shares: &[ItemShare],
    listed: usize,
    options: &risk_of_bias::Options,
) -> checklist::Inputs {
    state.document.project.with(|project| {
        let checklists = project.review.checklists.as_deref();
        let asked = (listed as u64, project.settings.level);
        checklist::Inputs::new(list, shares, checklists, asked, options)
    })
}

/// A row of the figure by what stays when rows come, go or are sorted: a trial, and which of its comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RowOfTrial {
    /// The trial.
    pub trial: TrialId,
    /// Which of its comparisons, counted from 0.
    pub comparison: usize,
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

    /// What stands behind a row of the figure's request, as it is now.
    pub fn behind(self, row: usize) -> Option<RowOfTrial> {
        self.answer.with_untracked(|answer| {
            let rows = &answer.as_ref()?.prepared.rows;
            let trial = *rows.get(row)?;
            let first = rows.iter().position(|other| *other == trial)?;
            Some(RowOfTrial {
                trial,
                comparison: row - first,
            })
        })
    }

    /// The row of a trial's comparison in the figure's request, as it is now.
    pub fn row(self, row: RowOfTrial) -> Option<usize> {
        self.answer.with_untracked(|answer| {
            let rows = answer.as_ref()?.prepared.rows.iter().enumerate();
            let of_trial = rows.filter(|(_, trial)| **trial == row.trial);
            let (found, _) = of_trial.into_iter().nth(row.comparison)?;
            Some(found)
        })
    }
}
