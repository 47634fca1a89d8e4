//! Estimators of the between-trial variance τ².
//!
//! With w = 1 / (v + τ²), u = 1 / v, μ = Σwy / Σw, Q(τ²) = Σw (y − μ)² and Q = Q(0):
//! - DerSimonian and Laird (1986): (Q − (k − 1)) / (Σu − Σu² / Σu).
//! - Hedges and Olkin (1985; Cochran 1954): Σ(y − ȳ)² / (k − 1) − Σv / k.
//! - Hunter and Schmidt (1990, as metafor defines it): (Q − k) / Σu.
//! - Sidik and Jonkman (2005): τ₀² Q(τ₀²) / (k − 1) with τ₀² = Σ(y − ȳ)² / k.
//! - Paule and Mandel (1982), and Morris' empirical Bayes (1983), which is the same number (Viechtbauer et al. 2015): the
//!   τ² with Q(τ²) = k − 1.
//! - Maximum likelihood: the τ² ≥ 0 that makes −½ Σ ln(v + τ²) − ½ Q(τ²) largest (Hardy & Thompson 1996).
//! - Restricted maximum likelihood: the same with −½ ln Σw added (Patterson & Thompson 1971; Viechtbauer 2005).
//!
//! Estimates below zero are set to zero. R: `rma(method =)`, equal to 10⁻¹³ for the closed forms.
//!
//! A likelihood can have more than one hill. Its slope is followed over the whole range in which a maximum can lie,
//! every place where it turns from rising to falling is refined by Brent's method, and the highest is taken, τ² = 0
//! among them. R climbs from one start and stops at a relative change of 10⁻⁵ by default; it agrees to 10⁻⁸ when told
//! to go on.

use crate::data::TauSquaredEstimator;
use crate::effect::Effect;
use crate::math::{
    root::root,
    sum::{Sum, sum},
};

/// An estimate of τ².
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TauSquared {
    /// The estimate, at least 0.
    pub value: f64,
    /// Whether an iterative estimator met its tolerance; true for closed forms.
    pub converged: bool,
}

impl TauSquared {
    fn exact(value: f64) -> Self {
        Self {
            value,
            converged: true,
        }
    }
}

/// τ² by `estimator`; 0 for fewer than two trials.
#[must_use]
pub fn estimate(effects: &[Effect], estimator: TauSquaredEstimator) -> TauSquared {
    if effects.len() < 2 {
        return TauSquared::exact(0.0);
    }
    match estimator {
        TauSquaredEstimator::DerSimonianLaird
        | TauSquaredEstimator::DerSimonianLairdMantelHaenszel => {
            let at_zero = Moments::at(effects, 0.0);
            TauSquared::exact(dersimonian_laird(effects, at_zero.q))
        }
        TauSquaredEstimator::HedgesOlkin => TauSquared::exact(hedges_olkin(effects)),
        TauSquaredEstimator::HunterSchmidt => TauSquared::exact(hunter_schmidt(effects)),
        TauSquaredEstimator::SidikJonkman => TauSquared::exact(sidik_jonkman(effects)),
        TauSquaredEstimator::PauleMandel | TauSquaredEstimator::EmpiricalBayes => {
            paule_mandel(effects)
        }
        TauSquaredEstimator::MaximumLikelihood => maximum_likelihood(effects),
        TauSquaredEstimator::RestrictedMaximumLikelihood => restricted_maximum_likelihood(effects),
    }
}

/// From a Q: Cochran's, or, as RevMan does, one around another common estimate.
pub(super) fn dersimonian_laird(effects: &[Effect], q: f64) -> f64 {
    let at_zero = Moments::at(effects, 0.0);
    let degrees_of_freedom = effects.len() as f64 - 1.0;
    ((q - degrees_of_freedom) / (at_zero.weights - at_zero.squares / at_zero.weights)).max(0.0)
}

/// Σ(y − ȳ)² around the plain mean.
fn sum_of_squares(effects: &[Effect]) -> f64 {
    let mean = sum(effects.iter().map(|effect| effect.estimate)) / effects.len() as f64;
    sum(effects
        .iter()
        .map(|effect| (effect.estimate - mean) * (effect.estimate - mean)))
}

fn hedges_olkin(effects: &[Effect]) -> f64 {
    let k = effects.len() as f64;
    (sum_of_squares(effects) / (k - 1.0) - sum(effects.iter().map(|effect| effect.variance)) / k)
        .max(0.0)
}

