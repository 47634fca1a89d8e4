//! Writes a review as delimited text that [`table`](super::table) reads back.
//!
//! Cells are written as they were typed where that reads back as the same number, else as the number itself. A cell that
//! a spreadsheet would run (`=`, `+`, `-`, `@` in front) is written behind an apostrophe, unless it is a plain number.

use super::Delimiter;
use super::design::{self, DesignPart};
use std::borrow::Cow;

use super::entry;
use super::event_class::EventPart;
use super::number::{Decimal, is_number};
use crate::data::{
    AnyEntry, ArmId, ArmNumber, CovariateId, Entry, EstimateEntries, Outcome, OutcomeId,
    OutcomeKind, Randomized, Record, Review, Role, Scale, State, Trial, Values,
};

/// Writes the review with one row a trial and columns for each outcome.
///
/// Which events an outcome counts stands in columns of its own, in each row the same. Time points, sources and notes of
/// single outcomes have no place in this form, nor have trials with more than two arms:
/// only their first arm of each side is written. [`long`] keeps all.
#[must_use]
pub fn wide(review: &Review, delimiter: Delimiter, decimal: Decimal) -> String {
    let mut text = Text::new(delimiter);
    for row in wide_rows(review, decimal) {
        text.row(&row);
    }
    text.written
}

/// The cells of [`wide`], the heads first.
#[must_use]
pub fn wide_rows(review: &Review, decimal: Decimal) -> Vec<Vec<String>> {
    let mut heads = vec![
        "Trial".to_owned(),
        "Year".to_owned(),
        "Randomized".to_owned(),
    ];
    let classes: Vec<Vec<(EventPart, String)>> = review
        .outcomes
        .iter()
        .map(|outcome| said_of_events(review, outcome.id))
        .collect();
    for (outcome, class) in review.outcomes.iter().zip(&classes) {
        heads.extend(wide_heads(review, outcome));
        let parts = class.iter();
        heads.extend(
            parts.map(|(part, _)| format!("{} {}", outcome.name, part.head().to_lowercase())),
        );
    }
    let designs = designs_of(review, &OF_TRIALS);
    heads.extend(designs.iter().map(|part| part.head().to_owned()));
    heads.extend(
        review
            .covariates
            .iter()
            .map(|covariate| covariate.name.clone()),
    );
    let mut rows = vec![heads];
    for trial in &review.trials {
        let mut cells = trial_cells(trial);
        for (outcome, class) in review.outcomes.iter().zip(&classes) {
            let record = trial.records.get(&outcome.id);
            let numbers = &ArmNumber::asked(review, outcome);
            if numbers.is_empty() {
                cells.extend(estimate_cells(record, decimal));
            } else {
                for role in outcome.kind.sides() {
                    cells.extend(side_cells(trial, *role, record, numbers, decimal));
                }
            }
            cells.extend(class.iter().map(|(_, words)| words.clone()));
        }
        cells.extend(design_cells(trial, None, &designs, decimal));
        cells.extend(covariate_cells(review, trial));
        rows.push(cells);
    }
    rows
}

/// What is said of the designs of trials, whatever the outcome.
const OF_TRIALS: [DesignPart; 5] = [
    DesignPart::Unit,
    DesignPart::ClusterSize,
    DesignPart::Correlation,
    DesignPart::CorrelationSource,
    DesignPart::Ignoring,
];

/// Those of these columns that the review needs: none while each person was randomized in every trial.
fn designs_of(review: &Review, parts: &[DesignPart]) -> Vec<DesignPart> {
    let mut trials = review.trials.iter();
    if trials.any(|trial| trial.design.is_some()) {
        parts.to_vec()
    } else {
        Vec::new()
    }
}

