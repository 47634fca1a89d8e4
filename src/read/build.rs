//! Rows of cells with known columns → the review, with the place in the table of everything in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::company::{is_usual_experimental, names_control};
use super::delimited::Row;
use super::entry;
use super::head::plain;
use super::meaning::{Column, EffectPart, Layout, Meaning, Quantity, Side};
use super::number::{Decimal, is_not_reported};
use crate::data::{
    Arm, ArmId, Cell, CountEntries, Covariate, CovariateId, Entry, EstimateEntries, Misread,
    Outcome, OutcomeId, OutcomeKind, Randomized, Record, Review, Role, Scale, State, Trial,
    TrialId, Values, Window,
};

/// A place in the table: line (from 1) and, where one column is meant, that column (from 0).
pub(super) type At = (usize, Option<usize>);

/// Where each trial, record and entry stands.
pub(super) type Places = BTreeMap<(TrialId, Option<OutcomeId>, Option<Cell>), At>;

/// The review with the places of its parts.
pub(super) struct Built {
    pub(super) review: Review,
    pub(super) places: Places,
    /// Columns that name arms of which none could be told to be the control.
    pub(super) arms_in_doubt: bool,
}

/// The columns of one outcome.
#[derive(Default)]
struct OutcomeColumns {
    name: Option<String>,
    counts: BTreeMap<(Side, Quantity), usize>,
    effects: BTreeMap<EffectPart, usize>,
}

impl OutcomeColumns {
    /// The kind of an outcome that has these columns to itself.
    fn kind(&self) -> OutcomeKind {
        let estimate = self.effects.keys().find(|part| part.is_estimate());
        match estimate {
            Some(part) if self.counts.is_empty() => scale_of(*part),
            _ => OutcomeKind::Counts,
        }
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

    fn kind_of_estimate(&self, row: &Row) -> OutcomeKind {
        let (part, _) = self.estimate_of(row).unwrap_or((EffectPart::Difference, 0));
        scale_of(part)
    }
}

fn scale_of(estimate: EffectPart) -> OutcomeKind {
    OutcomeKind::Estimates(match estimate {
        EffectPart::Ratio => Scale::Ratio,
        EffectPart::LogRatio => Scale::LogRatio,
        _ => Scale::Difference,
    })
}

/// Builds the review from the rows.
pub(super) struct Builder<'table> {
    columns: &'table [Column],
    layout: Layout,
    decimal: Decimal,
    outcomes: Vec<OutcomeColumns>,
    shared_totals: BTreeMap<Side, usize>,
    covariates: Vec<(usize, CovariateId)>,
    review: Review,
    trials: Vec<Trial>,
    /// Trials by name and year, for tables with several rows a trial.
    by_key: BTreeMap<(String, String), Vec<usize>>,
    outcome_ids: BTreeMap<String, OutcomeId>,
    places: Places,
    controls: Vec<String>,
    arms_in_doubt: bool,
}

/// The name of an outcome that the table does not name.
const UNNAMED_OUTCOME: &str = "Outcome";

impl<'table> Builder<'table> {
    pub(super) fn new(columns: &'table [Column], layout: Layout, decimal: Decimal) -> Self {
        let mut builder = Self {
            columns,
            layout,
            decimal,
            outcomes: Vec::new(),
            shared_totals: BTreeMap::new(),
            covariates: Vec::new(),
            review: Review::default(),
            trials: Vec::new(),
            by_key: BTreeMap::new(),
            outcome_ids: BTreeMap::new(),
            places: BTreeMap::new(),
            controls: Vec::new(),
            arms_in_doubt: false,
        };
        builder.take_columns();
        builder
    }