fn hunter_schmidt(effects: &[Effect]) -> f64 {
    let at_zero = Moments::at(effects, 0.0);
    ((at_zero.q - effects.len() as f64) / at_zero.weights).max(0.0)
}

fn sidik_jonkman(effects: &[Effect]) -> f64 {
    let k = effects.len() as f64;
    let start = sum_of_squares(effects) / k;
    start * Moments::at(effects, start).q / (k - 1.0)
}

fn paule_mandel(effects: &[Effect]) -> TauSquared {
    match where_q_is(effects, effects.len() as f64 - 1.0, 0.0) {
        Some(value) => TauSquared::exact(value),
        None => TauSquared {
            value: 0.0,
            converged: false,
        },
    }
}

/// The τ² at which Q(τ²) has come down to `target`, searched upwards from `start`, which is the answer where Q is below
/// the target there. `None` if the search fails.
pub(super) fn where_q_is(effects: &[Effect], target: f64, start: f64) -> Option<f64> {
    // Q is convex (for any mean each term is a square over something linear, and minimising over the mean keeps that), so
    // Newton's method climbs down from the left without ever passing the target. Far away, where Q falls like 1 / τ², its
    // steps double; 2,000 of them span all of f64.
    let mut tau_squared = start;
    for _ in 0..2000 {
        let here = Moments::at(effects, tau_squared);
        let excess = here.q - target;
        if !excess.is_finite() {
            return None;
        }
        let next = tau_squared + excess / here.q_squares;
        if excess <= 0.0 || next <= tau_squared {
            return Some(tau_squared);
        }
        tau_squared = next;
    }
    None
}

/// Σw, Σw², Q = Σw (y − μ)² and Σw² (y − μ)² at one τ².
#[derive(Clone, Copy, Debug)]
pub(super) struct Moments {
    pub(super) weights: f64,
    pub(super) squares: f64,
    pub(super) q: f64,
    pub(super) q_squares: f64,
}

impl Moments {
    pub(super) fn at(effects: &[Effect], tau_squared: f64) -> Self {
        let (mut weights, mut squares, mut products) =
            (Sum::default(), Sum::default(), Sum::default());
        for effect in effects {
            let weight = 1.0 / (effect.variance + tau_squared);
            weights.add(weight);
            squares.add(weight * weight);
            products.add(weight * effect.estimate);
        }
        let weights = weights.value();
        let mean = products.value() / weights;
        let (mut q, mut q_squares) = (Sum::default(), Sum::default());
        for effect in effects {
            let weight = 1.0 / (effect.variance + tau_squared);
            let deviation = effect.estimate - mean;
            q.add(weight * deviation * deviation);
            q_squares.add(weight * weight * deviation * deviation);
        }
        Self {
            weights,
            squares: squares.value(),
            q: q.value(),
            q_squares: q_squares.value(),
        }
    }
}

/// More than a plain sum can be off, as a share of the sum of the sizes of its terms: a hundred times what 10,000 terms come to.
const ROUNDING: f64 = 1e-10;

/// The sign of a slope Σw²(y − μ)² − `fall`(Σw, Σw²), by plain sums, which take a third of the time; where rounding could have
/// turned it, by the slope itself.
fn sign_of_slope(
    effects: &[Effect],
    tau_squared: f64,
    fall: impl Fn(f64, f64) -> f64,
    slope: impl Fn(f64) -> f64,
) -> f64 {
    let (mut weights, mut products, mut sizes) = (0.0, 0.0, 0.0);
    // Σw², Σw²y and Σw²y², of which Σw²(y − μ)² is made without going through the effects again.
    let (mut squares, mut first, mut second) = (0.0, 0.0, 0.0);
    for effect in effects {
        let weight = 1.0 / (effect.variance + tau_squared);
        let product = weight * effect.estimate;
        weights += weight;
        products += product;
        sizes += product.abs();
        squares += weight * weight;
        first += weight * product;
        second += product * product;
    }
    let mean = products / weights;
    let rise = second - mean * (2.0 * first - mean * squares);
    let fall = fall(weights, squares);
    // The sizes of the terms (Cauchy and Schwarz bound Σw²|y|), and of what they change by where the mean is off.
    let largest_first = (second * squares).sqrt();
    let by_terms = second + mean.abs() * (2.0 * largest_first + mean.abs() * squares);
    let by_mean = 2.0 * sizes / weights * (largest_first + mean.abs() * squares);
    if (rise - fall).abs() > ROUNDING * (by_terms + weights + by_mean) {
        rise - fall
    } else {
        slope(tau_squared)
    }
}

