//! Sensitivity analyses: an outcome pooled again with one or several choices made otherwise, beside the main analysis
//! (Cochrane Handbook 10.14). Each has a name and is kept with the review; the main analysis never follows them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::{
    ConfidenceLevel, CovariateId, LostAssumption, MultipleArms, OutcomeId, Plan, Settings, TrialId,
};

/// A sensitivity analysis of one outcome: a name, and what it does otherwise than the main analysis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SensitivityAnalysis {
    /// What it is called; empty where it is called by what it does.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Which trials it pools.
    #[serde(default, skip_serializing_if = "TrialSelection::is_as_main")]
    pub trials: TrialSelection,
    /// What it assumes of the people lost; `None` where it counts those who were analysed, as the main analysis does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost: Option<LostAssumption>,
    /// How it pools them; `None` as the main analysis does, whatever that comes to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
    /// The level of its intervals; `None` is that of the main analysis.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<ConfidenceLevel>,
}

/// The trials of a sensitivity analysis, told by what they have in common, so that it follows the data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialSelection {
    /// Those of the main analysis.
    #[default]
    AsMain,
    /// Those with a low risk of bias.
    LowRiskOfBias,
    /// All but those with a high risk of bias.
    WithoutHighRiskOfBias,
    /// All but these.
    Without(BTreeSet<TrialId>),
    /// All but those whose numbers were worked out from what they reported: reduced by a design effect, or a standard error
    /// from the limits of an interval.
    AsReported,
    /// All but those that randomized clusters or crossed people over.
    ParallelGroups,
    /// Those in which this text stands in a column.
    OneLevel {
        /// The column.
        covariate: CovariateId,
        /// The text; small and capital letters make no difference.
        level: String,
    },
    /// Those of the main analysis, with several experimental arms of a trial entered in this way.
    Arms(MultipleArms),
    /// Those that are not randomized, or not confirmed to be, as well.
    WithNotRandomized,
    /// Those that the reviewers left out as well.
    WithLeftOut,
}

impl TrialSelection {
    /// Whether the trials are those of the main analysis.
    #[must_use]
    pub fn is_as_main(&self) -> bool {
        *self == Self::AsMain
    }
}

impl SensitivityAnalysis {
    /// Whether it does anything otherwise than the main analysis.
    #[must_use]
    pub fn differs(&self) -> bool {
        !self.trials.is_as_main()
            || self.lost.is_some()
            || self.plan.is_some()
            || self.level.is_some()
    }
}

impl Settings {
    /// The sensitivity analyses of an outcome, in the order in which they are shown.
    #[must_use]
    pub fn sensitivity_of(&self, outcome: OutcomeId) -> &[SensitivityAnalysis] {
        self.sensitivity
            .get(&outcome)
            .map_or(&[], |analyses| analyses.as_slice())
    }

    /// Changes the selection of trials of every sensitivity analysis; where nothing is left that an analysis would do
    /// otherwise, it is forgotten.
    pub fn change_sensitivity(&mut self, change: impl Fn(&mut TrialSelection)) {
        self.sensitivity.retain(|_, analyses| {
            analyses.retain_mut(|analysis| {
                change(&mut analysis.trials);
                analysis.differs()
            });
            !analyses.is_empty()
        });
    }
}