    fn take_columns(&mut self) {
        for column in self.columns {
            match &column.meaning {
                Meaning::Counts {
                    quantity,
                    side,
                    outcome,
                } => {
                    self.outcome_columns(outcome.as_ref())
                        .counts
                        .insert((*side, *quantity), column.index);
                }
                Meaning::Effect { part, outcome } => {
                    self.outcome_columns(outcome.as_ref())
                        .effects
                        .insert(*part, column.index);
                }
                Meaning::Covariate => {
                    let id = CovariateId(self.review.fresh_id());
                    self.review.covariates.push(Covariate {
                        id,
                        name: column.head.clone(),
                    });
                    self.covariates.push((column.index, id));
                }
                _ => {}
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
                    .counts
                    .keys()
                    .all(|(_, quantity)| *quantity == Quantity::Total)
        };
        if let Some(position) = self.outcomes.iter().position(nameless_totals) {
            let totals = self.outcomes.remove(position);
            self.shared_totals = totals
                .counts
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
        if self.layout == Layout::RowPerArm {
            self.find_controls(rows);
        }
        for row in rows {
            self.take_row(row);
        }
        let (experimental, control) = self.labels(labels);
        self.review.experimental_label = experimental;
        self.review.control_label = control;
        self.review.trials = self.trials.into_iter().map(Arc::new).collect();
        Built {
            review: self.review,
            places: self.places,
            arms_in_doubt: self.arms_in_doubt,
        }
    }

    /// In a wide table the outcomes are known, and in the order of their columns, before the first row.
    fn declare_outcomes(&mut self) {
        let names: Vec<(String, OutcomeKind)> = self
            .outcomes
            .iter()
            .map(|outcome| {
                let name = outcome.name.as_deref().unwrap_or(UNNAMED_OUTCOME);
                (name.to_owned(), outcome.kind())
            })
            .collect();
        for (name, kind) in names {
            self.outcome_id(&name, kind);
        }
    }

    fn outcome_id(&mut self, name: &str, kind: OutcomeKind) -> OutcomeId {
        let name = if name.is_empty() {
            UNNAMED_OUTCOME
        } else {
            name
        };
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
            Layout::RowPerTrial | Layout::Unknown => self.new_trial(row),
            Layout::RowPerOutcome | Layout::RowPerArm => self.trial_of(row),
        };
        self.take_covariates(position, row);
        let outcomes = std::mem::take(&mut self.outcomes);
        for outcome in &outcomes {
            self.take_record(position, row, outcome);
        }
        self.outcomes = outcomes;
    }

    fn new_trial(&mut self, row: &Row) -> usize {
        let id = TrialId(self.review.fresh_id());
        let mut trial = Trial::two_armed(id, self.cell(row, &Meaning::Trial));
        trial.year = entry::year(self.cell(row, &Meaning::Year));
        if self.column_of(&Meaning::Randomized).is_some() {
            trial.randomized = randomized(self.cell(row, &Meaning::Randomized));
        }
        if self.layout == Layout::RowPerArm {
            trial.arms.clear();
        }
        let name = self.column_of(&Meaning::Trial);
        self.places.insert((id, None, None), (row.line, name));
        self.places
            .insert((id, None, Some(Cell::Name)), (row.line, name));
        if let Some(year) = self.column_of(&Meaning::Year) {
            self.places
                .insert((id, None, Some(Cell::Year)), (row.line, Some(year)));
        }
        self.trials.push(trial);
        self.trials.len() - 1
    }

    /// The trial this row goes on about, or a new one. A trial's name may stand in its first row only.
    fn trial_of(&mut self, row: &Row) -> usize {
        let name = self.cell(row, &Meaning::Trial);
        if name.is_empty() && !self.trials.is_empty() {
            return self.trials.len() - 1;
        }
        let key = (
            name.to_lowercase(),
            self.cell(row, &Meaning::Year).to_owned(),
        );
        let outcome_name = self.cell(row, &Meaning::Outcome).to_lowercase();
        let arm = self.cell(row, &Meaning::Arm).to_owned();
        let known = self.by_key.get(&key).cloned().unwrap_or_default();
        let free = known
            .into_iter()
            .find(|position| !self.is_taken(*position, &outcome_name, &arm));
        free.unwrap_or_else(|| {
            let position = self.new_trial(row);
            self.by_key.entry(key).or_default().push(position);
            position
        })
    }

    /// Whether the trial has numbers already where this row would put its own: then the row repeats it.
    fn is_taken(&self, position: usize, outcome_name: &str, arm: &str) -> bool {
        let Some(trial) = self.trials.get(position) else {
            return true;
        };
        let outcome_name = if outcome_name.is_empty() {
            UNNAMED_OUTCOME.to_lowercase()
        } else {
            outcome_name.to_owned()
        };
        let Some(record) = self
            .outcome_ids
            .get(&outcome_name)
            .and_then(|outcome| trial.records.get(outcome))
        else {
            return false;
        };
        match (&record.values, self.layout) {
            (Values::Counts(arms), Layout::RowPerArm) => trial
                .arms
                .iter()
                .any(|known| known.label == arm && arms.contains_key(&known.id)),
            _ => true,
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
            let kept = trial.covariates.entry(*id).or_default();
            if kept.is_empty() {
                value.clone_into(kept);
            } else if !kept.split("; ").any(|part| part == value) && kept != value {
                kept.push_str("; ");
                kept.push_str(value);
            }
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
        let counts = self.counts(position, row, columns);
        let Some((mut values, cells)) = counts.or_else(|| self.estimate(row, columns)) else {
            return;
        };
        if misaligned {
            values.mark_misaligned();
        }
        let kind = match values {
            Values::Counts(_) => OutcomeKind::Counts,
            Values::Estimate(_) => columns.kind_of_estimate(row),
        };
        let outcome = self.outcome_id(named, kind);
        let [time_point, source, note] = [Meaning::TimePoint, Meaning::Source, Meaning::Note]
            .map(|meaning| self.cell(row, &meaning).to_owned());
        let Some(trial) = self.trials.get_mut(position) else {
            return;
        };
        let first = cells.first().map(|(_, index)| *index);
        self.places
            .entry((trial.id, Some(outcome), None))
            .or_insert((row.line, first));
        for (cell, index) in cells {
            self.places.insert(
                (trial.id, Some(outcome), Some(cell)),
                (row.line, Some(index)),
            );
        }
        match trial.records.get_mut(&outcome) {
            Some(Record {
                values: Values::Counts(known),
                ..
            }) => {
                if let Values::Counts(arms) = values {
                    known.extend(arms);
                }
            }
            _ => {
                trial.records.insert(
                    outcome,
                    Record {
                        values,
                        time_point,
                        source,
                        note,
                    },
                );
            }
        }
    }

    /// The numbers of a row for one outcome with the column of each, or nothing where every cell is empty.
    fn counts(
        &mut self,
        position: usize,
        row: &Row,
        columns: &OutcomeColumns,
    ) -> Option<(Values, Vec<(Cell, usize)>)> {
        let own: Vec<usize> = columns.counts.values().copied().collect();
        if own.iter().all(|index| row.cell(*index).is_empty()) {
            return None;
        }
        let arms = if self.layout == Layout::RowPerArm {
            let arm = self.arm_of_row(position, row)?;
            vec![(Side::OfRow, arm)]
        } else {
            let trial = self.trials.get(position)?;
            let arm = |role| trial.arms.iter().find(|arm| arm.role == role);
            vec![
                (Side::Experimental, arm(Role::Experimental)?.id),
                (Side::Control, arm(Role::Control)?.id),
            ]
        };
        let mut cells = Vec::new();
        let mut entries = BTreeMap::new();
        for (side, arm) in arms {
            entries.insert(arm, self.count_entries(row, columns, side, arm, &mut cells));
        }
        Some((Values::Counts(entries), cells))
    }

    fn count_entries(
        &self,
        row: &Row,
        columns: &OutcomeColumns,
        side: Side,
        arm: ArmId,
        cells: &mut Vec<(Cell, usize)>,
    ) -> CountEntries {
        let column = |quantity| columns.counts.get(&(side, quantity)).copied();
        let events_column = column(Quantity::Events).or_else(|| column(Quantity::EventsAndTotal));
        let own_total = column(Quantity::Total);
        let total_column = own_total.or_else(|| self.shared_totals.get(&side).copied());
        let in_cell = events_column.map_or_else(
            || entry::events("", self.decimal),
            |index| {
                cells.push((Cell::Events(arm), index));
                entry::events(row.cell(index), self.decimal)
            },
        );
        let events = in_cell.events;
        let mut total = in_cell.total.unwrap_or_else(Entry::not_reported);
        let mut total_at = events_column;
        if let Some(index) = total_column {
            let typed = entry::count(row.cell(index), self.decimal);
            // A shared total is nobody's report of an outcome that has no events.
            let wanted = own_total.is_some() || !events.typed.is_empty();
            if wanted && (typed.state != State::NotReported || total.typed.is_empty()) {
                total = typed;
                total_at = Some(index);
            }
        } else if let Some(index) = column(Quantity::NonEvents) {
            total = with_non_events(&events, entry::count(row.cell(index), self.decimal));
            total_at = Some(index);
        }
        if let Some(index) = total_at {
            cells.push((Cell::Total(arm), index));
        }
        CountEntries { events, total }
    }

    fn estimate(
        &self,
        row: &Row,
        columns: &OutcomeColumns,
    ) -> Option<(Values, Vec<(Cell, usize)>)> {
        if columns
            .effects
            .values()
            .all(|index| row.cell(*index).is_empty())
        {
            return None;
        }
        let mut cells = Vec::new();
        let mut number = |part: EffectPart, cell: Cell| {
            columns.effects.get(&part).map(|index| {
                cells.push((cell, *index));
                entry::number(row.cell(*index), self.decimal)
            })
        };
        let lower = number(EffectPart::Lower, Cell::Lower);
        let upper = number(EffectPart::Upper, Cell::Upper);
        let standard_error = number(EffectPart::StandardError, Cell::StandardError)
            .or_else(|| number(EffectPart::Variance, Cell::StandardError).map(root_of));
        let (_, estimate_at) = columns.estimate_of(row)?;
        cells.push((Cell::Estimate, estimate_at));
        let estimate = entry::estimate(row.cell(estimate_at), self.decimal);
        let in_one_cell = columns.effects.get(&EffectPart::Limits).and_then(|index| {
            cells.extend([(Cell::Lower, *index), (Cell::Upper, *index)]);
            entry::limits(row.cell(*index), self.decimal)
        });
        let (inner_lower, inner_upper) = in_one_cell.or(estimate.limits).unzip();
        let or_empty = |entry: Option<Entry<f64>>| entry.unwrap_or_else(Entry::not_reported);
        let entries = EstimateEntries {
            estimate: estimate.estimate,
            standard_error: or_empty(standard_error),
            lower: or_empty(lower.or(inner_lower)),
            upper: or_empty(upper.or(inner_upper)),
        };
        Some((Values::Estimate(entries), cells))
    }

    /// The names under which the control arms go, in a table with one row an arm.
    fn find_controls(&mut self, rows: &[&Row]) {
        let mut names: Vec<(String, usize)> = Vec::new();
        for row in rows {
            let name = self.cell(row, &Meaning::Arm).to_lowercase();
            match names.iter_mut().find(|(known, _)| *known == name) {
                Some((_, times)) => *times += 1,
                None => names.push((name, 1)),
            }
        }
        self.controls = names
            .iter()
            .filter(|(name, _)| names_control(&plain(name)))
            .map(|(name, _)| name.clone())
            .collect();
        if self.controls.is_empty() && self.column_of(&Meaning::Role).is_none() {
            self.arms_in_doubt = true;
            // What most trials share is what they compare with; of equals, the one named last.
            let most_shared = names.iter().max_by_key(|(_, times)| *times);
            self.controls
                .extend(most_shared.map(|(name, _)| name.clone()));
        }
    }

    fn arm_of_row(&mut self, position: usize, row: &Row) -> Option<ArmId> {
        let label = self.cell(row, &Meaning::Arm).to_owned();
        let role = match plain(self.cell(row, &Meaning::Role)).as_str() {
            "experimental" => Role::Experimental,
            "control" => Role::Control,
            "ignored" => Role::Ignored,
            _ if self.controls.contains(&label.to_lowercase()) => Role::Control,
            _ => Role::Experimental,
        };
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
        (
            experimental.map_or_else(|| "Experimental".to_owned(), experimental_label),
            control.map_or_else(|| "Control".to_owned(), control_label),
        )
    }
}

/// "T" and "exp" are the experimental arm; "Treatment", "MSC" and "rosiglitazone" are names.
fn experimental_label(head: String) -> String {
    let short = plain(&head);
    if is_usual_experimental(&short) && (short.len() < 5 || short.starts_with("exper")) {
        "Experimental".to_owned()
    } else if is_usual_experimental(&short) {
        capital(&head)
    } else {
        head
    }
}

fn control_label(head: String) -> String {
    let short = plain(&head);
    if short.len() < 4 || short.starts_with("cont") || short.starts_with("ctr") {
        "Control".to_owned()
    } else if names_control(&short) {
        capital(&head)
    } else {
        head
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Reactions to the treatment itself are read soon after it; everything else at the longest follow-up.
fn usual_window(name: &str) -> Window {
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
        "yes" | "y" | "1" | "true" | "rct" | "randomized" | "randomised" | "random" => {
            Randomized::Yes
        }
        "no" | "n" | "0" | "false" | "nonrct" | "nonrandomized" | "nonrandomised"
        | "notrandomized" | "notrandomised" | "observational" => Randomized::No,
        _ => Randomized::Unclear,
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
    fn mark_misaligned(&mut self) {
        fn mark<T>(entry: &mut Entry<T>) {
            if !is_not_reported(&entry.typed) {
                entry.state = State::Unreadable(Misread::Misaligned);
            }
        }
        match self {
            Self::Counts(arms) => {
                for entries in arms.values_mut() {
                    mark(&mut entries.events);
                    mark(&mut entries.total);
                }
            }
            Self::Estimate(entries) => {
                mark(&mut entries.estimate);
                mark(&mut entries.standard_error);
                mark(&mut entries.lower);
                mark(&mut entries.upper);
            }
        }
    }
}
