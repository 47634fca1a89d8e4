//! The inverse-variance weighted mean: estimate Σwy / Σw, standard error (Σw)^(−1/2), with w = 1 / v for a common effect
//! (Birge 1932; Cochran 1937) and w = 1 / (v + τ²) for random effects. R: `rma(method = "EE")`.

use super::CommonEffect;
use crate::effect::Effect;
use crate::math::sum::sum;

/// The mean under a between-trial variance of `tau_squared` (0 for a common effect), or `None` without trials.
///
/// All variances must be above zero.
#[must_use]
pub fn mean(effects: &[Effect], tau_squared: f64) -> Option<CommonEffect> {
    let weights: Vec<f64> = effects
        .iter()
        .map(|effect| 1.0 / (effect.variance + tau_squared))
        .collect();
    let total = sum(weights.iter().copied());
    let estimate = sum(effects
        .iter()
        .zip(&weights)
        .map(|(effect, weight)| effect.estimate * weight))
        / total;
    (total.is_finite() && total > 0.0 && estimate.is_finite()).then(|| CommonEffect {
        estimate,
        standard_error: (1.0 / total).sqrt(),
        weights: weights
            .iter()
            .map(|weight| 100.0 * weight / total)
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::mean;
    use crate::effect::Effect;

    #[test]
    fn what_is_not_finite_has_no_mean() {
        let effects = [(0.2, 0.1), (f64::INFINITY, 0.2)]
            .map(|(estimate, variance)| Effect { estimate, variance });
        assert_eq!(mean(&effects, 0.0), None);
        assert_eq!(mean(&[], 0.0), None);
        let without_error =
            [(0.2, 0.0), (0.4, 0.1)].map(|(estimate, variance)| Effect { estimate, variance });
        assert_eq!(mean(&without_error, 0.0), None);
        let found = mean(&without_error, 0.1).unwrap();
        assert!(
            (found.estimate - (2.0 + 2.0) / 15.0).abs() < 1e-15,
            "{found:?}"
        );
    }
}
