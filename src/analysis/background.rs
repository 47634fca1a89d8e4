//! Fits that run in the background: tells which plans take longer than a keystroke may, and gives the part of an answer
//! that another thread computes.

use serde::{Deserialize, Serialize};

use super::fit::{Fit, fit};
use super::fragility::{Fragility, NoFragility, fragility};
use super::likelihood::is_likelihood;
use super::rows::Rows;
use super::subsets::{SubsetPools, subset_pools};
use super::{Request, Undefined};
use crate::data::{CountModel, Method};
use crate::safety::event_mixture::{EventMixture, NoPosterior};

/// How far a computation of several steps is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Steps that are done.
    pub done: usize,
    /// Steps in all.
    pub of: usize,
}

impl Fit {
    /// Carries out the plan of a request. `None` where it leaves the plan open.
    #[must_use]
    pub fn of(request: &Request) -> Option<Self> {
        Some(fit(&Rows::of(request), request.plan?))
    }

    /// What is known before the fit: each trial's own effect. `None` where the request leaves the plan open.
    #[must_use]
    pub fn pending(request: &Request) -> Option<Self> {
        let plan = request.plan?;
        Some(Self::without_pool(
            &Rows::of(request),
            plan,
            Undefined::Pending,
        ))
    }
}

/// What takes longer than a frame beside the fit of a plan, and is computed by another thread when it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LongWork {
    /// The pool of every subset of the trials.
    Subsets,
    /// The search for the fewest events that turn the result.
    Fragility,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LongFound {
    /// The pools; `None` where there are too few trials, too many, or no pool.
    Subsets(Option<SubsetPools>),
    /// The search, or why there is none.
    Fragility(Result<Fragility, NoFragility>),
    /// The posterior of all events of the review, or why there is none: what [`super::GroupedEvents`] ask.
    GroupedEvents(Result<EventMixture, NoPosterior>),
}

impl LongWork {
    /// Does it for a request, told of as it goes on where it has steps. `None` where the request leaves the plan open.
    #[must_use]
    pub fn found(self, request: &Request, watch: &mut dyn FnMut(Progress)) -> Option<LongFound> {
        let plan = request.plan?;
        Some(match self {
            Self::Subsets => LongFound::Subsets(subset_pools(request, plan, watch)),
            Self::Fragility => LongFound::Fragility(fragility(request, plan)),
        })
    }
}

/// What a person does not notice while typing, in milliseconds.
const UNNOTICED: f64 = 50.0;

/// Whether the plan of a request takes longer than a person types on without noticing: judged by the method and the
/// number of trials, at what a trial costs in a browser of 2025.
#[must_use]
pub fn is_long(request: &Request) -> bool {
    let milliseconds_a_trial = request.plan.map_or(0.0, |plan| match plan.method {
        Method::Bayesian(_) => 0.4,
        Method::GeneralizedLinear(CountModel::RandomIntercepts) => 0.3,
        Method::GeneralizedLinear(CountModel::FixedIntercepts) => 0.2,
        Method::GeneralizedLinear(
            CountModel::ConditionalExact
            | CountModel::ConditionalApproximate
            | CountModel::LogisticNormal,
        ) => 0.1,
        Method::ExactConditional(_) => 0.05,
        Method::PenalizedLogistic => 0.02,
        Method::MantelHaenszel
        | Method::MiettinenNurminen
        | Method::Peto
        | Method::InverseVariance
        | Method::RandomEffects(_)
        | Method::BetaBinomial => 0.0,
    });
    milliseconds_a_trial * request.trials.len() as f64 > UNNOTICED
}

/// Whether the plan of a request is carried out by a likelihood or a posterior: one such fit is within a frame or two, several
/// after each other are not.
#[must_use]
pub fn is_by_likelihood(request: &Request) -> bool {
    request.plan.is_some_and(|plan| is_likelihood(plan.method))
}

#[cfg(test)]
mod tests {
    use super::{Fit, is_long};
    use crate::analysis::{
        Request, TrialData, TrialRow, TwoByTwo, Undefined, VERSION, answer, answer_around,
        answer_watched, plan_for,
    };
    use crate::data::{ConfidenceLevel, CountModel, Measure, Method, TauPrior};

    fn request(trials: u64, method: Method) -> Request {
        let trial = |number: u64| TrialRow {
            label: number.to_string(),
            continues: false,
            data: TrialData::Counts(TwoByTwo {
                experimental_events: number % 5,
                experimental_total: 50 + number,
                control_events: number % 7,
                control_total: 60,
            }),
        };
        Request {
            version: VERSION,
            trials: (0..trials).map(trial).collect(),
            measure: None,
            plan: Some(plan_for(Measure::OddsRatio, method)),
            compare: false,
            level: ConfidenceLevel::default(),
        }
    }

    #[test]
    fn an_answer_around_a_fit_made_elsewhere_is_the_answer() {
        for method in [
            Method::Bayesian(TauPrior::HalfNormal),
            Method::GeneralizedLinear(CountModel::ConditionalExact),
            Method::BetaBinomial,
        ] {
            let request = request(9, method);
            let elsewhere = Fit::of(&request).unwrap();
            assert_eq!(answer_around(&request, &elsewhere), answer(&request));
        }
    }

    #[test]
    fn before_the_fit_the_trials_are_known_and_the_pool_is_pending() {
        let request = request(9, Method::GeneralizedLinear(CountModel::ConditionalExact));
        let before = answer_around(&request, &Fit::pending(&request).unwrap());
        assert_eq!(before.pooled, Err(Undefined::Pending));
        let after = answer(&request);
        for (before, after) in before.trials.iter().zip(&after.trials) {
            assert_eq!(before.effect, after.effect);
        }
    }

    #[test]
    fn only_many_trials_and_a_likelihood_take_long() {
        assert!(!is_long(&request(
            55,
            Method::Bayesian(TauPrior::HalfNormal)
        )));
        assert!(is_long(&request(
            200,
            Method::Bayesian(TauPrior::HalfNormal)
        )));
        assert!(!is_long(&request(5_000, Method::MantelHaenszel)));
    }

    #[test]
    fn a_comparison_says_before_each_method_how_many_are_done() {
        let request = Request {
            compare: true,
            ..request(5, Method::MantelHaenszel)
        };
        let mut said = Vec::new();
        let watched = answer_watched(&request, &mut |progress| said.push(progress));
        assert_eq!(watched, answer(&request));
        assert!(said.len() >= watched.comparison.len());
        for (index, progress) in said.iter().enumerate() {
            assert_eq!((progress.done, progress.of), (index, said.len()));
        }
    }
}
