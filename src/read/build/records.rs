//! The numbers of a row for one outcome, and from which cells they came.

use super::events::keep_wordings;
use super::{Builder, Origins};
use crate::data::{Cell, OutcomeId, OutcomeKind, Record, TrialId, Values, same_time};
use crate::read::columns::counts_people;
use crate::read::delimited::Row;
use crate::read::meaning::{Meaning, Side};
use crate::read::values::{OutcomeColumns, RowNumbers};

impl Builder<'_> {
    pub(super) fn take_record(&mut self, position: usize, row: &Row, columns: &OutcomeColumns) {
        let misaligned = row
            .cells
            .iter()
            .skip(self.columns.len())
            .any(|cell| !cell.is_empty());
        let named = match &columns.name {
            Some(name) => name.as_str(),
            None => self.cell(row, &Meaning::Outcome),
        };
        let Some((mut values, cells)) = self.values(position, row, columns) else {
            return;
        };
        if misaligned {
            values.mark_misaligned();
        }
        if counts_people(self.cell(row, &Meaning::CountType)) == Some(false) {
            values.mark_times();
        }
        let kind = match values {
            Values::Counts(_) => self.kind_of_row(row, columns),
            Values::PersonTime(_) => OutcomeKind::PersonTime,
            Values::Means(_) => OutcomeKind::Means,
            Values::Estimate(_) => columns.kind_of_estimate(row),
        };
        let class = self.class_of(row);
        let named = match named {
            "" => class.named(self.unnamed),
            named => class.named(named),
        };
        let outcome = self.outcome_id(&named, kind);
        if !class.is_blank() {
            let known = self.classes.entry(outcome).or_default();
            known.take_missing(&class);
        }
        let wordings = self.wordings_of(row);
        let time_point = self.time_of(row);
        let [source, note] =
            [Meaning::Source, Meaning::Note].map(|meaning| self.cell(row, &meaning).to_owned());
        let mut note = noted(note, columns.derived());
        for wording in &wordings {
            note = noted(note, Some(wording));
        }
        let used = self.used_here(row);
        let Some(trial) = self.trials.get_mut(position) else {
            return;
        };
        if let Some(by_hand) = used {
            let time = time_point.clone();
            self.used.push((position, outcome, time, by_hand));
        }
        let record = Record {
            values,
            time_point,
            source,
            note,
            others: None,
        };
        let id = (trial.id, outcome);
        let Some(known) = trial.records.get_mut(&outcome) else {
            note_origins(&mut self.origins, id, row.line, &cells);
            trial.records.insert(outcome, record);
            return;
        };
        if same_time(&known.time_point, &record.time_point) {
            keep_wordings(known, &wordings);
            known.values.take_arms(record.values);
            return note_origins(&mut self.origins, id, row.line, &cells);
        }
        let read = self.other_origins.entry(id).or_default();
        let mut others = known.at_other_times().iter();
        let other = others.position(|other| same_time(&other.time_point, &record.time_point));
        let read_then = other.and_then(|nth| read.get_mut(nth));
        if let (Some(read), Some(reading)) = (read_then, known.at(&record.time_point)) {
            keep_wordings(reading, &wordings);
            reading.values.take_arms(record.values);
            read.push((row.line, cells));
        } else {
            known.add_time(record);
            read.push(vec![(row.line, cells)]);
        }
    }

    /// The numbers of a row for one outcome with the column of each, or nothing where every cell is empty.
    pub(super) fn values(
        &mut self,
        position: usize,
        row: &Row,
        columns: &OutcomeColumns,
    ) -> Option<(Values, Vec<(Cell, usize)>)> {
        if !columns.has_numbers(row) {
            return self.numbers(row, columns).estimate();
        }
        let kind = self.kind_of_row(row, columns);
        let mut sides = self.arms_of_row(position, row, columns)?;
        if kind == OutcomeKind::Proportions {
            sides.retain(|(side, _)| *side != Side::Control);
        }
        let mut cells = Vec::new();
        let values = self.numbers(row, columns).of_arms(kind, &sides, &mut cells);
        Some((values, cells))
    }

    pub(super) fn numbers<'row>(
        &'row self,
        row: &'row Row,
        columns: &'row OutcomeColumns,
    ) -> RowNumbers<'row> {
        RowNumbers {
            row,
            columns,
            shared_totals: &self.shared_totals,
            decimal: self.decimal,
        }
    }
}

/// A remark of the table's, followed by what is derived rather than read.
pub(super) fn noted(note: String, derived: Option<&str>) -> String {
    match derived {
        Some(derived) if note.is_empty() => derived.to_owned(),
        Some(derived) => format!("{note}; {derived}"),
        None => note,
    }
}

/// Notes where entries came from. The record itself stands where its first row does.
pub(super) fn note_origins(
    origins: &mut Origins,
    (trial, outcome): (TrialId, OutcomeId),
    line: usize,
    cells: &[(Cell, usize)],
) {
    let first = cells.first().map(|(_, index)| *index);
    let record = origins.entry((trial, Some(outcome), None));
    record.or_insert((line, first));
    for (cell, index) in cells {
        origins.insert((trial, Some(outcome), Some(*cell)), (line, Some(*index)));
    }
}
