//! The rows of a request, sorted into what can be computed with and what cannot.

use super::own::Entrant;
use super::{Request, Totals, TrialData};
use crate::data::{ConfidenceLevel, Measure, OutcomeKind, Plan};
use crate::effect::{Effect, PersonTime, Proportion, TwoByTwo, TwoMeans};

/// The largest size of a generic effect or error that is computed with, and the inverse of the smallest error: squares of
/// the weights stay inside the range of an f64.
const LARGEST_ESTIMATE: f64 = 1e12;

/// What a row holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Row {
    /// A table of counts that can be.
    Counts(TwoByTwo),
    /// Events over person-time that can be.
    PersonTime(PersonTime),
    /// Means that can be.
    Means(TwoMeans),
    /// A proportion of one arm that can be.
    Proportion(Proportion),
    /// An estimate with a usable error.
    Estimate(Effect),
    /// Numbers that cannot be.
    Impossible,
}

impl Row {
    /// A table of counts, if it can be.
    pub(super) fn of_table(table: TwoByTwo) -> Self {
        if table.is_possible() {
            Self::Counts(table)
        } else {
            Self::Impossible
        }
    }

    /// The table, where it is one.
    pub(super) fn table(&self) -> Option<TwoByTwo> {
        match self {
            Self::Counts(table) => Some(*table),
            Self::PersonTime(_)
            | Self::Means(_)
            | Self::Proportion(_)
            | Self::Estimate(_)
            | Self::Impossible => None,
        }
    }

    /// Whether it holds the numbers that this measure is made from.
    pub(super) fn answers(&self, measure: Measure) -> bool {
        matches!(
            (self, measure.kind()),
            (Self::Counts(_), OutcomeKind::Counts)
                | (Self::PersonTime(_), OutcomeKind::PersonTime)
                | (Self::Means(_), OutcomeKind::Means)
                | (Self::Proportion(_), OutcomeKind::Proportions)
                | (Self::Estimate(_), OutcomeKind::Estimates(_))
        )
    }

    /// Events of the experimental and of the control arm, where events are what it holds.
    pub(super) fn events(&self) -> Option<(u64, u64)> {
        match self {
            Self::Counts(table) => Some((table.experimental_events, table.control_events)),
            Self::PersonTime(trial) => Some((trial.experimental_events, trial.control_events)),
            Self::Means(_) | Self::Proportion(_) | Self::Estimate(_) | Self::Impossible => None,
        }
    }

    /// No event in either arm.
    pub(super) fn is_double_zero(&self) -> bool {
        self.events() == Some((0, 0))
    }

    /// The event in everybody of both arms.
    pub(super) fn is_all_events(&self) -> bool {
        matches!(self, Self::Counts(table) if table.is_all_events())
    }

    /// The event in everybody of one arm and not in everybody of the other.
    pub(super) fn has_one_full_arm(&self) -> bool {
        matches!(self, Self::Counts(table)
            if (table.experimental_events == table.experimental_total)
                != (table.control_events == table.control_total))
    }

    /// Whether a ratio of its own would need a correction: an arm without an event, or one in which everybody had it.
    pub(super) fn has_empty_cell(&self) -> bool {
        match self {
            Self::Counts(table) => table.has_empty_cell(),
            Self::PersonTime(trial) => trial.has_empty_arm(),
            Self::Proportion(arm) => arm.has_empty_cell(),
            Self::Means(_) | Self::Estimate(_) | Self::Impossible => false,
        }
    }
}

/// The rows of a request in their order, with what is asked of them again and again.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_field_names,
    reason = "the rows, beside what is asked of them"
)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    /// The trial of each row, as a number that its comparisons share.
    trial_of: Vec<usize>,
    /// The tables among them, in their order.
    pub(super) tables: Vec<TwoByTwo>,
    /// The level asked for.
    pub(super) level: ConfidenceLevel,
}

impl Rows {
    pub(super) fn of(request: &Request) -> Self {
        let rows: Vec<Row> = request
            .trials
            .iter()
            .map(|trial| row(&trial.data))
            .collect();
        let mut trial = 0;
        let trial_of = request.trials.iter().enumerate().map(|(place, row)| {
            if place == 0 || !row.continues {
                trial = place;
            }
            trial
        });
        Self::of_rows(rows, trial_of.collect(), request.level)
    }

