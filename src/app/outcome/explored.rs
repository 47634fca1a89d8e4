//! What is explored of the outcome that is looked at, as its sheets read and change it.

use leptos::prelude::*;

use crate::app::state::{State, explored};
use crate::data::{Exploration, OutcomeId};
use crate::project::Command;

/// What is explored of an outcome, and how it is changed.
#[derive(Clone, Copy)]
pub struct Explored {
    state: State,
    outcome: OutcomeId,
    /// What is chosen.
    pub chosen: Memo<Exploration>,
}

impl Explored {
    /// What is explored of this outcome.
    pub fn new(state: State, outcome: OutcomeId) -> Self {
        Self {
            state,
            outcome,
            chosen: Memo::new(move |_| explored::exploration(state, outcome)),
        }
    }

    /// Changes what is explored, as a step that can be undone.
    pub fn change(self, change: impl FnOnce(&mut Exploration)) {
        let mut exploration = self.chosen.get_untracked();
        change(&mut exploration);
        self.state.document.perform(&Command::Explore {
            outcome: self.outcome,
            exploration,
        });
    }
}
