//! What is named in the dialog for names, and the edit that names it.

use crate::data::{CovariateId, OutcomeId, OutcomeKind, Review, Role, TrialId};
use crate::project::Command;
use crate::wording::translate;

/// What is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    /// A new outcome.
    NewOutcome,
    /// An outcome that is there.
    Outcome(OutcomeId),
    /// A new column that is kept, not pooled.
    NewCovariate,
    /// Such a column that is there.
    Covariate(CovariateId),
    /// Another arm of the selected trials, on this side.
    NewArm(Role),
    /// An arm of all trials that have it: its side, and which of that side.
    Arm(Role, usize),
}

impl Naming {
    /// What the dialog is called, and its button.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::NewOutcome => (translate("Add an outcome"), translate("Add")),
            Self::Outcome(_) => (translate("Rename the outcome"), translate("Rename")),
            Self::NewCovariate => (
                translate("Add a column that is kept, not pooled"),
                translate("Add"),
            ),
            Self::Covariate(_) => (translate("Rename the column"), translate("Rename")),
            Self::NewArm(_) => (translate("Add an arm"), translate("Add")),
            Self::Arm(..) => (translate("Rename the arm"), translate("Rename")),
        }
    }

    /// The name that it bears.
    pub fn present(self, review: &Review) -> String {
        let name = match self {
            Self::Outcome(outcome) => review.outcome(outcome).map(|outcome| &outcome.name),
            Self::Covariate(covariate) => {
                let mut covariates = review.covariates.iter();
                let found = covariates.find(|known| known.id == covariate);
                found.map(|covariate| &covariate.name)
            }
            Self::Arm(Role::Experimental, 0) => Some(&review.experimental_label),
            Self::Arm(_, 0) => Some(&review.control_label),
            Self::Arm(role, nth) => review.trials.iter().find_map(|trial| {
                let arms = trial.arms.iter().filter(|arm| arm.role == role);
                arms.skip(nth).map(|arm| &arm.label).next()
            }),
            Self::NewOutcome | Self::NewCovariate | Self::NewArm(_) => None,
        };
        name.cloned().unwrap_or_default()
    }

    /// The edit that names it.
    pub fn command(
        self,
        review: &Review,
        name: String,
        kind: OutcomeKind,
        trials: Vec<TrialId>,
    ) -> Command {
        match self {
            Self::Outcome(outcome) => Command::RenameOutcome { outcome, name },
            Self::NewOutcome => Command::AddOutcome { name, kind },
            Self::NewCovariate => Command::AddCovariate { name },
            Self::Covariate(covariate) => Command::RenameCovariate { covariate, name },
            Self::NewArm(role) => Command::AddArm {
                trials,
                role,
                label: name,
            },
            // The first arms of all trials are what the two sides of the comparison are called.
            Self::Arm(Role::Experimental, 0) => Command::SetLabels {
                experimental: name,
                control: review.control_label.clone(),
            },
            Self::Arm(_, 0) => Command::SetLabels {
                experimental: review.experimental_label.clone(),
                control: name,
            },
            Self::Arm(role, nth) => Command::RenameArm {
                role,
                nth,
                label: name,
            },
        }
    }
}
