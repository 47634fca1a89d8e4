//! Reads the numbers of one row: those of its arms, or an estimate.

use super::delimited::Row;
use super::entry;
use super::meaning::{EffectPart, Quantity, Side};
use super::number::{Decimal, is_not_reported};
use crate::data::{
    AnyEntryMut, ArmId, ArmNumber, Cell, CountEntries, Entry, EstimateEntries, Misread,
    OutcomeKind, Scale, State, Values,
};
use std::collections::BTreeMap;

/// The columns of one outcome.
#[derive(Default)]
pub(super) struct OutcomeColumns {
    pub(super) name: Option<String>,
    pub(super) numbers: BTreeMap<(Side, Quantity), usize>,
    pub(super) effects: BTreeMap<EffectPart, usize>,
}

impl OutcomeColumns {
    /// The kind of an outcome that has these columns to itself.
    pub(super) fn kind(&self) -> OutcomeKind {
        let estimate = self.effects.keys().find(|part| part.is_estimate());
        let has = |wanted| self.numbers.keys().any(|(_, quantity)| *quantity == wanted);
        match estimate {
            Some(part) if self.numbers.is_empty() => scale_of(*part),
            _ if has(Quantity::Time) => OutcomeKind::PersonTime,
            _ if has(Quantity::Mean) && !has(Quantity::Events) => OutcomeKind::Means,
            _ if self.is_one_armed() => OutcomeKind::Proportions,
            _ => OutcomeKind::Counts,
        }
    }

    /// What of the numbers is derived rather than read, for the note of the record: the reader of a review asks.
    pub(super) fn derived(&self) -> Option<&'static str> {
        let has = |wanted| self.numbers.keys().any(|(_, quantity)| *quantity == wanted);
        let has_part = |part| self.effects.contains_key(&part);
        if has(Quantity::NonEvents) && !has(Quantity::Total) {
            Some("totals derived: people with and without the event added up")
        } else if has_part(EffectPart::Variance) && !has_part(EffectPart::StandardError) {
            Some("standard error derived: the root of the variance")
        } else {
            None
        }
    }

    /// Whether the experimental arm alone has columns.
    fn is_one_armed(&self) -> bool {
        let mut sides = self.numbers.keys().map(|(side, _)| side);
        sides.all(|side| *side == Side::Experimental)
    }

    /// Whether the row has anything in the columns of one arm.
    pub(super) fn is_filled(&self, row: &Row, side: &Side) -> bool {
        let mut columns = self.numbers.iter();
        columns.any(|((of, _), index)| of == side && !row.cell(*index).is_empty())
    }

    /// Whether the row has anything in the columns of arms' numbers.
    pub(super) fn has_numbers(&self, row: &Row) -> bool {
        let mut columns = self.numbers.values();
        columns.any(|index| !row.cell(*index).is_empty())
    }

    /// The kinds of numbers of arms that stand in a row, those that no other kind has first.
    pub(super) fn kinds_filled(&self, row: &Row) -> Vec<OutcomeKind> {
        let own: [(&[Quantity], OutcomeKind); 5] = [
            (&[Quantity::Time], OutcomeKind::PersonTime),
            (
                &[Quantity::Mean, Quantity::StandardDeviation],
                OutcomeKind::Means,
            ),
            (
                &[
                    Quantity::Events,
                    Quantity::NonEvents,
                    Quantity::EventsAndTotal,
                    Quantity::Total,
                ],
                OutcomeKind::Counts,
            ),
            (&[Quantity::Events], OutcomeKind::PersonTime),
            (&[Quantity::Total], OutcomeKind::Means),
        ];
        let kinds = own.into_iter().filter(|(quantities, kind)| {
            let only_zeros = *kind == OutcomeKind::Means && self.has_only_zeros_for_means(row);
            self.has_any(row, quantities) && !only_zeros
        });
        kinds
            .map(|(_, kind)| match kind {
                OutcomeKind::Counts if self.is_one_armed() => OutcomeKind::Proportions,
                kind => kind,
            })
            .collect()
    }

    /// Whether the numbers of a row may be of this kind: all that the kind needs stands there, or nothing that another kind
    /// alone needs. Events over person-time, with no people beside them, are not counts of people.
    pub(super) fn may_be(&self, kind: OutcomeKind, row: &Row) -> bool {
        let says = |kind: OutcomeKind| match kind {
            OutcomeKind::PersonTime => self.has_any(row, &[Quantity::Time]),
            OutcomeKind::Means => {
                self.has_any(row, &[Quantity::Mean, Quantity::StandardDeviation])
                    && !self.has_only_zeros_for_means(row)
            }
            OutcomeKind::Counts | OutcomeKind::Proportions => {
                self.has_any(row, &[Quantity::NonEvents, Quantity::EventsAndTotal])
                    || self.has_any(row, &[Quantity::Events])
                        && self.has_any(row, &[Quantity::Total])
            }
            OutcomeKind::Estimates(_) => false,
        };
        let others = [
            OutcomeKind::PersonTime,
            OutcomeKind::Means,
            OutcomeKind::Counts,
        ];
        says(kind) || !others.into_iter().any(says)
    }

    /// Whether something stands in a column of one of these quantities.
    fn has_any(&self, row: &Row, quantities: &[Quantity]) -> bool {
        let mut columns = self.numbers.iter();
        columns.any(|((_, quantity), index)| {
            quantities.contains(quantity) && !row.cell(*index).is_empty()
        })
    }

    /// Whether the columns of means hold zeros beside events: programs that export every kind fill the columns of the others
    /// with zeros, and no standard deviation is zero.
    fn has_only_zeros_for_means(&self, row: &Row) -> bool {
        let mut numbers = self.numbers.iter();
        let only_zeros = numbers.all(|((_, quantity), index)| {
            !matches!(quantity, Quantity::Mean | Quantity::StandardDeviation)
                || matches!(row.cell(*index), "" | "0" | "0.0" | "0,0")
        });
        only_zeros && self.has_any(row, &[Quantity::Events])
    }

    /// The column of this row's estimate: the first that is filled, or the first.
    fn estimate_of(&self, row: &Row) -> Option<(EffectPart, usize)> {
        let mut estimates = self
            .effects
            .iter()
            .filter(|(part, _)| part.is_estimate())
            .map(|(part, index)| (*part, *index));
        estimates
            .clone()
            .find(|(_, index)| !row.cell(*index).is_empty())
            .or_else(|| estimates.next())
    }

    pub(super) fn kind_of_estimate(&self, row: &Row) -> OutcomeKind {
        let (part, _) = self.estimate_of(row).unwrap_or((EffectPart::Difference, 0));
        scale_of(part)
    }
}