/// The log-likelihood of τ² with the mean profiled out, without its constant: −½ Σ ln(v + τ²) − ½ Q(τ²).
#[must_use]
pub fn log_likelihood(effects: &[Effect], tau_squared: f64) -> f64 {
    let log_variances = sum(effects
        .iter()
        .map(|effect| libm::log(effect.variance + tau_squared)));
    -0.5 * (log_variances + Moments::at(effects, tau_squared).q)
}

/// The log-likelihood of a mean with τ² profiled out: the largest −½ Σ ln(v + τ²) − ½ Σ (y − μ)² / (v + τ²) over τ² ≥ 0.
#[must_use]
pub(super) fn log_likelihood_at_mean(effects: &[Effect], mean: f64) -> f64 {
    let square = |effect: &Effect| (effect.estimate - mean) * (effect.estimate - mean);
    let slope = |tau_squared: f64| {
        sum(effects.iter().map(|effect| {
            let weight = 1.0 / (effect.variance + tau_squared);
            weight * (weight * square(effect) - 1.0)
        }))
    };
    let height = |tau_squared: f64| {
        -0.5 * sum(effects.iter().map(|effect| {
            let variance = effect.variance + tau_squared;
            libm::log(variance) + square(effect) / variance
        }))
    };
    let spread = sum(effects.iter().map(square));
    let degrees_of_freedom = effects.len() as f64 - 1.0;
    height(global_maximum(effects, spread, degrees_of_freedom, slope, height).value)
}

/// The restricted log-likelihood of τ², without its constant: the same with −½ ln Σw added.
#[must_use]
pub fn restricted_log_likelihood(effects: &[Effect], tau_squared: f64) -> f64 {
    log_likelihood(effects, tau_squared)
        - 0.5 * libm::log(Moments::at(effects, tau_squared).weights)
}

fn maximum_likelihood(effects: &[Effect]) -> TauSquared {
    let slope = |tau_squared| {
        let m = Moments::at(effects, tau_squared);
        m.q_squares - m.weights
    };
    let degrees_of_freedom = effects.len() as f64 - 1.0;
    highest_hill(
        effects,
        sum_of_squares(effects),
        degrees_of_freedom,
        |tau_squared| sign_of_slope(effects, tau_squared, |weights, _| weights, slope),
        slope,
        |tau_squared| log_likelihood(effects, tau_squared),
    )
}

fn restricted_maximum_likelihood(effects: &[Effect]) -> TauSquared {
    let slope = |tau_squared| {
        let m = Moments::at(effects, tau_squared);
        m.q_squares - (m.weights - m.squares / m.weights)
    };
    let fall = |weights: f64, squares: f64| weights - squares / weights;
    let degrees_of_freedom = effects.len() as f64 - 1.0;
    highest_hill(
        effects,
        sum_of_squares(effects),
        degrees_of_freedom,
        |tau_squared| sign_of_slope(effects, tau_squared, fall, slope),
        slope,
        |tau_squared| restricted_log_likelihood(effects, tau_squared),
    )
}

/// Step of ln τ² at which the slope is looked at: a hill of a likelihood is wider than that, for the weights change little
/// within it.
const STEP: f64 = 0.45;

/// Looks at the slope at most, when variances span many powers of ten.
const MOST_LOOKS: f64 = 128.0;

/// The highest of all hills of a likelihood of τ² ≥ 0, given its slope and its height, and the sum of squares, around the plain mean
/// or an unweighted regression, beyond which τ² cannot be, with its degrees of freedom.
pub(crate) fn global_maximum(
    effects: &[Effect],
    sum_of_squares: f64,
    degrees_of_freedom: f64,
    slope: impl Fn(f64) -> f64,
    height: impl Fn(f64) -> f64,
) -> TauSquared {
    highest_hill(
        effects,
        sum_of_squares,
        degrees_of_freedom,
        &slope,
        &slope,
        height,
    )
}

