//! When the numbers of a row were read, and which of several time points an outcome uses.

use super::Builder;
use super::records::note_origins;
use crate::data::{ArmId, OutcomeId, same_time};
use crate::read::chinese;
use crate::read::delimited::Row;
use crate::read::design::DesignPart;
use crate::read::head::plain;
use crate::read::meaning::Meaning;
use crate::read::number::is_number;

impl Builder<'_> {
    /// When the numbers of a row were read. Of the rows of several arms the first alone may say it, as it may alone name
    /// the trial.
    pub(super) fn time_of(&self, row: &Row) -> String {
        let said = self.cell(row, &Meaning::TimePoint);
        let goes_on = self.layout.is_by_arm() && self.cell(row, &Meaning::Trial).is_empty();
        if said.is_empty() && goes_on {
            return self.last_time.clone();
        }
        match self.time_unit {
            Some(unit) if is_number(said) => format!("{said} {unit}"),
            Some(_) | None => said.to_owned(),
        }
    }

    /// Whether the row says that its time point is used, and by hand.
    pub(super) fn used_here(&self, row: &Row) -> Option<bool> {
        match plain(self.cell(row, &Meaning::Design(DesignPart::Used))).as_str() {
            "yes" => Some(false),
            "byhand" => Some(true),
            _ => None,
        }
    }

    /// Uses of each outcome's time points the one that its window asks for.
    pub(super) fn choose_times(&mut self) {
        for trial in &mut self.trials {
            let arms: Vec<ArmId> = trial.arms.iter().map(|arm| arm.id).collect();
            for outcome in &self.review.outcomes {
                let id = (trial.id, outcome.id);
                let record = trial.records.get_mut(&outcome.id);
                if let Some(nth) = record.and_then(|record| record.choose(outcome.window, &arms))
                    && let Some(read) = self.other_origins.get_mut(&id)
                    && let Some(origins) = read.get_mut(nth)
                {
                    self.origins.remove(&(id.0, Some(id.1), None));
                    for (line, cells) in std::mem::take(origins) {
                        note_origins(&mut self.origins, id, line, &cells);
                    }
                }
            }
        }
        for (position, outcome, time, by_hand) in std::mem::take(&mut self.used) {
            self.use_time(position, outcome, &time, by_hand);
        }
    }

    /// Uses the reading that the table says is used, by hand where no rule would have chosen it.
    fn use_time(&mut self, position: usize, outcome: OutcomeId, time: &str, by_hand: bool) {
        let trial = self.trials.get_mut(position);
        let Some(record) = trial.and_then(|trial| trial.records.get_mut(&outcome)) else {
            return;
        };
        let mut others = record.at_other_times().iter();
        let other = others.position(|other| same_time(&other.time_point, time));
        if let Some(nth) = other.filter(|_| !same_time(&record.time_point, time)) {
            record.use_other(nth);
        }
        if let Some(others) = record.others.as_mut() {
            others.by_hand = by_hand || other.is_some();
        }
    }
}

/// The unit of time that a head names.
pub(super) fn unit_in(head: &str) -> Option<&'static str> {
    let head = head.to_lowercase();
    let units = ["hours", "days", "weeks", "months", "years"];
    units
        .into_iter()
        .find(|unit| head.contains(unit.trim_end_matches('s')))
        .or_else(|| chinese::unit_in(&head))
}
