//! Writes what is typed into a cell into the record of the trial.

use crate::data::{AnyEntryMut, Cell, OutcomeId, OutcomeKind, Record, Trial, Values};
use crate::read::{Decimal, entry};

/// A record in which nothing stands yet.
pub(super) fn blank_record(kind: OutcomeKind) -> Record {
    Record {
        values: Values::blank(kind),
        time_point: String::new(),
        source: String::new(),
        note: String::new(),
        others: None,
    }
}

/// Reads a text into its cell; `false` if values of this kind have no such cell.
///
/// A cell may say more than its own number, as printed tables do: "12/345" typed as events brings the total with it, and
/// "0.85 (0.60 to 1.20)" typed as an estimate brings its interval.
pub(super) fn write(values: &mut Values, cell: Cell, typed: &str, decimal: Decimal) -> bool {
    match values.entry_mut(cell) {
        None => return false,
        Some(AnyEntryMut::Count(count)) => *count = entry::count(typed, decimal),
        Some(AnyEntryMut::Number(number)) => *number = entry::number(typed, decimal),
    }
    match values {
        Values::Counts(arms) => {
            let Cell::Events(arm) = cell else {
                return true;
            };
            let read = entry::events(typed, decimal);
            if let (Some(entries), Some(total)) = (arms.get_mut(&arm), read.total) {
                entries.events = read.events;
                entries.total = total;
            }
        }
        Values::Estimate(entries) => {
            let read = entry::estimate(typed, decimal);
            if let (Cell::Estimate, Some((lower, upper))) = (cell, read.limits) {
                entries.estimate = read.estimate;
                (entries.lower, entries.upper) = (lower, upper);
            }
        }
        Values::PersonTime(_) | Values::Means(_) => {}
    }
    true
}

/// A record in which nothing stands any more is no record: the trial never mentioned the outcome.
pub(super) fn forget_if_blank(trial: &mut Trial, outcome: OutcomeId) {
    let Some(record) = trial.records.get_mut(&outcome) else {
        return;
    };
    let something_stands = record.values.forget_blank_arms();
    let words = [&record.time_point, &record.source, &record.note];
    let alone = record.at_other_times().is_empty();
    if !something_stands && alone && words.into_iter().all(String::is_empty) {
        trial.records.remove(&outcome);
    }
}
