//! The maximum over (θ, τ) of a marginal likelihood.
//!
//! For a fixed τ the likelihood is log-concave in θ and in the nuisance parameters (an integral of a log-concave function
//! over some of its variables is log-concave in the others: Prékopa 1973), so Newton's method finds the one maximum. What
//! is left is a curve over τ ≥ 0 that may have several hills: its slope is followed from 0 to far beyond any true effect,
//! and on for as long as it rises; every turn from rising to falling is refined, and the highest hill is taken, τ = 0
//! among them.
//!
//! A trial whose likelihood falls on both sides gives a wide random effect ever less, like 1/τ, so that the curve falls in
//! the end wherever there is such a trial. Where there is none, every trial having the fewest or the most events that its
//! margins allow, the curve approaches a height that is known ([`Marginal::far_away`]): no maximum exists unless a hill
//! stands above it.

use super::quadrature::{Height, Lattice};
use super::{MixedModel, Spread};
use crate::math::sum::sum;
use crate::pool::Undefined;

/// A likelihood with the random effect integrated out and the nuisance parameters at their best.
pub(super) trait Marginal {
    /// Each trial's log-likelihood with its derivatives in (θ, τ). With τ = 0 the second derivative in τ is that of the
    /// even function the likelihood is, and decides whether it rises from there.
    fn heights(&mut self, theta: f64, tau: f64, lattice: &Lattice) -> Vec<Height>;

    /// What the log-likelihood approaches as τ grows without end, θ at its best; −∞ where it falls.
    fn far_away(&self) -> f64;

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

/// The τ at which the slope of the profile is always taken. A τ of 5 puts most trials' odds ratios beyond 30 or below
/// 1/30.
const SCAN: [f64; 8] = [0.05, 0.15, 0.3, 0.55, 0.9, 1.5, 2.5, 5.0];

/// Where the profile still rises there, it is followed on at τ so many times larger...
const STRIDE: f64 = 1.7;

/// ...up to here: far beyond the shoulder of any trial's likelihood, past which the profile falls.
const LARGEST_DEVIATION: f64 = 100.0;

/// A mean effect beyond this is no longer an estimate...
const LARGEST_EFFECT: f64 = 30.0;

/// ...nor beyond so many τ, on the way along a profile that rises with τ.
const LARGEST_EFFECT_IN_DEVIATIONS: f64 = 6.0;

/// The widest step in θ.
const WIDEST_STEP: f64 = 2.0;

/// After so many steps in θ one that moves no more than this is the last.
const SETTLED_BY: usize = 20;
const SETTLED: f64 = 1e-8;

/// A hill must stand this much above τ = 0 to be taken; less is rounding.
const LEAST_GAIN: f64 = 1e-8;

/// The height approached by trials that are all as one-sided as can be, as τ grows without end while θ/τ stays: each then
/// lies wholly on its side of zero, as if a coin with the best chance had been tossed.
pub(super) fn height_of_sides(rising: usize, falling: usize) -> f64 {
    let (rising, falling) = (rising as f64, falling as f64);
    let side = |count: f64| {
        if count > 0.0 {
            count * libm::log(count / (rising + falling))
        } else {
            0.0
        }
    };
    side(rising) + side(falling)
}

/// A hill that stands less than this above what τ without end gives is a ripple on a plateau, and no estimate.
const LEAST_ABOVE_FAR_AWAY: f64 = 0.01;

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
            wald: None,
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
        Spread::Estimated => {
            let highest = highest_hill(model, common);
            if model.far_away() > highest.0.height.value - LEAST_ABOVE_FAR_AWAY {
                return Err(Undefined::UnboundedSpread);
            }
            highest
        }
    };
    Ok(Maximum {
        theta: best.theta,
        tau: best.tau,
        height: best.height,
        converged: converged && best.converged,
        common_log_likelihood: common.height.value,
    })
}

