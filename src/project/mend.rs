//! Puts right what a damaged or hand-written document has wrong.
//!
//! The model promises identifiers that are given once. A document that breaks the promise would count an arm twice or
//! hide what a trial reported, so the promise is made good before anything else sees the review.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::apply::change_shared;
use super::{certainty, checklists, judging, silences};
use crate::data::{
    ArmId, Covariate, CovariateId, EarlierResult, Outcome, OutcomeId, OutcomeKind, Record, Review,
    Scale, TrialId, Undefined, Values, Window, is_day,
};

/// What was wrong with a document and could be put right without losing anything typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mended {
    /// A trial, an arm, an outcome or a column had the identifier of another; it was given one of its own. What stood
    /// under the identifier stays with the first.
    Renumbered {
        /// What it is called.
        name: String,
    },
    /// Something stood under an outcome or a column that the review does not have; one was made for it.
    Made {
        /// What it was called.
        name: String,
    },
    /// Of another time point of a trial stood numbers of another kind than those in use; they were taken out.
    OtherKind {
        /// What the trial is called.
        name: String,
    },
}

/// Makes identifiers unique, and outcomes and columns for what stands under none. Says what was done.
pub(super) fn mend(review: &mut Review) -> Vec<Mended> {
    let mut mended = Vec::new();
    let mut next = next_identifier(review);
    let mut fresh = || {
        next = next.saturating_add(1);
        next - 1
    };
    let mut seen = BTreeSet::new();
    for outcome in &mut review.outcomes {
        if !seen.insert(outcome.id.0) {
            Arc::make_mut(outcome).id = OutcomeId(fresh());
            mended.push(renumbered(&outcome.name));
        }
    }
    let mut seen = BTreeSet::new();
    for covariate in &mut review.covariates {
        if !seen.insert(covariate.id.0) {
            covariate.id = CovariateId(fresh());
            mended.push(renumbered(&covariate.name));
        }
    }
    let mut seen = BTreeSet::new();
    for trial in &mut review.trials {
        if !seen.insert(trial.id.0) {
            Arc::make_mut(trial).id = TrialId(fresh());
            mended.push(renumbered(&trial.name));
        }
        mend_arms(trial, &mut mended);
        mend_times(trial, &mut mended);
    }
    make_missing(review, &mut mended);
    judging::mend(review);
    checklists::mend(review);
    mend_panel(review);
    certainty::mend(review);
    silences::mend(review);
    mend_versions(review);
    review.next_id = next;
    mended
}

/// What the panel and other reviews say of outcomes and trials that the review does not have says nothing; nor does a day that
/// is none.
pub(super) fn mend_panel(review: &mut Review) {
    let outcomes: BTreeSet<OutcomeId> = review.outcomes.iter().map(|outcome| outcome.id).collect();
    let trials: BTreeSet<TrialId> = review.trials.iter().map(|trial| trial.id).collect();
    change_shared(&mut review.panel, |panel| {
        panel.forget_what_is_gone(|id| outcomes.contains(&id), |id| trials.contains(&id));
        panel.fixed.take_if(|fixed| !is_day(&fixed.date));
    });
    for earlier in &mut review.earlier {
        change_shared(earlier, |earlier| {
            for result in &mut earlier.results {
                result
                    .outcome
                    .take_if(|outcome| !outcomes.contains(outcome));
                result
                    .prior_weight
                    .take_if(|percent| !EarlierResult::is_prior_weight(*percent));
            }
        });
    }
}

/// A frozen version of a document from outside may name a day that is none, an outcome twice, or limits in the wrong order:
/// what cannot have been frozen so is forgotten.
fn mend_versions(review: &mut Review) {
    for version in &mut review.versions {
        change_shared(version, |version| {
            if !is_day(&version.date) {
                version.date.clear();
            }
            let mut seen = BTreeSet::new();
            version
                .outcomes
                .retain(|outcome| seen.insert(outcome.outcome));
            for outcome in &mut version.outcomes {
                if !outcome.is_in_order() {
                    outcome.result = None;
                }
                // A result needs no reason, and nothing is frozen while it is being computed.
                if outcome.result.is_some() || outcome.undefined == Some(Undefined::Pending) {
                    outcome.undefined = None;
                }
                let mut seen = BTreeSet::new();
                outcome.trials.retain(|trial| seen.insert(trial.trial));
            }
        });
    }
    if review.flow.as_ref().is_some_and(|flow| flow.is_empty()) {
        review.flow = None;
    }
}

fn renumbered(name: &str) -> Mended {
    Mended::Renumbered {
        name: name.to_owned(),
    }
}

/// Arms of one trial with one identifier would be added up twice.
fn mend_arms(trial: &mut Arc<crate::data::Trial>, mended: &mut Vec<Mended>) {
    let distinct: BTreeSet<ArmId> = trial.arms.iter().map(|arm| arm.id).collect();
    if distinct.len() == trial.arms.len() {
        return;
    }
    let mut seen = BTreeSet::new();
    for arm in &mut Arc::make_mut(trial).arms {
        if !seen.insert(arm.id) {
            let free = (0..=u32::MAX)
                .map(ArmId)
                .find(|id| !distinct.contains(id) && !seen.contains(id));
            arm.id = free.unwrap_or(arm.id);
            seen.insert(arm.id);
        }
    }
    mended.push(renumbered(&trial.name));
}

