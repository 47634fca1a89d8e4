//! Says why trials do not report outcomes, and keeps that to what the review has.

use std::collections::{BTreeMap, BTreeSet};

use super::apply::{change_shared, checked, within_limits};
use super::{Project, Refused, SameTrial, SilenceEdit};
use crate::data::{OutcomeId, Review, Silences, TrialId};

impl Project {
    /// Changes what is said of the silence of a trial about an outcome.
    pub(super) fn say_silence(
        &mut self,
        outcome: OutcomeId,
        trial: TrialId,
        edit: &SilenceEdit,
    ) -> Result<(), Refused> {
        if self.review.outcome(outcome).is_none() {
            return Err(Refused::NoSuchOutcome(outcome));
        }
        if self.review.trial(trial).is_none() {
            return Err(Refused::NoSuchTrial(trial));
        }
        let said = self.review.silences.of(outcome, trial);
        let mut next = said.cloned().unwrap_or_default();
        match edit {
            SilenceEdit::Reason(reason) => next.reason = *reason,
            SilenceEdit::Remark(remark) => next.remark = checked(remark)?,
        }
        change_shared(&mut self.review.silences, |silences| {
            silences.say(outcome, trial, next);
        });
        within_limits(&self.review)
    }

    /// Forgets what is said of outcomes and trials that are not there (any more).
    pub(super) fn forget_silences_of_what_is_gone(&mut self) {
        mend(&mut self.review);
    }

    /// Takes what was said of an outcome along to the outcome that it is another wording of; what is said there stays.
    pub(super) fn move_silences(&mut self, from: OutcomeId, into: OutcomeId) {
        let Some(moved) = self.review.silences.outcomes.get(&from).cloned() else {
            return;
        };
        change_shared(&mut self.review.silences, |silences| {
            silences.outcomes.remove(&from);
            for (trial, silence) in moved {
                if silences.of(into, trial).is_none() {
                    silences.say(into, trial, silence);
                }
            }
        });
    }
}

/// What is said of outcomes and trials that the review does not have says nothing.
pub(super) fn mend(review: &mut Review) {
    if review.silences.outcomes.is_empty() {
        return;
    }
    let outcomes: BTreeSet<OutcomeId> = review.outcomes.iter().map(|outcome| outcome.id).collect();
    let trials: BTreeSet<TrialId> = review.trials.iter().map(|trial| trial.id).collect();
    change_shared(&mut review.silences, |silences| {
        silences.keep(|id| outcomes.contains(&id), |id| trials.contains(&id));
    });
}

/// Takes along what another review says of trials and outcomes that are `here` under these names.
pub(super) fn append(
    review: &mut Review,
    added: &Silences,
    trials: &BTreeMap<TrialId, TrialId>,
    outcomes: &BTreeMap<OutcomeId, OutcomeId>,
    same_trial: SameTrial,
) {
    change_shared(&mut review.silences, |silences| {
        for (outcome, said) in &added.outcomes {
            for (trial, silence) in said {
                let (Some(outcome), Some(trial)) = (outcomes.get(outcome), trials.get(trial))
                else {
                    continue;
                };
                let is_said = silences.of(*outcome, *trial).is_some();
                if same_trial == SameTrial::Overwrite || !is_said {
                    silences.say(*outcome, *trial, silence.clone());
                }
            }
        }
    });
}
