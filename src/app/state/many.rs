//! The figures of many outcomes at once: what they show follows from the answers, on the screen and in files.

use std::sync::Arc;

use leptos::prelude::*;

use super::page::State;
use crate::analysis::{self, Prepared, ReportedOutcomes, ReportingRows};
use crate::data::Outcome;
use crate::figure::{Options, Scene, dots, reporting, volcano};
use crate::report::{self, Table};
use crate::wording::findings::{self as findings_words, Findings};
use crate::wording::many::ManyFigure;

/// What all outcomes come to, without other methods.
pub fn findings(state: State) -> Findings {
    let locale = state.document.locale();
    state.answers.all.with(|answers| {
        let asked = answers.asked();
        state.document.settled.with(|project| {
            let chosen = |outcome| project.chosen.contains(&outcome);
            findings_words::findings(&project.review, &project.settings, &chosen, &asked, locale)
        })
    })
}

/// Whether any trial has several comparisons, which can each have a row.
pub fn has_comparisons(state: State) -> bool {
    state.document.settled.with(|project| {
        let (review, settings) = (&project.review, &project.settings);
        analysis::has_comparisons(review, settings)
    })
}

/// Which trial, or which comparison, reports which outcome.
pub fn reported(state: State) -> Arc<ReportedOutcomes> {
    let rows = Some(state.many.rows.get()).filter(|_| has_comparisons(state));
    let rows = rows.unwrap_or_default();
    state.answers.all.with(|answers| {
        let outcomes: Vec<(&Outcome, &Prepared)> = answers
            .iter()
            .map(|answer| (&*answer.outcome, &*answer.prepared))
            .collect();
        state.document.settled.with(|project| {
            let (review, settings) = (&project.review, &project.settings);
            Arc::new(match rows {
                ReportingRows::Trials => analysis::reported_outcomes(review, settings, &outcomes),
                ReportingRows::Comparisons => {
                    analysis::reported_by_comparison(review, settings, &outcomes)
                }
            })
        })
    })
}

/// Exactly what the dots show.
pub fn dots_inputs(state: State, found: Findings, options: &Options) -> dots::Inputs {
    let order = state.many.order.get();
    let settled = state.document.settled;
    settled.with(|project| dots::Inputs::new(&project.review, found, order, options))
}

/// Exactly what the volcano plot shows.
pub fn volcano_inputs(state: State, found: Findings, options: &Options) -> volcano::Inputs {
    let settled = state.document.settled;
    settled.with(|project| volcano::Inputs::new(&project.review, found, options))
}

/// Exactly what the figure of who reports what shows.
pub fn reporting_inputs(
    state: State,
    found: &Arc<ReportedOutcomes>,
    options: &Options,
) -> reporting::Inputs {
    let settled = state.document.settled;
    settled.with(|project| reporting::Inputs::new(&project.review, found, options))
}

/// A figure on one page.
pub fn scene(state: State, figure: ManyFigure, options: &Options) -> Scene {
    match figure {
        ManyFigure::Dots => dots::scene(&dots_inputs(state, findings(state), options)),
        ManyFigure::Volcano => volcano::scene(&volcano_inputs(state, findings(state), options)),
        ManyFigure::Reporting => {
            reporting::scene(&reporting_inputs(state, &reported(state), options))
        }
    }
}

/// The same as a table.
pub fn table(state: State, figure: ManyFigure) -> Table {
    let locale = state.document.locale();
    match figure {
        ManyFigure::Dots => report::event_dots(&findings(state), state.many.order.get(), locale),
        ManyFigure::Volcano => report::volcano(&findings(state), locale),
        ManyFigure::Reporting => report::reporting(&reported(state), locale),
    }
}
