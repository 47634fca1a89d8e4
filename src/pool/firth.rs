//! Penalized logistic regression (Firth 1993; Heinze & Schemper 2002), stratified by trial: an intercept for every trial,
//! one log odds ratio β for all, and the log-likelihood plus ½ ln det I, I the Fisher information of all parameters
//! (Jeffreys' prior). The estimate is finite for any table with people in both arms, and free of first-order bias.
//!
//! For one trial it is the log odds ratio after adding 0.5 to every cell; for many trials what is added depends on all of
//! them. Trials without an event take part through the information. The interval is by the profile of the penalized
//! likelihood, 2 (ℓ*(β̂) − ℓ*(β)) ≤ χ²₁ at the level; Wald's is far from its nominal level here and is not given. P is by the
//! same likelihood ratio at β = 0.
//! R: `logistf(event ~ trial + arm, weights = counts)`, whose `conf.int` profiles the same way.
//!
//! The information is an arrow, wᵢ = nᵢ pᵢ (1 − pᵢ) in the arms of trial i: det I = Π(w₁ + w₂) · Σ w₁w₂/(w₁ + w₂), so that
//! nothing larger than a number is ever inverted.

use super::Undefined;
use super::mixed_model::{Spread, conditional_exact};
use crate::data::ConfidenceLevel;
use crate::effect::{Cells, TwoByTwo};
use crate::math::{chi_squared, root::root, sum::sum};

/// Limits are searched no further than this from the estimate.
const LARGEST_DISTANCE: f64 = 200.0;

/// A fitted model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Firth {
    /// Penalized maximum likelihood estimate of the common log odds ratio.
    pub estimate: f64,
    /// Lower limit by the profile.
    pub lower: f64,
    /// Upper limit by the profile.
    pub upper: f64,
    /// (Σ w₁w₂/(w₁ + w₂))^(−½) at the estimate, the standard error of Wald's interval; the limits do not use it.
    pub standard_error: f64,
    /// P of no difference by the penalized likelihood ratio, χ² with one degree of freedom.
    pub p_value: f64,
    /// Penalized log-likelihood without binomial coefficients.
    pub log_likelihood: f64,
    /// Trials, those without an event among them.
    pub trials: usize,
    /// Whether every iteration met its tolerance.
    pub converged: bool,
}

/// Fits the model.
///
/// # Errors
///
/// [`Undefined::NoTrials`] without tables; [`Undefined::NotConverged`] where a limit is not found.
pub fn fit(tables: &[TwoByTwo], level: ConfidenceLevel) -> Result<Firth, Undefined> {
    if tables.is_empty() {
        return Err(Undefined::NoTrials);
    }
    let mut model = Model::of(tables);
    let start = conditional_exact(tables, Spread::Common).map_or(0.0, |model| model.estimate);
    let estimate = model.estimate(start).ok_or(Undefined::NotConverged)?;
    let top = model.profile(estimate);
    let standard_error = 1.0 / model.effect_information(estimate).sqrt();
    let fall = (top.value, level.likelihood_drop());
    let lower = model
        .limit(estimate, fall, -standard_error)
        .ok_or(Undefined::NotConverged)?;
    let upper = model
        .limit(estimate, fall, standard_error)
        .ok_or(Undefined::NotConverged)?;
    let at_zero = model.profile(0.0);
    Ok(Firth {
        estimate,
        lower,
        upper,
        standard_error,
        p_value: chi_squared::upper_tail((2.0 * (top.value - at_zero.value)).max(0.0), 1.0),
        log_likelihood: top.value,
        trials: tables.len(),
        converged: top.converged && at_zero.converged,
    })
}

struct Model {
    trials: Vec<Cells>,
    /// Each trial's intercept, the log odds of its control arm, at the last β.
    intercepts: Vec<f64>,
}

/// The penalized profile at one β.
#[derive(Clone, Copy)]
struct Profile {
    value: f64,
    /// Its slope, by the envelope theorem the score of β alone.
    slope: f64,
    converged: bool,
}

