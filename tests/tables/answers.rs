//! The outcomes of a review with their answers, as a report is told of them.

use trialpool::analysis::{Prepared, Response};
use trialpool::data::Review;
use trialpool::wording::paragraphs::OutcomeAnswers;

pub(crate) fn outcome_answers<'a>(
    review: &'a Review,
    answers: &'a [(Prepared, Response)],
) -> Vec<OutcomeAnswers<'a>> {
    let outcomes = review.outcomes.iter().zip(answers);
    outcomes
        .map(|(outcome, (prepared, response))| OutcomeAnswers {
            outcome,
            prepared,
            response,
            sensitivity: &[],
        })
        .collect()
}
