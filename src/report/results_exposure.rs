//! How long the people of an outcome were watched, for the results as JSON.

use serde::Serialize;

use crate::analysis::{Prepared, exposure};
use crate::data::{OutcomeId, Review};

/// How long the people of an outcome were watched, and how long the outcome is thought to take.
#[derive(Serialize)]
pub(super) struct ExposureResults<'a> {
    latency_days: Option<f64>,
    trials_shorter_than_latency: Option<usize>,
    person_years: Option<f64>,
    trials_with_people_and_follow_up: usize,
    reported_time: Option<f64>,
    follow_up_column: Option<&'a str>,
    trials: Vec<TrialExposureResults<'a>>,
}

#[derive(Serialize)]
struct TrialExposureResults<'a> {
    name: &'a str,
    people: Option<u64>,
    follow_up_days: Option<f64>,
    reported_time: Option<f64>,
}

/// People and follow-up of the trials that are pooled; nothing where neither a latency nor the follow-up of any trial is known.
pub(super) fn exposure_results<'a>(
    review: &'a Review,
    prepared: &Prepared,
    outcome: OutcomeId,
) -> Option<ExposureResults<'a>> {
    let watched = exposure(review, prepared, outcome);
    let is_known = watched.latency.is_some()
        || watched
            .trials
            .iter()
            .any(|trial| trial.days.is_some() || trial.reported.is_some());
    let column = |id| review.covariates.iter().find(|column| column.id == id);
    is_known.then(|| ExposureResults {
        latency_days: watched.latency,
        trials_shorter_than_latency: watched.shorter(),
        person_years: watched.person_years(),
        trials_with_people_and_follow_up: watched.with_both(),
        reported_time: watched.reported_time(),
        follow_up_column: watched
            .column
            .and_then(column)
            .map(|column| column.name.as_str()),
        trials: watched
            .trials
            .iter()
            .map(|trial| TrialExposureResults {
                name: review.trial(trial.trial).map_or("", |found| &found.name),
                people: trial.people,
                follow_up_days: trial.days,
                reported_time: trial.reported,
            })
            .collect(),
    })
}
