//! The sheet of paper with the forest plot, and the same numbers as a table.

use std::sync::Arc;

use leptos::prelude::*;

use super::results::results;
use crate::app::canvas::{LaidOut, figure};
use crate::app::element::{Element, html};
use crate::app::session::Session;
use crate::app::state::{Derived, Held};
use crate::data::TrialId;
use crate::figure::RegionKind;
use crate::figure::forest::{self, Forest};
use crate::project::Command;

/// Width that a figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;

/// The sheet: figure, and its numbers on demand.
pub(super) fn sheet() -> Element {
    html("div")
        .class("sheet")
        .child(outcome_figure())
        .child(results())
}

/// The forest plot of the outcome that is looked at, as wide as its place. Pressing a trial takes it out.
pub(in crate::app) fn outcome_figure() -> Element {
    let session = Session::expect();
    let width = Held::new(FIRST_WIDTH);
    let scene = Derived::new(move || {
        let answer = session.answer()?;
        let options = forest::Options::screen(width.get(), session.locale());
        let forest = session.project.with(|project| {
            Forest::new(
                &project.0.review,
                &answer.outcome,
                &answer.prepared,
                &answer.response,
                &options,
            )
        });
        Some(LaidOut(Arc::new(forest::layout(&forest))))
    });
    let press = move |region: RegionKind| {
        if let RegionKind::Trial(row) = region
            && let Some(trial) = trial_of_row(session, row)
        {
            session.apply(&Command::HideTrials {
                trials: vec![trial],
                hidden: true,
            });
            session.say("Taken out of every pool. Undo brings the trial back.");
        }
    };
    figure(scene, width, press)
}

fn trial_of_row(session: Session, row: usize) -> Option<TrialId> {
    let answer = untrack(|| session.answer())?;
    answer.prepared.rows.get(row).copied()
}
