//! Prepares the request for one outcome of a review.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;

use super::reported::{reported, split};
use super::{Request, TrialData, TrialRow, VERSION};
use crate::data::{
    ArmId, Measure, MultipleArms, Outcome, OutcomeId, Review, Role, Settings, Trial, TrialId,
    duplicates,
};

/// The request for one outcome, with the way back to the review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prepared {
    /// Of which outcome; nothing where that was not kept.
    #[serde(default)]
    pub outcome: Option<OutcomeId>,
    /// What to ask the core.
    pub request: Request,
    /// The trial behind each row of the request; the comparisons of one trial follow each other.
    pub rows: Vec<TrialId>,
    /// Trials of the review that could have reported the outcome to this pool: all but those set aside as not randomized.
    pub included: usize,
    /// Those of them that the reviewers left out, whether or not they reported it.
    pub withheld: usize,
    /// Those of them that neither the reviewers left out nor reported the outcome, in the order of the review. A row of the name
    /// of a trial that reported it is none of them, nor is a trial without arms on the sides that are compared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub silent: Vec<TrialId>,
    /// Trials that reported the outcome and are not rows, each with the reason; those that did not report it are not
    /// listed.
    pub left_out: Vec<(TrialId, LeftOut)>,
    /// Those of them that the reviewers left out, with the reasons.
    pub excluded: Vec<ExcludedTrial>,
}

impl Prepared {
    /// Trials that reported the outcome with numbers that can be pooled: the rows, and those that the reviewers left out.
    #[must_use]
    pub fn reported(&self) -> usize {
        let excluded = self.excluded.iter().filter(|trial| trial.data.is_some());
        self.pooled() + excluded.count()
    }

    /// The trials behind the rows, each once, with the rows of its comparisons.
    pub fn trials(&self) -> impl Iterator<Item = (TrialId, Range<usize>)> {
        let comparisons = self.rows.chunk_by(|one, other| one == other);
        comparisons.scan(0, |next, rows| {
            let first = *next;
            *next += rows.len();
            Some((*rows.first()?, first..*next))
        })
    }

    /// Trials behind the rows: a trial with several comparisons is one.
    #[must_use]
    pub fn pooled(&self) -> usize {
        self.trials().count()
    }

    /// How many comparisons of a trial are rows.
    #[must_use]
    pub fn comparisons(&self, trial: TrialId) -> usize {
        self.rows.iter().filter(|row| **row == trial).count()
    }

    /// How many comparisons the trial of a row has, without going through all rows: those of one trial follow each other.
    #[must_use]
    pub fn comparisons_at(&self, row: usize) -> usize {
        let Some((before, from)) = self.rows.split_at_checked(row) else {
            return 0;
        };
        let Some(trial) = from.first() else {
            return 0;
        };
        let before = before.iter().rev().take_while(|other| *other == trial);
        let from = from.iter().take_while(|other| *other == trial);
        before.count() + from.count()
    }

    /// Why the reviewers left a trial out, if they did; empty where they gave no reason.
    #[must_use]
    pub fn reason_for(&self, trial: TrialId) -> Option<&str> {
        let mut excluded = self.excluded.iter();
        let found = excluded.find(|excluded| excluded.trial == trial)?;
        Some(&found.reason)
    }
}

/// A trial that reported the outcome and that the reviewers left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExcludedTrial {
    /// Which.
    pub trial: TrialId,
    /// What it is called.
    pub label: String,
    /// Why, in the words of the reviewers; empty where they gave no reason.
    pub reason: String,
    /// What it would bring into the pool; nothing where it would be left out anyway.
    pub data: Option<TrialData>,
}

