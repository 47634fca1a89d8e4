//! The conditional models: each trial's likelihood has its effect as the only parameter.

use super::effect_likelihood::EffectLikelihood;
use super::profile::{Marginal, fit, height_of_sides};
use super::quadrature::{Height, Lattice, mode, posterior};
use super::{MixedModel, Spread, enough, informative, likelihood_ratio, not_separated, wald};
use crate::effect::{PersonTime, Proportion, TwoByTwo};
use crate::pool::Undefined;

/// CM.EL: the hypergeometric–normal model (van Houwelingen, Zwinderman & Stijnen 1993; Stijnen et al. 2010, model 3).
/// With [`Spread::Common`] it is conditional logistic regression stratified by trial (`survival::clogit`).
///
/// # Errors
///
/// [`Undefined::TooFewTrials`] and the like; [`Undefined::Separated`] where the likelihood rises without end in the mean,
/// [`Undefined::UnboundedSpread`] where it does in τ².
pub fn conditional_exact(tables: &[TwoByTwo], spread: Spread) -> Result<MixedModel, Undefined> {
    let informative = informative(tables, spread)?;
    not_separated(&informative)?;
    let trials = informative.iter().map(EffectLikelihood::hypergeometric);
    maximise(trials.collect(), spread)
}

/// CM.AL: the binomial–normal approximation to it, without the hypergeometric's finite-population factor (Stijnen et
/// al. 2010, section 4): given the events of both arms those of the experimental one are binomial with log odds
/// δ + ln(n₁/n₂), which is exact for rate ratios and good for odds ratios of rare events.
///
/// # Errors
///
/// As [`conditional_exact`], but only an arm without events separates this model.
pub fn conditional_approximate(
    tables: &[TwoByTwo],
    spread: Spread,
) -> Result<MixedModel, Undefined> {
    let informative = informative(tables, spread)?;
    let without = |is: fn(&TwoByTwo) -> u64| informative.iter().all(|t| is(t) == 0);
    arms_with_events(
        without(|t| t.experimental_events),
        without(|t| t.control_events),
    )?;
    let trials = informative.iter().map(|t| {
        EffectLikelihood::binomial(
            t.experimental_events,
            t.control_events,
            (t.experimental_total as f64, t.control_total as f64),
        )
    });
    maximise(trials.collect(), spread)
}

/// The conditional Poisson–normal model of the log incidence rate ratio (Stijnen et al. 2010, section 5): given the
/// events of both arms those of the experimental one are binomial with log odds δ + ln(t₁/t₂), exactly.
///
/// # Errors
///
/// As [`conditional_approximate`].
pub fn poisson_normal(rates: &[PersonTime], spread: Spread) -> Result<MixedModel, Undefined> {
    let informative: Vec<&PersonTime> = rates
        .iter()
        .filter(|rate| rate.experimental_events + rate.control_events > 0)
        .collect();
    enough(informative.len(), spread)?;
    arms_with_events(
        informative.iter().all(|rate| rate.experimental_events == 0),
        informative.iter().all(|rate| rate.control_events == 0),
    )?;
    let trials = informative.iter().map(|rate| {
        EffectLikelihood::binomial(
            rate.experimental_events,
            rate.control_events,
            (rate.experimental_time, rate.control_time),
        )
    });
    maximise(trials.collect(), spread)
}

/// The logistic–normal model of one arm's risk (R: `rma.glmm(measure = "PLO")`): the log odds of the trials' risks are
/// N(θ, τ²), and trials in which nobody or everybody had the event take part without a correction.
///
/// # Errors
///
/// [`Undefined::TooFewTrials`] and the like; [`Undefined::NoEvents`] and [`Undefined::AllEvents`] where no trial has an
/// event, or one without.
pub fn logistic_normal(arms: &[Proportion], spread: Spread) -> Result<MixedModel, Undefined> {
    enough(arms.len(), spread)?;
    if arms.iter().all(|arm| arm.events == 0) {
        return Err(Undefined::NoEvents);
    }
    if arms.iter().all(|arm| arm.events >= arm.total) {
        return Err(Undefined::AllEvents);
    }
    let trials = arms.iter().map(|arm| {
        let others = arm.total.saturating_sub(arm.events);
        EffectLikelihood::binomial(arm.events, others, (1.0, 1.0))
    });
    maximise(trials.collect(), spread)
}

fn arms_with_events(no_experimental: bool, no_control: bool) -> Result<(), Undefined> {
    if no_experimental || no_control {
        Err(Undefined::ArmWithoutEvent {
            experimental: no_experimental,
        })
    } else {
        Ok(())
    }
}

