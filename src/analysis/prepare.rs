//! From a review to the request for one of its outcomes.

use crate::data::OrderedSet;

use serde::{Deserialize, Serialize};

use super::{Request, TrialData, TrialRow, VERSION};
use crate::data::{
    CountEntries, EstimateEntries, Measure, Outcome, OutcomeId, OutcomeKind, Randomized, Review,
    Role, Scale, Settings, State, Trial, TrialId, Values, duplicates,
};
use crate::effect::TwoByTwo;
use crate::math::normal;

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
    let poolable: OrderedSet<TrialId> = reports
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
    } else if trial.randomized != Randomized::Yes && !settings.include_not_randomized {
        Some(LeftOut::NotRandomized)
    } else {
        None
    }
}

/// What the trial reported of the outcome: nothing, numbers, or numbers that cannot be pooled yet.
fn reported(trial: &Trial, outcome: &Outcome) -> Option<Result<TrialData, LeftOut>> {
    match &trial.records.get(&outcome.id)?.values {
        Values::Counts(arms) => two_by_two(trial, arms).map(|table| table.map(TrialData::Counts)),
        Values::Estimate(entries) => {
            let scale = match outcome.kind {
                OutcomeKind::Estimates(scale) => scale,
                OutcomeKind::Counts | OutcomeKind::PersonTime | OutcomeKind::Means => {
                    Scale::Difference
                }
            };
            estimate(entries, scale)
        }
    }
}

fn two_by_two(
    trial: &Trial,
    arms: &crate::data::OrderedMap<crate::data::ArmId, CountEntries>,
) -> Option<Result<TwoByTwo, LeftOut>> {
    let sides = [Role::Experimental, Role::Control].map(|role| {
        trial
            .arms
            .iter()
            .filter(|arm| arm.role == role)
            .filter_map(|arm| arms.get(&arm.id))
            .collect::<Vec<_>>()
    });
    if sides
        .iter()
        .flatten()
        .all(|entries| entries.events.state == State::NotReported)
    {
        return None;
    }
    let sum = |entries: &[&CountEntries]| -> Result<(u64, u64), LeftOut> {
        if entries.is_empty() {
            return Err(LeftOut::Incomplete);
        }
        let mut side = (0, 0);
        for entry in entries {
            if entry.events.is_unreadable() || entry.total.is_unreadable() {
                return Err(LeftOut::Problem);
            }
            let (Some(events), Some(total)) = (entry.events.value(), entry.total.value()) else {
                return Err(LeftOut::Incomplete);
            };
            if events > total || total == 0 {
                return Err(LeftOut::Problem);
            }
            side = (
                u64::saturating_add(side.0, events),
                u64::saturating_add(side.1, total),
            );
        }
        Ok(side)
    };
    let table = sum(&sides[0]).and_then(|experimental| {
        sum(&sides[1]).map(|control| TwoByTwo {
            experimental_events: experimental.0,
            experimental_total: experimental.1,
            control_events: control.0,
            control_total: control.1,
        })
    });
    Some(table)
}

fn estimate(entries: &EstimateEntries, scale: Scale) -> Option<Result<TrialData, LeftOut>> {
    if entries.estimate.state == State::NotReported {
        return None;
    }
    let analysis_scale = |value: f64| match scale {
        Scale::Ratio if value > 0.0 => Some(libm::log(value)),
        Scale::Ratio => None,
        Scale::LogRatio | Scale::Difference => Some(value),
    };
    let effect = entries.estimate.value().and_then(analysis_scale);
    let limits = entries
        .lower
        .value()
        .and_then(analysis_scale)
        .zip(entries.upper.value().and_then(analysis_scale));
    let standard_error = entries
        .standard_error
        .value()
        .or(limits.map(|(lower, upper)| (upper - lower) / (2.0 * normal::QUANTILE_975)));
    let interval_misses_estimate = entries.standard_error.value().is_none()
        && effect
            .zip(limits)
            .is_some_and(|(effect, (lower, upper))| !(lower..=upper).contains(&effect));
    let data = match (effect, standard_error) {
        _ if interval_misses_estimate => Err(LeftOut::Problem),
        (Some(effect), Some(standard_error))
            if effect.is_finite() && standard_error > 0.0 && standard_error.is_finite() =>
        {
            Ok(TrialData::Estimate {
                effect,
                standard_error,
            })
        }
        (Some(_), None) => Err(LeftOut::Incomplete),
        _ => Err(LeftOut::Problem),
    };
    Some(data)
}