/// Why a trial that reported the outcome is not in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// The reviewers left it out; [`Prepared::excluded`] has the reason.
    #[serde(rename = "hidden")]
    ByReviewers,
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
/// A trial enters if it reported complete numbers for an experimental and a control arm, is not left out by the reviewers,
/// and is randomized unless the settings say otherwise. Arms of one role are added up, or each experimental arm is compared
/// with its share of the control group, as the settings say.
#[must_use]
pub fn prepare(review: &Review, settings: &Settings, outcome: OutcomeId) -> Option<Prepared> {
    let outcome = review.outcome(outcome)?;
    let mut prepared = Prepared {
        outcome: Some(outcome.id),
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
        withheld: 0,
        silent: Vec::new(),
        left_out: Vec::new(),
        excluded: Vec::new(),
    };
    let excluded = settings.left_out_of(outcome.id);
    let barred = |trial: &Trial| {
        let by_reviewers = excluded.contains_key(&trial.id);
        let otherwise = is_set_aside(trial, settings).then_some(LeftOut::NotRandomized);
        by_reviewers.then_some(LeftOut::ByReviewers).or(otherwise)
    };
    let reports: Vec<_> = review
        .trials
        .iter()
        .map(|trial| (trial, reported(trial, outcome), barred(trial)))
        .collect();
    let poolable: BTreeSet<TrialId> = reports
        .iter()
        .filter(|(_, report, barred)| barred.is_none() && matches!(report, Some(Ok(_))))
        .map(|(trial, ..)| trial.id)
        .collect();
    let heard: BTreeSet<String> = reports
        .iter()
        .filter(|(_, report, _)| report.is_some())
        .map(|(trial, ..)| folded(&trial.name))
        .collect();
    let repeated = duplicates(review, outcome.id, |trial| poolable.contains(&trial.id));
    for (trial, report, barred) in reports {
        let could_report = !is_set_aside(trial, settings);
        prepared.included += usize::from(could_report);
        prepared.withheld += usize::from(could_report && excluded.contains_key(&trial.id));
        let barred = barred.or(repeated
            .contains_key(&trial.id)
            .then_some(LeftOut::Repeated));
        match (report, barred) {
            (None, Some(_)) => {}
            (None, None) => {
                if has_both_sides(trial, outcome) && !heard.contains(&folded(&trial.name)) {
                    prepared.silent.push(trial.id);
                }
            }
            (Some(report), Some(LeftOut::ByReviewers)) => {
                prepared.left_out.push((trial.id, LeftOut::ByReviewers));
                prepared.excluded.push(ExcludedTrial {
                    trial: trial.id,
                    label: trial.name.clone(),
                    reason: excluded
                        .get(&trial.id)
                        .map_or_else(String::new, |reason| (*reason).to_owned()),
                    data: report.ok().filter(|_| could_report),
                });
            }
            (Some(_), Some(reason)) | (Some(Err(reason)), None) => {
                prepared.left_out.push((trial.id, reason));
            }
            (Some(Ok(data)), None) => {
                let comparisons = match settings.multiple_arms {
                    MultipleArms::Combined => None,
                    MultipleArms::SplitControl => split(trial, outcome),
                };
                let comparisons = comparisons.map_or_else(
                    || vec![(trial.name.clone(), data)],
                    |arms| {
                        let named = arms.into_iter();
                        named
                            .map(|(arm, data)| (name_of_comparison(trial, arm), data))
                            .collect()
                    },
                );
                for (nth, (label, data)) in comparisons.into_iter().enumerate() {
                    prepared.rows.push(trial.id);
                    prepared.request.trials.push(TrialRow {
                        label,
                        data,
                        continues: nth > 0,
                    });
                }
            }
        }
    }
    Some(prepared)
}

/// Whether a trial has arms on the sides that the outcome compares.
fn has_both_sides(trial: &Trial, outcome: &Outcome) -> bool {
    let has = |side: &Role| trial.arms.iter().any(|arm| arm.role == *side);
    outcome.kind.sides().iter().all(has)
}

/// The name of a trial by which rows of one trial are known.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// What the comparison of one arm of a trial is called: "Smith 2020: high dose".
pub(super) fn name_of_comparison(trial: &Trial, arm: ArmId) -> String {
    let mut of_side = trial
        .arms
        .iter()
        .filter(|arm| arm.role == Role::Experimental);
    let label = trial.arms.iter().find(|known| known.id == arm);
    let label = label.map_or("", |arm| arm.label.trim());
    if label.is_empty() {
        let place = of_side
            .position(|known| known.id == arm)
            .unwrap_or_default();
        format!("{}: arm {}", trial.name, place + 1)
    } else {
        format!("{}: {label}", trial.name)
    }
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

/// Whether a trial is kept out of the pools because it is not randomized, or not confirmed to be.
fn is_set_aside(trial: &Trial, settings: &Settings) -> bool {
    !trial.randomized.is_pooled() && !settings.include_not_randomized
}
