//! Edits the order of trials and their arms.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::apply::{change_shared, checked, within_limits};
use super::cell::forget_if_blank;
use super::column::{add_arm, nth_arm};
use super::{Column, Limit, Project, Refused, Standing};
use crate::data::{ArmId, OutcomeId, Role, Trial, TrialId, arm_name};
use crate::read::{Decimal, entry};

impl Project {
    /// Gives trials another arm.
    pub(super) fn add_arms(
        &mut self,
        trials: &[TrialId],
        role: Role,
        label: &str,
    ) -> Result<(), Refused> {
        let label = checked(label)?;
        self.change_trials(trials, |trial| add_arm(trial, role, &label))
    }

    /// Takes an arm with its numbers from trials.
    pub(super) fn remove_arms(
        &mut self,
        trials: &[TrialId],
        role: Role,
        nth: usize,
    ) -> Result<(), Refused> {
        self.change_trials(trials, |trial| {
            if let Some(arm) = nth_arm(trial, role, nth) {
                remove_arm(trial, arm);
            }
        })?;
        self.forget_doses_of_what_is_gone();
        Ok(())
    }

    pub(super) fn insert_trials(&mut self, at: usize, count: usize) -> Result<(), Refused> {
        let there = self.review.trials.len();
        if count > Limit::TRIALS.saturating_sub(there) {
            return Err(Refused::TooMuch(Limit::Trials(Limit::TRIALS)));
        }
        let behind = self.review.trials.split_off(at.min(there));
        for _ in 0..count {
            let id = TrialId(self.review.fresh_id());
            let trial = Arc::new(Trial::two_armed(id, String::new()));
            self.review.trials.push(trial);
        }
        self.review.trials.extend(behind);
        Ok(())
    }

    pub(super) fn move_trials(&mut self, trials: &[TrialId], to: usize) -> Result<(), Refused> {
        let moved = self.known_trials(trials)?;
        let (moved, mut order): (Vec<_>, Vec<_>) = std::mem::take(&mut self.review.trials)
            .into_iter()
            .partition(|trial| moved.contains(&trial.id));
        let behind = order.split_off(to.min(order.len()));
        order.extend(moved);
        order.extend(behind);
        self.review.trials = order;
        Ok(())
    }

    pub(super) fn sort_trials(&mut self, by: Column, descending: bool) {
        let decimal = Decimal::of(&self.settings);
        let mut keyed: Vec<(Key, Arc<Trial>)> = self
            .review
            .trials
            .iter()
            .map(|trial| (Key::of(by, trial, decimal), Arc::clone(trial)))
            .collect();
        keyed.sort_by(|(one, _), (other, _)| one.order(other, descending));
        self.review.trials = keyed.into_iter().map(|(_, trial)| trial).collect();
    }

    /// Changes trials, if all of them are there.
    pub(super) fn change_trials(
        &mut self,
        trials: &[TrialId],
        change: impl Fn(&mut Trial),
    ) -> Result<(), Refused> {
        let named: BTreeSet<TrialId> = self.known_trials(trials)?;
        for trial in &mut self.review.trials {
            if named.contains(&trial.id) {
                change_shared(trial, &change);
            }
        }
        within_limits(&self.review)
    }

    pub(super) fn rename_arm(
        &mut self,
        role: Role,
        nth: usize,
        label: &str,
    ) -> Result<(), Refused> {
        let label = checked(label)?;
        let mut found = false;
        let mut before = BTreeSet::new();
        let mut trials = std::mem::take(&mut self.review.trials);
        for trial in &mut trials {
            let Some(id) = nth_arm(trial, role, nth) else {
                continue;
            };
            found = true;
            let arms = trial.arms.iter().filter(|arm| arm.id == id);
            before.extend(arms.map(|arm| arm_name(&self.review, arm).to_owned()));
            change_shared(trial, |trial| {
                for arm in trial.arms.iter_mut().filter(|arm| arm.id == id) {
                    arm.label.clone_from(&label);
                }
            });
        }
        self.review.trials = trials;
        for before in before {
            self.follow_renamed_arm(&before, &label);
        }
        if found {
            Ok(())
        } else {
            Err(Refused::NoSuchArm)
        }
    }
}

/// Takes an arm out of a trial, with what was reported of it.
fn remove_arm(trial: &mut Trial, arm: ArmId) {
    trial.arms.retain(|known| known.id != arm);
    let left = trial.arms.iter().map(|arm| (arm.id, arm.id)).collect();
    let outcomes: Vec<OutcomeId> = trial.records.keys().copied().collect();
    for outcome in outcomes {
        if let Some(record) = trial.records.get_mut(&outcome) {
            record.rename_arms(&left);
        }
        forget_if_blank(trial, outcome);
    }
}

/// What trials are sorted by: what stands in one column.
enum Key {
    Number(f64),
    Word(String),
    Nothing,
}

impl Key {
    fn of(column: Column, trial: &Trial, decimal: Decimal) -> Self {
        let (text, standing) = column.content(trial);
        if matches!(standing, Standing::NotReported | Standing::NoSuchArm) {
            return Self::Nothing;
        }
        // The number of "12 (3.5%)" is that of the entry, and only a text that is nothing but a number is one among words.
        let number = match column {
            Column::Name | Column::Randomized => None,
            Column::Covariate(_) => entry::number(text, decimal).value(),
            Column::Year | Column::Arm { .. } | Column::Estimate { .. } => column.number(trial),
        };
        match number {
            Some(number) => Self::Number(number),
            None if text.is_empty() => Self::Nothing,
            None => Self::Word(text.to_lowercase()),
        }
    }

    fn order(&self, other: &Self, descending: bool) -> Ordering {
        let order = match (self, other) {
            (Self::Number(one), Self::Number(other)) => one.total_cmp(other),
            (Self::Word(one), Self::Word(other)) => one.cmp(other),
            // Whichever way one sorts, numbers stand before words, and what was not reported last.
            (Self::Number(_) | Self::Word(_) | Self::Nothing, _) => {
                return self.rank().cmp(&other.rank());
            }
        };
        if descending { order.reverse() } else { order }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Number(_) => 0,
            Self::Word(_) => 1,
            Self::Nothing => 2,
        }
    }
}