fn design_cells(
    trial: &Trial,
    outcome: Option<OutcomeId>,
    parts: &[DesignPart],
    decimal: Decimal,
) -> Vec<String> {
    let write = |entry: &Entry<f64>| cell(entry, |typed| entry::number(typed, decimal));
    let parts = parts.iter();
    parts
        .map(|part| design::cell(trial, *part, outcome, &write))
        .collect()
}

fn wide_heads(review: &Review, outcome: &Outcome) -> Vec<String> {
    let name = &outcome.name;
    match outcome.kind {
        OutcomeKind::Estimates(scale) => vec![
            format!("{name} {}", estimate_head(scale).to_ascii_lowercase()),
            format!("{name} standard error"),
            format!("{name} lower"),
            format!("{name} upper"),
            format!("{name} P"),
        ],
        OutcomeKind::Proportions => ["events", "total"]
            .map(|number| format!("{name} {number} single arm"))
            .to_vec(),
        OutcomeKind::Counts | OutcomeKind::PersonTime | OutcomeKind::Means => {
            [&review.experimental_label, &review.control_label]
                .into_iter()
                .flat_map(|arm| {
                    let numbers = ArmNumber::asked(review, outcome).into_iter();
                    numbers.map(move |number| {
                        format!("{name} {} {arm}", number_head(number).to_lowercase())
                    })
                })
                .collect()
        }
    }
}

fn estimate_head(scale: Scale) -> &'static str {
    match scale {
        Scale::Ratio => "Ratio",
        Scale::LogRatio => "Log ratio",
        Scale::Difference => "Difference",
    }
}

fn number_head(number: ArmNumber) -> &'static str {
    match number {
        ArmNumber::Events => "Events",
        ArmNumber::Time => "Person-time",
        ArmNumber::Mean => "Mean",
        ArmNumber::StandardDeviation => "SD",
        ArmNumber::Total => "Total",
        ArmNumber::Lost => "Lost",
    }
}

/// Writes the review with one row a trial and outcome, or, where trials have named arms or more than two, one row a trial,
/// outcome and arm. Everything of the trials is kept; outcomes that no trial reports are not in it.
#[must_use]
pub fn long(review: &Review, delimiter: Delimiter, decimal: Decimal) -> String {
    let form = Long {
        review,
        decimal,
        by_arm: !review.trials.iter().all(|trial| is_plain(trial)),
        has_kinds: review.outcomes.iter().any(|outcome| {
            !matches!(
                outcome.kind,
                OutcomeKind::Counts | OutcomeKind::Estimates(_)
            )
        }),
        events: events_of(review),
        numbers: numbers_of(review),
        designs: designs_of(review, &DesignPart::ALL[..DesignPart::ALL.len() - 1]),
        used: has_times(review).then_some(DesignPart::Used),
        has_estimates: review
            .outcomes
            .iter()
            .any(|outcome| matches!(outcome.kind, OutcomeKind::Estimates(_))),
    };
    let mut text = Text::new(delimiter);
    text.row(&form.heads());
    for trial in &review.trials {
        let mut written = false;
        for outcome in &review.outcomes {
            if let Some(record) = trial.records.get(&outcome.id) {
                let by_hand = record.others.as_ref().is_some_and(|others| others.by_hand);
                let used = if by_hand { "by hand" } else { "yes" };
                let others = record.at_other_times().iter().map(|other| (other, "no"));
                for (reading, used) in std::iter::once((record, used)).chain(others) {
                    for row in form.rows(trial, outcome, reading, used) {
                        text.row(&row);
                        written = true;
                    }
                }
            }
        }
        if !written {
            text.row(&form.row_without_record(trial));
        }
    }
    text.written
}

/// What an outcome says of the events that it counts, part by part.
fn said_of_events(review: &Review, outcome: OutcomeId) -> Vec<(EventPart, String)> {
    let class = review.panel.events_of(outcome);
    let parts = EventPart::ALL
        .into_iter()
        .map(|part| (part, part.written(&class)));
    parts.filter(|(_, words)| !words.is_empty()).collect()
}

