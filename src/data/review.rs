//! The review as a whole.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{ComparedArms, CovariateId, Outcome, OutcomeId, RiskOfBias, Trial, TrialId};

/// A review: the comparison it makes, its outcomes and its trials.
///
/// Trials and outcomes stand behind [`Arc`]: copies of a review share whatever did not change, which makes undo cheap
/// and lets a caller ask "is this still the same trial?" by pointer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Review {
    /// What the review is called.
    pub title: String,
    /// One line under the title, such as "Sample of published trials, not a systematic review".
    pub subtitle: String,
    /// What the experimental arms received, as column heads and sentences name it ("MSC").
    pub experimental_label: String,
    /// What the control arms received ("Control").
    pub control_label: String,
    /// Outcomes in the order of the panel.
    pub outcomes: Vec<Arc<Outcome>>,
    /// Trials in the order they were entered.
    pub trials: Vec<Arc<Trial>>,
    /// Columns that are kept but not pooled.
    pub covariates: Vec<Covariate>,
    /// How the risk of bias in the trials was judged, if it was.
    #[serde(default)]
    pub risk_of_bias: Option<Arc<RiskOfBias>>,
    /// The comparisons that it keeps, so that one can go from one to another; which of them it makes now is told by the
    /// sides of its arms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comparisons: Vec<ComparedArms>,
    /// The next identifier to hand out, shared by trials, outcomes and covariates; it only grows.
    pub next_id: u32,
}

/// A column that is kept but not pooled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Covariate {
    /// Its name for the life of the review.
    pub id: CovariateId,
    /// The head of its column.
    pub name: String,
}

impl Review {
    /// The outcome of this name, if the review has it.
    #[must_use]
    pub fn outcome(&self, id: OutcomeId) -> Option<&Arc<Outcome>> {
        self.outcomes.iter().find(|outcome| outcome.id == id)
    }

    /// The trial of this name, if the review has it.
    #[must_use]
    pub fn trial(&self, id: TrialId) -> Option<&Arc<Trial>> {
        // Looked for where it stands in a review whose trials were never moved: identifiers are given in order.
        let place = self.trials.partition_point(|trial| trial.id < id);
        let near = self.trials.get(place).filter(|trial| trial.id == id);
        near.or_else(|| self.trials.iter().find(|trial| trial.id == id))
    }

    /// Hands out an identifier that was never given before.
    pub fn fresh_id(&mut self) -> u32 {
        let id = self.next_id;
        self.next_id += 1;
        id
    }
}
