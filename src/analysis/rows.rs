//! The rows of a request, sorted into what can be computed with and what cannot.

use super::{Request, Totals, TrialData};
use crate::effect::{Effect, TwoByTwo};

/// The largest size of a generic effect or error that is computed with, and the inverse of the smallest error: squares of
/// the weights stay inside the range of an f64.
const LARGEST_ESTIMATE: f64 = 1e12;

/// What a row holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Row {
    /// A table of counts that can be.
    Counts(TwoByTwo),
    /// An estimate with a usable error.
    Estimate(Effect),
    /// Numbers that cannot be.
    Impossible,
}

/// The rows of a request in their order, with what is asked of them again and again.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    /// The tables among them, in their order.
    pub(super) tables: Vec<TwoByTwo>,
}

impl Rows {
    pub(super) fn of(request: &Request) -> Self {
        let rows: Vec<Row> = request
            .trials
            .iter()
            .map(|trial| row(&trial.data))
            .collect();
        let tables = rows
            .iter()
            .filter_map(|row| match row {
                Row::Counts(table) => Some(*table),
                Row::Estimate(_) | Row::Impossible => None,
            })
            .collect();
        Self { rows, tables }
    }

    /// Sums over the tables; `None` where there are none.
    pub(super) fn totals(&self) -> Option<Totals> {
        if self.tables.is_empty() {
            return None;
        }
        let add = |count: fn(&TwoByTwo) -> u64| self.tables.iter().map(count).sum();
        Some(Totals {
            trials: self.rows.len(),
            experimental_events: add(|t| t.experimental_events),
            experimental_total: add(|t| t.experimental_total),
            control_events: add(|t| t.control_events),
            control_total: add(|t| t.control_total),
        })
    }

    /// Whether any row is a trial's own estimate.
    pub(super) fn has_estimates(&self) -> bool {
        self.rows.iter().any(|row| matches!(row, Row::Estimate(_)))
    }
}

fn row(data: &TrialData) -> Row {
    match data {
        TrialData::Counts(table) if table.is_possible() => Row::Counts(*table),
        TrialData::Estimate {
            effect,
            standard_error,
        } if effect.abs() <= LARGEST_ESTIMATE
            && (1.0 / LARGEST_ESTIMATE..=LARGEST_ESTIMATE).contains(standard_error) =>
        {
            Row::Estimate(Effect {
                estimate: *effect,
                variance: standard_error * standard_error,
            })
        }
        TrialData::Counts(_) | TrialData::Estimate { .. } => Row::Impossible,
    }
}