/// What some outcome says of the events that it counts.
fn events_of(review: &Review) -> Vec<EventPart> {
    let says = |part: &EventPart| {
        let mut classes = review.panel.events.values();
        classes.any(|class| !part.written(class).is_empty())
    };
    EventPart::ALL.into_iter().filter(says).collect()
}

/// Whether a trial reports an outcome at several time points.
fn has_times(review: &Review) -> bool {
    review.trials.iter().any(|trial| {
        let mut records = trial.records.values();
        records.any(|record| !record.at_other_times().is_empty())
    })
}

/// The numbers of arms that the review's outcomes have; events and totals always.
fn numbers_of(review: &Review) -> Vec<ArmNumber> {
    let mut numbers = ArmNumber::of(OutcomeKind::Counts).to_vec();
    for outcome in &review.outcomes {
        for number in ArmNumber::asked(review, outcome) {
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
    }
    numbers
}

/// What the numbers of arms are called in a table with outcomes of several kinds; nothing for estimates, which have columns
/// of their own.
fn kind_name(kind: OutcomeKind) -> &'static str {
    match kind {
        OutcomeKind::Counts => "counts",
        OutcomeKind::PersonTime => "person-time",
        OutcomeKind::Means => "means",
        OutcomeKind::Proportions => "proportions",
        OutcomeKind::Estimates(_) => "",
    }
}

/// Whether a trial has one experimental and one control arm, in this order and without names of their own.
fn is_plain(trial: &Trial) -> bool {
    matches!(
        trial.arms.as_slice(),
        [first, second]
            if first.role == Role::Experimental
                && second.role == Role::Control
                && first.label.is_empty()
                && second.label.is_empty()
    )
}

/// The long form of a review.
struct Long<'review> {
    review: &'review Review,
    decimal: Decimal,
    by_arm: bool,
    /// Whether a column says which kind of numbers a row holds.
    has_kinds: bool,
    /// What columns say of the events that rows count.
    events: Vec<EventPart>,
    numbers: Vec<ArmNumber>,
    designs: Vec<DesignPart>,
    /// A column that says which of several time points is used, where there are several.
    used: Option<DesignPart>,
    has_estimates: bool,
}

