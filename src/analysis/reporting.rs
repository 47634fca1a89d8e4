//! Which trial reports which outcome: a place for each pair, with what stands there. Of a trial with several experimental arms each can
//! have a row of its own.

use std::collections::BTreeMap;

use super::prepare::name_of_comparison;
use super::reported::one_by_one;
use super::{Prepared, TrialData, listed_trials};
use crate::data::{ArmId, Outcome, OutcomeId, Review, Role, Settings, Trial, TrialId};

/// What a trial says of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportedAs {
    /// People with the event in the experimental and in the control arms.
    EventsInBoth,
    /// In one of them alone.
    EventsInOne,
    /// People were counted, and none had it.
    NoEvents,
    /// Means, person-time, one arm or an estimate, which are pooled.
    OtherNumbers,
    /// Something was entered that is not pooled: the reviewers left it out, or its numbers do not do.
    NotPooled,
    /// Nothing.
    NotReported,
}

impl ReportedAs {
    /// All of them, as a legend has them.
    pub const ALL: [Self; 6] = [
        Self::EventsInBoth,
        Self::EventsInOne,
        Self::NoEvents,
        Self::OtherNumbers,
        Self::NotPooled,
        Self::NotReported,
    ];

    /// Whether anything was reported.
    #[must_use]
    pub const fn is_reported(self) -> bool {
        match self {
            Self::EventsInBoth
            | Self::EventsInOne
            | Self::NoEvents
            | Self::OtherNumbers
            | Self::NotPooled => true,
            Self::NotReported => false,
        }
    }

    /// Whether anybody had the event in a trial that is pooled.
    #[must_use]
    pub const fn has_events(self) -> bool {
        match self {
            Self::EventsInBoth | Self::EventsInOne => true,
            Self::NoEvents | Self::OtherNumbers | Self::NotPooled | Self::NotReported => false,
        }
    }
}

/// What has a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportingRows {
    /// Each trial, its arms together.
    #[default]
    Trials,
    /// Each experimental arm of a trial against its control group.
    Comparisons,
}

impl ReportingRows {
    /// Both, the default first.
    pub const ALL: [Self; 2] = [Self::Trials, Self::Comparisons];
}

/// A trial, or one of its comparisons, with what it says of each outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportingTrial {
    /// Which.
    pub trial: TrialId,
    /// What it is called.
    pub name: String,
    /// What it says, in the order of the outcomes.
    pub outcomes: Vec<ReportedAs>,
}

impl ReportingTrial {
    /// Of how many outcomes it says anything.
    #[must_use]
    pub fn reported(&self) -> usize {
        self.outcomes.iter().filter(|one| one.is_reported()).count()
    }
}

/// Which trial reports which outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportedOutcomes {
    /// The outcomes.
    pub outcomes: Vec<(OutcomeId, String)>,
    /// What has a row.
    pub rows: ReportingRows,
    /// The trials that could report them, or their comparisons, in the order of the review.
    pub trials: Vec<ReportingTrial>,
}

impl ReportedOutcomes {
    /// How many places say this.
    #[must_use]
    pub fn count(&self, reported: ReportedAs) -> usize {
        let places = self.trials.iter().flat_map(|trial| &trial.outcomes);
        places.filter(|one| **one == reported).count()
    }

    /// How many different trials have a row.
    #[must_use]
    pub fn different_trials(&self) -> usize {
        let of_one_trial = |one: &ReportingTrial, other: &ReportingTrial| one.trial == other.trial;
        self.trials.chunk_by(of_one_trial).count()
    }

    /// How many rows say something of the outcome at a place, and how many have events in it.
    #[must_use]
    pub fn sums(&self, outcome: usize) -> [usize; 2] {
        let of = |counts: fn(ReportedAs) -> bool| {
            let trials = self.trials.iter();
            trials
                .filter(|trial| trial.outcomes.get(outcome).is_some_and(|one| counts(*one)))
                .count()
        };
        [of(ReportedAs::is_reported), of(ReportedAs::has_events)]
    }
}

/// Whether any trial that could enter the review's pools has several experimental arms.
#[must_use]
pub fn has_comparisons(review: &Review, settings: &Settings) -> bool {
    listed_trials(review, settings).any(|trial| compared_arms(trial).count() > 1)
}

fn compared_arms(trial: &Trial) -> impl Iterator<Item = ArmId> + '_ {
    let arms = trial.arms.iter();
    arms.filter(|arm| arm.role == Role::Experimental)
        .map(|arm| arm.id)
}