/// The highest hill of the profile, and whether all were refined and nothing rises beyond them.
fn highest_hill(model: &mut impl Marginal, common: Point) -> (Point, bool) {
    let mut best = common;
    let mut converged = true;
    let mut left = common;
    let mut step = |left: Point, tau: f64| {
        let right = best_theta(model, left.theta, tau, &Lattice::COARSE, 1e-3);
        if left.slope() > 0.0 && right.slope() <= 0.0 {
            let hill = refine(model, (left, right));
            converged &= hill.converged;
            let least = if best.tau == 0.0 { LEAST_GAIN } else { 0.0 };
            if hill.height.value > best.height.value + least {
                best = hill;
            }
        }
        right
    };
    for tau in SCAN {
        left = step(left, tau);
    }
    while left.slope() > 0.0 && left.tau * STRIDE < LARGEST_DEVIATION {
        left = step(left, left.tau * STRIDE);
    }
    let approaches_a_lower_height = model.far_away() > f64::NEG_INFINITY;
    let falls = left.slope() <= 0.0 || approaches_a_lower_height;
    (best, converged && falls)
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
    let largest = LARGEST_EFFECT.max(LARGEST_EFFECT_IN_DEVIATIONS * tau);
    // The likelihood is concave in θ, so that its slopes bracket the maximum: a step out of the bracket halves it.
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    for count in 0..100 {
        let newton = -height.theta / height.theta_theta;
        // Integrals at nodes lose the sign of a curvature that is all but zero.
        let step = if height.theta_theta < 0.0 {
            newton.clamp(-WIDEST_STEP, WIDEST_STEP)
        } else {
            WIDEST_STEP.copysign(height.theta)
        };
        if newton.is_nan() || theta.abs() > largest {
            break;
        }
        // Nodes that come and go at the ends of the integrals keep the last figures moving.
        let tolerance = if count < SETTLED_BY {
            tolerance
        } else {
            tolerance.max(SETTLED)
        };
        if step.abs() <= tolerance * theta.abs().max(1.0) {
            converged = true;
            height.tau += height.theta_tau * step;
            theta += step;
            break;
        }
        if height.theta > 0.0 {
            low = theta;
        } else {
            high = theta;
        }
        let next = theta + step;
        let is_bracketed = low.is_finite() && high.is_finite();
        theta = if !is_bracketed || (low <= next && next <= high) {
            next
        } else {
            0.5 * (low + high)
        };
        height = model.height(theta, tau, lattice);
    }
    Point {
        theta,
        tau,
        height,
        converged,
    }
}

