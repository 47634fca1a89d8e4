//! Makes the review of rows of cells whose columns are known, and says from which cell each of its entries came.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::arms;
use super::blocks::without_mark;
use super::columns::counts_people;
use super::delimited::Row;
use super::design::{self, DesignPart};
use super::entry;
use super::head::plain;
use super::labels::{control_label, experimental_label};
use super::meaning::{Column, Layout, Meaning, Quantity, Side};
use super::number::{Decimal, is_number};
use super::table::Choices;
use super::understanding::Comparison;
use super::values::{OutcomeColumns, RowNumbers};
use crate::data::{
    Arm, ArmId, Cell, Covariate, CovariateId, Outcome, OutcomeId, OutcomeKind, Randomized, Record,
    Review, Role, Trial, TrialId, Values, Window, same_time,
};

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
    outcome_ids: BTreeMap<String, OutcomeId>,
    origins: Origins,
    /// Where the readings of further time points stand, in the order in which records hold them.
    other_origins: BTreeMap<(TrialId, OutcomeId), Vec<ReadAt>>,
    /// The readings that the table says are used, each with whether a hand chose it.
    used: Vec<(usize, OutcomeId, String, bool)>,
    /// The unit of time points that are bare numbers, where their head names one: "Follow-up (months)".
    time_unit: Option<&'static str>,
    /// When the numbers of the row before were read.
    last_time: String,
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
        if self.layout == Layout::RowPerTrial {
            self.declare_outcomes();
        }
        for row in rows {
            self.take_row(row);
        }
        if !self.other_origins.is_empty() {
            self.choose_times();
        }
        let (experimental, control) = self.labels(labels);
        self.review.experimental_label = experimental;
        self.review.control_label = control;
        self.review.trials = self.trials.into_iter().map(Arc::new).collect();
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

    /// In a wide table the outcomes are known, and in the order of their columns, before the first row.
    fn declare_outcomes(&mut self) {
        let names: Vec<(String, OutcomeKind)> = self
            .outcomes
            .iter()
            .map(|outcome| {
                let name = outcome.name.as_deref().unwrap_or(self.unnamed);
                (name.to_owned(), outcome.kind())
            })
            .collect();
        for (name, kind) in names {
            self.outcome_id(&name, kind);
        }
    }

    fn outcome_id(&mut self, name: &str, kind: OutcomeKind) -> OutcomeId {
        let name = if name.is_empty() { self.unnamed } else { name };
        let key = name.to_lowercase();
        if let Some(id) = self.outcome_ids.get(&key) {
            return *id;
        }
        let id = OutcomeId(self.review.fresh_id());
        self.outcome_ids.insert(key, id);
        self.review.outcomes.push(Arc::new(Outcome {
            id,
            name: name.to_owned(),
            kind,
            window: usual_window(name),
            group: None,
            more_is_worse: true,
            note: String::new(),
        }));
        id
    }

    fn take_row(&mut self, row: &Row) {
        let position = match self.layout {
            Layout::RowPerTrial if self.column_of(&Meaning::TimePoint).is_some() => {
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
    }

    fn new_trial(&mut self, row: &Row) -> usize {
        let id = TrialId(self.review.fresh_id());
        let name = match &self.choices.single_trial {
            // In a table with a row a trial the name is that of all of them, and they are numbered.
            Some(name)
                if self.column_of(&Meaning::Trial).is_none()
                    && self.layout == Layout::RowPerTrial =>
            {
                format!("{name} {}", self.trials.len() + 1)
            }
            Some(name) if self.column_of(&Meaning::Trial).is_none() => name.clone(),
            Some(_) | None => without_mark(self.cell(row, &Meaning::Trial)).to_owned(),
        };
        let mut trial = Trial::two_armed(id, name);
        trial.year = entry::year(self.cell(row, &Meaning::Year));
        if self.column_of(&Meaning::Randomized).is_some() {
            trial.randomized = randomized(self.cell(row, &Meaning::Randomized));
        } else {
            trial.randomized = self.choices.randomized.unwrap_or(Randomized::NotStated);
        }
        if self.layout.is_by_arm() || !self.arm_names.is_empty() || self.by_head {
            trial.arms.clear();
        }
        let name = self.column_of(&Meaning::Trial);
        self.origins.insert((id, None, None), (row.line, name));
        self.origins
            .insert((id, None, Some(Cell::Name)), (row.line, name));
        if let Some(year) = self.column_of(&Meaning::Year) {
            self.origins
                .insert((id, None, Some(Cell::Year)), (row.line, Some(year)));
        }
        self.trials.push(trial);
        self.trials.len() - 1
    }

    /// The trial this row goes on about, or a new one. A trial's name may stand in its first row only.
    fn trial_of(&mut self, row: &Row) -> usize {
        let name = self.cell(row, &Meaning::Trial);
        if name.is_empty() && !self.trials.is_empty() && self.layout != Layout::RowPerTrial {
            return self.trials.len() - 1;
        }
        let key = (
            without_mark(name).to_lowercase(),
            self.cell(row, &Meaning::Year).to_owned(),
        );
        let known = self.by_key.get(&key).cloned().unwrap_or_default();
        let free = known
            .into_iter()
            .find(|position| !self.is_taken(*position, row));
        free.unwrap_or_else(|| {
            let position = self.new_trial(row);
            self.by_key.entry(key).or_default().push(position);
            position
        })
    }

    /// Whether the trial has numbers already where this row would put its own: then the row repeats it.
    ///
    /// A further arm against the same control is no repetition: it has the control's numbers and a name of its own.
    fn is_taken(&self, position: usize, row: &Row) -> bool {
        let Some(trial) = self.trials.get(position) else {
            return true;
        };
        let time = self.time_of(row);
        let is_read_then = |record: &Record| {
            let mut readings = record.at_other_times().iter().chain([record]);
            readings.any(|reading| {
                time.is_empty()
                    || reading.time_point.is_empty()
                    || same_time(&reading.time_point, &time)
            })
        };
        if self.layout == Layout::RowPerTrial {
            return trial.records.values().any(is_read_then);
        }
        let outcome_name = match self.cell(row, &Meaning::Outcome) {
            "" => self.unnamed,
            name => name,
        };
        let record = self
            .outcome_ids
            .get(&outcome_name.to_lowercase())
            .and_then(|outcome| trial.records.get(outcome));
        let Some(record) = record.filter(|record| is_read_then(record)) else {
            return false;
        };
        let mut readings = record.at_other_times().iter();
        let reading = readings.find(|reading| same_time(&reading.time_point, &time));
        let values = match &reading.unwrap_or(record).values {
            Values::Estimate(_) => return true,
            values => values,
        };
        let label = self.cell(row, &Meaning::Arm);
        let arm_is_known = trial
            .arms
            .iter()
            .any(|arm| arm.label == label && values.has_arm(arm.id));
        if self.layout.is_by_arm() {
            return arm_is_known;
        }
        let same_control = || {
            let arm = self.first_arm(position, Role::Control)?;
            let columns = self
                .outcomes
                .iter()
                .find(|outcome| outcome.name.is_none())?;
            let numbers = self.numbers(row, columns);
            let kind = self.kind_of_row(row, columns);
            let control = [(Side::Control, arm)];
            let repeated = numbers.of_arms(kind, &control, &mut Vec::new());
            let mut entries = repeated.entries().into_iter();
            Some(entries.all(|(cell, entry)| values.entry(cell) == Some(entry)))
        };
        label.is_empty() || arm_is_known || same_control() != Some(true)
    }

    /// When the numbers of a row were read. Of the rows of several arms the first alone may say it, as it may alone name
    /// the trial.
    fn time_of(&self, row: &Row) -> String {
        let said = self.cell(row, &Meaning::TimePoint);
        let goes_on = self.layout.is_by_arm() && self.cell(row, &Meaning::Trial).is_empty();
        if said.is_empty() && goes_on {
            return self.last_time.clone();
        }
        match self.time_unit {
            Some(unit) if is_number(said) => format!("{said} {unit}"),
            Some(_) | None => said.to_owned(),
        }
    }

    /// What the row says of the trial's design.
    fn take_design(&mut self, position: usize, row: &Row) {
        let name = self.cell(row, &Meaning::Outcome).to_lowercase();
        let outcome = self.outcome_ids.get(&name).copied();
        for column in self.columns {
            if let Meaning::Design(part) = column.meaning
                && let Some(trial) = self.trials.get_mut(position)
            {
                design::take(trial, part, row.cell(column.index), outcome, self.decimal);
            }
        }
    }

    /// Whether the row says that its time point is used, and by hand.
    fn used_here(&self, row: &Row) -> Option<bool> {
        match plain(self.cell(row, &Meaning::Design(DesignPart::Used))).as_str() {
            "yes" => Some(false),
            "byhand" => Some(true),
            _ => None,
        }
    }

    fn take_covariates(&mut self, position: usize, row: &Row) {
        let Some(trial) = self.trials.get_mut(position) else {
            return;
        };
        for (index, id) in &self.covariates {
            let value = row.cell(*index);
            if value.is_empty() {
                continue;
            }
            let value_so_far = trial.covariates.entry(*id).or_default();
            if value_so_far.is_empty() {
                value.clone_into(value_so_far);
            } else if !format!("; {value_so_far}; ").contains(&format!("; {value}; ")) {
                value_so_far.push_str("; ");
                value_so_far.push_str(value);
            }
        }
    }

    /// Keeps what stands beyond the last head: nothing typed is lost.
    fn take_surplus(&mut self, position: usize, row: &Row) {
        let beyond = row.cells.iter().skip(self.columns.len());
        let surplus: Vec<&str> = beyond
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
            .collect();
        if surplus.is_empty() {
            return;
        }
        let id = *self.surplus.get_or_insert_with(|| {
            let id = CovariateId(self.review.fresh_id());
            self.review.covariates.push(Covariate {
                id,
                name: WITHOUT_HEAD.to_owned(),
            });
            id
        });
        if let Some(trial) = self.trials.get_mut(position) {
            trial.covariates.insert(id, surplus.join("; "));
        }
    }

    fn take_record(&mut self, position: usize, row: &Row, columns: &OutcomeColumns) {
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
        let outcome = self.outcome_id(named, kind);
        let time_point = self.time_of(row);
        let [source, note] =
            [Meaning::Source, Meaning::Note].map(|meaning| self.cell(row, &meaning).to_owned());
        let note = noted(note, columns.derived());
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
            known.values.take_arms(record.values);
            return note_origins(&mut self.origins, id, row.line, &cells);
        }
        let read = self.other_origins.entry(id).or_default();
        let mut others = known.at_other_times().iter();
        let other = others.position(|other| same_time(&other.time_point, &record.time_point));
        let read_then = other.and_then(|nth| read.get_mut(nth));
        if let (Some(read), Some(reading)) = (read_then, known.at(&record.time_point)) {
            reading.values.take_arms(record.values);
            read.push((row.line, cells));
        } else {
            known.add_time(record);
            read.push(vec![(row.line, cells)]);
        }
    }

    /// Uses of each outcome's time points the one that its window asks for.
    fn choose_times(&mut self) {
        for trial in &mut self.trials {
            let arms: Vec<ArmId> = trial.arms.iter().map(|arm| arm.id).collect();
            for outcome in &self.review.outcomes {
                let id = (trial.id, outcome.id);
                let record = trial.records.get_mut(&outcome.id);
                if let Some(nth) = record.and_then(|record| record.choose(outcome.window, &arms))
                    && let Some(read) = self.other_origins.get_mut(&id)
                    && let Some(origins) = read.get_mut(nth)
                {
                    self.origins.remove(&(id.0, Some(id.1), None));
                    for (line, cells) in std::mem::take(origins) {
                        note_origins(&mut self.origins, id, line, &cells);
                    }
                }
            }
        }
        for (position, outcome, time, by_hand) in std::mem::take(&mut self.used) {
            self.use_time(position, outcome, &time, by_hand);
        }
    }

    /// Uses the reading that the table says is used, by hand where no rule would have chosen it.
    fn use_time(&mut self, position: usize, outcome: OutcomeId, time: &str, by_hand: bool) {
        let trial = self.trials.get_mut(position);
        let Some(record) = trial.and_then(|trial| trial.records.get_mut(&outcome)) else {
            return;
        };
        let mut others = record.at_other_times().iter();
        let other = others.position(|other| same_time(&other.time_point, time));
        if let Some(nth) = other.filter(|_| !same_time(&record.time_point, time)) {
            record.use_other(nth);
        }
        if let Some(others) = record.others.as_mut() {
            others.by_hand = by_hand || other.is_some();
        }
    }

    /// The numbers of a row for one outcome with the column of each, or nothing where every cell is empty.
    fn values(
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

    /// The kind of the numbers that a row holds of arms: that of the columns, or where each row names its outcome what the
    /// row says of it, what earlier rows held, or what is filled.
    fn kind_of_row(&self, row: &Row, columns: &OutcomeColumns) -> OutcomeKind {
        if columns.name.is_some() || self.column_of(&Meaning::Outcome).is_none() {
            return columns.kind();
        }
        let said = match plain(self.cell(row, &Meaning::Kind)).as_str() {
            "counts" => Some(OutcomeKind::Counts),
            "persontime" => Some(OutcomeKind::PersonTime),
            "means" => Some(OutcomeKind::Means),
            "proportions" => Some(OutcomeKind::Proportions),
            _ => None,
        };
        let known = || {
            let name = self.cell(row, &Meaning::Outcome).to_lowercase();
            let outcome = self.review.outcome(*self.outcome_ids.get(&name)?)?;
            let fits = columns.kinds_filled(row).contains(&outcome.kind);
            fits.then_some(outcome.kind)
        };
        let filled = || columns.kinds_filled(row).first().copied();
        said.or_else(known)
            .or_else(filled)
            .unwrap_or_else(|| columns.kind())
    }

    fn numbers<'row>(
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

    /// The arms of the trial to which the numbers of a row belong.
    fn arms_of_row(
        &mut self,
        position: usize,
        row: &Row,
        columns: &OutcomeColumns,
    ) -> Option<Vec<(Side, ArmId)>> {
        if self.layout.is_by_arm() {
            return Some(vec![(Side::OfRow, self.arm_of_row(position, row)?)]);
        }
        if !self.arm_names.is_empty() || self.by_head {
            let arms = self.labels_of_row(row, columns);
            let arms = arms.into_iter().map(|(side, label)| {
                let role = self.side_of(&label);
                Some((side, self.arm(position, label, role)?))
            });
            return arms.collect();
        }
        let experimental = if self.column_of(&Meaning::Arm).is_some() {
            let label = self.cell(row, &Meaning::Arm).to_owned();
            let role = self.side_of(&label);
            experimental_arm(&mut self.trials.get_mut(position)?.arms, label, role)?
        } else {
            self.first_arm(position, Role::Experimental)?
        };
        Some(vec![
            (Side::Experimental, experimental),
            (Side::Control, self.first_arm(position, Role::Control)?),
        ])
    }

    /// The arms that have numbers of an outcome in a row, by the names that its cells or the heads give them.
    fn labels_of_row(&self, row: &Row, columns: &OutcomeColumns) -> Vec<(Side, String)> {
        let mut places: BTreeMap<&Side, usize> = BTreeMap::new();
        for ((side, _), index) in &columns.numbers {
            let first = places.entry(side).or_insert(*index);
            *first = (*first).min(*index);
        }
        let mut sides: Vec<&Side> = places.keys().copied().collect();
        sides.sort_by_key(|side| places.get(side).copied());
        let named = sides.into_iter().filter_map(|side| {
            let mut names = self.arm_names.iter();
            let name = names.find(|(of, _)| of == side);
            let label = match (name, side) {
                (Some((_, column)), _) => row.cell(*column).to_owned(),
                (None, Side::Arm(label)) => label.clone(),
                (None, Side::Experimental | Side::Control | Side::OfRow) => return None,
            };
            let filled = columns.is_filled(row, side);
            (filled || name.is_some() && !label.is_empty()).then(|| (side.clone(), label))
        });
        named.collect()
    }

    fn first_arm(&self, position: usize, role: Role) -> Option<ArmId> {
        let arms = &self.trials.get(position)?.arms;
        arms.iter().find(|arm| arm.role == role).map(|arm| arm.id)
    }

    fn arm_of_row(&mut self, position: usize, row: &Row) -> Option<ArmId> {
        let label = self.cell(row, &Meaning::Arm).to_owned();
        // What the user chose for the arms stands above what a column says of them.
        let said =
            arms::role(self.cell(row, &Meaning::Role)).filter(|_| self.choices.sides.is_empty());
        let role = said.unwrap_or_else(|| self.side_of(&label));
        self.arm(position, label, role)
    }

    /// The side on which an arm of this name stands.
    fn side_of(&self, label: &str) -> Role {
        let side = self.sides.get(&arms::key(label));
        side.copied().unwrap_or(Role::Ignored)
    }

    /// The trial's arm of this name on this side: one that it has, or a new one.
    fn arm(&mut self, position: usize, label: String, role: Role) -> Option<ArmId> {
        let arms = &mut self.trials.get_mut(position)?.arms;
        if let Some(arm) = arms
            .iter()
            .find(|arm| arm.label == label && arm.role == role)
        {
            return Some(arm.id);
        }
        let id = ArmId(u32::try_from(arms.len()).ok()?);
        arms.push(Arm { id, label, role });
        Some(id)
    }

    /// What the arms are called: by the heads, or where each row names its arm by the one name that all share.
    fn labels(&self, heads: (Option<String>, Option<String>)) -> (String, String) {
        let shared = |role: Role| {
            let mut labels = self
                .trials
                .iter()
                .flat_map(|trial| &trial.arms)
                .filter(|arm| arm.role == role && !arm.label.is_empty())
                .map(|arm| arm.label.as_str());
            let first = labels.next()?;
            labels.all(|label| label == first).then(|| first.to_owned())
        };
        let experimental = heads.0.or_else(|| shared(Role::Experimental));
        let control = heads.1.or_else(|| shared(Role::Control));
        // What the user calls the sides stands as it was typed.
        let typed = |label: &Option<String>| label.clone().filter(|label| !label.is_empty());
        (
            typed(&self.choices.experimental_label).unwrap_or_else(|| {
                experimental.map_or_else(|| "Experimental".to_owned(), experimental_label)
            }),
            typed(&self.choices.control_label)
                .unwrap_or_else(|| control.map_or_else(|| "Control".to_owned(), control_label)),
        )
    }
}

/// A remark of the table's, followed by what is derived rather than read.
fn noted(note: String, derived: Option<&str>) -> String {
    match derived {
        Some(derived) if note.is_empty() => derived.to_owned(),
        Some(derived) => format!("{note}; {derived}"),
        None => note,
    }
}

/// The unit of time that a head names.
fn unit_in(head: &str) -> Option<&'static str> {
    let head = head.to_lowercase();
    let units = ["hours", "days", "weeks", "months", "years"];
    units
        .into_iter()
        .find(|unit| head.contains(unit.trim_end_matches('s')))
}

