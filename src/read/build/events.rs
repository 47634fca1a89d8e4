//! Which events the numbers of a row count: rows of other events are other outcomes.

use super::Builder;
use super::records::noted;
use crate::data::{EventClass, Record};
use crate::read::arms;
use crate::read::delimited::Row;
use crate::read::event_class::{self, EventPart};
use crate::read::head::plain;
use crate::read::meaning::Meaning;

impl<'table> Builder<'table> {
    /// The outcome that a row names by itself.
    pub(super) fn base_of<'row>(&self, row: &'row Row) -> &'row str
    where
        'table: 'row,
    {
        match self.cell(row, &Meaning::Outcome) {
            "" => self.unnamed,
            named => named,
        }
    }

    /// The outcome that a row names, with the events that it counts.
    pub(super) fn outcome_named(&self, row: &Row) -> String {
        self.class_of(row).named(self.base_of(row))
    }

    /// Which events a row counts. Of the rows of several arms the first alone may say it, as it may alone name the trial.
    pub(super) fn class_of(&self, row: &Row) -> EventClass {
        let mut class = EventClass::default();
        let base = self.base_of(row);
        for (part, index) in &self.events {
            let tells = *part != EventPart::Onset || self.separates_by_onset(base);
            if tells {
                part.take(&mut class, row.cell(*index));
            }
        }
        let goes_on = self.layout.is_by_arm() && self.cell(row, &Meaning::Trial).is_empty();
        if class.is_blank() && goes_on && self.last_events.0 == base {
            return self.last_events.1.clone();
        }
        class
    }

    fn separates_by_onset(&self, base: &str) -> bool {
        let told = self.by_onset.as_ref();
        told.is_none_or(|told| told.contains(&base.to_lowercase()))
    }

    /// Finds out of which outcomes onsets tell rows apart: elsewhere they are remarks, so that trials with other onsets are
    /// still trials of one outcome.
    pub(super) fn look_at_onsets(&mut self, rows: &[&Row]) {
        let mut onsets = self.events.iter();
        let Some((_, onset)) = onsets.find(|(part, _)| *part == EventPart::Onset).copied() else {
            return;
        };
        let head = self.columns.iter().find(|column| column.index == onset);
        if head.is_some_and(|column| EventPart::Onset.is_own_head(&plain(&column.head))) {
            self.by_onset = None;
            return;
        }
        let others = self
            .events
            .iter()
            .filter(|(part, _)| *part != EventPart::Onset);
        let others: Vec<usize> = others.map(|(_, index)| *index).collect();
        let (trial, year) = (
            self.column_of(&Meaning::Trial),
            self.column_of(&Meaning::Year),
        );
        let trials = arms::trials_of_rows(rows, trial, year);
        let told = rows.iter().zip(trials).map(|(row, trial)| {
            let key = vec![
                trial.to_string(),
                self.cell(row, &Meaning::Arm).to_lowercase(),
                self.cell(row, &Meaning::TimePoint).to_lowercase(),
                event_class::key(row, &others),
            ];
            (key, self.base_of(row).to_lowercase(), row.cell(onset))
        });
        self.by_onset = Some(event_class::told_apart_by_onset(told));
    }

    /// Takes the columns that say which events the outcome of their head counts; all their cells say the same.
    pub(super) fn take_events_of_outcomes(&mut self, rows: &[&Row]) {
        for column in self.columns {
            let Meaning::EventsOf { part, outcome } = &column.meaning else {
                continue;
            };
            let mut cells = rows.iter().map(|row| row.cell(column.index));
            let Some(cell) = cells.find(|cell| !cell.is_empty()) else {
                continue;
            };
            for (_, id) in self.outcomes_called(outcome).to_vec() {
                part.take(self.classes.entry(id).or_default(), cell);
            }
        }
    }

    /// The words of a row that say which events it counts, where what became of them says less.
    pub(super) fn wordings_of(&self, row: &Row) -> Vec<String> {
        let separates = self.separates_by_onset(self.base_of(row));
        let arm = match self.cell(row, &Meaning::Arm) {
            arm if self.layout.is_by_arm() && !arm.is_empty() => format!(" ({arm})"),
            _ => String::new(),
        };
        let kept = self.events.iter().filter_map(|(part, index)| {
            let column = self.columns.iter().find(|column| column.index == *index)?;
            let kept = part.kept_wording(&column.head, row.cell(*index), separates)?;
            Some(match part {
                EventPart::Onset => format!("{kept}{arm}"),
                EventPart::Seriousness | EventPart::Grade | EventPart::Relatedness => kept,
            })
        });
        kept.collect()
    }
}

/// Adds to the note of a record the words of a further row that do not stand in it yet.
pub(super) fn keep_wordings(record: &mut Record, wordings: &[String]) {
    for wording in wordings {
        if !record.note.split("; ").any(|part| part == wording) {
            record.note = noted(std::mem::take(&mut record.note), Some(wording));
        }
    }
}
