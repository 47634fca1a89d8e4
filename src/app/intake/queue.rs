//! What has come in and waits for the user's word.

use std::collections::VecDeque;

use super::recognise::{Intake, RefusedFile};
use crate::app::state::Shared;
use crate::read::registry::Record;

/// What waits, in the order in which it came; what is not read is told of first.
#[derive(Default)]
pub struct Queue {
    refused: Vec<RefusedFile>,
    waiting: VecDeque<Intake>,
}

impl Queue {
    /// Lets something wait.
    pub fn add(&mut self, intake: Intake) {
        match intake {
            Intake::Refused(refused) => self.refused.extend(refused),
            Intake::Table(_)
            | Intake::Workbook(_)
            | Intake::Review { .. }
            | Intake::Records(_)
            | Intake::Judgements { .. }
            | Intake::Project(_) => self.waiting.push_back(intake),
        }
    }

    /// Takes what is next: all that is not read together, then one after the other, records of a registry together with
    /// all other records that wait.
    pub fn take_next(&mut self) -> Option<Intake> {
        if !self.refused.is_empty() {
            return Some(Intake::Refused(std::mem::take(&mut self.refused)));
        }
        match self.waiting.pop_front()? {
            Intake::Records(records) => Some(Intake::Records(self.with_all_records(records))),
            next => Some(next),
        }
    }

    /// Takes all records that wait and puts them behind these.
    fn with_all_records(&mut self, first: Shared<Vec<Record>>) -> Shared<Vec<Record>> {
        let (records, others): (Vec<Intake>, Vec<Intake>) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|intake| matches!(intake, Intake::Records(_)));
        self.waiting = others.into();
        if records.is_empty() {
            return first;
        }
        let mut all = first.to_vec();
        for intake in records {
            if let Intake::Records(records) = intake {
                all.extend(records.iter().cloned());
            }
        }
        Shared::new(all)
    }
}