/// Notes where entries came from. The record itself stands where its first row does.
fn note_origins(
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

/// The experimental arm of this name: one that has it, the one without a name, or a new one.
fn experimental_arm(arms: &mut Vec<Arm>, label: String, role: Role) -> Option<ArmId> {
    let experimental = |arm: &&Arm| arm.role != Role::Control;
    if let Some(arm) = arms
        .iter()
        .filter(experimental)
        .find(|arm| arm.label == label)
    {
        return Some(arm.id);
    }
    let nameless = arms
        .iter_mut()
        .find(|arm| arm.role == Role::Experimental && arm.label.is_empty());
    if let Some(arm) = nameless {
        arm.label = label;
        arm.role = role;
        return Some(arm.id);
    }
    let id = ArmId(u32::try_from(arms.len()).ok()?);
    arms.push(Arm { id, label, role });
    Some(id)
}

/// Reactions to the treatment itself are read soon after it; everything else at the longest follow-up.
pub(super) fn usual_window(name: &str) -> Window {
    let name = name.to_lowercase();
    let immediate = [
        "fever",
        "pyrexia",
        "infusion",
        "injection site",
        "hypersensitiv",
    ];
    if immediate.iter().any(|word| name.contains(word)) {
        Window::Immediate
    } else {
        Window::Lasting
    }
}

fn randomized(cell: &str) -> Randomized {
    match plain(cell).as_str() {
        "" => Randomized::NotStated,
        "yes" | "y" | "1" | "true" | "rct" | "randomized" | "randomised" | "random" => {
            Randomized::Yes
        }
        "no" | "n" | "0" | "false" | "nonrct" | "nonrandomized" | "nonrandomised"
        | "notrandomized" | "notrandomised" | "observational" => Randomized::No,
        other => {
            let denies = ["non", "not", "quasi", "observational", "cohort", "single"];
            let says = ["random", "rct"].iter().any(|word| other.contains(word));
            if says && !denies.iter().any(|word| other.contains(word)) {
                Randomized::Yes
            } else {
                Randomized::Unclear
            }
        }
    }
}
