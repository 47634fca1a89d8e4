//! The trials' own effects with their variances, as the forest plot shows them: what funnel, regression and influence work on.

use super::Request;
use super::own::{own_effect, touches_own_effect};
use super::rows::{Row, Rows};
use crate::data::{Interval, Measure, Method, Plan, TauSquaredEstimator};
use crate::effect::{Effect, TwoByTwo};

/// A trial, or one comparison of it, with its own effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OwnEffect {
    /// Its row of the request.
    pub row: usize,
    /// Its effect on the scale of analysis.
    pub effect: Effect,
    /// Whether something was added to its cells.
    pub corrected: bool,
    /// Its people, where they are known.
    pub people: Option<f64>,
}

/// The rows that have an effect with a variance of their own under a plan, in their order.
#[must_use]
pub fn own_effects(request: &Request, plan: Plan) -> Vec<OwnEffect> {
    let rows = Rows::of(request);
    let rows = rows.rows.iter().zip(&request.trials).enumerate();
    rows.filter_map(|(place, (row, trial))| {
        Some(OwnEffect {
            row: place,
            effect: own_effect(row, plan)?,
            corrected: touches_own_effect(row, plan),
            people: trial.data.people(),
        })
    })
    .collect()
}

/// The tables of counts of a request that can be.
pub(super) fn tables(request: &Request) -> Vec<TwoByTwo> {
    let rows = Rows::of(request);
    let tables = rows.rows.iter().filter_map(|row| match row {
        Row::Counts(table) => Some(*table),
        Row::PersonTime(_)
        | Row::Means(_)
        | Row::Proportion(_)
        | Row::Estimate(_)
        | Row::Impossible => None,
    });
    tables.collect()
}

/// How trials are weighted where effects are explored: by inverse variance, with τ² by this estimator, or without τ².
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InverseVarianceModel {
    /// The estimator of τ²; `None` for a common effect.
    pub estimator: Option<TauSquaredEstimator>,
    /// How the interval of the mean is made.
    pub interval: Interval,
    /// Whether the plan itself pools so.
    pub is_of_plan: bool,
}

impl InverseVarianceModel {
    /// That of the plan where it weights by inverse variance; else random effects (REML) with the interval of Hartung and
    /// Knapp that is never narrower than Wald's, as they would be proposed.
    #[must_use]
    pub fn of(plan: Plan) -> Self {
        match plan.method {
            Method::InverseVariance => Self {
                estimator: None,
                interval: Interval::Wald,
                is_of_plan: true,
            },
            Method::RandomEffects(TauSquaredEstimator::DerSimonianLairdMantelHaenszel) => Self {
                estimator: Some(TauSquaredEstimator::DerSimonianLaird),
                interval: plan.interval,
                is_of_plan: false,
            },
            Method::RandomEffects(estimator) => Self {
                estimator: Some(estimator),
                interval: plan.interval,
                is_of_plan: true,
            },
            Method::MantelHaenszel
            | Method::MiettinenNurminen
            | Method::Peto
            | Method::GeneralizedLinear(_)
            | Method::BetaBinomial
            | Method::PenalizedLogistic
            | Method::ExactConditional(_)
            | Method::Bayesian(_) => Self {
                estimator: Some(TauSquaredEstimator::RestrictedMaximumLikelihood),
                interval: Interval::HartungKnappSafeguarded,
                is_of_plan: false,
            },
        }
    }

    /// The estimator of a model that always leaves room for variance between trials.
    #[must_use]
    pub fn always_random(self) -> TauSquaredEstimator {
        self.estimator
            .unwrap_or(TauSquaredEstimator::RestrictedMaximumLikelihood)
    }
}

/// Whether the standard error of a trial's effect follows from the effect itself, so that tests of one against the other reject
/// too often where events are few (Sterne et al. 2011; Pustejovsky & Rodgers 2019 for standardized means).
#[must_use]
pub fn has_tied_error(measure: Measure) -> bool {
    match measure {
        Measure::RiskRatio
        | Measure::OddsRatio
        | Measure::RiskDifference
        | Measure::RateRatio
        | Measure::RateDifference
        | Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances
        | Measure::RatioOfMeans
        | Measure::LogitProportion
        | Measure::LogProportion
        | Measure::RawProportion => true,
        Measure::PetoOddsRatio
        | Measure::ArcsineDifference
        | Measure::MeanDifference
        | Measure::ArcsineProportion
        | Measure::DoubleArcsineProportion
        | Measure::GenericRatio
        | Measure::GenericDifference => false,
    }
}
