//! The request: what is asked of the core.

use serde::{Deserialize, Serialize};

use crate::data::{ConfidenceLevel, Measure, Plan};
use crate::effect::{PersonTime, Proportion, TwoByTwo, TwoMeans};

/// Version of the request's and response's JSON form; a request of another version is refused by name.
pub const VERSION: u32 = 1;

/// One outcome to be pooled. Rows hold only trials that reported the outcome; the answer keeps their order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// [`VERSION`] of the form.
    pub version: u32,
    /// Trials that reported the outcome, in the order of the review.
    pub trials: Vec<TrialRow>,
    /// How to pool; `None` asks for the proposal and uses it.
    #[serde(default)]
    pub plan: Option<Plan>,
    /// The measure a proposal starts from; `None` means the default, the risk ratio.
    #[serde(default)]
    pub measure: Option<Measure>,
    /// Whether to pool the outcome by every other method as well ("compare methods").
    #[serde(default)]
    pub compare: bool,
    /// The level of every interval and bound in the answer; 95 % where it is left out.
    #[serde(default)]
    pub level: ConfidenceLevel,
}

/// One trial of a request, or one comparison of a trial that makes several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrialRow {
    /// Its name, for messages only.
    #[serde(default)]
    pub label: String,
    /// What it reported.
    pub data: TrialData,
    /// Whether it is a further comparison of the trial of the row before: arms of one trial, each compared with its share of
    /// the control group.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub continues: bool,
}

/// What a trial reported of the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialData {
    /// People with the event out of people at risk, in two arms.
    Counts(TwoByTwo),
    /// Events over person-time, in two arms.
    PersonTime(PersonTime),
    /// Mean, standard deviation and number of people, in two arms.
    Means(TwoMeans),
    /// People with the event out of people at risk, in one arm.
    Proportion(Proportion),
    /// An estimate on the scale of analysis (the log scale for ratios) with its standard error.
    Estimate {
        /// The point estimate.
        effect: f64,
        /// Its standard error, above zero.
        standard_error: f64,
    },
}

impl TrialData {
    /// The table of counts, where it is one; its numbers may be impossible.
    #[must_use]
    pub fn table(&self) -> Option<TwoByTwo> {
        match self {
            Self::Counts(table) => Some(*table),
            Self::PersonTime(_) | Self::Means(_) | Self::Proportion(_) | Self::Estimate { .. } => {
                None
            }
        }
    }

    /// The people of all its arms, where it says how many.
    pub(super) fn people(&self) -> Option<f64> {
        match self {
            Self::Counts(table) => Some((table.experimental_total + table.control_total) as f64),
            Self::Means(means) => Some((means.experimental.total + means.control.total) as f64),
            Self::Proportion(arm) => Some(arm.total as f64),
            Self::PersonTime(_) | Self::Estimate { .. } => None,
        }
    }
}
