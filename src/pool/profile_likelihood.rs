//! Intervals from the likelihood of the random-effects model itself (Hardy & Thompson 1996).
//!
//! For the mean: the μ for which 2 (ℓ(μ̂, τ̂²) − max over τ² of ℓ(μ, τ²)) is at most the quantile of χ² with one
//! degree of freedom that belongs to the level, ℓ(μ, τ²) = −½ Σ ln(v + τ²) − ½ Σ (y − μ)² / (v + τ²). Its test is the signed root of the same
//! difference at μ = 0. For τ²: the values for which 2 (ℓ(τ̂²) − ℓ(τ²)) is at most the same quantile, with the
//! likelihood or the restricted likelihood. R: `confint(rma(method = "ML"), type = "PL")` for τ²; none of its core
//! packages has the interval of the mean.

use super::CommonEffect;
use super::random_effects::MeanInterval;
use super::tau_squared::{self, TauSquared};
use crate::data::{ConfidenceLevel, TauSquaredEstimator};
use crate::effect::{Effect, IntervalEstimate};
use crate::math::{root::root, sum::sum};

/// How far the log-likelihood may fall: half the square of the normal quantile.
fn largest_fall(level: ConfidenceLevel) -> f64 {
    0.5 * level.normal_quantile() * level.normal_quantile()
}

/// The interval of the mean around the maximum-likelihood fit, or `None` where the profile does not fall far enough on
/// both sides or a search fails.
#[must_use]
pub fn mean(
    effects: &[Effect],
    fitted: TauSquared,
    mean: &CommonEffect,
    level: ConfidenceLevel,
) -> Option<MeanInterval> {
    if effects.len() < 2 {
        return None;
    }
    let (estimate, standard_error) = (mean.estimate, mean.standard_error);
    let profile = |mean: f64| tau_squared::log_likelihood_at_mean(effects, mean);
    let top = tau_squared::log_likelihood(effects, fitted.value);
    let fall = |mean: f64| top - profile(mean) - largest_fall(level);
    let limit = |direction: f64| {
        let mut reach = 2.0 * standard_error;
        for _ in 0..60 {
            if fall(estimate + direction * reach) > 0.0 {
                return root(fall, estimate, estimate + direction * reach, standard_error);
            }
            reach *= 2.0;
        }
        None
    };
    let (lower, upper) = (limit(-1.0)?, limit(1.0)?);
    let ratio = 2.0 * (top - profile(0.0)).max(0.0);
    Some(MeanInterval {
        interval: IntervalEstimate {
            estimate,
            standard_error,
            lower,
            upper,
        },
        degrees_of_freedom: None,
        statistic: ratio.sqrt().copysign(estimate),
    })
}

/// The interval of τ² from the likelihood (`restricted` or not), or `None` for fewer than two trials or a failed
/// search.
#[must_use]
pub fn tau_squared_interval(
    effects: &[Effect],
    restricted: bool,
    level: ConfidenceLevel,
) -> Option<(f64, f64)> {
    if effects.len() < 2 {
        return None;
    }
    let (estimator, height): (_, fn(&[Effect], f64) -> f64) = if restricted {
        (
            TauSquaredEstimator::RestrictedMaximumLikelihood,
            tau_squared::restricted_log_likelihood,
        )
    } else {
        (
            TauSquaredEstimator::MaximumLikelihood,
            tau_squared::log_likelihood,
        )
    };
    let best = tau_squared::estimate(effects, estimator).value;
    let top = height(effects, best);
    let fall = |tau_squared: f64| top - height(effects, tau_squared) - largest_fall(level);
    let smallest = effects
        .iter()
        .map(|effect| effect.variance)
        .fold(f64::INFINITY, f64::min);
    let lower = if best == 0.0 || fall(0.0) <= 0.0 {
        0.0
    } else {
        root(fall, 0.0, best, smallest)?
    };
    let mut above =
        2.0 * best.max(sum(effects.iter().map(|effect| effect.variance)) / effects.len() as f64);
    for _ in 0..1000 {
        if fall(above) > 0.0 {
            return Some((lower, root(fall, best, above, smallest)?));
        }
        above *= 2.0;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{mean, tau_squared_interval};
    use crate::data::{ConfidenceLevel, TauSquaredEstimator};
    use crate::effect::Effect;
    use crate::pool::{inverse_variance, tau_squared};

    #[test]
    fn trials_with_equal_variances_meet_the_closed_form() {
        // With one variance v the likelihood is −k/2 ln s − S / 2s in s = v + τ², and its fall is known in s.
        let spread = [-1.0, 0.0, 0.5, 1.5, 2.0, -0.7];
        let effects: Vec<Effect> = spread
            .map(|estimate| Effect {
                estimate,
                variance: 0.1,
            })
            .to_vec();
        let (lower, upper) =
            tau_squared_interval(&effects, false, ConfidenceLevel::Ninety).unwrap();
        let mean = spread.iter().sum::<f64>() / 6.0;
        let squares: f64 = spread.iter().map(|y| (y - mean) * (y - mean)).sum();
        let height = |s: f64| -3.0 * libm::log(s) - squares / (2.0 * s);
        let top = height(squares / 6.0);
        for limit in [lower, upper] {
            assert!(
                (top - height(0.1 + limit) - super::largest_fall(ConfidenceLevel::Ninety)).abs()
                    < 1e-9,
                "{limit}"
            );
        }
    }

    fn effects<const K: usize>(numbers: [(f64, f64); K]) -> [Effect; K] {
        numbers.map(|(estimate, variance)| Effect { estimate, variance })
    }

    /// R 4.2: `uniroot` on twice the fall of the likelihood (`dnorm`), τ² by `optimize` at each mean, less `qchisq(.95, 1)`.
    #[test]
    fn two_trials_have_limits_of_the_mean_and_one_has_none() {
        let level = ConfidenceLevel::NinetyFive;
        let two = effects([(0.1, 0.05), (1.4, 0.08)]);
        let found = |effects: &[Effect]| {
            let fitted = tau_squared::estimate(effects, TauSquaredEstimator::MaximumLikelihood);
            let centre = inverse_variance::mean(effects, fitted.value).unwrap();
            mean(effects, fitted, &centre, level)
        };
        let interval = found(&two).unwrap().interval;
        assert!(
            (interval.lower + 0.821_703_364).abs() < 1e-7,
            "{interval:?}"
        );
        assert!(
            (interval.upper - 2.314_937_697).abs() < 1e-7,
            "{interval:?}"
        );
        assert_eq!(found(&two[..1]), None);
    }

    /// R 4.2: the same with the mean at its best for each τ². In the second pair τ² is above zero and no variance at all is within
    /// its interval.
    #[test]
    fn two_trials_have_limits_of_the_variance_between_them() {
        let level = ConfidenceLevel::NinetyFive;
        for (effects, expected) in [
            (
                effects([(0.1, 0.05), (1.4, 0.08)]),
                (0.030_624_736_813_7, 7.334_683_040_59),
            ),
            (
                effects([(0.1, 0.05), (0.75, 0.08)]),
                (0.0, 1.765_897_197_26),
            ),
        ] {
            let (lower, upper) = tau_squared_interval(&effects, false, level).unwrap();
            assert!((lower - expected.0).abs() < 1e-9, "{lower}");
            assert!((upper - expected.1).abs() < 1e-8, "{upper}");
            assert_eq!(tau_squared_interval(&effects[..1], false, level), None);
        }
    }
}
