//! P value functions: the two-sided P of every supposed effect, of each trial, of the pooled result and of the effect in another
//! trial; what a drapery plot draws (Rücker & Schwarzer 2021, Research Synthesis Methods 12:34). R: `meta::drapery()`.
//!
//! With an estimate y and its standard error s, P(θ) = 2 (1 − F(|y − θ| / s)): F is the normal distribution for a trial, and for
//! the pooled result whatever its interval is made of, so that P is above 1 − level within the interval and nowhere else.
//! The effect in another trial has s² = SE² + τ² and Student's t, as the prediction interval has.

use super::own_effects::{OwnEffect, own_effects};
use super::{IntervalEstimate, Pooled, Request, Response};
use crate::data::{ConfidenceLevel, Measure, PredictionDegrees};
use crate::math::{normal, student};

/// The P of every supposed effect, of an estimate with a standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PValueFunction {
    /// The effect at which P is 1, scale of analysis.
    pub estimate: f64,
    /// Its standard error, above zero.
    pub standard_error: f64,
    /// Degrees of freedom of Student's t; `None` for the normal distribution.
    pub degrees_of_freedom: Option<f64>,
}

impl PValueFunction {
    /// The two-sided P of a supposed effect, scale of analysis.
    #[must_use]
    pub fn at(&self, supposed: f64) -> f64 {
        let statistic = (self.estimate - supposed) / self.standard_error;
        match self.degrees_of_freedom {
            None => normal::two_sided(statistic),
            Some(degrees) => student::two_sided(statistic, degrees),
        }
    }

    /// How many standard errors from the estimate a supposed effect has this P.
    #[must_use]
    pub fn distance(&self, p: f64) -> f64 {
        match self.degrees_of_freedom {
            None => normal::upper_quantile(p / 2.0),
            Some(degrees) => student::upper_quantile(p / 2.0, degrees),
        }
    }

    /// Whether these are the limits between which P is above 1 − level.
    fn has_limits(&self, (lower, upper): (f64, f64), level: ConfidenceLevel) -> bool {
        /// What rounding may do, in standard errors.
        const SLACK: f64 = 1e-6;
        let reach = self.distance(2.0 * level.tail());
        let is_at = |limit: f64, place: f64| {
            ((limit - self.estimate) / self.standard_error - place).abs() < SLACK * reach.max(1.0)
        };
        self.standard_error > 0.0 && is_at(lower, -reach) && is_at(upper, reach)
    }
}

/// The P value functions of an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct PValueFunctions {
    /// The measure of the effects.
    pub measure: Measure,
    /// The level of the intervals.
    pub level: ConfidenceLevel,
    /// That of the pooled result; `None` where there is none, or its interval is not made of an estimate, a standard error and
    /// a quantile.
    pub pooled: Option<PValueFunction>,
    /// The interval of the pooled result; `None` where there is none.
    pub interval: Option<IntervalEstimate>,
    /// That of the effect in another trial, where the answer has a prediction interval that is made so.
    pub prediction: Option<PValueFunction>,
    /// Whether every iterative fit behind the pooled result met its tolerance; true where there is none.
    pub converged: bool,
    /// Those of the trials, in the order of the request, each with its effect.
    pub trials: Vec<(OwnEffect, PValueFunction)>,
}

/// The P value functions behind an answer; `None` where no trial has an effect with a standard error of its own.
#[must_use]
pub fn p_value_functions(request: &Request, response: &Response) -> Option<PValueFunctions> {
    let trials: Vec<(OwnEffect, PValueFunction)> = own_effects(request, response.plan)
        .into_iter()
        .map(|trial| {
            let function = PValueFunction {
                estimate: trial.effect.estimate,
                standard_error: trial.effect.variance.sqrt(),
                degrees_of_freedom: None,
            };
            (trial, function)
        })
        .collect();
    if trials.is_empty() {
        return None;
    }
    let answer = response.pooled.as_ref().ok();
    let level = response.level;
    let pooled = answer.and_then(|answer| of_pooled(answer, level));
    let degrees = response.plan.prediction;
    Some(PValueFunctions {
        measure: response.measure(),
        level,
        prediction: answer
            .filter(|_| pooled.is_some())
            .and_then(|answer| of_prediction(answer, degrees, level)),
        pooled,
        interval: answer.map(|answer| answer.interval),
        converged: answer.is_none_or(|answer| answer.converged),
        trials,
    })
}

