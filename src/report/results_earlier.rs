//! What the results as JSON say of an outcome under an earlier estimate as a prior.

use serde::Serialize;

use crate::analysis::{MeanPrior, Prepared, Response, RobustMixture, earlier_prior};
use crate::data::{OutcomeId, Plan, Review};
use crate::wording::{Subject, earlier, earlier_prior as words};

/// An earlier estimate as a prior, and the posterior; all on the log scale.
#[derive(Serialize)]
pub(super) struct EarlierPriorResults {
    review: String,
    sentence: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    prior: Option<MeanPrior>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prior_weight: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    plan: Option<Plan>,
    posterior: Option<RobustMixture>,
}

/// The outcome under the earlier result that was chosen as a prior; nothing where none was.
pub(super) fn earlier_prior_results(
    review: &Review,
    outcome: OutcomeId,
    (prepared, response): (&Prepared, &Response),
    subject: &Subject<'_>,
) -> Option<EarlierPriorResults> {
    let found = earlier_prior(review, outcome, (prepared, response))?;
    Some(match found {
        Err(why) => EarlierPriorResults {
            review: String::new(),
            sentence: words::no_prior(why, subject),
            prior: None,
            prior_weight: None,
            plan: None,
            posterior: None,
        },
        Ok(found) => EarlierPriorResults {
            review: review
                .earlier
                .get(found.review)
                .map_or_else(String::new, |review| earlier::name(review)),
            sentence: words::sentence(&found, subject),
            prior: Some(found.prior),
            prior_weight: Some(found.weight),
            plan: Some(found.plan),
            posterior: Some(found.posterior),
        },
    })
}
