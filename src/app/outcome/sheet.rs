//! The sheet of paper with the forest plot, and the same numbers as a table.

use std::sync::Arc;

use leptos::prelude::*;

use super::drawn::{figures, forest_with, parted, plain_forest};
use super::marks::Marks;
use super::panel::{drawn_plainly, panel};
use super::results::results;
use crate::app::state::Answer;
use crate::app::widgets::canvas::{LaidOut, figure};
use crate::app::element::{Element, html};
use crate::app::state::State;
use crate::data::{OutcomeId, TrialId};
use crate::figure::RegionKind;
use crate::figure::forest::{self, Forest};
use crate::project::Command;

/// Width that a figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;

/// The sheet: figure, and its numbers on demand.
pub(super) fn sheet(outcome: OutcomeId) -> Element {
    html("div")
        .class("sheet")
        .child(drawn_plainly())
        .child(outcome_figure())
        .child(panel(outcome))
        .child(results())
}

/// The forest plot of the outcome that is looked at, as wide as its place. Pressing a trial takes it out.
pub(in crate::app) fn outcome_figure() -> Element {
    let state = State::expect();
    let (width, start) = (RwSignal::new(FIRST_WIDTH), RwSignal::new(0.0));
    let scene = if crate::COMPLETE {
        let parted = parted(state);
        let figures = Memo::new(move |_| figures(state));
        Memo::new(move |before| {
            once_typed(state, before, &|| {
                laid_out(state, width, &|answer, options| {
                    figures.with(|figures| {
                        parted.with(|parted| forest_with(state, answer, parted, figures, options))
                    })
                })
            })
        })
    } else {
        Memo::new(move |before| {
            once_typed(state, before, &|| {
                laid_out(state, width, &|answer, options| {
                    plain_forest(state, answer, options)
                })
            })
        })
    };
    let press = move |region: RegionKind| {
        if let RegionKind::Trial(row) = region
            && let Some(trial) = trial_of_row(state, row)
        {
            state.document.apply(&Command::HideTrials {
                trials: vec![trial],
                hidden: true,
            });
            state.notices.say("Taken out of every pool. Undo brings the trial back.");
        }
    };
    if !crate::COMPLETE {
        return figure(scene, [width, start], None, press);
    }
    let marks = Marks::new(state, scene, start);
    html("div")
        .class("figure-place")
        .child(figure(scene, [width, start], Some(marks.buttons()), press))
        .child(marks.details())
}

/// The forest plot of the outcome that is looked at, for the width there is.
fn laid_out(
    state: State,
    width: RwSignal<f64>,
    forest: &dyn Fn(&Answer, &forest::Options) -> Forest,
) -> Option<LaidOut> {
    let answer = state.answers.answer()?;
    let options = forest::Options::screen(width.get(), state.document.locale());
    let forest = forest(&answer, &options);
    Some(LaidOut(Arc::new(forest::layout(&forest))))
}

/// The figure as it was while somebody types into a long review, else as it is made now.
fn once_typed(
    state: State,
    before: Option<&Option<LaidOut>>,
    make: &dyn Fn() -> Option<LaidOut>,
) -> Option<LaidOut> {
    match before {
        Some(before) if state.document.is_typing() => before.clone(),
        _ => make(),
    }
}

pub(super) fn trial_of_row(state: State, row: usize) -> Option<TrialId> {
    let answer = untrack(|| state.answers.answer())?;
    answer.prepared.rows.get(row).copied()
}
