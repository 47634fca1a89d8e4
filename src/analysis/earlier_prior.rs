//! What an outcome comes to when the result of an earlier review is a prior of its effect, beside a vague prior in case the trials
//! contradict it ([`robust_mixture`]; Schmidli et al. 2014, Biometrics 70:1023).
//!
//! The earlier result is taken as a normal distribution of the log ratio: its mean is the logarithm of the printed estimate, its
//! standard deviation the width of the printed interval, which is taken to be one of 95 %, over twice 1.96. It is a sensitivity
//! analysis beside the main result. A trial that is in both reviews counts twice, which no printed result tells.

use super::compare::plan_for;
use super::fit::{Fit, estimable};
use super::likelihood::{applies, effect_likelihoods};
use super::rows::Rows;
use super::{Prepared, Response, Undefined};
use crate::data::{
    ConfidenceLevel, EarlierResult, Measure, Method, OutcomeId, Plan, Review, TauPrior,
};
use crate::pool::bayesian::{MeanPrior, RobustMixture, robust_mixture};

/// More rows take too long for a page that waits.
const MOST_ROWS: usize = 200;

/// An earlier result as a prior, and what the trials make of it.
#[derive(Clone, Debug, PartialEq)]
pub struct EarlierPrior {
    /// The place of the earlier review.
    pub review: usize,
    /// The place of the result in it.
    pub result: usize,
    /// The earlier result as a distribution of the mean log ratio.
    pub prior: MeanPrior,
    /// Its prior weight, from 0 to 1; the rest is that of the vague prior.
    pub weight: f64,
    /// The measure, and the prior of τ.
    pub plan: Plan,
    /// The posterior.
    pub posterior: RobustMixture,
    /// Rows of which the posterior is.
    pub trials: usize,
}

/// Why an earlier result is no prior.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEarlierPrior {
    /// The outcome is not pooled as a ratio for which the Bayesian model is made.
    NoRatio(Measure),
    /// The earlier result is of another measure than the outcome's plan; `None` where its measure is not known.
    OtherMeasure {
        /// That of the earlier result.
        printed: Option<Measure>,
        /// That of the outcome's plan.
        ours: Measure,
    },
    /// It has no estimate with limits that can be right.
    NoInterval,
    /// There are too many trials for a page that waits.
    TooMany,
    /// There is no posterior.
    Undefined(Undefined),
}

/// An earlier result as a distribution of the mean log ratio by this measure.
///
/// # Errors
/// Why it is none.
pub fn prior_of(result: &EarlierResult, measure: Measure) -> Result<MeanPrior, NoEarlierPrior> {
    let method = Method::Bayesian(TauPrior::HalfNormal);
    if !measure.is_ratio() || !applies(measure, method) {
        return Err(NoEarlierPrior::NoRatio(measure));
    }
    let printed = result.known_measure();
    if printed != Some(measure) {
        return Err(NoEarlierPrior::OtherMeasure {
            printed,
            ours: measure,
        });
    }
    let Some((mean, Some([lower, upper]))) = result.log_ratio() else {
        return Err(NoEarlierPrior::NoInterval);
    };
    let deviation = (upper - lower) / (2.0 * ConfidenceLevel::NinetyFive.normal_quantile());
    if deviation > 0.0 && deviation.is_finite() && mean.is_finite() {
        Ok(MeanPrior { mean, deviation })
    } else {
        Err(NoEarlierPrior::NoInterval)
    }
}

/// The outcome under the earlier result that was chosen as a prior; `None` where none was. The prior of τ is that of the outcome's
/// plan where it has one.
#[must_use]
pub fn earlier_prior(
    review: &Review,
    outcome: OutcomeId,
    (prepared, response): (&Prepared, &Response),
) -> Option<Result<EarlierPrior, NoEarlierPrior>> {
    let mut reviews = review.earlier.iter().enumerate();
    let (place, nth, result, percent) = reviews.find_map(|(place, earlier)| {
        let mut results = earlier.results.iter().enumerate();
        results.find_map(|(nth, result)| {
            let percent = result
                .prior_weight
                .filter(|_| result.outcome == Some(outcome))?;
            Some((place, nth, result, percent))
        })
    })?;
    let weight = f64::from(percent) / 100.0;
    Some(
        posterior(result, weight, (prepared, response)).map(|(prior, plan, posterior, trials)| {
            EarlierPrior {
                review: place,
                result: nth,
                prior,
                weight,
                plan,
                posterior,
                trials,
            }
        }),
    )
}

fn posterior(
    result: &EarlierResult,
    weight: f64,
    (prepared, response): (&Prepared, &Response),
) -> Result<(MeanPrior, Plan, RobustMixture, usize), NoEarlierPrior> {
    let measure = response.measure();
    let prior = prior_of(result, measure)?;
    if prepared.request.trials.len() > MOST_ROWS {
        return Err(NoEarlierPrior::TooMany);
    }
    let tau_prior = match response.plan.method {
        Method::Bayesian(prior) => prior,
        Method::MantelHaenszel
        | Method::MiettinenNurminen
        | Method::Peto
        | Method::InverseVariance
        | Method::RandomEffects(_)
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_) => TauPrior::HalfNormal,
    };
    let plan = plan_for(measure, Method::Bayesian(tau_prior));
    let rows = Rows::of(&prepared.request);
    estimable(&rows, plan).map_err(NoEarlierPrior::Undefined)?;
    let known = Fit::without_pool(&rows, plan, Undefined::Pending);
    let likelihoods = effect_likelihoods(&rows, plan, &known.trials);
    let posterior = robust_mixture(&likelihoods, tau_prior, prior, weight, response.level)
        .map_err(NoEarlierPrior::Undefined)?;
    Ok((prior, plan, posterior, likelihoods.len()))
}
