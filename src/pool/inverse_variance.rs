//! The inverse-variance weighted mean: estimate Σwy / Σw, standard error (Σw)^(−1/2), with w = 1 / v for a common effect
//! (Birge 1932; Cochran 1937) and w = 1 / (v + τ²) for random effects. R: `rma(method = "EE")`.

use super::CommonEffect;
use super::sums::{Parts, SumsOf, common};
use crate::effect::Effect;

/// The mean under a between-trial variance of `tau_squared` (0 for a common effect), or `None` without trials.
///
/// All variances must be above zero.
#[must_use]
pub fn mean(effects: &[Effect], tau_squared: f64) -> Option<CommonEffect> {
    let spread = |effect: &Effect| Effect {
        variance: effect.variance + tau_squared,
        ..*effect
    };
    let effects: Vec<Effect> = effects.iter().map(spread).collect();
    common(&effects, &WEIGHTED_MEAN)
}

/// The mean of effects with these variances as a formula of sums.
pub const WEIGHTED_MEAN: SumsOf<Effect> = SumsOf {
    parts: |effect| {
        let weight = 1.0 / effect.variance;
        [effect.estimate * weight, weight, 0.0, 0.0, 0.0]
    },
    estimate: |[products, weights, ..]: Parts| (products / weights, 1.0 / weights),
};

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