/// Asserts of a likelihood that near τ = 0 it is what it is there and half the second derivative times τ²: it is even in τ.
#[cfg(test)]
pub(super) fn curvature_without_spread_is_that_of_a_small_one(model: &mut impl Marginal) {
    for theta in [-1.5, 0.2, 1.0] {
        let none = model.height(theta, 0.0, &Lattice::FINE);
        let small = model.height(theta, 0.01, &Lattice::FINE);
        let found = 2.0 * (small.value - none.value) / 1e-4;
        assert!(
            (found - none.tau_tau).abs() < 5e-3 * none.tau_tau.abs(),
            "{found} {none:?}"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{Lattice, Marginal, Maximum, Spread, fit};
    use crate::pool::Undefined;
    use crate::pool::mixed_model::quadrature::Height;

    /// −a (θ − c − b τ²)² / 2, and over τ a sum of hills: what it is at its highest is known without looking for it.
    struct Hills {
        /// a: what is known of θ.
        information: f64,
        /// c and b.
        effect: [f64; 2],
        /// Height, place in τ and width of each.
        places: Vec<[f64; 3]>,
        far_away: f64,
    }

    impl Marginal for Hills {
        fn heights(&mut self, theta: f64, tau: f64, _: &Lattice) -> Vec<Height> {
            let [centre, lean] = self.effect;
            let away = theta - centre - lean * tau * tau;
            let a = self.information;
            let mut all = vec![Height {
                value: -0.5 * a * away * away,
                theta: -a * away,
                tau: 2.0 * a * lean * tau * away,
                theta_theta: -a,
                theta_tau: 2.0 * a * lean * tau,
                tau_tau: 2.0 * a * lean * away - 4.0 * a * lean * lean * tau * tau,
            }];
            all.extend(self.places.iter().map(|[height, place, width]| {
                let z = (tau - place) / width;
                let value = height * libm::exp(-0.5 * z * z);
                Height {
                    value,
                    tau: -value * z / width,
                    tau_tau: value * (z * z - 1.0) / (width * width),
                    ..Height::default()
                }
            }));
            all
        }

        fn far_away(&self) -> f64 {
            self.far_away
        }
    }

    fn hills(hills: &[[f64; 3]]) -> Hills {
        Hills {
            information: 4.0,
            effect: [0.3, -0.1],
            places: hills.to_vec(),
            far_away: f64::NEG_INFINITY,
        }
    }

    #[track_caller]
    fn assert_at(found: &Maximum, effect: [f64; 2], tau: f64) {
        assert!(found.converged, "{} {}", found.theta, found.tau);
        assert!(
            (found.tau - tau).abs() < 1e-7 * tau.max(1.0),
            "{}",
            found.tau
        );
        let theta = effect[0] + effect[1] * tau * tau;
        assert!((found.theta - theta).abs() < 1e-6 * theta.abs().max(1.0));
    }

    #[test]
    fn the_highest_of_several_hills_is_taken_wherever_it_stands() {
        for (places, highest) in [
            (vec![[1.0, 0.4, 0.1], [1.5, 2.0, 0.2]], 2.0),
            (vec![[1.5, 0.4, 0.1], [1.0, 2.0, 0.2]], 0.4),
            // Beyond τ = 0 a hill need not stand out by more than another.
            (vec![[1.0, 0.4, 0.1], [1.0 + 5e-9, 2.0, 0.2]], 2.0),
            // Beyond what is looked through at first it is followed for as long as it rises.
            (vec![[1.0, 20.0, 6.0]], 20.0),
        ] {
            let mut model = hills(&places);
            let found = fit(&mut model, Spread::Estimated).unwrap();
            assert_at(&found, model.effect, highest);
        }
    }

    /// The inverse of the information on θ: of the matrix of second derivatives at the top of a hill of height A and width w,
    /// with a for θ, 2abτ for both and −4ab²τ² − A/w² for τ.
    #[test]
    fn the_standard_error_has_the_spread_estimated_along() {
        let found = fit(&mut hills(&[[1.0, 0.8, 0.2]]), Spread::Estimated).unwrap();
        let (through, own): (f64, f64) = (4.0 * 4.0 * 0.01 * 0.64, 1.0 / 0.04);
        let information = 4.0 * own / (through + own);
        let model = found.model(7);
        assert!(
            (model.standard_error - 1.0 / information.sqrt()).abs() < 1e-8,
            "{}",
            model.standard_error
        );
        assert!((model.tau_squared - 0.64).abs() < 1e-7 && model.converged && model.trials == 7);
        let common = fit(&mut hills(&[[1.0, 0.8, 0.2]]), Spread::Common).unwrap();
        assert_at(&common, [0.3, 0.0], 0.0);
        assert!((common.model(7).standard_error - 0.5).abs() < 1e-12);
    }

    #[test]
    fn what_stands_above_no_spread_by_rounding_alone_is_no_hill() {
        let found = fit(&mut hills(&[[5e-9, 0.3, 0.1]]), Spread::Estimated).unwrap();
        assert_at(&found, [0.3, 0.0], 0.0);
        let found = fit(&mut hills(&[[2e-8, 0.3, 0.1]]), Spread::Estimated).unwrap();
        assert!((found.tau - 0.3).abs() < 1e-4, "{}", found.tau);
    }

    #[test]
    fn an_effect_may_lie_far_out_where_the_spread_is_as_wide() {
        let mut model = hills(&[[1.0, 40.0, 10.0]]);
        model.effect = [0.3, 0.06];
        let found = fit(&mut model, Spread::Estimated).unwrap();
        assert_at(&found, model.effect, 40.0);
    }

    #[test]
    fn an_effect_further_out_than_any_is_no_estimate() {
        let mut model = hills(&[[1.0, 0.4, 0.1]]);
        // 45.1 where the hill stands, on the way to which the effect is followed from 0.3.
        model.effect = [0.3, 280.0];
        let found = fit(&mut model, Spread::Estimated);
        assert!(!found.is_ok_and(|found| found.converged));
        model.effect = [45.0, 0.0];
        let found = fit(&mut model, Spread::Common).err();
        assert_eq!(found, Some(Undefined::NotConverged));
        model.effect = [f64::NAN, 0.0];
        let found = fit(&mut model, Spread::Common).err();
        assert_eq!(found, Some(Undefined::NotConverged));
    }

    #[test]
    fn a_profile_that_rises_to_the_end_has_not_converged_unless_what_it_approaches_is_lower() {
        let for_ever = [[1e-3, 0.4, 0.1], [1.0, 1000.0, 400.0]];
        let mut model = hills(&for_ever);
        model.effect = [0.3, 0.0];
        let found = fit(&mut model, Spread::Estimated).unwrap();
        assert!(!found.converged && !found.model(3).converged);
        let mut model = hills(&[[1.0, 0.4, 0.1], [0.5, 1000.0, 400.0]]);
        model.effect = [0.3, 0.0];
        model.far_away = 0.5;
        let found = fit(&mut model, Spread::Estimated).unwrap();
        assert!(found.converged && (found.tau - 0.4).abs() < 1e-3);
    }

    #[test]
    fn a_ripple_on_what_a_spread_without_end_gives_is_no_estimate() {
        let mut model = hills(&[[1.0, 0.4, 0.1]]);
        model.far_away = 0.995;
        assert_eq!(
            fit(&mut model, Spread::Estimated).err(),
            Some(Undefined::UnboundedSpread)
        );
        model.far_away = 0.98;
        assert!(fit(&mut model, Spread::Estimated).is_ok());
    }

    /// A ridge: the slope jumps from 1 to −1, and no step of Newton's leads to its top.
    struct Ridge;

    impl Marginal for Ridge {
        fn heights(&mut self, theta: f64, tau: f64, _: &Lattice) -> Vec<Height> {
            vec![Height {
                value: -0.5 * theta * theta - (tau - 0.4).abs(),
                theta: -theta,
                tau: if tau < 0.4 { 1.0 } else { -1.0 },
                theta_theta: -1.0,
                theta_tau: 0.0,
                tau_tau: if tau == 0.0 { 1.0 } else { 0.0 },
            }]
        }

        fn far_away(&self) -> f64 {
            f64::NEG_INFINITY
        }
    }

    #[test]
    fn a_hill_that_is_not_settled_has_not_converged() {
        let found = fit(&mut Ridge, Spread::Estimated).unwrap();
        assert!((found.tau - 0.4).abs() < 1e-9 && !found.converged);
    }

    /// −s² ln cosh((θ − c) / s): steps of Newton's leap to and fro about c, further each time.
    struct Cosh {
        centre: f64,
        scale: f64,
    }

    impl Marginal for Cosh {
        fn heights(&mut self, theta: f64, _: f64, _: &Lattice) -> Vec<Height> {
            let z = (theta - self.centre) / self.scale;
            let slope = libm::tanh(z);
            vec![Height {
                value: -self.scale * self.scale * libm::log(libm::cosh(z)),
                theta: -self.scale * slope,
                theta_theta: slope * slope - 1.0,
                ..Height::default()
            }]
        }

        fn far_away(&self) -> f64 {
            f64::NEG_INFINITY
        }
    }

    #[test]
    fn slopes_bracket_an_effect_that_steps_would_leap_about() {
        let mut model = Cosh {
            centre: 0.6,
            scale: 0.5,
        };
        let found = fit(&mut model, Spread::Common).unwrap();
        assert!(found.converged && (found.theta - 0.6).abs() < 1e-12);
    }
}
