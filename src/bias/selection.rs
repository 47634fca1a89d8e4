//! Selection by P value: step functions (Hedges 1992; Vevea & Hedges 1995, Psychometrika 60:419–435).
//!
//! Effects are normal around μ with variance v + τ², and a trial is known with a probability that depends on the interval in
//! which its one-sided P lies: 1 in the first, δ in each other, relative to it. The density of a known effect is
//!
//! δ(p) φ((y − μ)/s)/s / Σ δⱼ Bⱼ, with s² = v + τ² and Bⱼ the probability that P lies in interval j.
//!
//! μ, τ² and the δ maximize the likelihood; standard errors are from the information there; the likelihood-ratio test is against
//! all δ = 1, with one degree of freedom a weight. R: `selmodel(rma(yi, vi, method = "ML"), type = "stepfun", steps =,
//! alternative =)`.
//!
//! The model supposes that only P decides, and rests on few trials in each interval: simulations find it of use with dozens of
//! trials (Hedges & Vevea 1996; Terrin et al. 2003). A weight is not estimated from fewer trials in an interval than
//! [`FEWEST`], below which `weightr` warns (Coburn & Vevea 2019).

use crate::data::TauSquaredEstimator;
use crate::effect::Effect;
use crate::math::quasi_newton::{self, Maximum, Slope};
use crate::math::{chi_squared, normal, sum::sum};
use crate::pool::tau_squared;

/// In fewer trials than this in an interval of P nothing is estimated.
pub const FEWEST: usize = 4;

/// A weight above this, or below one over it, is taken as running away.
const LARGEST_WEIGHT: f64 = 100.0;

/// Which results are supposed to be known more readily.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Favoured {
    /// Those with effects above zero: P is small where the effect is large.
    Larger,
    /// Those with effects below zero.
    Smaller,
}

/// Where the one-sided P is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cuts {
    /// At 0.025.
    One,
    /// At 0.025 and 0.5.
    Two,
}

impl Cuts {
    /// The cut points, rising.
    #[must_use]
    pub const fn points(self) -> &'static [f64] {
        match self {
            Self::One => &[0.025],
            Self::Two => &[0.025, 0.5],
        }
    }
}

/// The weight of an interval of P.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    /// How likely a trial in it is known, relative to the first interval.
    pub weight: f64,
    /// The standard error of its logarithm.
    pub log_standard_error: f64,
}

/// A selection model that was fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// μ, scale of analysis.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// τ².
    pub tau_squared: f64,
    /// The weights of the intervals after the first.
    pub weights: Vec<Weight>,
    /// The statistic of the likelihood-ratio test against no selection.
    pub likelihood_ratio: f64,
    /// Its P, with a degree of freedom a weight.
    pub p_value: f64,
}

/// Why a selection model is not fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoSelectionModel {
    /// Too few trials in an interval of P.
    FewTrials {
        /// Where the interval begins.
        from: f64,
        /// Where it ends.
        to: f64,
        /// Its trials.
        trials: usize,
    },
    /// The likelihood has no maximum that was found, or a weight runs away.
    NoMaximum,
}

/// Fits a selection model.
///
/// # Errors
/// Why there is none.
pub fn fit(
    effects: &[Effect],
    favoured: Favoured,
    cuts: Cuts,
) -> Result<Selection, NoSelectionModel> {
    let trials: Vec<Trial> = effects
        .iter()
        .map(|effect| Trial::of(*effect, favoured, cuts.points()))
        .collect();
    few(&trials, cuts.points())?;
    // Everything in units of a usual standard error, whatever the unit of the measure is.
    let unit = (sum(effects.iter().map(|one| one.variance)) / effects.len() as f64).sqrt();
    if !(unit.is_finite() && unit > 0.0) {
        return Err(NoSelectionModel::NoMaximum);
    }
    let scaled: Vec<Trial> = trials.iter().map(|trial| trial.scaled(unit)).collect();
    let found = match cuts {
        Cuts::One => fit_with::<3>(&scaled),
        Cuts::Two => fit_with::<4>(&scaled),
    };
    let mut found = found.ok_or(NoSelectionModel::NoMaximum)?;
    let sign = match favoured {
        Favoured::Larger => 1.0,
        Favoured::Smaller => -1.0,
    };
    found.estimate *= sign * unit;
    found.standard_error *= unit;
    found.tau_squared *= unit * unit;
    Ok(found)
}

