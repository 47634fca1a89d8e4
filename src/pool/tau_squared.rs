//! Estimators of the between-trial variance τ².
//!
//! With w = 1 / (v + τ²) and μ = Σwy / Σw:
//! - DerSimonian and Laird (1986): max(0, (Q − (k − 1)) / (Σu − Σu² / Σu)) with u = 1 / v.
//! - Restricted maximum likelihood: the τ² ≥ 0 that makes
//!   −½ Σ ln(v + τ²) − ½ ln Σw − ½ Σw (y − μ)² largest (Patterson & Thompson 1971; Viechtbauer 2005).
//!
//! The likelihood can have more than one hill. Its slope is followed over the whole range in which a maximum can lie,
//! every place where it turns from rising to falling is refined by Brent's method, and the highest is taken, τ² = 0
//! among them. R: `rma(method = "REML")` climbs from one start and stops at a relative change of 10⁻⁵ by default; it
//! agrees to 10⁻⁸ when told to go on.

use crate::data::TauSquaredEstimator;
use crate::effect::Effect;
use crate::math::{root::root, sum::sum};

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
        TauSquaredEstimator::DerSimonianLaird => TauSquared::exact(dersimonian_laird(effects)),
        TauSquaredEstimator::RestrictedMaximumLikelihood => restricted_maximum_likelihood(effects),
    }
}

fn dersimonian_laird(effects: &[Effect]) -> f64 {
    let at_zero = Moments::at(effects, 0.0);
    let degrees_of_freedom = effects.len() as f64 - 1.0;
    ((at_zero.q - degrees_of_freedom) / (at_zero.weights - at_zero.squares / at_zero.weights))
        .max(0.0)
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
        let weight = |effect: &Effect| 1.0 / (effect.variance + tau_squared);
        let weights = sum(effects.iter().map(weight));
        let squares = sum(effects.iter().map(|effect| weight(effect) * weight(effect)));
        let mean = sum(effects
            .iter()
            .map(|effect| weight(effect) * effect.estimate))
            / weights;
        let square = |effect: &Effect| (effect.estimate - mean) * (effect.estimate - mean);
        Self {
            weights,
            squares,

            q: sum(effects.iter().map(|effect| weight(effect) * square(effect))),
            q_squares: sum(effects
                .iter()
                .map(|effect| weight(effect) * weight(effect) * square(effect))),
        }
    }
}

fn restricted_maximum_likelihood(effects: &[Effect]) -> TauSquared {
    let slope = |tau_squared| {
        let m = Moments::at(effects, tau_squared);
        m.q_squares - (m.weights - m.squares / m.weights)
    };
    let height = |tau_squared| {
        let m = Moments::at(effects, tau_squared);
        -0.5 * (sum(effects
            .iter()
            .map(|effect| libm::log(effect.variance + tau_squared)))
            + libm::log(m.weights)
            + m.q)
    };
    global_maximum(effects, slope, height)
}

/// Points at which the slope is taken on the way from the smallest τ² that matters to the largest that can be.
const GRID: usize = 48;

/// The highest of all hills of a likelihood of τ² ≥ 0, given its slope and its height.
fn global_maximum(
    effects: &[Effect],
    slope: impl Fn(f64) -> f64,
    height: impl Fn(f64) -> f64,
) -> TauSquared {
    let smallest_variance = effects
        .iter()
        .map(|effect| effect.variance)
        .fold(f64::INFINITY, f64::min);
    let plain_mean = sum(effects.iter().map(|effect| effect.estimate)) / effects.len() as f64;
    let spread = sum(effects.iter().map(|effect| {
        let deviation = effect.estimate - plain_mean;
        deviation * deviation
    }));
    // Beyond the sum of squares the slope is negative; the factor leaves room for the weights.
    let top = 4.0 * spread.max(smallest_variance);
    let bottom = (1e-4 * smallest_variance).min(1e-6 * top);
    let ratio = libm::exp(libm::log(top / bottom) / (GRID - 1) as f64);
    let mut hills = Vec::new();
    let mut converged = true;
    let (mut left, mut slope_left) = (0.0, slope(0.0));
    if slope_left <= 0.0 {
        hills.push(0.0);
    }
    let mut right = bottom;
    for _ in 0..GRID {
        let slope_right = slope(right);
        if slope_left > 0.0 && slope_right <= 0.0 {
            match root(&slope, left, right, bottom) {
                Some(hill) => hills.push(hill),
                None => converged = false,
            }
        }
        (left, slope_left) = (right, slope_right);
        right *= ratio;
    }
    converged &= slope_left <= 0.0;
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