fn scale_of(estimate: EffectPart) -> OutcomeKind {
    OutcomeKind::Estimates(match estimate {
        EffectPart::Ratio => Scale::Ratio,
        EffectPart::LogRatio => Scale::LogRatio,
        EffectPart::Difference
        | EffectPart::StandardError
        | EffectPart::Variance
        | EffectPart::Lower
        | EffectPart::Upper
        | EffectPart::Limits
        | EffectPart::P => Scale::Difference,
    })
}

/// The numbers of one row for one outcome.
pub(super) struct RowNumbers<'table> {
    pub(super) row: &'table Row,
    pub(super) columns: &'table OutcomeColumns,
    /// Totals that serve the outcomes without totals of their own.
    pub(super) shared_totals: &'table BTreeMap<Side, usize>,
    pub(super) decimal: Decimal,
}

impl RowNumbers<'_> {
    /// The numbers of these arms; adds the column of each to `cells`.
    pub(super) fn of_arms(
        &self,
        kind: OutcomeKind,
        arms: &[(Side, ArmId)],
        cells: &mut Vec<(Cell, usize)>,
    ) -> Values {
        if matches!(kind, OutcomeKind::Counts | OutcomeKind::Proportions) {
            let counts = arms
                .iter()
                .map(|(side, arm)| (*arm, self.counts_of(side, *arm, cells)));
            return Values::Counts(counts.collect());
        }
        let mut values = Values::blank(kind);
        for (side, arm) in arms {
            for number in ArmNumber::of(kind) {
                let quantity = match number {
                    ArmNumber::Events => Quantity::Events,
                    ArmNumber::Time => Quantity::Time,
                    ArmNumber::Mean => Quantity::Mean,
                    ArmNumber::StandardDeviation => Quantity::StandardDeviation,
                    ArmNumber::Total => Quantity::Total,
                    ArmNumber::Lost => Quantity::Lost,
                };
                let own = self.columns.numbers.get(&(side.clone(), quantity));
                let shared = || {
                    self.shared_totals
                        .get(side)
                        .filter(|_| quantity == Quantity::Total)
                };
                let index = own.or_else(shared).copied();
                let cell = number.cell(*arm);
                let typed = index.map_or("", |index| self.row.cell(index));
                match values.entry_mut(cell) {
                    Some(AnyEntryMut::Count(count)) => *count = entry::count(typed, self.decimal),
                    Some(AnyEntryMut::Number(number)) => {
                        *number = entry::number(typed, self.decimal);
                    }
                    None => {}
                }
                cells.extend(index.map(|index| (cell, index)));
            }
        }
        values
    }

    /// Events and total of one side; adds the column of each to `cells`.
    fn counts_of(&self, side: &Side, arm: ArmId, cells: &mut Vec<(Cell, usize)>) -> CountEntries {
        let column = |quantity| self.columns.numbers.get(&(side.clone(), quantity)).copied();
        let events_column = column(Quantity::Events).or_else(|| column(Quantity::EventsAndTotal));
        let own_total = column(Quantity::Total);
        let total_column = own_total.or_else(|| self.shared_totals.get(side).copied());
        let in_cell = events_column.map_or_else(
            || entry::events("", self.decimal),
            |index| {
                cells.push((Cell::Events(arm), index));
                entry::events(self.row.cell(index), self.decimal)
            },
        );
        let events = in_cell.events;
        let mut total = in_cell.total.unwrap_or_else(Entry::not_reported);
        let mut total_at = events_column;
        if let Some(index) = total_column {
            let typed = entry::count(self.row.cell(index), self.decimal);
            // A shared total is nobody's report of an outcome that has no events.
            let wanted = own_total.is_some() || !events.typed.is_empty();
            if wanted && (typed.state != State::NotReported || total.typed.is_empty()) {
                total = typed;
                total_at = Some(index);
            }
        } else if let Some(index) = column(Quantity::NonEvents) {
            total = with_non_events(&events, entry::count(self.row.cell(index), self.decimal));
            total_at = Some(index);
        }
        if let Some(index) = total_at {
            cells.push((Cell::Total(arm), index));
        }
        let lost = column(Quantity::Lost).map_or_else(Entry::not_reported, |index| {
            cells.push((Cell::Lost(arm), index));
            entry::count(self.row.cell(index), self.decimal)
        });
        CountEntries {
            events,
            total,
            lost,
        }
    }

    /// The estimate with the column of each of its numbers, or nothing where every cell is empty.
    pub(super) fn estimate(&self) -> Option<(Values, Vec<(Cell, usize)>)> {
        if self
            .columns
            .effects
            .values()
            .all(|index| self.row.cell(*index).is_empty())
        {
            return None;
        }
        let mut cells = Vec::new();
        let mut number = |part: EffectPart, cell: Cell| {
            self.columns.effects.get(&part).map(|index| {
                cells.push((cell, *index));
                entry::number(self.row.cell(*index), self.decimal)
            })
        };
        let lower = number(EffectPart::Lower, Cell::Lower);
        let upper = number(EffectPart::Upper, Cell::Upper);
        let standard_error = number(EffectPart::StandardError, Cell::StandardError)
            .or_else(|| number(EffectPart::Variance, Cell::StandardError).map(root_of));
        let (_, estimate_at) = self.columns.estimate_of(self.row)?;
        cells.push((Cell::Estimate, estimate_at));
        let estimate = entry::estimate(self.row.cell(estimate_at), self.decimal);
        let in_one_cell = self
            .columns
            .effects
            .get(&EffectPart::Limits)
            .and_then(|index| {
                cells.extend([(Cell::Lower, *index), (Cell::Upper, *index)]);
                entry::limits(self.row.cell(*index), self.decimal)
            });
        let (inner_lower, inner_upper) = in_one_cell.or(estimate.limits).unzip();
        let p = self.columns.effects.get(&EffectPart::P);
        let p = p.map(|index| self.row.cell(*index));
        let or_empty = |entry: Option<Entry<f64>>| entry.unwrap_or_else(Entry::not_reported);
        let entries = EstimateEntries {
            estimate: estimate.estimate,
            standard_error: or_empty(standard_error),
            lower: or_empty(lower.or(inner_lower)),
            upper: or_empty(upper.or(inner_upper)),
            p: p.unwrap_or_default().to_owned(),
        };
        Some((Values::Estimate(entries), cells))
    }
}