/// The same where the sign of the slope is had for less than the slope: `sign` gives any number that has it.
fn highest_hill(
    effects: &[Effect],
    sum_of_squares: f64,
    degrees_of_freedom: f64,
    sign: impl Fn(f64) -> f64,
    slope: impl Fn(f64) -> f64,
    height: impl Fn(f64) -> f64,
) -> TauSquared {
    let variances = || effects.iter().map(|effect| effect.variance);
    let smallest = variances().fold(f64::INFINITY, f64::min);
    let largest = variances().fold(0.0, f64::max);
    // With τ² at least the largest variance no weight is more than twice another, and the slope is negative beyond four
    // times the mean square; beyond the sum of squares it is negative in any case (the factor leaves room for the weights).
    let mean_square = sum_of_squares / degrees_of_freedom;
    let top = (4.0 * sum_of_squares.max(smallest)).min(largest.max(4.0 * mean_square));
    // Below that the weights, and with them the slope, do not change.
    let bottom = 0.01 * smallest.min(top);
    let range = libm::log(top / bottom);
    let looks = (range / STEP).ceil().clamp(2.0, MOST_LOOKS);
    let ratio = libm::exp(range / looks);
    let mut hills = Vec::new();
    let mut converged = true;
    let (mut left, mut sign_left) = (0.0, sign(0.0));
    if sign_left <= 0.0 {
        hills.push(0.0);
    }
    let mut right = bottom;
    let mut look = 0.0;
    while look <= looks {
        let sign_right = sign(right);
        if sign_left > 0.0 && sign_right <= 0.0 {
            match root(&slope, left, right, bottom) {
                Some(hill) => hills.push(hill),
                None => converged = false,
            }
        }
        (left, sign_left) = (right, sign_right);
        right *= ratio;
        look += 1.0;
    }
    converged &= sign_left <= 0.0;
    let highest = match hills.as_slice() {
        [] => None,
        [only] => Some(*only),
        several => several
            .iter()
            .copied()
            .max_by(|x, y| height(*x).total_cmp(&height(*y))),
    };
    TauSquared {
        value: highest.unwrap_or(0.0),
        converged: converged && highest.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Moments, global_maximum, sign_of_slope};
    use crate::effect::Effect;

    proptest! {
        /// Effects far from zero but near one another lose most figures in a plain sum.
        #[test]
        fn the_sign_of_a_slope_by_plain_sums_is_that_of_the_slope(
            numbers in prop::collection::vec((-3.0_f64..3.0, -12.0_f64..6.0), 2..40),
            centre in prop::sample::select(vec![0.0, 1.0, 1e3, 1e7]),
            log_tau_squared in -14.0_f64..6.0,
        ) {
            let effects: Vec<Effect> = numbers
                .iter()
                .map(|(deviation, log_variance)| Effect {
                    estimate: centre + deviation * libm::exp(0.5 * log_variance),
                    variance: libm::exp(*log_variance),
                })
                .collect();
            let fall = |weights: f64, squares: f64| weights - squares / weights;
            let slope = |tau_squared: f64| {
                let at = Moments::at(&effects, tau_squared);
                at.q_squares - fall(at.weights, at.squares)
            };
            let tau_squared = libm::exp(log_tau_squared);
            let found = sign_of_slope(&effects, tau_squared, fall, slope);
            prop_assert_eq!(found > 0.0, slope(tau_squared) > 0.0);
        }
    }

    #[test]
    fn a_slope_that_rises_beyond_its_hills_has_not_converged() {
        let effects = [(0.1, 0.1), (0.9, 0.2), (0.4, 0.15)]
            .map(|(estimate, variance)| Effect { estimate, variance });
        let height = |tau_squared: f64| -tau_squared;
        let rising = global_maximum(&effects, 10.0, 2.0, |_| 1.0, height);
        assert!(!rising.converged && rising.value == 0.0, "{rising:?}");
        let falls_and_rises = |tau_squared: f64| {
            if tau_squared < 1.0 {
                0.1 - tau_squared
            } else {
                1.0
            }
        };
        let found = global_maximum(&effects, 10.0, 2.0, falls_and_rises, height);
        assert!(!found.converged && (found.value - 0.1).abs() < 1e-12);
        let falls = global_maximum(&effects, 10.0, 2.0, |tau_squared| 0.1 - tau_squared, height);
        assert!(falls.converged && (falls.value - 0.1).abs() < 1e-12);
    }
}
