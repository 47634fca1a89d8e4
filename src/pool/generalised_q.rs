//! The generalised Q with weights fixed beforehand (DerSimonian & Kacker 2007; Jackson 2013).
//!
//! Qₐ = Σ a (y − μₐ)² with μₐ = Σay / Σa. Its expectation gives
//! τ² = (Qₐ − Σav + Σa²v / Σa) / (Σa − Σa² / Σa), not below zero. Under τ² it is distributed as Σ λ χ²₁ with the λ the
//! eigenvalues of diag(as) − (a√s)(a√s)ᵀ / Σa, s = v + τ², and the 95 % interval holds the τ² for which neither tail
//! beyond the observed Qₐ is below 2.5 % (other levels alike). With a = 1 / v this is DerSimonian and Laird's estimate with an exact interval;
//! Jackson recommends a = 1 / √v. The mean is μₐ with standard error (Σa²s)^(1/2) / Σa. R: `rma(method = "GENQ")`.

use crate::data::ConfidenceLevel;
use crate::effect::Effect;
use crate::math::{quadratic_form, root::root, sum::sum};

/// The weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixedWeights {
    /// 1 / v.
    InverseVariance,
    /// 1 / √v (Jackson 2013).
    InverseStandardError,
}

/// What follows from the generalised Q.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeneralisedQ {
    /// τ².
    pub tau_squared: f64,
    /// The mean by the fixed weights.
    pub estimate: f64,
    /// Its standard error under τ².
    pub standard_error: f64,
}

/// Weights, mean and Qₐ.
struct Weighted {
    weights: Vec<f64>,
    total: f64,
    mean: f64,
    q: f64,
}

impl Weighted {
    fn of(effects: &[Effect], fixed: FixedWeights) -> Self {
        let weights: Vec<f64> = effects
            .iter()
            .map(|effect| match fixed {
                FixedWeights::InverseVariance => 1.0 / effect.variance,
                FixedWeights::InverseStandardError => 1.0 / effect.variance.sqrt(),
            })
            .collect();
        let total = sum(weights.iter().copied());
        let mean = sum(effects
            .iter()
            .zip(&weights)
            .map(|(effect, weight)| weight * effect.estimate))
            / total;
        let q = sum(effects.iter().zip(&weights).map(|(effect, weight)| {
            let deviation = effect.estimate - mean;
            weight * deviation * deviation
        }));
        Self {
            weights,
            total,
            mean,
            q,
        }
    }

    /// P(Qₐ > observed) under τ².
    fn upper_tail(&self, effects: &[Effect], tau_squared: f64) -> Option<f64> {
        let (diagonal, z): (Vec<f64>, Vec<f64>) = effects
            .iter()
            .zip(&self.weights)
            .map(|(effect, weight)| {
                let s = effect.variance + tau_squared;
                (weight * s, weight * (s / self.total).sqrt())
            })
            .unzip();
        quadratic_form::upper_tail(self.q, &diagonal, &z)
    }
}

/// τ² and the mean, or `None` for fewer than two trials.
#[must_use]
pub fn estimate(effects: &[Effect], fixed: FixedWeights) -> Option<GeneralisedQ> {
    if effects.len() < 2 {
        return None;
    }
    let weighted = Weighted::of(effects, fixed);
    let pairs = || {
        effects
            .iter()
            .map(|effect| effect.variance)
            .zip(&weighted.weights)
    };
    let squares = sum(weighted.weights.iter().map(|weight| weight * weight));
    let expected = sum(pairs().map(|(variance, weight)| weight * variance))
        - sum(pairs().map(|(variance, weight)| weight * weight * variance)) / weighted.total;
    let tau_squared =
        ((weighted.q - expected) / (weighted.total - squares / weighted.total)).max(0.0);
    let variance =
        sum(pairs().map(|(variance, weight)| weight * weight * (variance + tau_squared)));
    Some(GeneralisedQ {
        tau_squared,
        estimate: weighted.mean,
        standard_error: variance.sqrt() / weighted.total,
    })
}

/// The interval of τ², or `None` for fewer than two trials, trials without any spread, or an empty interval.
#[must_use]
pub fn interval(
    effects: &[Effect],
    fixed: FixedWeights,
    level: ConfidenceLevel,
) -> Option<(f64, f64)> {
    if effects.len() < 2 {
        return None;
    }
    let weighted = Weighted::of(effects, fixed);
    let tail = |tau_squared| weighted.upper_tail(effects, tau_squared);
    let at_zero = tail(0.0)?;
    let scale = effects
        .iter()
        .map(|effect| effect.variance)
        .fold(f64::INFINITY, f64::min);
    // The tail rises with τ² from its value at zero to one.
    let limit = |target: f64| {
        if at_zero >= target {
            return Some(0.0);
        }
        // From the smallest variance upwards by fours; sixty of them span 36 powers of ten.
        let mut above = scale;
        for _ in 0..60 {
            if tail(above)? > target {
                break;
            }
            above *= 4.0;
        }
        root(
            |tau_squared| tail(tau_squared).unwrap_or(f64::NAN) - target,
            0.0,
            above,
            scale * 1e-3,
        )
    };
    if at_zero >= level.below_upper() {
        return None;
    }
    Some((limit(level.tail())?, limit(level.below_upper())?))
}

#[cfg(test)]
mod tests {
    use super::{FixedWeights, estimate, interval};
    use crate::data::ConfidenceLevel;
    use crate::effect::Effect;

    /// metafor 4: `rma(c(-.8, .1, .5, 1.3, .2), c(.04, .09, .02, .16, .01), weights = w, method = "GENQ")` with `w` the inverse
    /// variances and the inverse standard errors: τ², mean, standard error.
    #[test]
    fn the_estimates_by_either_weights_are_metafors() {
        let effects = [
            (-0.8, 0.04),
            (0.1, 0.09),
            (0.5, 0.02),
            (1.3, 0.16),
            (0.2, 0.01),
        ]
        .map(|(estimate, variance)| Effect { estimate, variance });
        for (fixed, expected) in [
            (
                FixedWeights::InverseVariance,
                [
                    0.268_323_572_474_378,
                    0.177_978_339_350_18,
                    0.318_672_572_278_542,
                ],
            ),
            (
                FixedWeights::InverseStandardError,
                [
                    0.367_660_084_686_98,
                    0.183_443_006_450_143,
                    0.311_847_767_923_24,
                ],
            ),
        ] {
            let found = estimate(&effects, fixed).unwrap();
            let numbers = [found.tau_squared, found.estimate, found.standard_error];
            for (found, expected) in numbers.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-13, "{numbers:?}");
            }
            assert_eq!(estimate(&effects[..1], fixed), None);
            assert!(estimate(&effects[..2], fixed).is_some());
            assert_eq!(
                interval(&effects[..1], fixed, ConfidenceLevel::NinetyFive),
                None
            );
            assert!(interval(&effects[..2], fixed, ConfidenceLevel::NinetyFive).is_some());
        }
    }
}