    fn of_rows(rows: Vec<Row>, trial_of: Vec<usize>, level: ConfidenceLevel) -> Self {
        let tables = rows.iter().filter_map(Row::table).collect();
        Self {
            rows,
            trial_of,
            tables,
            level,
        }
    }

    /// The trials among some of the rows: the comparisons of one trial count once.
    pub(super) fn trials(&self, is_meant: impl Fn(&Row) -> bool) -> usize {
        let rows = self.rows.iter().zip(&self.trial_of);
        let mut trials: Vec<usize> = rows
            .filter(|(row, _)| is_meant(row))
            .map(|(_, trial)| *trial)
            .collect();
        // The rows of a trial follow each other.
        trials.dedup();
        trials.len()
    }

    /// All rows but one.
    pub(super) fn without(&self, index: usize) -> Self {
        let others = self.rows.iter().zip(&self.trial_of).enumerate();
        let others = others.filter(|(other, _)| *other != index);
        let (rows, trial_of) = others.map(|(_, (row, trial))| (*row, *trial)).unzip();
        Self::of_rows(rows, trial_of, self.level)
    }

    /// The rows that are in.
    pub(super) fn only(&self, is_in: &[bool]) -> Self {
        let rows = self.rows.iter().zip(&self.trial_of).zip(is_in);
        let rows = rows.filter(|(_, is_in)| **is_in);
        let (rows, trial_of) = rows.map(|((row, trial), _)| (*row, *trial)).unzip();
        Self::of_rows(rows, trial_of, self.level)
    }

    /// Of rows in their order, those of each trial together: the comparisons of one trial.
    pub(super) fn of_trials(&self, places: &[usize]) -> Vec<Vec<usize>> {
        let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
        for place in places {
            let Some(trial) = self.trial_of.get(*place) else {
                continue;
            };
            match found.last_mut() {
                Some((last, rows)) if last == trial => rows.push(*place),
                Some(_) | None => found.push((*trial, vec![*place])),
            }
        }
        found.into_iter().map(|(_, rows)| rows).collect()
    }

    /// What each row brings into a pool under a plan.
    pub(super) fn entrants(&self, plan: Plan) -> Vec<Entrant> {
        let rows = self.rows.iter();
        rows.map(|row| Entrant::of(row, plan)).collect()
    }

    /// The people of the experimental and of the control arms of all tables; `None` where there are none.
    pub(super) fn people(&self) -> Option<(u64, u64)> {
        let all = TwoByTwo::together(&self.tables);
        (!self.tables.is_empty()).then_some((all.experimental_total, all.control_total))
    }

    /// Sums over the tables; `None` where there are none.
    pub(super) fn totals(&self) -> Option<Totals> {
        let all = TwoByTwo::together(&self.tables);
        (!self.tables.is_empty()).then(|| Totals {
            trials: self.trials(|_| true),
            experimental_events: all.experimental_events,
            experimental_total: all.experimental_total,
            control_events: all.control_events,
            control_total: all.control_total,
        })
    }

    /// The proportions of one arm among the rows, in their order.
    pub(super) fn proportions(&self) -> Vec<Proportion> {
        let proportion = |row: &Row| {
            let Row::Proportion(arm) = row else {
                return None;
            };
            Some(*arm)
        };
        self.rows.iter().filter_map(proportion).collect()
    }

    /// The rows that hold the numbers this measure is made from.
    pub(super) fn answering(&self, measure: Measure) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(move |row| row.answers(measure))
    }

    /// Events of the experimental and of the control arms of all these rows.
    pub(super) fn events(&self, measure: Measure) -> (u64, u64) {
        self.answering(measure)
            .filter_map(Row::events)
            .fold((0, 0), |sum, events| (sum.0 + events.0, sum.1 + events.1))
    }
}

/// What the numbers of a trial are.
pub(super) fn row(data: &TrialData) -> Row {
    match data {
        TrialData::Counts(table) => Row::of_table(*table),
        TrialData::PersonTime(trial) if trial.is_possible() => Row::PersonTime(*trial),
        TrialData::Means(means) if means.is_possible() => Row::Means(*means),
        TrialData::Proportion(arm) if arm.is_possible() => Row::Proportion(*arm),
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
        TrialData::PersonTime(_)
        | TrialData::Means(_)
        | TrialData::Proportion(_)
        | TrialData::Estimate { .. } => Row::Impossible,
    }
}
