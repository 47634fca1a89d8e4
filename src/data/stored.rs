//! Holds the results that another program stored in its file, to be compared with what is computed here.

use serde::{Deserialize, Serialize};

use super::{Entry, OutcomeId, Plan, TrialId};

/// The pooled result of one outcome as a file holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredResult {
    /// The outcome.
    pub outcome: OutcomeId,
    /// How it was pooled, as far as the file says.
    pub plan: Plan,
    /// The part of the trials that it is about; `None` for all that report the outcome.
    pub subgroup: Option<StoredSubgroup>,
    /// The level of the interval, in percent.
    pub level: f64,
    /// The numbers as written: their digits say how exactly they were kept.
    pub numbers: Vec<(StoredNumber, Entry<f64>)>,
}

/// Trials that a file pools apart from the others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredSubgroup {
    /// What the file calls them.
    pub name: String,
    /// Which they are.
    pub trials: Vec<TrialId>,
}

/// A number of a stored result. Effects are on the scale on which they are read (the natural one for ratios), those in
/// common logarithms apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredNumber {
    /// The pooled estimate.
    Estimate,
    /// Lower limit of its interval.
    Lower,
    /// Upper limit of its interval.
    Upper,
    /// Logarithm of the estimate to base 10; ratios only.
    CommonLogarithm,
    /// Logarithm of the lower limit to base 10.
    LowerCommonLogarithm,
    /// Logarithm of the upper limit to base 10.
    UpperCommonLogarithm,
    /// χ² of heterogeneity: Cochran's Q.
    ChiSquared,
    /// Its degrees of freedom.
    DegreesOfFreedom,
    /// I² in percent.
    ISquared,
    /// τ² on the scale of analysis; random effects only.
    TauSquared,
    /// z of "no difference", without its sign.
    Z,
    /// Two-sided P of z.
    P,
}

impl StoredNumber {
    /// Every number, in the order in which they are told.
    pub const ALL: [Self; 12] = [
        Self::Estimate,
        Self::Lower,
        Self::Upper,
        Self::CommonLogarithm,
        Self::LowerCommonLogarithm,
        Self::UpperCommonLogarithm,
        Self::ChiSquared,
        Self::DegreesOfFreedom,
        Self::ISquared,
        Self::TauSquared,
        Self::Z,
        Self::P,
    ];
}

impl StoredResult {
    /// The value of a number, if the file holds it.
    #[must_use]
    pub fn value(&self, number: StoredNumber) -> Option<f64> {
        let (_, entry) = self.numbers.iter().find(|(known, _)| *known == number)?;
        entry.value()
    }
}
