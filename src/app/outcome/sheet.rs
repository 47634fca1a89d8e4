//! The sheet of paper with the forest plot, and the same numbers as a table.

use std::sync::Arc;

use leptos::prelude::*;

use super::drawn::{figures, inputs_with, parted};
use super::marks::Marks;
use super::panel::{drawn_plainly, panel};
use super::results::results;
use crate::app::canvas::{LaidOut, figure};
use crate::app::element::{Element, html};
use crate::app::session::Session;
use crate::app::state::{Derived, Held};
use crate::data::{OutcomeId, TrialId};
use crate::figure::RegionKind;
use crate::figure::forest::{self, Inputs};
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
    let session = Session::expect();
    let (width, start) = (Held::new(FIRST_WIDTH), Held::new(0.0));
    let parted = parted(session);
    let figures = Derived::new(move || figures(session));
    // Laid out again only when something changed that the figure shows.
    let inputs = Derived::after(move |before| {
        once_typed(session, before, &|| {
            let answer = session.answer()?;
            let options = forest::Options::screen(width.get(), session.locale());
            Some(figures.with(|figures| {
                parted.with(|parted| inputs_with(session, &answer, parted, figures, &options))
            }))
        })
    });
    let scene = Derived::new(move || {
        inputs.with(|inputs| {
            let inputs = inputs.as_ref()?;
            Some(LaidOut(Arc::new(forest::scene(inputs))))
        })
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
    if !crate::COMPLETE {
        return figure(scene, [width, start], None, press);
    }
    let marks = Marks::new(session, scene, start);
    html("div")
        .class("figure-place")
        .child(figure(scene, [width, start], Some(marks.buttons()), press))
        .child(marks.details())
}

/// What the figure showed before while somebody types into a long review, else what it shows now.
fn once_typed(
    session: Session,
    before: Option<&Option<Inputs>>,
    read: &dyn Fn() -> Option<Inputs>,
) -> Option<Inputs> {
    match before {
        Some(before) if session.is_typing() => before.clone(),
        _ => read(),
    }
}

pub(super) fn trial_of_row(session: Session, row: usize) -> Option<TrialId> {
    let answer = untrack(|| session.answer())?;
    answer.prepared.rows.get(row).copied()
}
