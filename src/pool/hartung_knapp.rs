//! Hartung, Knapp, Sidik and Jonkman's interval of a random-effects mean (Hartung 1999; Hartung & Knapp 2001; Sidik &
//! Jonkman 2002): μ ± t (q / Σw)^(1/2) with t of k − 1 degrees of freedom and
//! q = Σw (y − μ)² / (k − 1), w = 1 / (v + τ²).
//!
//! Where the trials agree more than chance would have it q is below 1 and the interval can be narrower than Wald's; the
//! safeguard puts max(1, q) in its place (Rover, Knapp & Friede 2015, "modified"; `IQWiG`). R: `rma(test = "knha")` and
//! `rma(test = "adhoc")`.

use super::{CommonEffect, Undefined, random_effects::MeanInterval};
use crate::data::ConfidenceLevel;
use crate::effect::{Effect, IntervalEstimate};
use crate::math::{student, sum::sum};

/// q; `None` for fewer than two trials.
#[must_use]
pub fn factor(effects: &[Effect], tau_squared: f64, mean: f64) -> Option<f64> {
    if effects.len() < 2 {
        return None;
    }
    let q = sum(effects.iter().map(|effect| {
        let deviation = effect.estimate - mean;
        deviation * deviation / (effect.variance + tau_squared)
    }));
    Some(q / (effects.len() as f64 - 1.0))
}

/// max(1, q).
#[must_use]
pub fn safeguarded(factor: f64) -> f64 {
    factor.max(1.0)
}

/// A q below this is rounding: the trials agree in every figure.
const SMALLEST_FACTOR: f64 = 1e-20;

/// The interval with this q.
///
/// # Errors
///
/// [`Undefined::NoVariation`] where q is zero to rounding: the interval would have no width.
pub fn interval(
    mean: &CommonEffect,
    factor: f64,
    level: ConfidenceLevel,
) -> Result<MeanInterval, Undefined> {
    if factor < SMALLEST_FACTOR {
        return Err(Undefined::NoVariation);
    }
    let degrees_of_freedom = mean.weights.len() as f64 - 1.0;
    let standard_error = mean.standard_error * factor.sqrt();
    let quantile = student::upper_quantile(level.tail(), degrees_of_freedom);
    Ok(MeanInterval::symmetric(
        IntervalEstimate::with_quantile(mean.estimate, standard_error, quantile),
        Some(degrees_of_freedom),
    ))
}