fn of_pooled(answer: &Pooled, level: ConfidenceLevel) -> Option<PValueFunction> {
    let interval = answer.interval;
    let function = PValueFunction {
        estimate: interval.estimate,
        standard_error: interval.standard_error,
        degrees_of_freedom: answer.degrees_of_freedom,
    };
    // A posterior has no P of a supposed effect, whatever its interval looks like.
    (answer.posterior.is_none() && function.has_limits((interval.lower, interval.upper), level))
        .then_some(function)
}

fn of_prediction(
    answer: &Pooled,
    degrees: PredictionDegrees,
    level: ConfidenceLevel,
) -> Option<PValueFunction> {
    let tau_squared = answer.heterogeneity.as_ref()?.tau_squared?;
    let error = answer.interval.standard_error;
    let lost = match degrees {
        PredictionDegrees::KMinusOne => 1,
        PredictionDegrees::KMinusTwo => 2,
    };
    let function = PValueFunction {
        estimate: answer.interval.estimate,
        standard_error: (error * error + tau_squared).sqrt(),
        degrees_of_freedom: Some(answer.trials.checked_sub(lost)? as f64),
    };
    function
        .has_limits(answer.prediction?, level)
        .then_some(function)
}

#[cfg(test)]
mod tests {
    use super::p_value_functions;
    use crate::analysis::{answer, plan_for, prepare};
    use crate::data::{
        ConfidenceLevel, Interval, Measure, Method, Plan, Settings, TauPrior, TauSquaredEstimator,
    };
    use crate::read::examples;

    fn of_bcg(plan: Plan) -> super::PValueFunctions {
        let review = examples::review("bcg-vaccine").unwrap();
        let outcome = review.outcomes[0].id;
        let mut settings = Settings::default();
        settings.plans.insert(outcome, plan);
        let prepared = prepare(&review, &settings, outcome).unwrap();
        p_value_functions(&prepared.request, &answer(&prepared.request)).unwrap()
    }

    fn reml(interval: Interval) -> Plan {
        let method = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
        Plan {
            interval,
            ..plan_for(Measure::RiskRatio, method)
        }
    }

    /// R: `r <- rma(measure = "RR", ..., data = dat.bcg, test = "knha")`, then
    /// `2 * pt(-abs((coef(r) - log(0.5)) / r$se), 12)`, and for the prediction
    /// `2 * pt(-abs(coef(r) / sqrt(r$se^2 + r$tau2)), 12)`.
    #[test]
    fn the_curves_of_bcg_are_those_of_metafor() {
        let found = of_bcg(reml(Interval::HartungKnapp));
        let pooled = found.pooled.unwrap();
        assert!((pooled.standard_error - 0.180_791_744_093).abs() < 1e-8);
        assert!((pooled.at(libm::log(0.5)) - 0.907_797_873_756).abs() < 1e-7);
        let prediction = found.prediction.unwrap();
        assert!((prediction.at(0.0) - 0.247_781_162_721).abs() < 1e-7);
        assert_eq!(found.trials.len(), 13);
        for (trial, function) in &found.trials {
            assert!((function.at(trial.effect.estimate) - 1.0).abs() < 1e-15);
        }
    }

    #[test]
    fn p_is_one_minus_level_at_the_limits_of_the_methods_own_interval() {
        for interval in [
            Interval::Wald,
            Interval::HartungKnapp,
            Interval::HartungKnappSafeguarded,
        ] {
            let found = of_bcg(reml(interval));
            let (pooled, limits) = (found.pooled.unwrap(), found.interval.unwrap());
            assert_eq!(found.level, ConfidenceLevel::NinetyFive);
            for limit in [limits.lower, limits.upper] {
                assert!((pooled.at(limit) - 0.05).abs() < 1e-9, "{interval:?}");
            }
        }
    }

    #[test]
    fn a_posterior_and_a_profile_have_no_curve() {
        let posterior = plan_for(Measure::OddsRatio, Method::Bayesian(TauPrior::HalfNormal));
        let method = Method::RandomEffects(TauSquaredEstimator::MaximumLikelihood);
        let profile = Plan {
            interval: Interval::ProfileLikelihood,
            ..plan_for(Measure::RiskRatio, method)
        };
        for plan in [posterior, profile] {
            let found = of_bcg(plan);
            assert!(found.interval.is_some());
            assert_eq!((found.pooled, found.prediction), (None, None));
        }
    }
}
