//! The radial plot of Galbraith (1988, Statistics in Medicine 7:889): each trial's effect over its standard error against one over
//! that error, z = y / s against 1 / s with s² = v + τ². The line from the origin to a point has the trial's effect as its slope, so
//! that the pooled effect is a line through the origin; a trial that the pooled effect fits lies within 2 above or below
//! it about 95 times of 100. R: `metafor::radial()`, which has τ² in the error too.

use super::own_effects::{InverseVarianceModel, OwnEffect, own_effects};
use super::{MOST_IN_SERIES, Request};
use crate::data::{Measure, Plan};
use crate::effect::Effect;
use crate::pool::{inverse_variance, tau_squared};

/// Half the height of the band about the line.
pub const RADIAL_BAND: f64 = 2.0;

/// A trial in the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RadialTrial {
    /// The trial with its effect.
    pub trial: OwnEffect,
    /// One over its standard error, τ² included.
    pub precision: f64,
    /// Its effect over that error.
    pub z: f64,
    /// Whether it lies outside of the band.
    pub is_outside: bool,
}

/// The trials of an outcome in the plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Radial {
    /// The measure of the effects.
    pub measure: Measure,
    /// By which model.
    pub model: InverseVarianceModel,
    /// The mean of all of them, scale of analysis: the slope of the line.
    pub mean: f64,
    /// τ² of all of them; 0 for a common effect.
    pub tau_squared: f64,
    /// Whether the search for τ² met its tolerance.
    pub converged: bool,
    /// The trials, in the order of the request.
    pub trials: Vec<RadialTrial>,
}

/// The trials of a request under the plan that pooled it, by inverse variance whatever the plan is. `None` for fewer than two
/// trials with an effect, or more than [`MOST_IN_SERIES`].
#[must_use]
pub fn radial(request: &Request, plan: Plan) -> Option<Radial> {
    let own = own_effects(request, plan);
    if !(2..=MOST_IN_SERIES).contains(&own.len()) {
        return None;
    }
    let model = InverseVarianceModel::of(plan);
    let effects: Vec<Effect> = own.iter().map(|trial| trial.effect).collect();
    let (tau_squared, converged) = model.estimator.map_or((0.0, true), |estimator| {
        let found = tau_squared::estimate(&effects, estimator);
        (found.value, found.converged)
    });
    let mean = inverse_variance::mean(&effects, tau_squared)?.estimate;
    let trials = own.into_iter().map(|trial| {
        let precision = 1.0 / (trial.effect.variance + tau_squared).sqrt();
        let z = trial.effect.estimate * precision;
        RadialTrial {
            trial,
            precision,
            z,
            is_outside: (z - mean * precision).abs() > RADIAL_BAND,
        }
    });
    Some(Radial {
        measure: plan.measure,
        model,
        mean,
        tau_squared,
        converged,
        trials: trials.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::radial;
    use crate::analysis::{plan_for, prepare};
    use crate::data::{Measure, Method, Settings, TauSquaredEstimator};
    use crate::read::examples;

    /// R: `radial(rma(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg, method = "REML"))`: the x and y
    /// that it returns, here of trials 1 and 13.
    #[test]
    fn the_places_of_bcg_are_those_of_metafor() {
        let review = examples::review("bcg-vaccine").unwrap();
        let outcome = review.outcomes[0].id;
        let prepared = prepare(&review, &Settings::default(), outcome).unwrap();
        let method = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
        let found = radial(&prepared.request, plan_for(Measure::RiskRatio, method)).unwrap();
        assert!((found.mean - -0.714_532_342_158).abs() < 1e-8);
        assert!((found.tau_squared - 0.313_243_258_136).abs() < 1e-7);
        assert!(found.converged);
        for (place, x, y) in [
            (0, 1.251_146_082_93, -1.112_658_391_94),
            (12, 1.612_383_358_3, -0.027_916_721_971_4),
        ] {
            let trial = found.trials[place];
            assert!((trial.precision - x).abs() < 1e-7, "{trial:?}");
            assert!((trial.z - y).abs() < 1e-7, "{trial:?}");
        }
    }
}
