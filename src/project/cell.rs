//! What typing into a cell does to a record.

use crate::data::OrderedMap;

use crate::data::{
    ArmId, Cell, CountEntries, Entry, EstimateEntries, OutcomeId, OutcomeKind, Record, State,
    Trial, Values,
};
use crate::read::{Decimal, entry};

/// A record in which nothing stands yet; `None` for kinds whose numbers are not typed into cells.
pub(super) fn blank_record(kind: OutcomeKind) -> Option<Record> {
    let values = match kind {
        OutcomeKind::Counts => Values::Counts(OrderedMap::new()),
        OutcomeKind::Estimates(_) => Values::Estimate(EstimateEntries {
            estimate: Entry::not_reported(),
            standard_error: Entry::not_reported(),
            lower: Entry::not_reported(),
            upper: Entry::not_reported(),
        }),
        OutcomeKind::PersonTime | OutcomeKind::Means => return None,
    };
    Some(Record {
        values,
        time_point: String::new(),
        source: String::new(),
        note: String::new(),
    })
}

/// Reads a text into its cell; `false` if values of this kind have no such cell.
///
/// A cell may say more than its own number, as printed tables do: "12/345" typed as events brings the total with it, and
/// "0.85 (0.60 to 1.20)" typed as an estimate brings its interval.
pub(super) fn write(values: &mut Values, cell: Cell, typed: &str, decimal: Decimal) -> bool {
    match (values, cell) {
        (Values::Counts(arms), Cell::Events(arm)) => {
            let read = entry::events(typed, decimal);
            let entries = counts_of(arms, arm);
            entries.events = read.events;
            if let Some(total) = read.total {
                entries.total = total;
            }
        }
        (Values::Counts(arms), Cell::Total(arm)) => {
            counts_of(arms, arm).total = entry::count(typed, decimal);
        }
        (Values::Estimate(entries), Cell::Estimate) => {
            let read = entry::estimate(typed, decimal);
            entries.estimate = read.estimate;
            if let Some((lower, upper)) = read.limits {
                (entries.lower, entries.upper) = (lower, upper);
            }
        }
        (Values::Estimate(entries), cell) => {
            let entry = match cell {
                Cell::StandardError => &mut entries.standard_error,
                Cell::Lower => &mut entries.lower,
                Cell::Upper => &mut entries.upper,
                _ => return false,
            };
            *entry = entry::number(typed, decimal);
        }
        (Values::Counts(_), _) => return false,
    }
    true
}

/// A record in which nothing stands any more is no record: the trial never mentioned the outcome.
pub(super) fn forget_if_blank(trial: &mut Trial, outcome: OutcomeId) {
    let Some(record) = trial.records.get_mut(&outcome) else {
        return;
    };
    let values_blank = match &mut record.values {
        Values::Counts(arms) => {
            arms.retain(|_, entries| !(blank(&entries.events) && blank(&entries.total)));
            arms.is_empty()
        }
        Values::Estimate(entries) => [
            &entries.estimate,
            &entries.standard_error,
            &entries.lower,
            &entries.upper,
        ]
        .into_iter()
        .all(blank),
    };
    let words = [&record.time_point, &record.source, &record.note];
    if values_blank && words.into_iter().all(String::is_empty) {
        trial.records.remove(&outcome);
    }
}

fn counts_of(arms: &mut OrderedMap<ArmId, CountEntries>, arm: ArmId) -> &mut CountEntries {
    arms.entry(arm).or_insert_with(|| CountEntries {
        events: Entry::not_reported(),
        total: Entry::not_reported(),
    })
}

fn blank<T: PartialEq>(entry: &Entry<T>) -> bool {
    entry.typed.is_empty() && entry.state == State::NotReported
}
