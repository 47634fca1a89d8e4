//! Versions of a review that were frozen: its trials with their numbers and its pooled results as they were on a day, so that
//! a later state can be compared with them.

use serde::{Deserialize, Serialize};

use super::{ConfidenceLevel, OutcomeId, Plan, TrialId, Undefined};

/// A review as it was when somebody froze it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FrozenVersion {
    /// What it is called: "First submission".
    pub name: String,
    /// The day, as [`is_day`](super::is_day) has it; empty where none was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// What the experimental and the control arms received.
    pub sides: [String; 2],
    /// The outcomes in the order of the panel, those without any number among them.
    pub outcomes: Vec<FrozenOutcome>,
}

/// An outcome as it was: who reported what, how that was pooled, and what it came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrozenOutcome {
    /// Which outcome.
    pub outcome: OutcomeId,
    /// What it was called.
    pub name: String,
    /// How it was pooled.
    pub plan: Plan,
    /// The level of its interval.
    #[serde(default)]
    pub level: ConfidenceLevel,
    /// Trials that could have reported it.
    pub included: usize,
    /// Trials whose numbers were pooled, in the order of the review.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trials: Vec<FrozenTrial>,
    /// The pooled result; `None` where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<FrozenResult>,
    /// Why there was none; `None` where there was one, and in versions that were frozen before reasons were kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undefined: Option<Undefined>,
    /// Events and people of the experimental arms, then of the control arms, all trials together, where people with the event
    /// were counted in two arms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub totals: Option<[u64; 4]>,
    /// Whether more of it was worse.
    pub more_is_worse: bool,
    /// The margin of concern, a ratio above 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub margin: Option<f64>,
    /// The exact one-sided bound of the log odds ratio, and whether the true value lies below it, where only one arm had
    /// events.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<(f64, bool)>,
}

/// A trial as it was pooled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrozenTrial {
    /// Which trial.
    pub trial: TrialId,
    /// What it was called.
    pub name: String,
    /// The numbers that were pooled, comparison after comparison; what they are follows from the measure: of counts events
    /// and people, of rates events and time, of means mean, standard deviation and people, each of the experimental arm and
    /// then of the control arm; of one arm events and people; of estimates effect and standard error, on the log scale for
    /// ratios.
    pub numbers: Vec<f64>,
}

/// A pooled result on the scale of analysis, the log scale for ratios.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrozenResult {
    /// The estimate.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
    /// I² in percent, where at least two trials had an effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub i_squared: Option<f64>,
    /// Whether the interval told neither size nor direction.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tells_nothing: bool,
    /// Trials that contributed.
    pub trials: usize,
}

impl FrozenVersion {
    /// The outcome of this name, if the version has it.
    #[must_use]
    pub fn outcome(&self, id: OutcomeId) -> Option<&FrozenOutcome> {
        self.outcomes.iter().find(|outcome| outcome.outcome == id)
    }
}

impl FrozenOutcome {
    /// Whether its limits stand in their order around the estimate: of a document from outside they may not.
    #[must_use]
    pub fn is_in_order(&self) -> bool {
        self.result.is_none_or(|result| {
            result.lower <= result.estimate
                && result.estimate <= result.upper
                && result.standard_error >= 0.0
        })
    }
}
