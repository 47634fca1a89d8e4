//! How much each trial decides of the inverse-variance answer to an outcome, and where it stands in Baujat's plot.

use super::own_effects::{InverseVarianceModel, OwnEffect, own_effects};
use super::small_study::mean;
use super::{IntervalEstimate, MOST_IN_SERIES, Request};
use crate::data::{ConfidenceLevel, Measure, Plan};
use crate::effect::Effect;
use crate::explore::baujat::Place;
use crate::explore::influence;
use crate::pool::{heterogeneity, inverse_variance, tau_squared};

pub use crate::explore::influence::Influence;

/// A trial with what it decides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrialInfluence {
    /// The trial with its effect.
    pub trial: OwnEffect,
    /// What it decides.
    pub influence: Influence,
    /// Its place in Baujat's plot.
    pub baujat: Place,
    /// Whether it stands out by one of the usual bounds.
    pub stands_out: bool,
}

/// What the trials of an outcome decide.
#[derive(Clone, Debug, PartialEq)]
pub struct Influences {
    /// The measure of the effects.
    pub measure: Measure,
    /// The level of the interval.
    pub level: ConfidenceLevel,
    /// By which model.
    pub model: InverseVarianceModel,
    /// The mean of all of them.
    pub mean: IntervalEstimate,
    /// τ² of all of them.
    pub tau_squared: f64,
    /// Q of all of them.
    pub q: f64,
    /// The trials, in the order of the request.
    pub trials: Vec<TrialInfluence>,
}

/// The influence of each trial of a request under the plan that pooled it, by inverse variance whatever the plan is. `None` for
/// fewer than three trials with an effect, or more than [`MOST_IN_SERIES`].
#[must_use]
pub fn influences(request: &Request, plan: Plan) -> Option<Influences> {
    let own = own_effects(request, plan);
    if !(3..=MOST_IN_SERIES).contains(&own.len()) {
        return None;
    }
    let model = InverseVarianceModel::of(plan);
    let effects: Vec<Effect> = own.iter().map(|trial| trial.effect).collect();
    let tau_of = |effects: &[Effect]| {
        let estimator = model.estimator;
        estimator.map_or(0.0, |estimator| {
            tau_squared::estimate(effects, estimator).value
        })
    };
    let tau_squared = tau_of(&effects);
    let all = inverse_variance::mean(&effects, tau_squared)?;
    let centre = inverse_variance::mean(&effects, 0.0)?.estimate;
    let trials = own.len();
    let found = influence::influence(&effects, model.estimator);
    let trials: Vec<TrialInfluence> = own
        .iter()
        .zip(found)
        .filter_map(|(trial, influence)| {
            let influence = influence?;
            // The estimate and its error without the trial, from what Cook's distance and the ratio of covariances say.
            let error = all.standard_error;
            let moved = influence.dffits
                * (influence.hat * (trial.effect.variance + influence.tau_squared_without)).sqrt();
            let without = (
                all.estimate - moved,
                error * influence.covariance_ratio.sqrt(),
            );
            Some(TrialInfluence {
                trial: *trial,
                influence,
                baujat: Place::of(trial.effect, tau_squared, all.estimate, without),
                stands_out: influence.stands_out(trials),
            })
        })
        .collect();
    Some(Influences {
        measure: plan.measure,
        level: request.level,
        model,
        mean: mean(&effects, model, request.level)?,
        tau_squared,
        q: heterogeneity::q_around(&effects, centre),
        trials,
    })
}