impl Long<'_> {
    fn heads(&self) -> Vec<String> {
        let mut heads: Vec<String> = ["Trial", "Year", "Randomized", "Outcome"]
            .map(str::to_owned)
            .to_vec();
        heads.extend(self.has_kinds.then(|| "Kind of numbers".to_owned()));
        heads.extend(self.events.iter().map(|part| part.head().to_owned()));
        if self.by_arm {
            heads.extend(["Arm", "Role"].map(str::to_owned));
            let numbers = self.numbers.iter();
            heads.extend(numbers.map(|number| number_head(*number).to_owned()));
        } else {
            for arm in [&self.review.experimental_label, &self.review.control_label] {
                let numbers = self.numbers.iter();
                heads.extend(numbers.map(|number| format!("{} {arm}", number_head(*number))));
            }
        }
        if self.has_estimates {
            let estimates = [
                "Ratio",
                "Log ratio",
                "Difference",
                "Standard error",
                "Lower",
                "Upper",
                "P",
            ];
            heads.extend(estimates.map(str::to_owned));
        }
        heads.push("Time point".to_owned());
        heads.extend(self.used.map(|used| used.head().to_owned()));
        heads.extend(self.designs.iter().map(|part| part.head().to_owned()));
        heads.extend(
            self.review
                .covariates
                .iter()
                .map(|covariate| covariate.name.clone()),
        );
        heads.extend(["Source of numbers", "Note"].map(str::to_owned));
        heads
    }

    fn rows(
        &self,
        trial: &Trial,
        outcome: &Outcome,
        record: &Record,
        used: &str,
    ) -> Vec<Vec<String>> {
        let numbers: Vec<Vec<String>> = match &record.values {
            Values::Estimate(_) => vec![vec![String::new(); self.cells_of_arms()]],
            values if self.by_arm => trial
                .arms
                .iter()
                .filter(|arm| values.has_arm(arm.id))
                .map(|arm| {
                    let mut cells = vec![arm.label.clone(), role_name(arm.role).to_owned()];
                    cells.extend(arm_cells(arm.id, values, &self.numbers, self.decimal));
                    cells
                })
                .collect(),
            Values::Counts(_) | Values::PersonTime(_) | Values::Means(_) => vec![
                [Role::Experimental, Role::Control]
                    .into_iter()
                    .flat_map(|role| {
                        side_cells(trial, role, Some(record), &self.numbers, self.decimal)
                    })
                    .collect(),
            ],
        };
        numbers
            .into_iter()
            .map(|numbers| {
                let mut cells = trial_cells(trial);
                cells.push(outcome.name.clone());
                let kind = self.has_kinds.then(|| kind_name(outcome.kind).to_owned());
                cells.extend(kind);
                let class = self.review.panel.events_of(outcome.id);
                cells.extend(self.events.iter().map(|part| part.written(&class)));
                cells.extend(numbers);
                if self.has_estimates {
                    cells.extend(self.estimate_of(outcome, record));
                }
                cells.push(record.time_point.clone());
                cells.extend(self.used.map(|_| used.to_owned()));
                cells.extend(design_cells(
                    trial,
                    Some(outcome.id),
                    &self.designs,
                    self.decimal,
                ));
                cells.extend(covariate_cells(self.review, trial));
                cells.extend([record.source.clone(), record.note.clone()]);
                cells
            })
            .collect()
    }

    /// Cells that the numbers of arms take in a row, without that of their kind.
    fn cells_of_arms(&self) -> usize {
        let numbers = self.numbers.len();
        if self.by_arm {
            2 + numbers
        } else {
            2 * numbers
        }
    }

    fn estimate_of(&self, outcome: &Outcome, record: &Record) -> Vec<String> {
        let mut cells = estimate_cells(Some(record), self.decimal).to_vec();
        let scale = match outcome.kind {
            OutcomeKind::Estimates(Scale::Ratio) => 0,
            OutcomeKind::Estimates(Scale::LogRatio) => 1,
            OutcomeKind::Estimates(Scale::Difference)
            | OutcomeKind::Counts
            | OutcomeKind::PersonTime
            | OutcomeKind::Means
            | OutcomeKind::Proportions => 2,
        };
        let estimate = cells.remove(0);
        let mut by_scale = vec![String::new(); 3];
        if let Some(cell) = by_scale.get_mut(scale) {
            *cell = estimate;
        }
        by_scale.append(&mut cells);
        by_scale
    }

    fn row_without_record(&self, trial: &Trial) -> Vec<String> {
        let mut cells = trial_cells(trial);
        let empty = 1
            + usize::from(self.has_kinds)
            + self.events.len()
            + self.cells_of_arms()
            + if self.has_estimates { 7 } else { 0 }
            + 1
            + usize::from(self.used.is_some());
        cells.extend(vec![String::new(); empty]);
        cells.extend(design_cells(trial, None, &self.designs, self.decimal));
        cells.extend(covariate_cells(self.review, trial));
        cells.extend([String::new(), String::new()]);
        cells
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Experimental => "experimental",
        Role::Control => "control",
        Role::Ignored => "ignored",
    }
}

fn trial_cells(trial: &Trial) -> Vec<String> {
    let randomized = match trial.randomized {
        Randomized::Yes => "yes",
        Randomized::No => "no",
        Randomized::Unclear => "unclear",
        Randomized::NotStated => "",
    };
    vec![
        trial.name.clone(),
        trial.year.typed.clone(),
        randomized.to_owned(),
    ]
}

