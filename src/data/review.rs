//! The review as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Checklists, ComparedArms, CovariateId, EarlierReview, Flow, FrozenVersion, Grading,
    HarmsPlaces, Outcome, OutcomeId, Panel, RiskOfBias, Silences, Trial, TrialId,
};

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
    /// What trials say of their harms and their product, as reviewers answered it, if they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checklists: Option<Arc<Checklists>>,
    /// Why trials do not report outcomes, where reviewers said so.
    #[serde(default, skip_serializing_if = "is_unsaid")]
    pub silences: Arc<Silences>,
    /// The comparisons that it keeps, so that one can go from one to another; which of them it makes now is told by the
    /// sides of its arms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comparisons: Vec<ComparedArms>,
    /// What is said of its outcomes together.
    #[serde(default, skip_serializing_if = "is_blank")]
    pub panel: Arc<Panel>,
    /// What other reviews published, in the order in which they are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Arc<EarlierReview>>,
    /// How certain its results are, as the reviewers judged it, and which of them its summary shows.
    #[serde(default, skip_serializing_if = "is_ungraded")]
    pub grading: Arc<Grading>,
    /// Versions of it that were frozen, in the order in which they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Arc<FrozenVersion>>,
    /// How trials came into it, if that was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow: Option<Arc<Flow>>,
    /// Where the reviewers say that items of the harms checklist stand in their report.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub harms_places: HarmsPlaces,
    /// Outcomes of which each arm is asked for the people lost, though no trial gives them yet.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub asked_for_lost: BTreeSet<OutcomeId>,
    /// The next identifier to hand out, shared by trials, outcomes and covariates; it only grows.
    pub next_id: u32,
}

fn is_blank(panel: &Panel) -> bool {
    *panel == Panel::default()
}

fn is_ungraded(grading: &Grading) -> bool {
    grading.is_empty()
}

fn is_unsaid(silences: &Silences) -> bool {
    silences.outcomes.is_empty()
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
