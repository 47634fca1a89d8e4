//! Doses of arms, and what is chosen about how the events follow them within trials.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{ArmId, TrialId};

/// The doses of the arms of a review, all in one unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArmDoses {
    /// What they are numbers of, such as "mg a day"; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The dose of each arm of which one was said, by trial.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub of: BTreeMap<TrialId, BTreeMap<ArmId, f64>>,
}

impl ArmDoses {
    /// The largest dose.
    pub const LARGEST: f64 = 1e15;
    /// The most bytes of a unit.
    pub const LONGEST_UNIT: usize = 80;

    /// The dose of an arm, where one was said.
    #[must_use]
    pub fn get(&self, trial: TrialId, arm: ArmId) -> Option<f64> {
        self.of.get(&trial)?.get(&arm).copied()
    }

    /// Says the dose of an arm, or that it has none.
    pub fn set(&mut self, trial: TrialId, arm: ArmId, dose: Option<f64>) {
        let arms = self.of.entry(trial).or_default();
        match dose {
            Some(dose) => arms.insert(arm, dose),
            None => arms.remove(&arm),
        };
        if arms.is_empty() {
            self.of.remove(&trial);
        }
    }

    /// Whether a number can be a dose.
    #[must_use]
    pub fn is_possible(dose: f64) -> bool {
        (0.0..=Self::LARGEST).contains(&dose)
    }
}

/// How dose and response are looked at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DoseResponseChoices {
    /// Whether the line may bend: a restricted cubic spline with three knots instead of a straight line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub spline: bool,
    /// Whether all arms enter at once instead of trials' own lines being pooled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub one_stage: bool,
    /// The step of dose for which the slope is written; where nobody chose, a power of ten that suits the doses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<f64>,
    /// The knots of the spline, rising; empty for those that follow from the doses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub knots: Vec<f64>,
    /// The doses at which the effect is predicted; empty for those of the arms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<f64>,
}

impl DoseResponseChoices {
    /// How many knots a spline has.
    pub const KNOTS: usize = 3;

    /// Whether nothing was chosen.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}
