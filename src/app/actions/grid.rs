//! Actions in the grid that need more than a command.

use leptos::prelude::*;

use crate::app::state::{Position, State};
use crate::data::Problem;
use crate::project::{Fix, fix};

/// Begins to type the name of a new trial, in the empty row.
pub(super) fn add_trial(state: State) {
    let row = untrack(|| state.cells.trials());
    state.cells.activate(Position { row, column: 0 }, false);
    state.cells.edit(true);
}

/// The first finding that is about the active cell.
pub(super) fn finding_of_active_cell(state: State) -> Option<Problem> {
    let active = state.cells.selection.get().active;
    let trial = state.cells.trial(active.row)?;
    let column = state.cells.active_column()?;
    let (outcome, cell) = (column.outcome(), column.cell(&trial));
    state.findings.with(|findings| {
        findings
            .iter()
            .find(|finding| {
                finding.place.trial == Some(trial.id)
                    && finding.place.outcome == outcome
                    && finding.place.cell == cell
            })
            .cloned()
    })
}

/// The one edit that fixes the active cell, where there is one.
pub(super) fn fix_of_active_cell(state: State) -> Option<Fix> {
    let finding = finding_of_active_cell(state)?;
    state
        .document
        .project
        .with(|project| fix(&project.review, &finding))
}

/// Fixes the active cell.
pub(super) fn fix_active_cell(state: State) {
    if let Some(fix) = untrack(|| fix_of_active_cell(state)) {
        state.document.perform(&fix.command);
        state.document.settle();
    }
}