/// Which experimental arm of which trial reports which of these outcomes; a trial with one such arm is one row.
#[must_use]
pub fn reported_by_comparison(
    review: &Review,
    settings: &Settings,
    outcomes: &[(&Outcome, &Prepared)],
) -> ReportedOutcomes {
    let by_trial = reported_outcomes(review, settings, outcomes);
    let rows = by_trial.trials.iter().flat_map(|row| {
        let trial = review.trial(row.trial);
        let arms: Vec<ArmId> = trial.map_or_else(Vec::new, |trial| compared_arms(trial).collect());
        match trial.filter(|_| arms.len() > 1) {
            None => vec![row.clone()],
            Some(trial) => arms
                .into_iter()
                .map(|arm| ReportingTrial {
                    trial: row.trial,
                    name: name_of_comparison(trial, arm),
                    outcomes: outcomes
                        .iter()
                        .zip(&row.outcomes)
                        .map(|((outcome, _), says)| said_of_arm(trial, outcome, arm, *says))
                        .collect(),
                })
                .collect(),
        }
    });
    ReportedOutcomes {
        rows: ReportingRows::Comparisons,
        trials: rows.collect(),
        outcomes: by_trial.outcomes.clone(),
    }
}

/// What one of several experimental arms says of an outcome of which its trial as a whole says something.
fn said_of_arm(trial: &Trial, outcome: &Outcome, arm: ArmId, by_trial: ReportedAs) -> ReportedAs {
    let values = trial.records.get(&outcome.id).map(|record| &record.values);
    let has_arms = values.is_some_and(|values| trial.arms.iter().any(|arm| values.has_arm(arm.id)));
    // An estimate is of the trial and of none of its arms.
    if !has_arms || !by_trial.is_reported() {
        return by_trial;
    }
    if !values.is_some_and(|values| values.is_reported(&[arm])) {
        return ReportedAs::NotReported;
    }
    if by_trial == ReportedAs::NotPooled {
        return by_trial;
    }
    let Some(compared) = one_by_one(trial, outcome) else {
        return by_trial;
    };
    let mut compared = compared.into_iter();
    let data = compared.find(|(of, _)| *of == arm).map(|(_, data)| data);
    data.map_or(ReportedAs::NotPooled, |data| said_by([&data]))
}

/// Which trial reports which of these outcomes, of all trials that could enter the review's pools.
#[must_use]
pub fn reported_outcomes(
    review: &Review,
    settings: &Settings,
    outcomes: &[(&Outcome, &Prepared)],
) -> ReportedOutcomes {
    let said: Vec<BTreeMap<TrialId, ReportedAs>> = outcomes
        .iter()
        .map(|(_, prepared)| said_of(prepared))
        .collect();
    let trials = listed_trials(review, settings).map(|trial| ReportingTrial {
        trial: trial.id,
        name: trial.name.clone(),
        outcomes: said
            .iter()
            .map(|said| {
                said.get(&trial.id)
                    .copied()
                    .unwrap_or(ReportedAs::NotReported)
            })
            .collect(),
    });
    ReportedOutcomes {
        rows: ReportingRows::Trials,
        trials: trials.collect(),
        outcomes: outcomes
            .iter()
            .map(|(outcome, _)| (outcome.id, outcome.name.clone()))
            .collect(),
    }
}

/// What trials say of one outcome, but for those that say nothing.
fn said_of(prepared: &Prepared) -> BTreeMap<TrialId, ReportedAs> {
    let left_out = prepared.left_out.iter().map(|(trial, _)| *trial);
    let excluded = prepared
        .excluded
        .iter()
        .filter(|trial| trial.data.is_some());
    let mut said: BTreeMap<TrialId, ReportedAs> = left_out
        .chain(excluded.map(|excluded| excluded.trial))
        .map(|trial| (trial, ReportedAs::NotPooled))
        .collect();
    for (trial, rows) in prepared.trials() {
        let rows = prepared.request.trials.get(rows).unwrap_or_default();
        said.insert(trial, said_by(rows.iter().map(|row| &row.data)));
    }
    said
}

/// What numbers that are pooled say.
fn said_by<'a>(rows: impl IntoIterator<Item = &'a TrialData>) -> ReportedAs {
    let mut events = [0_u64, 0];
    let mut counts = false;
    for data in rows {
        match data {
            TrialData::Counts(table) => {
                counts = true;
                events[0] = events[0].saturating_add(table.experimental_events);
                events[1] = events[1].saturating_add(table.control_events);
            }
            TrialData::PersonTime(_)
            | TrialData::Means(_)
            | TrialData::Proportion(_)
            | TrialData::Estimate { .. } => {}
        }
    }
    let arms = events.iter().filter(|events| **events > 0).count();
    match (counts, arms) {
        (false, _) => ReportedAs::OtherNumbers,
        (true, 0) => ReportedAs::NoEvents,
        (true, 1) => ReportedAs::EventsInOne,
        (true, _) => ReportedAs::EventsInBoth,
    }
}
