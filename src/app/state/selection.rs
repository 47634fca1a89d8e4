//! What is being looked at: the view that is open and the outcome in it.

use leptos::prelude::*;

use super::document::Document;
use crate::data::OutcomeId;

/// The views of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The grid of trials and outcomes.
    Data,
    /// One outcome with its figure.
    Outcomes,
}

/// The view that is open and the outcome that is looked at.
#[derive(Clone, Copy)]
pub struct Selection {
    document: Document,
    /// The view that is open.
    pub view: RwSignal<View>,
    /// The outcome that was chosen last; it may have been deleted since.
    chosen: RwSignal<Option<OutcomeId>>,
}

impl Selection {
    /// Begins with the view of outcomes.
    pub(super) fn new(document: Document) -> Self {
        Self {
            document,
            view: RwSignal::new(View::Outcomes),
            chosen: RwSignal::new(None),
        }
    }

    /// The outcome that is looked at: the chosen one, or the first while that one is not there.
    pub fn outcome(self) -> Option<OutcomeId> {
        let chosen = self.chosen.get();
        self.document.project.with(|project| {
            let outcomes = &project.review.outcomes;
            chosen
                .filter(|chosen| outcomes.iter().any(|outcome| outcome.id == *chosen))
                .or_else(|| outcomes.first().map(|outcome| outcome.id))
        })
    }

    /// Looks at the next outcome in the order of the panel, or the one before; the last has none behind it.
    pub fn step(self, forward: bool) {
        let now = untrack(|| self.outcome());
        let to = self.document.project.with_untracked(|project| {
            let outcomes = &project.review.outcomes;
            let place = outcomes
                .iter()
                .position(|outcome| Some(outcome.id) == now)?;
            let to = if forward {
                place + 1
            } else {
                place.checked_sub(1)?
            };
            Some(outcomes.get(to)?.id)
        });
        if let Some(outcome) = to {
            self.choose(outcome);
        }
    }

    /// Looks at an outcome.
    pub fn choose(self, outcome: OutcomeId) {
        self.choose_or_none(Some(outcome));
    }

    /// Looks at an outcome, or at the first where none is given.
    pub(super) fn choose_or_none(self, outcome: Option<OutcomeId>) {
        if self.chosen.get_untracked() != outcome {
            self.chosen.set(outcome);
        }
    }
}
