//! How far off a mean can be at most when trials are missing (Copas & Jackson 2004, Biometrics 60:146–153).
//!
//! n trials are known and m are not. Whatever decided which of them are known, as long as a larger trial was at least as likely
//! to be known as a smaller one, the mean Σwy / Σw with w = 1/s², s² = v + τ², is off by at most
//!
//! (n + m)/n · φ(Φ⁻¹(n/(n + m))) · Σ s⁻¹ / Σ s⁻²
//!
//! on the scale of analysis, in either direction. It is reached where in each size the m/(n + m) of trials with the lowest (or
//! the highest) results are those that are missing: the mean of a standard normal variable above its quantile of m/(n + m) is
//! φ/(1 − m/(n + m)). The τ² and the sizes are those of the known trials. It says nothing of bias within trials.

use crate::effect::Effect;
use crate::math::{normal, sum::sum};

/// The largest bias of the mean of `effects` when so many trials are missing; 0 where none is, `None` without trials.
#[must_use]
pub fn largest_bias(effects: &[Effect], tau_squared: f64, missing: usize) -> Option<f64> {
    if effects.is_empty() {
        return None;
    }
    if missing == 0 {
        return Some(0.0);
    }
    let known = effects.len() as f64;
    let share = known / (known + missing as f64);
    let precisions = || {
        let variances = effects.iter();
        variances.map(|effect| 1.0 / (effect.variance + tau_squared))
    };
    let of_sizes = sum(precisions().map(f64::sqrt)) / sum(precisions());
    let bias = normal::density(normal::quantile(share)) / share * of_sizes;
    bias.is_finite().then_some(bias)
}