/// Readings of other times have no other times of their own, and hold numbers of the same kind.
fn mend_times(trial: &mut Arc<crate::data::Trial>, mended: &mut Vec<Mended>) {
    let kind = |record: &Record| std::mem::discriminant(&record.values);
    let is_wrong = |record: &Record| {
        let mut others = record.at_other_times().iter();
        others.any(|other| other.others.is_some() || kind(other) != kind(record))
    };
    if !trial.records.values().any(is_wrong) {
        return;
    }
    let mut taken_out = 0;
    for record in Arc::make_mut(trial).records.values_mut() {
        let kept = kind(record);
        let Some(others) = record.others.as_mut() else {
            continue;
        };
        let all = std::mem::take(&mut others.records);
        let all: Vec<Record> = all.into_iter().flat_map(with_its_others).collect();
        let before = all.len();
        others.records = all
            .into_iter()
            .filter(|other| kind(other) == kept)
            .collect();
        taken_out += before - others.records.len();
    }
    if taken_out > 0 {
        mended.push(Mended::OtherKind {
            name: trial.name.clone(),
        });
    }
}

fn with_its_others(mut record: Record) -> Vec<Record> {
    let mut readings = match record.others.take() {
        Some(others) => others
            .records
            .into_iter()
            .flat_map(with_its_others)
            .collect(),
        None => Vec::new(),
    };
    readings.insert(0, record);
    readings
}

/// Outcomes and columns for what trials hold under identifiers that the review does not know.
fn make_missing(review: &mut Review, mended: &mut Vec<Mended>) {
    let mut outcomes: BTreeSet<OutcomeId> = review.outcomes.iter().map(|known| known.id).collect();
    let mut covariates: BTreeSet<CovariateId> =
        review.covariates.iter().map(|known| known.id).collect();
    let mut made_outcomes = BTreeMap::new();
    let mut made_covariates = BTreeSet::new();
    for trial in &review.trials {
        for (id, record) in &trial.records {
            if outcomes.insert(*id) {
                made_outcomes.insert(*id, kind_of(&record.values));
            }
        }
        for id in trial.covariates.keys() {
            if covariates.insert(*id) {
                made_covariates.insert(*id);
            }
        }
    }
    for (id, kind) in made_outcomes {
        let name = format!("Outcome {}", id.0);
        mended.push(Mended::Made { name: name.clone() });
        review.outcomes.push(Arc::new(Outcome {
            id,
            name,
            kind,
            window: Window::default(),
            group: None,
            more_is_worse: true,
            note: String::new(),
        }));
    }
    for id in made_covariates {
        let name = format!("Column {}", id.0);
        mended.push(Mended::Made { name: name.clone() });
        review.covariates.push(Covariate { id, name });
    }
}

fn kind_of(values: &Values) -> OutcomeKind {
    match values {
        Values::Counts(_) => OutcomeKind::Counts,
        Values::PersonTime(_) => OutcomeKind::PersonTime,
        Values::Means(_) => OutcomeKind::Means,
        Values::Estimate(_) => OutcomeKind::Estimates(Scale::Ratio),
    }
}

/// The next identifier to be given: above all that were.
pub(super) fn next_identifier(review: &Review) -> u32 {
    let outcomes = review.outcomes.iter().map(|outcome| outcome.id.0);
    let covariates = review.covariates.iter().map(|covariate| covariate.id.0);
    let trials = review.trials.iter().flat_map(|trial| {
        let records = trial.records.keys().map(|id| id.0);
        let texts = trial.covariates.keys().map(|id| id.0);
        std::iter::once(trial.id.0).chain(records).chain(texts)
    });
    let judged = review.risk_of_bias.iter();
    let judged = judged.flat_map(|table| table.trials.keys().map(|id| id.0));
    let listed = review.checklists.iter().flat_map(|checklists| {
        let trials = checklists.trials.keys().map(|id| id.0);
        trials.chain(checklists.own.iter().map(|item| item.number))
    });
    let frozen = review.versions.iter().flat_map(|version| {
        version.outcomes.iter().flat_map(|outcome| {
            let trials = outcome.trials.iter().map(|trial| trial.trial.0);
            trials.chain([outcome.outcome.0])
        })
    });
    let silent = review.silences.outcomes.iter();
    let silent = silent.flat_map(|(outcome, trials)| {
        let trials = trials.keys().map(|id| id.0);
        trials.chain([outcome.0])
    });
    outcomes
        .chain(frozen)
        .chain(silent)
        .chain(covariates)
        .chain(trials)
        .chain(judged)
        .chain(listed)
        .map(|given| given.saturating_add(1))
        .fold(review.next_id, u32::max)
}
