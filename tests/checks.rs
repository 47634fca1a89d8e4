//! What is noticed of numbers that contradict each other, and what is said of results that others stored or drew.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that does not find what it looks at has failed"
)]

#[path = "checks/differences.rs"]
mod differences;
#[path = "checks/limits.rs"]
mod limits;
#[path = "checks/registry.rs"]
mod registry;
#[path = "checks/shared_control.rs"]
mod shared_control;
#[path = "checks/stored.rs"]
mod stored;
#[path = "checks/subgroups.rs"]
mod subgroups;
#[path = "checks/weights.rs"]
mod weights;

use trialpool::analysis::{Prepared, Response, answer, prepare};
use trialpool::data::{
    Correction, Interval, Measure, Method, Plan, PredictionDegrees, Problem, Review, Settings,
    problems_of,
};
use trialpool::read::{Choices, table};
use trialpool::wording::Locale;
use trialpool::wording::problems::sentence;

/// The review of a table.
fn review(text: &str) -> Review {
    table(text, &Choices::default()).review
}

/// What is found in a table, with the trial of each finding.
fn found(text: &str) -> Vec<(String, Problem)> {
    let problems = problems_of(&review(text)).into_iter();
    problems
        .map(|problem| {
            (
                problem.place.trial_name.clone().unwrap_or_default(),
                problem,
            )
        })
        .collect()
}

/// The findings as they are said.
fn said(text: &str) -> Vec<String> {
    let problems = problems_of(&review(text));
    problems
        .iter()
        .map(|problem| sentence(problem, Locale::DecimalPoint))
        .collect()
}

/// Mantel and Haenszel's plan without a correction.
fn mantel_haenszel(measure: Measure) -> Plan {
    Plan {
        measure,
        method: Method::MantelHaenszel,
        interval: Interval::Wald,
        correction: Correction::None,
        prediction: PredictionDegrees::KMinusOne,
    }
}

/// The first outcome of a review, answered by a plan.
fn answered(review: &Review, plan: Plan) -> (Prepared, Response) {
    let outcome = review.outcomes[0].id;
    let mut settings = Settings::default();
    settings.plans.insert(outcome, plan);
    let prepared = prepare(review, &settings, outcome).expect("the outcome");
    let response = answer(&prepared.request);
    (prepared, response)
}
