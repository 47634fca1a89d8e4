//! What is noticed of numbers that contradict each other, and what is said of results that others stored or drew.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that does not find what it looks at has failed"
)]

#[path = "checks/limits.rs"]
mod limits;
#[path = "checks/shared_control.rs"]
mod shared_control;
#[path = "checks/stored.rs"]
mod stored;

use trialpool::data::{Problem, Review, problems_of};
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
