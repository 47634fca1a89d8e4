//! What was chosen about the figures, and the edit of it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::state::State;
use crate::data::{FigureSettings, OutcomeFigure, OutcomeId};
use crate::project::Command;

/// What was chosen about the figures, and the edit of it.
#[derive(Clone, Copy)]
pub struct FigureChoices {
    state: State,
    /// What was chosen.
    settings: Memo<Arc<FigureSettings>>,
}

impl FigureChoices {
    /// Follows the document.
    pub(super) fn new(state: State) -> Self {
        let settings = Memo::new(move |_| {
            state
                .document
                .project
                .with(|project| Arc::clone(&project.settings.figures))
        });
        Self { state, settings }
    }

    /// What `read` reads of what was chosen.
    pub(super) fn with<T>(self, read: impl FnOnce(&FigureSettings) -> T) -> T {
        self.settings.with(|settings| read(settings))
    }

    /// What was chosen about the figure of one outcome.
    pub(super) fn of_outcome(self, outcome: OutcomeId) -> OutcomeFigure {
        self.with(|settings| settings.outcome(outcome).cloned().unwrap_or_default())
    }

    /// Changes what was chosen, as a step that can be undone.
    pub(super) fn change(self, change: impl FnOnce(&mut FigureSettings)) {
        let mut next = FigureSettings::clone(&self.settings.get_untracked());
        change(&mut next);
        self.state
            .document
            .apply(&Command::SetFigures(Arc::new(next)));
    }

    /// Changes what was chosen about the figure of one outcome.
    pub(super) fn change_outcome(
        self,
        outcome: OutcomeId,
        change: impl FnOnce(&mut OutcomeFigure),
    ) {
        let mut figure = untrack(|| self.of_outcome(outcome));
        change(&mut figure);
        self.change(|settings| {
            settings.outcomes.insert(outcome, figure);
        });
    }
}