fn covariate_cells<'a>(
    review: &'a Review,
    trial: &'a Trial,
) -> impl Iterator<Item = String> + use<'a> {
    let value = |id: &CovariateId| trial.covariates.get(id).cloned().unwrap_or_default();
    review
        .covariates
        .iter()
        .map(move |covariate| value(&covariate.id))
}

fn side_cells(
    trial: &Trial,
    role: Role,
    record: Option<&Record>,
    numbers: &[ArmNumber],
    decimal: Decimal,
) -> Vec<String> {
    let arm = trial.arms.iter().find(|arm| arm.role == role);
    match (record, arm) {
        (Some(record), Some(arm)) => arm_cells(arm.id, &record.values, numbers, decimal),
        _ => vec![String::new(); numbers.len()],
    }
}

fn arm_cells(arm: ArmId, values: &Values, numbers: &[ArmNumber], decimal: Decimal) -> Vec<String> {
    numbers
        .iter()
        .map(|number| match values.entry(number.cell(arm)) {
            Some(AnyEntry::Count(written)) => cell(written, |typed| entry::count(typed, decimal)),
            Some(AnyEntry::Number(written)) => cell(written, |typed| entry::number(typed, decimal)),
            None => String::new(),
        })
        .collect()
}

/// Estimate, standard error, lower and upper limit, and P.
fn estimate_cells(record: Option<&Record>, decimal: Decimal) -> [String; 5] {
    let Some(Values::Estimate(EstimateEntries {
        estimate,
        standard_error,
        lower,
        upper,
        p,
    })) = record.map(|record| &record.values)
    else {
        return Default::default();
    };
    let [estimate, standard_error, lower, upper] = [estimate, standard_error, lower, upper]
        .map(|written| cell(written, |typed| entry::number(typed, decimal)));
    [estimate, standard_error, lower, upper, p.clone()]
}

/// What was typed, if it reads back as the same, else the number.
fn cell<T: Copy + PartialEq + ToString>(
    written: &Entry<T>,
    read: impl Fn(&str) -> Entry<T>,
) -> String {
    match written.state {
        State::Reported(value) if read(&written.typed).state != written.state => value.to_string(),
        State::Reported(_) | State::NotReported | State::Unreadable(_) => written.typed.clone(),
    }
}

/// Rows of cells as text.
struct Text {
    delimiter: char,
    written: String,
}

impl Text {
    fn new(delimiter: Delimiter) -> Self {
        Self {
            delimiter: delimiter.character(),
            written: String::new(),
        }
    }

    fn row<C: AsRef<str>>(&mut self, cells: &[C]) {
        for (position, cell) in cells.iter().enumerate() {
            if position > 0 {
                self.written.push(self.delimiter);
            }
            self.cell(cell.as_ref());
        }
        self.written.push('\n');
    }

    fn cell(&mut self, cell: &str) {
        let neutral = neutralized(cell);
        let special = [self.delimiter, '"', '\n', '\r'];
        if neutral.contains(special) {
            self.written.push('"');
            self.written.push_str(&neutral.replace('"', "\"\""));
            self.written.push('"');
        } else {
            self.written.push_str(&neutral);
        }
    }
}

/// The cell as a spreadsheet may have it: one that would begin a formula (`=`, `+`, `-`, `@`, also in their wide forms,
/// after spaces or control characters) gets an apostrophe in front, unless it is a plain number. So does one that has
/// apostrophes before such a sign already, so that reading takes away exactly what writing added.
#[must_use]
pub fn neutralized(cell: &str) -> Cow<'_, str> {
    if would_run(cell.trim_start_matches('\'')) && !is_number(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// The cell before it was [`neutralized`].
pub(super) fn unescaped(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if would_run(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Whether a spreadsheet would run a cell that begins like this.
fn would_run(cell: &str) -> bool {
    const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    cell.trim_start_matches(|sign: char| sign.is_whitespace() || sign.is_control())
        .starts_with(SIGNS)
}
