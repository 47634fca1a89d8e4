//! The random-effects mean: inverse-variance weights w = 1 / (v + τ²) with τ² estimated from the same trials
//! (DerSimonian & Laird 1986). Its intervals are Wald's (μ ± z (Σw)^(−1/2)) or those of [`hartung_knapp`]; with one
//! trial there is no τ² to estimate and the trial's own Wald interval is the answer.

use super::{
    CommonEffect, Heterogeneity, Undefined, hartung_knapp, heterogeneity, inverse_variance,
    q_profile,
    tau_squared::{self, TauSquared},
};
use crate::data::{Interval, TauSquaredEstimator};
use crate::effect::{Effect, IntervalEstimate};

/// A random-effects fit before an interval is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct RandomEffects {
    /// τ² and whether its iteration converged.
    pub tau_squared: TauSquared,
    /// Mean, Wald standard error and weights.
    pub mean: CommonEffect,
    /// q, the ratio of the weighted spread around the mean to its expectation; `None` for one trial.
    pub hartung_knapp_factor: Option<f64>,
}

/// An interval of the mean with the distribution it came from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanInterval {
    /// Estimate, standard error and limits.
    pub interval: IntervalEstimate,
    /// Degrees of freedom of Student's t; `None` for the normal.
    pub degrees_of_freedom: Option<f64>,
}

/// Fits the model; `None` without trials. All variances must be above zero.
#[must_use]
pub fn fit(effects: &[Effect], estimator: TauSquaredEstimator) -> Option<RandomEffects> {
    let tau_squared = tau_squared::estimate(effects, estimator);
    let mean = inverse_variance::mean(effects, tau_squared.value)?;
    let hartung_knapp_factor = hartung_knapp::factor(effects, tau_squared.value, mean.estimate);
    Some(RandomEffects {
        tau_squared,
        mean,
        hartung_knapp_factor,
    })
}

impl RandomEffects {
    /// The interval of the kind asked for; Wald's for a single trial.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoVariation`] where Hartung and Knapp's variance is zero.
    pub fn interval(&self, kind: Interval) -> Result<MeanInterval, Undefined> {
        let wald = MeanInterval {
            interval: IntervalEstimate::wald(self.mean.estimate, self.mean.standard_error),
            degrees_of_freedom: None,
        };
        match (kind, self.hartung_knapp_factor) {
            (Interval::Wald, _) | (_, None) => Ok(wald),
            (Interval::HartungKnapp, Some(factor)) => hartung_knapp::interval(&self.mean, factor),
            (Interval::HartungKnappSafeguarded, Some(factor)) => {
                hartung_knapp::interval(&self.mean, hartung_knapp::safeguarded(factor))
            }
        }
    }

    /// Q, I², H², τ² with its Q-profile interval; `None` for fewer than two trials.
    #[must_use]
    pub fn heterogeneity(&self, effects: &[Effect]) -> Option<Heterogeneity> {
        let common = inverse_variance::mean(effects, 0.0)?;
        let mut found = heterogeneity::from_q(
            heterogeneity::q_around(effects, common.estimate),
            effects.len(),
        )?;
        let typical = heterogeneity::typical_variance(effects);
        let interval = q_profile::interval(effects);
        let i_squared = |tau_squared| heterogeneity::i_squared_from(tau_squared, typical);
        found.tau_squared = Some(self.tau_squared.value);
        found.tau_squared_interval = interval;
        found.i_squared_from_tau_squared = Some(i_squared(self.tau_squared.value));
        found.i_squared_interval =
            interval.map(|(lower, upper)| (i_squared(lower), i_squared(upper)));
        Some(found)
    }
}