fn maximise(trials: Vec<EffectLikelihood>, spread: Spread) -> Result<MixedModel, Undefined> {
    let mut model = Conditional::of(trials);
    let found = fit(&mut model, spread)?;
    let best = model.trials.iter().map(EffectLikelihood::best);
    Ok(MixedModel {
        likelihood_ratio_q: Some(likelihood_ratio::q(best, found.common_log_likelihood)),
        wald: wald::test(model.trials.iter().filter_map(EffectLikelihood::estimate)),
        ..found.model(model.trials.len())
    })
}

/// Trials whose only parameter is their effect, with the modes of their integrands at the last (θ, τ) as starts.
pub(super) struct Conditional {
    trials: Vec<EffectLikelihood>,
    modes: Vec<f64>,
}

impl Conditional {
    pub(super) fn of(trials: Vec<EffectLikelihood>) -> Self {
        let modes = vec![0.0; trials.len()];
        Self { trials, modes }
    }
}

impl Marginal for Conditional {
    fn far_away(&self) -> f64 {
        if self.trials.iter().all(EffectLikelihood::is_monotone) {
            let rising = self.trials.iter().filter(|trial| trial.is_rising()).count();
            height_of_sides(rising, self.trials.len() - rising)
        } else {
            f64::NEG_INFINITY
        }
    }

    fn heights(&mut self, theta: f64, tau: f64, lattice: &Lattice) -> Vec<Height> {
        self.trials
            .iter()
            .zip(&mut self.modes)
            .map(|(trial, last)| {
                let at = |effect| trial.at(effect);
                if tau == 0.0 {
                    let here = at(theta);
                    return Height {
                        value: here.value,
                        theta: here.slope,
                        theta_theta: here.curvature,
                        tau_tau: here.curvature + here.slope * here.slope,
                        ..Height::default()
                    };
                }
                let centre = mode(at, theta, tau, *last);
                *last = centre.0;
                posterior(at, theta, tau, centre, lattice).height()
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Conditional, Marginal, logistic_normal, poisson_normal};
    use crate::effect::{PersonTime, Proportion, TwoByTwo};
    use crate::pool::Undefined;
    use crate::pool::mixed_model::profile::curvature_without_spread_is_that_of_a_small_one;
    use crate::pool::mixed_model::{EffectLikelihood, Spread};

    fn model(tables: &[[u64; 4]]) -> Conditional {
        Conditional::of(
            tables
                .iter()
                .map(|counts| EffectLikelihood::hypergeometric(&TwoByTwo::of(*counts)))
                .collect(),
        )
    }

    /// Three sides of five as coins fall: 3 ln ⅗ + 2 ln ⅖.
    #[test]
    fn one_sided_trials_are_tosses_of_a_coin_where_the_spread_has_no_end() {
        let (rising, falling) = ([4, 20, 0, 20], [0, 20, 3, 25]);
        let found = model(&[rising, falling, rising, falling, rising]).far_away();
        let expected = 3.0 * libm::log(0.6) + 2.0 * libm::log(0.4);
        assert!((found - expected).abs() < 1e-14, "{found}");
        let falls = model(&[rising, falling, [1, 20, 3, 20]]).far_away();
        assert!(falls < f64::MIN);
    }

    #[test]
    fn the_curvature_without_spread_is_that_of_a_small_one() {
        let mut model = model(&[[3, 20, 8, 31], [0, 25, 2, 30], [9, 40, 1, 38]]);
        curvature_without_spread_is_that_of_a_small_one(&mut model);
    }

    #[test]
    fn a_trial_without_an_event_does_not_count_among_rates() {
        let rates = |rows: &[[u64; 2]]| -> Vec<PersonTime> {
            rows.iter()
                .map(|[a, c]| PersonTime {
                    experimental_events: *a,
                    experimental_time: 120.0,
                    control_events: *c,
                    control_time: 95.0,
                })
                .collect()
        };
        let with = rates(&[[3, 5], [0, 0], [2, 0], [4, 9]]);
        let without = rates(&[[3, 5], [2, 0], [4, 9]]);
        let with = poisson_normal(&with, Spread::Estimated).unwrap();
        assert_eq!(with.trials, 3);
        assert_eq!(Ok(with), poisson_normal(&without, Spread::Estimated));
    }

    #[test]
    fn risks_of_nobody_or_of_everybody_have_no_model() {
        let model = |events: u64| {
            let arms = [8, 5, 12].map(|total| Proportion {
                events: events.min(total),
                total,
            });
            logistic_normal(&arms, Spread::Estimated).err()
        };
        assert_eq!(model(0), Some(Undefined::NoEvents));
        assert_eq!(model(12), Some(Undefined::AllEvents));
        assert_eq!(model(3), None);
    }
}