/// An effect in the direction that is favoured, with where its P is cut.
#[derive(Clone, Debug)]
struct Trial {
    y: f64,
    variance: f64,
    /// The values of y at the cut points, falling.
    cuts: Vec<f64>,
    /// The place of the interval in which its P lies.
    interval: usize,
}

impl Trial {
    fn of(effect: Effect, favoured: Favoured, points: &[f64]) -> Self {
        let y = match favoured {
            Favoured::Larger => effect.estimate,
            Favoured::Smaller => -effect.estimate,
        };
        let error = effect.variance.sqrt();
        let cuts: Vec<f64> = points
            .iter()
            .map(|point| error * normal::upper_quantile(*point))
            .collect();
        let p = normal::upper_tail(y / error);
        Self {
            y,
            variance: effect.variance,
            interval: points.iter().filter(|point| p > **point).count(),
            cuts,
        }
    }

    fn scaled(&self, unit: f64) -> Self {
        Self {
            y: self.y / unit,
            variance: self.variance / (unit * unit),
            cuts: self.cuts.iter().map(|cut| cut / unit).collect(),
            interval: self.interval,
        }
    }
}

/// Whether an interval has too few trials; the first such is told.
fn few(trials: &[Trial], points: &[f64]) -> Result<(), NoSelectionModel> {
    let starts = std::iter::once(0.0).chain(points.iter().copied());
    let ends = points.iter().copied().chain([1.0]);
    for (place, (from, to)) in starts.zip(ends).enumerate() {
        let within = trials
            .iter()
            .filter(|trial| trial.interval == place)
            .count();
        if within < FEWEST {
            return Err(NoSelectionModel::FewTrials {
                from,
                to,
                trials: within,
            });
        }
    }
    Ok(())
}

/// The log-likelihood with its gradient at (μ, τ, ln δ₂, …). It is even in τ, so that τ² = 0 is a place like any other.
fn likelihood<const N: usize>(trials: &[Trial], at: &[f64; N]) -> Slope<N> {
    let mean = at.first().copied().unwrap_or(f64::NAN);
    let tau = at.get(1).copied().unwrap_or(f64::NAN);
    let weights: Vec<f64> = std::iter::once(1.0)
        .chain(at.iter().skip(2).map(|log| libm::exp(*log)))
        .collect();
    let mut value = 0.0;
    let mut gradient = [0.0; N];
    for trial in trials {
        let square = trial.variance + tau * tau;
        let error = square.sqrt();
        let off = trial.y - mean;
        // Normal deviates of the cuts, with their densities; infinite at either end.
        let z: Vec<f64> = std::iter::once(f64::INFINITY)
            .chain(trial.cuts.iter().map(|cut| (cut - mean) / error))
            .chain([f64::NEG_INFINITY])
            .collect();
        let density = |z: f64| {
            if z.is_finite() {
                normal::density(z)
            } else {
                0.0
            }
        };
        let moment = |z: f64| {
            if z.is_finite() {
                z * normal::density(z)
            } else {
                0.0
            }
        };
        let (mut known, mut by_mean, mut by_tau) = (0.0, 0.0, 0.0);
        let mut shares = Vec::with_capacity(weights.len());
        for (pair, weight) in z.windows(2).zip(&weights) {
            let [above, below] = *pair else { continue };
            let share = weight * between(below, above);
            known += share;
            by_mean += weight * (density(below) - density(above)) / error;
            by_tau += weight * (moment(below) - moment(above)) * tau / square;
            shares.push(share);
        }
        let own = weights.get(trial.interval).copied().unwrap_or(1.0);
        value += libm::log(own) - libm::log(error) - off * off / (2.0 * square) - libm::log(known);
        let slopes = [
            off / square - by_mean / known,
            -tau / square + off * off * tau / (square * square) - by_tau / known,
        ];
        let of_weights = shares.iter().enumerate().skip(1).map(|(place, share)| {
            let is_own = f64::from(u8::from(place == trial.interval));
            is_own - share / known
        });
        for (sum, slope) in gradient
            .iter_mut()
            .zip(slopes.into_iter().chain(of_weights))
        {
            *sum += slope;
        }
    }
    (value, gradient)
}