/// Risks and weights of one trial's arms.
#[derive(Clone, Copy)]
struct Arms {
    /// p and 1 − p.
    experimental: (f64, f64),
    control: (f64, f64),
    w1: f64,
    w2: f64,
}

impl Arms {
    fn at(t: &Cells, intercept: f64, effect: f64) -> Self {
        let experimental = risks(intercept + effect);
        let control = risks(intercept);
        Self {
            experimental,
            control,
            w1: t.n1() * experimental.0 * experimental.1,
            w2: t.n2() * control.0 * control.1,
        }
    }

    /// What the trial says about β: w₁w₂/(w₁ + w₂).
    fn effect_information(&self) -> f64 {
        self.w1 * (self.w2 / (self.w1 + self.w2))
    }

    /// The leverages of the two arms: wᵢ times the variance of the arm's log odds.
    fn leverages(&self, effect_information: f64) -> (f64, f64) {
        let both = self.w1 + self.w2;
        let share = |own: f64, other: f64| {
            own / both + own * (other / both) * (other / both) / effect_information
        };
        (share(self.w1, self.w2), share(self.w2, self.w1))
    }
}

impl Model {
    fn of(tables: &[TwoByTwo]) -> Self {
        let trials: Vec<Cells> = tables.iter().map(TwoByTwo::cells).collect();
        let intercepts = trials
            .iter()
            .map(|t| libm::log((t.events() + 0.5) / (t.non_events() + 0.5)))
            .collect();
        Self { trials, intercepts }
    }

    fn arms(&self, effect: f64) -> Vec<Arms> {
        self.trials
            .iter()
            .zip(&self.intercepts)
            .map(|(t, intercept)| Arms::at(t, *intercept, effect))
            .collect()
    }

    fn effect_information(&self, effect: f64) -> f64 {
        sum(self.arms(effect).iter().map(Arms::effect_information))
    }

    /// Puts every intercept at its best for this β: Newton's steps on Firth's modified score, in which an arm's leverage h
    /// stands for h/2 events and h/2 non-events more, until none moves.
    fn profile(&mut self, effect: f64) -> Profile {
        let mut converged = false;
        for _ in 0..500 {
            let arms = self.arms(effect);
            let information = sum(arms.iter().map(Arms::effect_information));
            let mut largest: f64 = 0.0;
            for ((t, arms), intercept) in self.trials.iter().zip(&arms).zip(&mut self.intercepts) {
                let (h1, h2) = arms.leverages(information);
                let score =
                    score(t.a, t.b, h1, arms.experimental) + score(t.c, t.d, h2, arms.control);
                let weight = (t.n1() + h1) * arms.experimental.0 * arms.experimental.1
                    + (t.n2() + h2) * arms.control.0 * arms.control.1;
                let step = (score / weight).clamp(-2.0, 2.0);
                if step.is_finite() {
                    *intercept = (*intercept + step).clamp(-300.0, 300.0);
                }
                largest = if step.is_nan() {
                    f64::NAN
                } else {
                    largest.max(step.abs())
                };
            }
            if largest < 1e-12 {
                converged = true;
                break;
            }
        }
        self.at_intercepts(effect, converged)
    }

    fn at_intercepts(&self, effect: f64, converged: bool) -> Profile {
        let arms = self.arms(effect);
        let information = sum(arms.iter().map(Arms::effect_information));
        let likelihood = sum(self.trials.iter().zip(&arms).map(|(t, arms)| {
            with_logarithm(t.a, arms.experimental.0)
                + with_logarithm(t.b, arms.experimental.1)
                + with_logarithm(t.c, arms.control.0)
                + with_logarithm(t.d, arms.control.1)
                + 0.5 * libm::log(arms.w1 + arms.w2)
        }));
        let slope =
            sum(self.trials.iter().zip(&arms).map(|(t, arms)| {
                score(t.a, t.b, arms.leverages(information).0, arms.experimental)
            }));
        Profile {
            value: likelihood + 0.5 * libm::log(information),
            slope,
            converged,
        }
    }