/// A total that was given as people without the event: the sum is what a total column would have held.
fn with_non_events(events: &Entry<u64>, non_events: Entry<u64>) -> Entry<u64> {
    match (events.value(), non_events.value()) {
        (Some(events), Some(others)) => Entry::reported(events + others),
        _ => non_events,
    }
}

/// A standard error that was given as its square.
fn root_of(variance: Entry<f64>) -> Entry<f64> {
    match variance.value() {
        Some(value) if value > 0.0 => Entry::reported(value.sqrt()),
        _ => variance,
    }
}

impl Values {
    /// Makes every number unreadable: the row has more cells than heads.
    pub(super) fn mark_misaligned(&mut self) {
        self.mark(|_| true, Misread::Misaligned);
    }

    /// Makes the events unreadable: they say how often it happened, not to how many.
    pub(super) fn mark_times(&mut self) {
        let is_events = |cell: Cell| matches!(cell, Cell::Events(_));
        self.mark(is_events, Misread::TimesNotPeople);
    }

    fn mark(&mut self, is_meant: impl Fn(Cell) -> bool, reason: Misread) {
        let written: Vec<Cell> = self
            .entries()
            .into_iter()
            .filter(|(cell, entry)| is_meant(*cell) && !is_not_reported(entry.typed()))
            .map(|(cell, _)| cell)
            .collect();
        for cell in written {
            if let Some(mut entry) = self.entry_mut(cell) {
                entry.mark_unreadable(reason);
            }
        }
    }
}
