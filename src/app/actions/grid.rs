//! Actions in the grid that need more than a command.

use leptos::prelude::*;

use crate::app::state::{Position, State};
use crate::project::{Fix, fix};

/// Begins to type the name of a new trial, in the empty row.
pub(super) fn add_trial(state: State) {
    let row = untrack(|| state.cells.trials());
    state.cells.activate(Position { row, column: 0 }, false);
    state.cells.edit(false);
}

/// The one edit that fixes the active cell, where there is one.
pub fn fix_of_active_cell(state: State) -> Option<Fix> {
    let place = state.findings.of_active_cell(state.cells)?.place;
    state.findings.all.with(|findings| {
        let finding = findings.get(place)?;
        let project = state.document.project;
        project.with(|project| fix(&project.review, finding))
    })
}

/// Fixes the active cell.
pub(super) fn fix_active_cell(state: State) {
    if let Some(fix) = untrack(|| fix_of_active_cell(state)) {
        state.document.perform(&fix.command);
        state.document.settle();
    }
}
