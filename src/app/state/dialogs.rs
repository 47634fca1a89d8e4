//! Which dialog of the page is open.

use leptos::prelude::*;

use super::lasting_signal::LastingSignal;
use super::naming::Naming;
use crate::data::{Checklist, CovariateId, OutcomeId, TrialId};

/// The dialogs of the page that actions open. Only one is open at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Opens something else: a file, a table, an example, a review of this browser.
    Open,
    /// A table that is looked at before it is used.
    Table,
    /// What another program made: a review, records of a registry, judgements, files that are not read.
    Import,
    /// Figures as files: which, of what kind, how large.
    Figures,
    /// Asks for a name of something in the grid.
    Naming(Naming),
    /// Which arms are compared, and what the two sides are called.
    Arms,
    /// A link that is longer than some program passes on, and what to send instead.
    Link(LongLink),
    /// Renames and merges the levels of a column that is kept, not pooled.
    Levels(CovariateId),
    /// Asks why a trial is left out, and of which outcomes: of this one, or of all.
    LeaveOut(TrialId, OutcomeId),
    /// Adds a sensitivity analysis to an outcome, or changes the one at a place.
    Sensitivity(OutcomeId, Option<usize>),
    /// Answers a checklist trial by trial.
    FillIn(Checklist),
    /// The keys.
    Keys,
}

/// A link to the review that is longer than some program passes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LongLink {
    /// It is on the clipboard.
    Copied {
        /// How many letters the whole address has.
        letters: usize,
    },
    /// It was not made.
    TooLong {
        /// How many letters the part behind the `#` would have.
        letters: usize,
    },
}

/// The dialog that is open, if one is.
#[derive(Clone, Copy)]
pub struct Dialogs {
    open: LastingSignal<Option<Dialog>>,
}

impl Dialogs {
    pub(super) fn new() -> Self {
        Self {
            open: LastingSignal::new(None),
        }
    }

    /// Opens a dialog, in the place of the one that is open.
    pub fn open(self, dialog: Dialog) {
        self.open.set(Some(dialog));
    }

    /// Closes a dialog, unless another is open by now.
    pub fn close(self, dialog: Dialog) {
        if self.open.get_untracked() == Some(dialog) {
            self.open.set(None);
        }
    }

    /// Whether a dialog is open.
    pub fn is_open(self, dialog: Dialog) -> bool {
        self.open.get() == Some(dialog)
    }

    /// What the dialog for names asks about, while it is open.
    pub fn naming(self) -> Option<Naming> {
        match self.open.get() {
            Some(Dialog::Naming(naming)) => Some(naming),
            _ => None,
        }
    }

    /// The link that the dialog for links is about, while it is open.
    pub fn link(self) -> Option<LongLink> {
        match self.open.get() {
            Some(Dialog::Link(link)) => Some(link),
            _ => None,
        }
    }

    /// The column whose levels are being renamed and merged, while that dialog is open.
    pub fn levels(self) -> Option<CovariateId> {
        match self.open.get() {
            Some(Dialog::Levels(covariate)) => Some(covariate),
            _ => None,
        }
    }

    /// Closes the dialog for links.
    pub fn close_link(self) {
        if let Some(Dialog::Link(_)) = self.open.get_untracked() {
            self.open.set(None);
        }
    }

    /// The trial that is being left out and the outcome in view, while that dialog is open.
    pub fn leave_out(self) -> Option<(TrialId, OutcomeId)> {
        match self.open.get() {
            Some(Dialog::LeaveOut(trial, outcome)) => Some((trial, outcome)),
            _ => None,
        }
    }

    /// The outcome to which a sensitivity analysis is being added, or of which the one at a place is being changed, while that
    /// dialog is open.
    pub fn sensitivity(self) -> Option<(OutcomeId, Option<usize>)> {
        match self.open.get() {
            Some(Dialog::Sensitivity(outcome, place)) => Some((outcome, place)),
            _ => None,
        }
    }

    /// The checklist that is being answered, while that dialog is open.
    pub fn fill_in(self) -> Option<Checklist> {
        match self.open.get() {
            Some(Dialog::FillIn(list)) => Some(list),
            _ => None,
        }
    }

    /// Whether no dialog is open.
    pub fn none_open(self) -> bool {
        self.open.get().is_none()
    }
}
