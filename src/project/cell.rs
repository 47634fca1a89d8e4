//! What typing into a cell does to a record.

use std::collections::BTreeMap;

use crate::data::{
    ArmId, Cell, CountEntries, Entry, EstimateEntries, Misread, OutcomeId, OutcomeKind, Record,
    State, Trial, Values,
};

/// A record in which nothing stands yet; `None` for kinds whose numbers are not typed into cells.
pub(super) fn blank_record(kind: OutcomeKind) -> Option<Record> {
    let values = match kind {
        OutcomeKind::Counts => Values::Counts(BTreeMap::new()),
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
pub(super) fn write(values: &mut Values, cell: Cell, typed: &str, decimal_comma: bool) -> bool {
    match (values, cell) {
        (Values::Counts(arms), Cell::Events(arm)) => {
            counts_of(arms, arm).events = count(typed, decimal_comma);
        }
        (Values::Counts(arms), Cell::Total(arm)) => {
            counts_of(arms, arm).total = count(typed, decimal_comma);
        }
        (Values::Estimate(entries), cell) => {
            let entry = match cell {
                Cell::Estimate => &mut entries.estimate,
                Cell::StandardError => &mut entries.standard_error,
                Cell::Lower => &mut entries.lower,
                Cell::Upper => &mut entries.upper,
                Cell::Name | Cell::Year | Cell::Events(_) | Cell::Total(_) => return false,
            };
            *entry = number(typed, decimal_comma);
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

fn counts_of(arms: &mut BTreeMap<ArmId, CountEntries>, arm: ArmId) -> &mut CountEntries {
    arms.entry(arm).or_insert_with(|| CountEntries {
        events: Entry::not_reported(),
        total: Entry::not_reported(),
    })
}

fn blank<T: PartialEq>(entry: &Entry<T>) -> bool {
    entry.typed.is_empty() && entry.state == State::NotReported
}

fn count(typed: &str, _decimal_comma: bool) -> Entry<u64> {
    entry(typed, typed.parse().ok())
}

fn number(typed: &str, decimal_comma: bool) -> Entry<f64> {
    let point = if decimal_comma {
        typed.replace(',', ".")
    } else {
        typed.to_owned()
    };
    entry(
        typed,
        point.parse().ok().filter(|value: &f64| value.is_finite()),
    )
}

pub(super) fn year(typed: &str) -> Entry<i32> {
    entry(typed, typed.parse().ok())
}

fn entry<T>(typed: &str, value: Option<T>) -> Entry<T> {
    Entry {
        typed: typed.to_owned(),
        state: match value {
            Some(value) => State::Reported(value),
            None if typed.is_empty() => State::NotReported,
            None => State::Unreadable(Misread::NotANumber),
        },
    }
}
