//! Prepares the request for one outcome of a review.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::reported::reported;
use super::{Request, TrialRow, VERSION};
use crate::data::{Measure, Outcome, OutcomeId, Review, Settings, Trial, TrialId, duplicates};

/// The request for one outcome, with the way back to the review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prepared {
    /// What to ask the core.
    pub request: Request,
    /// The trial behind each row of the request.
    pub rows: Vec<TrialId>,
    /// Trials of the review that could enter this pool: all but those hidden or set aside as not randomized.
    pub included: usize,
    /// Trials that reported the outcome and are not rows, each with the reason; those that did not report it are not
    /// listed.
    pub left_out: Vec<(TrialId, LeftOut)>,
}

/// Why a trial that reported the outcome is not in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// The user has taken it out for now.
    Hidden,
    /// It is not randomized, or not confirmed to be, and the review pools randomized trials only.
    NotRandomized,
    /// Its numbers have a problem that must be mended first.
    Problem,
    /// It repeats the record of an earlier trial of the same name.
    Repeated,
    /// Something was typed, but not enough to pool: events without a total, one arm only.
    Incomplete,
}

/// Makes the request for `outcome`, or nothing if the review does not have it.
///
/// A trial enters if it reported complete numbers for an experimental and a control arm (arms of one role are added
/// up), is not hidden, and is randomized unless the settings say otherwise.
#[must_use]
pub fn prepare(review: &Review, settings: &Settings, outcome: OutcomeId) -> Option<Prepared> {
    let outcome = review.outcome(outcome)?;
    let mut prepared = Prepared {
        request: Request {
            version: VERSION,
            trials: Vec::new(),
            plan: settings.plans.get(&outcome.id).copied(),
            measure: measure(outcome, settings),
            compare: false,
            level: settings.level_of(outcome.id),
        },
        rows: Vec::new(),
        included: 0,
        left_out: Vec::new(),
    };
    let reports: Vec<_> = review
        .trials
        .iter()
        .map(|trial| (trial, reported(trial, outcome), barred(trial, settings)))
        .collect();
    let poolable: BTreeSet<TrialId> = reports
        .iter()
        .filter(|(_, report, barred)| barred.is_none() && matches!(report, Some(Ok(_))))
        .map(|(trial, ..)| trial.id)
        .collect();
    let repeated = duplicates(review, outcome.id, |trial| poolable.contains(&trial.id));
    for (trial, report, barred) in reports {
        prepared.included += usize::from(barred.is_none());
        let barred = barred.or(repeated
            .contains_key(&trial.id)
            .then_some(LeftOut::Repeated));
        match (report, barred) {
            (None, _) => {}
            (Some(_), Some(reason)) | (Some(Err(reason)), None) => {
                prepared.left_out.push((trial.id, reason));
            }
            (Some(Ok(data)), None) => {
                prepared.rows.push(trial.id);
                prepared.request.trials.push(TrialRow {
                    label: trial.name.clone(),
                    data,
                });
            }
        }
    }
    Some(prepared)
}

/// The measure a proposal starts from: what the review's plan says where it can be made from the outcome's numbers, else
/// the default of their kind.
fn measure(outcome: &Outcome, settings: &Settings) -> Option<Measure> {
    let possible = Measure::of(outcome.kind);
    settings
        .measure
        .filter(|measure| possible.contains(measure))
        .or_else(|| possible.first().copied())
}

fn barred(trial: &Trial, settings: &Settings) -> Option<LeftOut> {
    if settings.hidden.contains(&trial.id) {
        Some(LeftOut::Hidden)
    } else if !trial.randomized.is_pooled() && !settings.include_not_randomized {
        Some(LeftOut::NotRandomized)
    } else {
        None
    }
}
