//! The maximum over (θ, τ) of a marginal likelihood.
//!
//! For a fixed τ the likelihood is log-concave in θ and in the nuisance parameters (an integral of a log-concave function
//! over some of its variables is log-concave in the others: Prékopa 1973), so Newton's method finds the one maximum. What
//! is left is a curve over τ ≥ 0 that may have several hills: its slope is followed from 0 to far beyond any true effect,
//! every turn from rising to falling is refined, and the highest hill is taken, τ = 0 among them.

use super::quadrature::{Height, Lattice};
use super::{MixedModel, Spread};
use crate::math::sum::sum;
use crate::pool::Undefined;

/// A likelihood with the random effect integrated out and the nuisance parameters at their best.
pub(super) trait Marginal {
    /// Each trial's log-likelihood with its derivatives in (θ, τ). With τ = 0 the second derivative in τ is that of the
    /// even function the likelihood is, and decides whether it rises from there.
    fn heights(&mut self, theta: f64, tau: f64, lattice: &Lattice) -> Vec<Height>;

    /// The sum over the trials.
    fn height(&mut self, theta: f64, tau: f64, lattice: &Lattice) -> Height {
        let heights = self.heights(theta, tau, lattice);
        let total = |part: fn(&Height) -> f64| sum(heights.iter().map(part));
        Height {
            value: total(|h| h.value),
            theta: total(|h| h.theta),
            tau: total(|h| h.tau),
            theta_theta: total(|h| h.theta_theta),
            theta_tau: total(|h| h.theta_tau),
            tau_tau: total(|h| h.tau_tau),
        }
    }
}

/// The τ at which the slope of the profile is taken. A τ of 5 puts most trials' odds ratios beyond 30 or below 1/30;
/// a likelihood that still rises there has not converged.
const SCAN: [f64; 8] = [0.05, 0.15, 0.3, 0.55, 0.9, 1.5, 2.5, 5.0];

/// A mean effect beyond this is no longer an estimate.
const LARGEST_EFFECT: f64 = 30.0;

/// A hill must stand this much above τ = 0 to be taken; less is rounding.
const LEAST_GAIN: f64 = 1e-8;

/// Where the maximum is.
pub(super) struct Maximum {
    pub(super) theta: f64,
    pub(super) tau: f64,
    pub(super) height: Height,
    pub(super) converged: bool,
    /// The log-likelihood of one effect for all.
    pub(super) common_log_likelihood: f64,
}

impl Maximum {
    pub(super) fn model(&self, trials: usize) -> MixedModel {
        let h = &self.height;
        let information = if self.tau > 0.0 {
            -(h.theta_theta - h.theta_tau * h.theta_tau / h.tau_tau)
        } else {
            -h.theta_theta
        };
        MixedModel {
            estimate: self.theta,
            standard_error: 1.0 / information.sqrt(),
            tau_squared: self.tau * self.tau,
            intercept_variance: None,
            log_likelihood: h.value,
            trials,
            likelihood_ratio_q: None,
            converged: self.converged && information > 0.0,
        }
    }
}

/// A point of the profile over τ: the best θ there with the derivatives of the curve.
#[derive(Clone, Copy)]
struct Point {
    theta: f64,
    tau: f64,
    height: Height,
    converged: bool,
}

impl Point {
    fn slope(&self) -> f64 {
        if self.tau == 0.0 {
            // The profile is even in τ; just to the right of 0 it rises if it curves upward there.
            self.height.tau_tau
        } else {
            self.height.tau
        }
    }

    fn curvature(&self) -> f64 {
        let h = &self.height;
        h.tau_tau - h.theta_tau * h.theta_tau / h.theta_theta
    }
}

/// Maximises; an error where no finite θ is best.
pub(super) fn fit(model: &mut impl Marginal, spread: Spread) -> Result<Maximum, Undefined> {
    let common = best_theta(model, 0.0, 0.0, &Lattice::FINE, 1e-11);
    if !common.converged || common.theta.abs() >= LARGEST_EFFECT {
        return Err(Undefined::NotConverged);
    }
    let (best, converged) = match spread {
        Spread::Common => (common, true),
        Spread::Estimated => highest_hill(model, common)?,
    };
    Ok(Maximum {
        theta: best.theta,
        tau: best.tau,
        height: best.height,
        converged: converged && best.converged,
        common_log_likelihood: common.height.value,
    })
}

/// The highest hill of the profile and whether all were refined. An error where the likelihood is higher at the largest τ
/// and still rises: every trial is as one-sided as can be, and not to the same side.
fn highest_hill(model: &mut impl Marginal, common: Point) -> Result<(Point, bool), Undefined> {
    let mut best = common;
    let mut converged = true;
    let mut left = common;
    for tau in SCAN {
        let right = best_theta(model, left.theta, tau, &Lattice::COARSE, 1e-3);
        if left.slope() > 0.0 && right.slope() <= 0.0 {
            let hill = refine(model, (left, right));
            converged &= hill.converged;
            let least = if best.tau == 0.0 { LEAST_GAIN } else { 0.0 };
            if hill.height.value > best.height.value + least {
                best = hill;
            }
        }
        left = right;
    }
    let still_rising = left.slope() > 0.0;
    if still_rising && left.height.value > best.height.value {
        return Err(Undefined::NotConverged);
    }
    Ok((best, converged && !still_rising))
}

/// Newton's method on the slope of the profile, kept between two τ on either side of the hill.
fn refine(model: &mut impl Marginal, (left, right): (Point, Point)) -> Point {
    // The scan's lattice is coarser: the hill may stand just outside, so a little room is left.
    let (mut low, mut high) = (0.9 * left.tau, 1.1 * right.tau);
    let secant = if left.tau > 0.0 {
        left.tau + (right.tau - left.tau) * left.slope() / (left.slope() - right.slope())
    } else {
        0.5 * right.tau
    };
    let mut here = best_theta(model, left.theta, secant, &Lattice::FINE, 1e-5);
    here.converged = false;
    for _ in 0..80 {
        if here.slope() > 0.0 {
            low = here.tau;
        } else {
            high = here.tau;
        }
        let newton = -here.slope() / here.curvature();
        let concave = here.curvature() < 0.0;
        if concave && newton.abs() <= 1e-8 * here.tau {
            // The step left is below the root of the precision: what it leads to is the maximum.
            return best_theta(model, here.theta, here.tau + newton, &Lattice::FINE, 1e-11);
        }
        let next = here.tau + newton;
        let inside = concave && next > low && next < high;
        let next = if inside { next } else { 0.5 * (low + high) };
        here = best_theta(model, here.theta, next, &Lattice::FINE, 1e-5);
        here.converged = false;
        if high - low <= 1e-12 * high {
            break;
        }
    }
    here
}

/// The best θ at one τ. The point answered with is the last one evaluated with its slope in τ carried over the last,
/// smaller step.
fn best_theta(
    model: &mut impl Marginal,
    start: f64,
    tau: f64,
    lattice: &Lattice,
    tolerance: f64,
) -> Point {
    let mut theta = start;
    let mut height = model.height(theta, tau, lattice);
    let mut converged = false;
    for _ in 0..100 {
        let step = (-height.theta / height.theta_theta).clamp(-2.0, 2.0);
        if step.is_nan() || theta.abs() > LARGEST_EFFECT {
            break;
        }
        if step.abs() <= tolerance * theta.abs().max(1.0) {
            converged = true;
            height.tau += height.theta_tau * step;
            theta += step;
            break;
        }
        theta += step;
        height = model.height(theta, tau, lattice);
    }
    Point {
        theta,
        tau,
        height,
        converged,
    }
}