/// The probability between two normal deviates, from the tail in which it is told more precisely.
fn between(below: f64, above: f64) -> f64 {
    if below > 0.0 {
        normal::upper_tail(below) - normal::upper_tail(above)
    } else {
        normal::lower_tail(above) - normal::lower_tail(below)
    }
}

fn fit_with<const N: usize>(trials: &[Trial]) -> Option<Selection> {
    let effects: Vec<Effect> = trials
        .iter()
        .map(|trial| Effect {
            estimate: trial.y,
            variance: trial.variance,
        })
        .collect();
    let plain = tau_squared::estimate(&effects, TauSquaredEstimator::MaximumLikelihood);
    let mean = crate::pool::inverse_variance::mean(&effects, plain.value)?.estimate;
    let start = |mean: f64, tau: f64, log_weight: f64| -> [f64; N] {
        std::array::from_fn(|place| match place {
            0 => mean,
            1 => tau,
            _ => log_weight,
        })
    };
    let tau = plain.value.sqrt().max(0.1);
    let starts = [
        start(mean, tau, 0.0),
        start(0.0, 2.0 * tau, -1.5),
        start(2.0 * mean, tau, 1.0),
    ];
    let f = |at: [f64; N]| likelihood(trials, &at);
    let best = starts
        .map(|start| quasi_newton::climb(f, start, 1e-7))
        .into_iter()
        .filter(|found| found.value.is_finite())
        .max_by(|one, other| one.value.total_cmp(&other.value))?;
    let (found, information): (Maximum<N>, _) = quasi_newton::polish(f, best);
    let information = information.filter(|_| found.converged)?;
    let error = |place: usize| {
        let variance = information.inverse_column(place).get(place).copied();
        variance.map(f64::sqrt).filter(|error| error.is_finite())
    };
    let weights: Option<Vec<Weight>> = found
        .at
        .iter()
        .enumerate()
        .skip(2)
        .map(|(place, log)| {
            let weight = libm::exp(*log);
            let runs_away = !(1.0 / LARGEST_WEIGHT..=LARGEST_WEIGHT).contains(&weight);
            Some(Weight {
                weight,
                log_standard_error: error(place).filter(|_| !runs_away)?,
            })
        })
        .collect();
    let weights = weights?;
    let without = likelihood(trials, &start(mean, plain.value.sqrt(), 0.0)).0;
    let likelihood_ratio = (2.0 * (found.value - without)).max(0.0);
    let tau = *found.at.get(1)?;
    Some(Selection {
        estimate: *found.at.first()?,
        standard_error: error(0)?,
        tau_squared: tau * tau,
        p_value: chi_squared::upper_tail(likelihood_ratio, weights.len() as f64),
        likelihood_ratio,
        weights,
    })
}

#[cfg(test)]
mod tests {
    use super::between;

    /// R 4.2: `pnorm(9, lower = FALSE) - pnorm(10, lower = FALSE)`, `pnorm(2) - pnorm(1)`, `pnorm(1) - pnorm(-2)`.
    #[test]
    fn a_probability_between_two_deviates_is_told_in_either_tail() {
        for (below, above, expected) in [
            (9.0, 10.0, 1.128_512_207_423_6e-19),
            (-10.0, -9.0, 1.128_512_207_423_6e-19),
            (1.0, 2.0, 0.135_905_121_983_278),
            (-2.0, 1.0, 0.818_594_614_120_364),
        ] {
            let found = between(below, above);
            assert!((found / expected - 1.0).abs() < 1e-12, "{found}");
        }
    }
}