    /// The β at which the profile's slope is zero.
    fn estimate(&mut self, start: f64) -> Option<f64> {
        let mut reach = 0.5;
        while reach < LARGEST_DISTANCE {
            let (low, high) = (start - reach, start + reach);
            if self.profile(low).slope > 0.0 && self.profile(high).slope < 0.0 {
                let model = std::cell::RefCell::new(&mut *self);
                return root(
                    |effect| model.borrow_mut().profile(effect).slope,
                    low,
                    high,
                    1e-2,
                );
            }
            reach *= 2.0;
        }
        None
    }

    /// The β on one side of the estimate at which the profile has fallen by half the χ² quantile.
    fn limit(&mut self, estimate: f64, (top, drop): (f64, f64), step: f64) -> Option<f64> {
        let mut distance = 2.0 * step;
        while self.profile(estimate + distance).value > top - drop {
            distance *= 1.5;
            if distance.abs() > LARGEST_DISTANCE || !distance.is_finite() {
                return None;
            }
        }
        let model = std::cell::RefCell::new(&mut *self);
        let excess = |effect: f64| model.borrow_mut().profile(effect).value - top + drop;
        root(excess, estimate, estimate + distance, 1e-2)
    }
}

/// An arm's part of the modified score: events and non-events, each with half the leverage, against what is expected.
fn score(events: f64, non_events: f64, leverage: f64, (p, q): (f64, f64)) -> f64 {
    (events + 0.5 * leverage) * q - (non_events + 0.5 * leverage) * p
}

fn with_logarithm(count: f64, probability: f64) -> f64 {
    if count > 0.0 {
        count * libm::log(probability)
    } else {
        0.0
    }
}

fn risks(log_odds: f64) -> (f64, f64) {
    (
        1.0 / (1.0 + libm::exp(-log_odds)),
        1.0 / (1.0 + libm::exp(log_odds)),
    )
}

#[cfg(test)]
mod tests {
    use super::fit;
    use crate::data::ConfidenceLevel;
    use crate::effect::TwoByTwo;

    #[test]
    fn one_trial_is_the_table_with_a_half_in_every_cell() {
        let found = fit(&[TwoByTwo::of([3, 20, 0, 15])], ConfidenceLevel::NinetyFive).unwrap();
        let expected = libm::log(3.5 * 15.5 / (17.5 * 0.5));
        assert!((found.estimate - expected).abs() < 1e-10, "{found:?}");
        assert!(found.converged && found.lower < expected && found.upper > expected);
        assert!(found.upper - expected > expected - found.lower);
    }

    #[test]
    fn an_arm_without_any_event_still_has_an_estimate_and_a_finite_interval() {
        let found = fit(
            &[
                TwoByTwo::of([0, 20, 3, 22]),
                TwoByTwo::of([0, 31, 1, 30]),
                TwoByTwo::of([0, 9, 0, 8]),
            ],
            ConfidenceLevel::NinetyFive,
        )
        .unwrap();
        assert!(
            found.estimate < 0.0 && found.lower > -10.0 && found.converged,
            "{found:?}"
        );
    }

    #[test]
    fn swapping_the_arms_turns_the_sign() {
        let one = fit(
            &[TwoByTwo::of([3, 20, 1, 15]), TwoByTwo::of([5, 50, 2, 60])],
            ConfidenceLevel::NinetyFive,
        )
        .unwrap();
        let other = fit(
            &[TwoByTwo::of([1, 15, 3, 20]), TwoByTwo::of([2, 60, 5, 50])],
            ConfidenceLevel::NinetyFive,
        )
        .unwrap();
        assert!((one.estimate + other.estimate).abs() < 1e-9);
        assert!((one.lower + other.upper).abs() < 1e-9);
    }
}
