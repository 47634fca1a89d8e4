//! The prediction interval: where the true effect of a new trial would lie, μ ± t (τ² + se²)^(1/2), with the standard
//! error of the interval that is shown.
//!
//! Degrees of freedom: k − 2 (Higgins, Thompson & Spiegelhalter 2009, equation 12) or k − 1 (as R's metafor has it with
//! Hartung and Knapp's test, and R's meta after Veroniki and colleagues 2019, Res Synth Methods 10:23). Fewer than three trials
//! cannot support one.

use crate::data::{ConfidenceLevel, PredictionDegrees};
use crate::effect::IntervalEstimate;
use crate::math::student;

/// Fewest trials for which a prediction interval is given.
pub const FEWEST_TRIALS: usize = 3;

/// Lower and upper limit, or `None` below [`FEWEST_TRIALS`].
#[must_use]
pub fn interval(
    mean: &IntervalEstimate,
    tau_squared: f64,
    trials: usize,
    degrees: PredictionDegrees,
    level: ConfidenceLevel,
) -> Option<(f64, f64)> {
    if trials < FEWEST_TRIALS {
        return None;
    }
    let degrees_of_freedom = match degrees {
        PredictionDegrees::KMinusOne => trials - 1,
        PredictionDegrees::KMinusTwo => trials - 2,
    };
    let quantile = student::upper_quantile(level.tail(), degrees_of_freedom as f64);
    let half = quantile * (tau_squared + mean.standard_error * mean.standard_error).sqrt();
    Some((mean.estimate - half, mean.estimate + half))
}
