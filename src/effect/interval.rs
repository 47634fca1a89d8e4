//! An estimate with its interval.

use serde::{Deserialize, Serialize};

use crate::data::ConfidenceLevel;

/// An estimate with its standard error and interval.
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
    /// Wald's interval: the estimate and the normal quantile of the level times its standard error on either side.
    #[must_use]
    pub fn wald(estimate: f64, standard_error: f64, level: ConfidenceLevel) -> Self {
        Self::with_quantile(estimate, standard_error, level.normal_quantile())
    }

    /// Whether estimate, error and limits can be written on the natural scale of the measure: all finite, and for a ratio
    /// no logarithm beyond what an f64 can take the exponential of (Peto's formula makes such ones from arms of one and
    /// of thousands).
    #[must_use]
    pub fn is_writable(&self, is_ratio: bool) -> bool {
        let largest = if is_ratio { 700.0 } else { f64::MAX };
        [self.estimate, self.standard_error, self.lower, self.upper]
            .iter()
            .all(|number| number.abs() <= largest)
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

#[cfg(test)]
mod tests {
    use super::IntervalEstimate;

    /// e⁷⁰⁰ is about 10³⁰⁴, near the end of what an f64 holds.
    #[test]
    fn a_ratio_beyond_what_can_be_written_is_not_writable_and_a_difference_is() {
        let interval = |estimate: f64, standard_error: f64| {
            IntervalEstimate::with_quantile(estimate, standard_error, 2.0)
        };
        assert!(interval(-1.5, 0.5).is_writable(true));
        assert!(!interval(690.0, 10.0).is_writable(true));
        assert!(!interval(-690.0, 10.0).is_writable(true));
        assert!(interval(690.0, 10.0).is_writable(false));
        assert!(!interval(0.0, f64::INFINITY).is_writable(false));
        assert!(!interval(f64::NAN, 1.0).is_writable(true));
    }
}
