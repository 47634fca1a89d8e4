//! The trials that rows are about, and what rows say of them beside their numbers.

use super::{Builder, WITHOUT_HEAD};
use crate::data::{
    Cell, Covariate, CovariateId, Randomized, Record, Role, Trial, TrialId, Values, same_time,
};
use crate::read::blocks::without_mark;
use crate::read::chinese;
use crate::read::delimited::Row;
use crate::read::design;
use crate::read::entry;
use crate::read::head::plain;
use crate::read::meaning::{Layout, Meaning, Side};
use crate::read::values::OutcomeColumns;

impl Builder<'_> {
    pub(super) fn new_trial(&mut self, row: &Row) -> usize {
        let id = TrialId(self.review.fresh_id());
        let name = match &self.choices.single_trial {
            // In a table with a row a trial the name is that of all of them, and they are numbered.
            Some(name)
                if self.column_of(&Meaning::Trial).is_none()
                    && self.layout == Layout::RowPerTrial =>
            {
                format!("{name} {}", self.trials.len() + 1)
            }
            Some(name) if self.column_of(&Meaning::Trial).is_none() => name.clone(),
            Some(_) | None => without_mark(self.cell(row, &Meaning::Trial)).to_owned(),
        };
        let mut trial = Trial::two_armed(id, name);
        trial.year = entry::year(self.cell(row, &Meaning::Year));
        if self.column_of(&Meaning::Randomized).is_some() {
            trial.randomized = randomized(self.cell(row, &Meaning::Randomized));
        } else {
            trial.randomized = self.choices.randomized.unwrap_or(Randomized::NotStated);
        }
        if self.layout.is_by_arm() || !self.arm_names.is_empty() || self.by_head {
            trial.arms.clear();
        }
        let name = self.column_of(&Meaning::Trial);
        self.origins.insert((id, None, None), (row.line, name));
        self.origins
            .insert((id, None, Some(Cell::Name)), (row.line, name));
        if let Some(year) = self.column_of(&Meaning::Year) {
            self.origins
                .insert((id, None, Some(Cell::Year)), (row.line, Some(year)));
        }
        self.trials.push(trial);
        self.trials.len() - 1
    }

    /// The trial this row goes on about, or a new one. A trial's name may stand in its first row only.
    pub(super) fn trial_of(&mut self, row: &Row) -> usize {
        let name = self.cell(row, &Meaning::Trial);
        if name.is_empty() && !self.trials.is_empty() && self.layout != Layout::RowPerTrial {
            return self.trials.len() - 1;
        }
        let key = (
            without_mark(name).to_lowercase(),
            self.cell(row, &Meaning::Year).to_owned(),
        );
        let known = self.by_key.get(&key).cloned().unwrap_or_default();
        let free = known
            .into_iter()
            .find(|position| !self.is_taken(*position, row));
        free.unwrap_or_else(|| {
            let position = self.new_trial(row);
            self.by_key.entry(key).or_default().push(position);
            position
        })
    }

    /// Whether the trial has numbers already where this row would put its own: then the row repeats it.
    ///
    /// A further arm against the same control is no repetition: it has the control's numbers and a name of its own.
    fn is_taken(&self, position: usize, row: &Row) -> bool {
        let Some(trial) = self.trials.get(position) else {
            return true;
        };
        let time = self.time_of(row);
        let is_read_then = |record: &Record| {
            let mut readings = record.at_other_times().iter().chain([record]);
            readings.any(|reading| {
                time.is_empty()
                    || reading.time_point.is_empty()
                    || same_time(&reading.time_point, &time)
            })
        };
        if self.layout == Layout::RowPerTrial && self.events.is_empty() {
            return trial.records.values().any(is_read_then);
        }
        if self.layout == Layout::RowPerTrial {
            let class = self.class_of(row);
            let named = |columns: &OutcomeColumns| {
                class.named(columns.name.as_deref().unwrap_or(self.unnamed))
            };
            let mut called = self.outcomes.iter().flat_map(|columns| {
                let ids = self.outcomes_called(&named(columns)).iter();
                ids.map(|(_, outcome)| *outcome)
            });
            return called.any(|outcome| trial.records.get(&outcome).is_some_and(is_read_then));
        }
        let record = self
            .outcome_of_row(row)
            .and_then(|outcome| trial.records.get(&outcome));
        let Some(record) = record.filter(|record| is_read_then(record)) else {
            return false;
        };
        let mut readings = record.at_other_times().iter();
        let reading = readings.find(|reading| same_time(&reading.time_point, &time));
        let values = match &reading.unwrap_or(record).values {
            Values::Estimate(_) => return true,
            values => values,
        };
        let label = self.cell(row, &Meaning::Arm);
        let arm_is_known = trial
            .arms
            .iter()
            .any(|arm| arm.label == label && values.has_arm(arm.id));
        if self.layout.is_by_arm() {
            return arm_is_known;
        }
        let same_control = || {
            let arm = self.first_arm(position, Role::Control)?;
            let columns = self
                .outcomes
                .iter()
                .find(|outcome| outcome.name.is_none())?;
            let numbers = self.numbers(row, columns);
            let kind = self.kind_of_row(row, columns);
            let control = [(Side::Control, arm)];
            let repeated = numbers.of_arms(kind, &control, &mut Vec::new());
            let mut entries = repeated.entries().into_iter();
            Some(entries.all(|(cell, entry)| values.entry(cell) == Some(entry)))
        };
        label.is_empty() || arm_is_known || same_control() != Some(true)
    }

    /// What the row says of the trial's design.
    pub(super) fn take_design(&mut self, position: usize, row: &Row) {
        let outcome = self.outcome_of_row(row);
        for column in self.columns {
            if let Meaning::Design(part) = column.meaning
                && let Some(trial) = self.trials.get_mut(position)
            {
                design::take(trial, part, row.cell(column.index), outcome, self.decimal);
            }
        }
    }

    pub(super) fn take_covariates(&mut self, position: usize, row: &Row) {
        let Some(trial) = self.trials.get_mut(position) else {
            return;
        };
        for (index, id) in &self.covariates {
            let value = row.cell(*index);
            if value.is_empty() {
                continue;
            }
            let value_so_far = trial.covariates.entry(*id).or_default();
            if value_so_far.is_empty() {
                value.clone_into(value_so_far);
            } else if !format!("; {value_so_far}; ").contains(&format!("; {value}; ")) {
                value_so_far.push_str("; ");
                value_so_far.push_str(value);
            }
        }
    }

    /// Keeps what stands beyond the last head: nothing typed is lost.
    pub(super) fn take_surplus(&mut self, position: usize, row: &Row) {
        let beyond = row.cells.iter().skip(self.columns.len());
        let surplus: Vec<&str> = beyond
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
            .collect();
        if surplus.is_empty() {
            return;
        }
        let id = *self.surplus.get_or_insert_with(|| {
            let id = CovariateId(self.review.fresh_id());
            self.review.covariates.push(Covariate {
                id,
                name: WITHOUT_HEAD.to_owned(),
            });
            id
        });
        if let Some(trial) = self.trials.get_mut(position) {
            trial.covariates.insert(id, surplus.join("; "));
        }
    }
}

fn randomized(cell: &str) -> Randomized {
    match plain(cell).as_str() {
        "" => Randomized::NotStated,
        "yes" | "y" | "1" | "true" | "rct" | "randomized" | "randomised" | "random" => {
            Randomized::Yes
        }
        "no" | "n" | "0" | "false" | "nonrct" | "nonrandomized" | "nonrandomised"
        | "notrandomized" | "notrandomised" | "observational" => Randomized::No,
        other => {
            match chinese::is_yes(other) {
                Some(true) => return Randomized::Yes,
                Some(false) => return Randomized::No,
                None => {}
            }
            let denies = ["non", "not", "quasi", "observational", "cohort", "single"];
            let says = ["random", "rct"].iter().any(|word| other.contains(word));
            if says && !denies.iter().any(|word| other.contains(word)) {
                Randomized::Yes
            } else {
                Randomized::Unclear
            }
        }
    }
}
