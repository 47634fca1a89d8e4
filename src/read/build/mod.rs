//! Makes the review of rows of cells whose columns are known, and says from which cell each of its entries came.

mod arms_of_rows;
mod events;
mod outcomes;
mod records;
mod times;
mod trials;

pub(super) use outcomes::usual_window;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::arms;
use super::delimited::Row;
use super::event_class::EventPart;
use super::meaning::{Column, Layout, Meaning, Quantity, Side};
use super::number::Decimal;
use super::table::Choices;
use super::understanding::Comparison;
use super::values::OutcomeColumns;
use crate::data::{
    Cell, Covariate, CovariateId, EventClass, OutcomeId, OutcomeKind, Review, Role, Trial, TrialId,
};
use times::unit_in;

/// Where an entry came from: the line (from 1) and, where one column is meant, that column (from 0).
pub(super) type At = (usize, Option<usize>);

/// Where each trial, record and entry stands.
pub(super) type Origins = BTreeMap<(TrialId, Option<OutcomeId>, Option<Cell>), At>;

/// Where entries of a record stand: their line, and the column of each.
type ReadAt = Vec<(usize, Vec<(Cell, usize)>)>;

/// The review, with the origins of its entries.
pub(super) struct Built {
    pub(super) review: Review,
    pub(super) origins: Origins,
    /// How many names of trials the rows have, and how many rows there are.
    pub(super) names: usize,
    pub(super) rows: usize,
}

/// What the rows are read by, beside their columns.
#[derive(Clone, Copy)]
pub(super) struct Setting<'table> {
    pub(super) layout: Layout,
    pub(super) decimal: Decimal,
    pub(super) comparison: Option<&'table Comparison>,
    pub(super) choices: &'table Choices,
    /// The name of an outcome that the columns do not name.
    pub(super) unnamed: Option<&'table str>,
}

/// Builds the review from the rows.
pub(super) struct Builder<'table> {
    columns: &'table [Column],
    layout: Layout,
    decimal: Decimal,
    outcomes: Vec<OutcomeColumns>,
    shared_totals: BTreeMap<Side, usize>,
    covariates: Vec<(usize, CovariateId)>,
    /// The covariate that holds cells beyond the last head, once there are any.
    surplus: Option<CovariateId>,
    review: Review,
    trials: Vec<Trial>,
    /// Trials by name and year, for tables with several rows a trial.
    by_key: BTreeMap<(String, String), Vec<usize>>,
    /// The outcomes under each name, in small letters: one for each kind of numbers that rows hold under it.
    outcome_ids: BTreeMap<String, Vec<(OutcomeKind, OutcomeId)>>,
    origins: Origins,
    /// Where the readings of further time points stand, in the order in which records hold them.
    other_origins: BTreeMap<(TrialId, OutcomeId), Vec<ReadAt>>,
    /// The readings that the table says are used, each with whether a hand chose it.
    used: Vec<(usize, OutcomeId, String, bool)>,
    /// The unit of time points that are bare numbers, where their head names one: "Follow-up (months)".
    time_unit: Option<&'static str>,
    /// When the numbers of the row before were read.
    last_time: String,
    /// The columns that say which events rows count.
    events: Vec<(EventPart, usize)>,
    /// Which events outcomes count.
    classes: BTreeMap<OutcomeId, EventClass>,
    /// The outcomes of which onsets tell rows apart; `None` where all onsets do.
    by_onset: Option<BTreeSet<String>>,
    /// The outcome and the events of the row before.
    last_events: (String, EventClass),
    /// The sides on which arms stand, by their names.
    sides: BTreeMap<String, Role>,
    /// The columns that name the arms of each row, with the columns of numbers for which they speak.
    arm_names: Vec<(Side, usize)>,
    /// Whether heads name more than two arms, each with columns of its own.
    by_head: bool,
    choices: &'table Choices,
    unnamed: &'table str,
}

/// The name under which cells beyond the last head are kept.
const WITHOUT_HEAD: &str = "Cells without a head";

/// The name of an outcome that the table does not name.
const UNNAMED_OUTCOME: &str = "Outcome";

impl<'table> Builder<'table> {
    pub(super) fn new(columns: &'table [Column], setting: Setting<'table>) -> Self {
        let arms = setting.comparison.iter().flat_map(|found| &found.arms);
        let names: Vec<(Side, usize)> = columns
            .iter()
            .filter_map(|column| match &column.meaning {
                Meaning::ArmName(side) => Some((side.clone(), column.index)),
                _ => None,
            })
            .collect();
        let of_own_arm = |column: &Column| {
            matches!(
                column.meaning,
                Meaning::Number {
                    side: Side::Arm(_),
                    ..
                }
            )
        };
        let mut builder = Self {
            columns,
            layout: setting.layout,
            decimal: setting.decimal,
            sides: arms.map(|arm| (arms::key(&arm.label), arm.role)).collect(),
            arm_names: if names.len() > 1 { names } else { Vec::new() },
            by_head: columns.iter().any(of_own_arm),
            choices: setting.choices,
            unnamed: setting.unnamed.unwrap_or(UNNAMED_OUTCOME),
            outcomes: Vec::new(),
            shared_totals: BTreeMap::new(),
            covariates: Vec::new(),
            surplus: None,
            review: Review::default(),
            trials: Vec::new(),
            by_key: BTreeMap::new(),
            outcome_ids: BTreeMap::new(),
            origins: BTreeMap::new(),
            other_origins: BTreeMap::new(),
            used: Vec::new(),
            time_unit: None,
            last_time: String::new(),
            events: columns
                .iter()
                .filter_map(|column| match column.meaning {
                    Meaning::Events(part) => Some((part, column.index)),
                    _ => None,
                })
                .collect(),
            classes: BTreeMap::new(),
            by_onset: Some(BTreeSet::new()),
            last_events: Default::default(),
        };
        builder.take_columns();
        builder
    }

