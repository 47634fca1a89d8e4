//! Takes a trial out of the pools from its row of the figure.

use crate::app::state::State;
use crate::data::TrialId;
use crate::project::Command;

/// Takes a trial out of every pool and says so.
pub(super) fn hide_trial(state: State, trial: TrialId) {
    state.document.apply(&Command::HideTrials {
        trials: vec![trial],
        hidden: true,
    });
    state
        .notices
        .say("Taken out of every pool. Undo brings the trial back.");
}
