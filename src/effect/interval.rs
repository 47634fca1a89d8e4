//! An estimate with its interval.

use serde::{Deserialize, Serialize};

use crate::math::normal;

/// An estimate with its standard error and 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct IntervalEstimate {
    /// Point estimate, scale of analysis.
    pub estimate: f64,
    /// Standard error, scale of analysis.
    pub standard_error: f64,
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

impl IntervalEstimate {
    /// Wald's 95 % interval: the estimate and the normal quantile times its standard error on either side.
    #[must_use]
    pub fn wald(estimate: f64, standard_error: f64) -> Self {
        Self::with_quantile(estimate, standard_error, normal::QUANTILE_975)
    }

    /// The same with another quantile, such as Student's.
    #[must_use]
    pub fn with_quantile(estimate: f64, standard_error: f64, quantile: f64) -> Self {
        Self {
            estimate,
            standard_error,
            lower: estimate - quantile * standard_error,
            upper: estimate + quantile * standard_error,
        }
    }
}
