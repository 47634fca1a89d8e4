//! Trials that the reviewers leave out of the pools: an act of the review, with its reason. The trial stays in the review,
//! and what it reported stays true.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{OutcomeId, Settings, TrialId};

/// A trial that the reviewers leave out, of one outcome or of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// Which trial.
    pub trial: TrialId,
    /// Of which outcome; nothing where it is left out of all of them.
    pub outcome: Option<OutcomeId>,
    /// Why, in the words of the reviewers; empty where they gave no reason.
    pub reason: String,
}

impl Settings {
    /// The trials that are left out of an outcome, each with the reason; a reason for the outcome stands above one for all.
    #[must_use]
    pub fn left_out_of(&self, outcome: OutcomeId) -> BTreeMap<TrialId, &str> {
        let mut found: BTreeMap<TrialId, &str> =
            self.hidden.iter().map(|trial| (*trial, "")).collect();
        let of_all = self.exclusions.iter().filter(|one| one.outcome.is_none());
        let of_outcome = self
            .exclusions
            .iter()
            .filter(|one| one.outcome == Some(outcome));
        found.extend(
            of_all
                .chain(of_outcome)
                .map(|one| (one.trial, one.reason.as_str())),
        );
        found
    }

    /// The outcomes of which a trial is left out one by one.
    #[must_use]
    pub fn outcomes_without(&self, trial: TrialId) -> BTreeSet<OutcomeId> {
        let of_trial = self.exclusions.iter().filter(|one| one.trial == trial);
        of_trial.filter_map(|one| one.outcome).collect()
    }

    /// Whether a trial is left out of every outcome at once.
    #[must_use]
    pub fn leaves_out(&self, trial: TrialId) -> bool {
        let of_all = |one: &Exclusion| one.trial == trial && one.outcome.is_none();
        self.hidden.contains(&trial) || self.exclusions.iter().any(of_all)
    }

    /// All trials that are left out of anything.
    #[must_use]
    pub fn all_left_out(&self) -> BTreeSet<TrialId> {
        let named = self.exclusions.iter().map(|one| one.trial);
        self.hidden.iter().copied().chain(named).collect()
    }

    /// Leaves trials out of an outcome, or of all. Of one outcome, this is the only one from then on of which a trial is left
    /// out that was left out of all; of all, nothing remains to be said of single ones.
    pub fn leave_out(
        &mut self,
        trials: &BTreeSet<TrialId>,
        outcome: Option<OutcomeId>,
        reason: &str,
    ) {
        match outcome {
            Some(_) => self.bring_back(trials, outcome),
            None => self.forget_exclusions(|one| trials.contains(&one.trial)),
        }
        if outcome.is_none() && reason.is_empty() {
            // As it is written in documents of every version.
            self.hidden.extend(trials);
            return;
        }
        self.exclusions.extend(trials.iter().map(|trial| Exclusion {
            trial: *trial,
            outcome,
            reason: reason.to_owned(),
        }));
        self.exclusions.sort_by_key(|one| (one.trial, one.outcome));
    }

    /// Lets trials into the pool of an outcome again, and where they were left out of all, into those; without an outcome,
    /// into every pool.
    pub fn bring_back(&mut self, trials: &BTreeSet<TrialId>, outcome: Option<OutcomeId>) {
        self.forget_exclusions(|one| {
            let bars = outcome.is_none() || one.outcome.is_none() || one.outcome == outcome;
            bars && trials.contains(&one.trial)
        });
    }

    /// Forgets every exclusion of which this holds; those without a reason among them.
    pub fn forget_exclusions(&mut self, is_forgotten: impl Fn(&Exclusion) -> bool) {
        self.exclusions.retain(|one| !is_forgotten(one));
        self.hidden.retain(|trial| {
            !is_forgotten(&Exclusion {
                trial: *trial,
                outcome: None,
                reason: String::new(),
            })
        });
    }
}
