//! Which trial reports which outcome: a place for each pair, with what stands there.

use std::collections::BTreeMap;

use super::{Prepared, TrialData, listed_trials};
use crate::data::{Outcome, OutcomeId, Review, Settings, TrialId};

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

/// A trial with what it says of each outcome.
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
    /// The trials that could report them, in the order of the review.
    pub trials: Vec<ReportingTrial>,
}

impl ReportedOutcomes {
    /// How many places say this.
    #[must_use]
    pub fn count(&self, reported: ReportedAs) -> usize {
        let places = self.trials.iter().flat_map(|trial| &trial.outcomes);
        places.filter(|one| **one == reported).count()
    }

    /// How many trials say something of the outcome at a place, and how many have events in it.
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
        let mut events = [0, 0];
        let mut counts = false;
        for row in rows {
            match &row.data {
                TrialData::Counts(table) => {
                    counts = true;
                    events[0] += table.experimental_events;
                    events[1] += table.control_events;
                }
                TrialData::PersonTime(_)
                | TrialData::Means(_)
                | TrialData::Proportion(_)
                | TrialData::Estimate { .. } => {}
            }
        }
        let arms = events.iter().filter(|events| **events > 0).count();
        said.insert(
            trial,
            match (counts, arms) {
                (false, _) => ReportedAs::OtherNumbers,
                (true, 0) => ReportedAs::NoEvents,
                (true, 1) => ReportedAs::EventsInOne,
                (true, _) => ReportedAs::EventsInBoth,
            },
        );
    }
    said
}
