//! The random-effects mean: inverse-variance weights w = 1 / (v + τ²) with τ² estimated from the same trials
//! (DerSimonian & Laird 1986). Its intervals are Wald's (μ ± z (Σw)^(−1/2)) or those of [`hartung_knapp`]; with one
//! trial there is no τ² to estimate and the trial's own Wald interval is the answer.

use super::{
    CommonEffect, Heterogeneity, Undefined, hartung_knapp, heterogeneity, inverse_variance,
    profile_likelihood, q_profile,
    tau_squared::{self, TauSquared},
};
use crate::data::{ConfidenceLevel, Interval, TauSquaredEstimator};
use crate::effect::{Effect, IntervalEstimate};
use crate::math::{normal, student};

/// A random-effects fit before an interval is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct RandomEffects {
    /// τ² and whether its iteration converged.
    pub tau_squared: TauSquared,
    /// Mean, Wald standard error and weights.
    pub mean: CommonEffect,
    /// How τ² was estimated.
    pub estimator: TauSquaredEstimator,
    /// The estimate around which Q is taken, where it is not the inverse-variance mean.
    pub centre: Option<f64>,
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
    /// The test statistic of "no difference" that belongs to the interval: t, z, or the signed root of a likelihood ratio.
    pub statistic: f64,
}

impl MeanInterval {
    /// An interval made of the estimate, its standard error and a quantile.
    pub(crate) fn symmetric(interval: IntervalEstimate, degrees_of_freedom: Option<f64>) -> Self {
        Self {
            interval,
            degrees_of_freedom,
            statistic: interval.estimate / interval.standard_error,
        }
    }

    /// Two-sided P of "no difference", by the distribution of the interval.
    #[must_use]
    pub fn p_value(&self) -> f64 {
        match self.degrees_of_freedom {
            None => normal::two_sided(self.statistic),
            Some(degrees_of_freedom) => student::two_sided(self.statistic, degrees_of_freedom),
        }
    }
}

/// Fits the model; `None` without trials. All variances must be above zero.
#[must_use]
pub fn fit(effects: &[Effect], estimator: TauSquaredEstimator) -> Option<RandomEffects> {
    with_tau_squared(
        effects,
        estimator,
        tau_squared::estimate(effects, estimator),
    )
}

/// The hybrid that RevMan prints as "M-H, Random" (R: `meta::metabin(Q.Cochrane = TRUE)`): DerSimonian and Laird's τ² and
/// inverse-variance weights, with Q around the Mantel–Haenszel estimate `centre`.
#[must_use]
pub fn fit_around(effects: &[Effect], centre: f64) -> Option<RandomEffects> {
    let value = if effects.len() < 2 {
        0.0
    } else {
        tau_squared::dersimonian_laird(effects, heterogeneity::q_around(effects, centre))
    };
    let tau_squared = TauSquared {
        value,
        converged: true,
    };
    let estimator = TauSquaredEstimator::DerSimonianLairdMantelHaenszel;
    let fitted = with_tau_squared(effects, estimator, tau_squared)?;
    Some(RandomEffects {
        centre: Some(centre),
        ..fitted
    })
}

/// The model with a τ² that is given; `None` without trials. All variances must be above zero. R: `rma(tau2 =)`.
#[must_use]
pub fn with_tau_squared(
    effects: &[Effect],
    estimator: TauSquaredEstimator,
    tau_squared: TauSquared,
) -> Option<RandomEffects> {
    let mean = inverse_variance::mean(effects, tau_squared.value)?;
    let hartung_knapp_factor = hartung_knapp::factor(effects, tau_squared.value, mean.estimate);
    Some(RandomEffects {
        tau_squared,
        mean,
        estimator,
        centre: None,
        hartung_knapp_factor,
    })
}

impl RandomEffects {
    /// The interval of the kind asked for, of the effects that were fitted; Wald's for a single trial.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoVariation`] where Hartung and Knapp's variance is zero; for the profile likelihood
    /// [`Undefined::NotApplicable`] unless τ² is by maximum likelihood, [`Undefined::NotConverged`] if its search fails;
    /// [`Undefined::NotApplicable`] for the robust interval, which belongs to Mantel and Haenszel's estimate.
    pub fn interval(
        &self,
        kind: Interval,
        effects: &[Effect],
        level: ConfidenceLevel,
    ) -> Result<MeanInterval, Undefined> {
        let wald = IntervalEstimate::wald(self.mean.estimate, self.mean.standard_error, level);
        match (kind, self.hartung_knapp_factor) {
            (Interval::Wald, _) | (_, None) => Ok(MeanInterval::symmetric(wald, None)),
            (Interval::HartungKnapp, Some(factor)) => {
                hartung_knapp::interval(&self.mean, factor, level)
            }
            (Interval::HartungKnappSafeguarded, Some(factor)) => {
                hartung_knapp::interval(&self.mean, hartung_knapp::safeguarded(factor), level)
            }
            (Interval::Robust, Some(_)) => Err(Undefined::NotApplicable),
            (Interval::ProfileLikelihood, Some(_)) => {
                if self.estimator == TauSquaredEstimator::MaximumLikelihood {
                    profile_likelihood::mean(effects, self.tau_squared, &self.mean, level)
                        .ok_or(Undefined::NotConverged)
                } else {
                    Err(Undefined::NotApplicable)
                }
            }
        }
    }

    /// Q, I², H², τ² with its Q-profile interval; `None` for fewer than two trials.
    #[must_use]
    pub fn heterogeneity(
        &self,
        effects: &[Effect],
        level: ConfidenceLevel,
    ) -> Option<Heterogeneity> {
        let common = inverse_variance::mean(effects, 0.0)?;
        let centre = self.centre.unwrap_or(common.estimate);
        let mut found = heterogeneity::from_q(
            heterogeneity::q_around(effects, centre),
            effects.len(),
            level,
        )?;
        let typical = heterogeneity::typical_variance(effects);
        let interval = q_profile::interval(effects, level);
        let i_squared = |tau_squared| heterogeneity::i_squared_from(tau_squared, typical);
        found.tau_squared = Some(self.tau_squared.value);
        found.tau_squared_interval = interval;
        found.i_squared_from_tau_squared = Some(i_squared(self.tau_squared.value));
        found.i_squared_interval =
            interval.map(|(lower, upper)| (i_squared(lower), i_squared(upper)));
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::fit_around;
    use crate::effect::Effect;

    /// By hand: Q around ½ is 2 · ¼ / 0.1 = 5, and τ² = (5 − 1) / (20 − 200 / 20).
    #[test]
    fn two_trials_around_a_centre_have_a_variance_between_them_and_one_has_none() {
        let effects = [0.0, 1.0].map(|estimate| Effect {
            estimate,
            variance: 0.1,
        });
        let found = fit_around(&effects, 0.5).unwrap();
        assert!((found.tau_squared.value - 0.4).abs() < 1e-14, "{found:?}");
        assert_eq!(found.centre, Some(0.5));
        let one = fit_around(&effects[..1], 0.5).unwrap();
        assert!(one.tau_squared.value == 0.0 && one.tau_squared.converged);
        assert_eq!(fit_around(&[], 0.5), None);
    }
}