    fn take_columns(&mut self) {
        for column in self.columns {
            match &column.meaning {
                Meaning::Number {
                    quantity,
                    side,
                    outcome,
                } => {
                    self.outcome_columns(outcome.as_ref())
                        .numbers
                        .insert((side.clone(), *quantity), column.index);
                }
                Meaning::Effect { part, outcome } => {
                    self.outcome_columns(outcome.as_ref())
                        .effects
                        .insert(*part, column.index);
                }
                Meaning::TimePoint => self.time_unit = unit_in(&column.head),
                Meaning::Covariate => {
                    let id = CovariateId(self.review.fresh_id());
                    self.review.covariates.push(Covariate {
                        id,
                        name: column.head.clone(),
                    });
                    self.covariates.push((column.index, id));
                }
                Meaning::Trial
                | Meaning::Year
                | Meaning::Randomized
                | Meaning::Outcome
                | Meaning::Arm
                | Meaning::ArmName(_)
                | Meaning::CountType
                | Meaning::Role
                | Meaning::Source
                | Meaning::Note
                | Meaning::Design(_)
                | Meaning::Events(_)
                | Meaning::EventsOf { .. }
                | Meaning::Ignored
                | Meaning::Kind => {}
            }
        }
        self.share_totals();
    }

    fn outcome_columns(&mut self, name: Option<&String>) -> &mut OutcomeColumns {
        let position = self
            .outcomes
            .iter()
            .position(|outcome| outcome.name.as_ref() == name)
            .unwrap_or(self.outcomes.len());
        if position == self.outcomes.len() {
            self.outcomes.push(OutcomeColumns {
                name: name.cloned(),
                ..OutcomeColumns::default()
            });
        }
        &mut self.outcomes[position]
    }

    /// Totals that name no outcome serve those outcomes that have none of their own.
    fn share_totals(&mut self) {
        let nameless_totals = |outcome: &OutcomeColumns| {
            outcome.name.is_none()
                && outcome.effects.is_empty()
                && outcome
                    .numbers
                    .keys()
                    .all(|(_, quantity)| *quantity == Quantity::Total)
        };
        if let Some(position) = self.outcomes.iter().position(nameless_totals) {
            let totals = self.outcomes.remove(position);
            self.shared_totals = totals
                .numbers
                .into_iter()
                .map(|((side, _), index)| (side, index))
                .collect();
        }
    }

    fn column_of(&self, meaning: &Meaning) -> Option<usize> {
        self.columns
            .iter()
            .find(|column| column.meaning == *meaning)
            .map(|column| column.index)
    }

    fn cell<'row>(&self, row: &'row Row, meaning: &Meaning) -> &'row str {
        self.column_of(meaning).map_or("", |index| row.cell(index))
    }

    /// Takes all rows and finishes the review.
    pub(super) fn build(
        mut self,
        rows: &[&Row],
        labels: (Option<String>, Option<String>),
    ) -> Built {
        if self.layout == Layout::RowPerTrial && self.events.is_empty() {
            self.declare_outcomes();
        }
        self.look_at_onsets(rows);
        for row in rows {
            self.take_row(row);
        }
        if !self.other_origins.is_empty() {
            self.choose_times();
        }
        self.take_events_of_outcomes(rows);
        let (experimental, control) = self.labels(labels);
        self.review.experimental_label = experimental;
        self.review.control_label = control;
        self.review.trials = self.trials.into_iter().map(Arc::new).collect();
        if !self.classes.is_empty() {
            Arc::make_mut(&mut self.review.panel).events = self.classes;
        }
        let names: BTreeSet<String> = self
            .review
            .trials
            .iter()
            .map(|trial| trial.name.to_lowercase())
            .collect();
        Built {
            review: self.review,
            origins: self.origins,
            names: names.len(),
            rows: rows.len(),
        }
    }

    fn take_row(&mut self, row: &Row) {
        let position = match self.layout {
            Layout::RowPerTrial
                if self.column_of(&Meaning::TimePoint).is_some() || !self.events.is_empty() =>
            {
                self.trial_of(row)
            }
            Layout::RowPerTrial | Layout::Results | Layout::Judgements | Layout::Unknown => {
                self.new_trial(row)
            }
            Layout::RowPerOutcome | Layout::RowPerArm | Layout::RowPerArmAndOutcome => {
                self.trial_of(row)
            }
        };
        self.take_covariates(position, row);
        self.take_surplus(position, row);
        let outcomes = std::mem::take(&mut self.outcomes);
        for outcome in &outcomes {
            self.take_record(position, row, outcome);
        }
        self.outcomes = outcomes;
        self.take_design(position, row);
        self.last_time = self.time_of(row);
        if !self.events.is_empty() {
            self.last_events = (self.base_of(row).to_owned(), self.class_of(row));
        }
    }
}
