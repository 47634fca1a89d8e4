//! The review as a table of the kind that spreadsheets have: its columns, what stands in a cell, and what writing into it
//! means.

use super::cell::{blank_record, forget_if_blank, write};
use crate::data::{
    AnyEntry, Arm, ArmId, ArmNumber, Cell, CovariateId, Entry, OutcomeId, OutcomeKind, Randomized,
    Record, Review, Role, State, Trial,
};
use crate::read::{Decimal, entry};

/// A column of the table whose rows are the trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The trial's name.
    Name,
    /// Its year.
    Year,
    /// Whether it was randomized.
    Randomized,
    /// A number of the `nth` arm of one role.
    Arm {
        /// The outcome.
        outcome: OutcomeId,
        /// The side of the comparison.
        role: Role,
        /// Which arm of that side, counted from 0.
        nth: usize,
        /// Which number.
        number: ArmNumber,
    },
    /// A number of an outcome for which trials give an estimate.
    Estimate {
        /// The outcome.
        outcome: OutcomeId,
        /// Which number.
        cell: Cell,
    },
    /// A column that is kept but not pooled.
    Covariate(CovariateId),
}

/// How a cell stands: three states that look different, and one that needs mending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A value.
    Reported,
    /// A reported zero.
    Zero,
    /// Nothing was reported.
    NotReported,
    /// Something that could not be understood.
    Unreadable,
    /// The trial has no such arm.
    NoSuchArm,
}

/// The numbers of an estimate, in the order of a table.
const ESTIMATE: [Cell; 4] = [
    Cell::Estimate,
    Cell::StandardError,
    Cell::Lower,
    Cell::Upper,
];

/// All columns of a review, in their order.
#[must_use]
pub fn columns(review: &Review) -> Vec<Column> {
    let arms = [Role::Experimental, Role::Control].map(|role| (role, most_arms(review, role)));
    let mut columns = vec![Column::Name, Column::Year, Column::Randomized];
    for outcome in &review.outcomes {
        match outcome.kind {
            OutcomeKind::Estimates(_) => columns.extend(ESTIMATE.map(|cell| Column::Estimate {
                outcome: outcome.id,
                cell,
            })),
            kind => {
                let sides = kind.sides();
                let numbers = ArmNumber::asked(review, outcome);
                for (role, most) in arms.iter().filter(|(role, _)| sides.contains(role)) {
                    for nth in 0..*most {
                        columns.extend(numbers.iter().map(|number| Column::Arm {
                            outcome: outcome.id,
                            role: *role,
                            nth,
                            number: *number,
                        }));
                    }
                }
            }
        }
    }
    columns.extend(
        review
            .covariates
            .iter()
            .map(|covariate| Column::Covariate(covariate.id)),
    );
    columns
}

fn most_arms(review: &Review, role: Role) -> usize {
    let arms_of = |trial: &Trial| trial.arms.iter().filter(|arm| arm.role == role).count();
    review
        .trials
        .iter()
        .map(|trial| arms_of(trial))
        .max()
        .unwrap_or(1)
        .max(1)
}

impl Column {
    /// The outcome whose numbers stand in the column.
    #[must_use]
    pub fn outcome(self) -> Option<OutcomeId> {
        match self {
            Self::Arm { outcome, .. } | Self::Estimate { outcome, .. } => Some(outcome),
            Self::Name | Self::Year | Self::Randomized | Self::Covariate(_) => None,
        }
    }

    /// Whether words stand in it rather than numbers.
    #[must_use]
    pub fn holds_words(self) -> bool {
        matches!(self, Self::Name | Self::Randomized | Self::Covariate(_))
    }

    /// The entry's name, as problems give it.
    #[must_use]
    pub fn cell(self, trial: &Trial) -> Option<Cell> {
        match self {
            Self::Name => Some(Cell::Name),
            Self::Year => Some(Cell::Year),
            Self::Arm {
                role, nth, number, ..
            } => Some(number.cell(nth_arm(trial, role, nth)?)),
            Self::Estimate { cell, .. } => Some(cell),
            Self::Randomized | Self::Covariate(_) => None,
        }
    }

    /// The text of the cell as it was typed, and how it stands.
    #[must_use]
    pub fn content(self, trial: &Trial) -> (&str, Standing) {
        match self {
            Self::Name => (&trial.name, Standing::Reported),
            Self::Year => of_entry(&trial.year, |_| false),
            Self::Randomized => (randomized_text(trial.randomized), Standing::Reported),
            Self::Covariate(covariate) => match trial.covariates.get(&covariate) {
                Some(text) => (text, Standing::Reported),
                None => ("", Standing::NotReported),
            },
            Self::Arm { role, nth, .. } if nth_arm(trial, role, nth).is_none() => {
                ("", Standing::NoSuchArm)
            }
            Self::Arm { outcome, .. } | Self::Estimate { outcome, .. } => {
                match (trial.records.get(&outcome), self.cell(trial)) {
                    (Some(record), Some(cell)) => of_record(record, cell),
                    _ => ("", Standing::NotReported),
                }
            }
        }
    }

    /// The number that the cell holds, if it was understood as one.
    #[must_use]
    pub fn number(self, trial: &Trial) -> Option<f64> {
        match self {
            Self::Year => trial.year.value().map(f64::from),
            Self::Arm { outcome, .. } | Self::Estimate { outcome, .. } => {
                let record = trial.records.get(&outcome)?;
                match record.values.entry(self.cell(trial)?)?.state() {
                    State::Reported(number) => Some(number),
                    State::NotReported | State::Unreadable(_) => None,
                }
            }
            Self::Name | Self::Randomized | Self::Covariate(_) => None,
        }
    }

    /// Whether a text means something in this column. Whatever is typed is kept, but where there are only three answers.
    #[must_use]
    pub fn takes(self, typed: &str) -> bool {
        self != Self::Randomized || randomized_of(typed).is_some()
    }

    /// Whether an outcome of this kind has such a column.
    pub(super) fn is_of(self, kind: OutcomeKind) -> bool {
        match self {
            Self::Arm { role, number, .. } => {
                let lost = number == ArmNumber::Lost && kind == OutcomeKind::Counts;
                kind.sides().contains(&role) && (lost || ArmNumber::of(kind).contains(&number))
            }
            Self::Estimate { cell, .. } => {
                matches!(kind, OutcomeKind::Estimates(_)) && ESTIMATE.contains(&cell)
            }
            Self::Name | Self::Year | Self::Randomized | Self::Covariate(_) => true,
        }
    }

    /// Types a text into the cell of a trial; in a column of an outcome, which is of this kind. A number of an arm that
    /// the trial has not brings the arm with it.
    pub(super) fn write(self, trial: &mut Trial, kind: OutcomeKind, typed: &str, decimal: Decimal) {
        match self {
            Self::Name => typed.clone_into(&mut trial.name),
            Self::Year => trial.year = entry::year(typed),
            Self::Randomized => {
                trial.randomized = randomized_of(typed).unwrap_or(trial.randomized);
            }
            Self::Covariate(covariate) => {
                if typed.is_empty() {
                    trial.covariates.remove(&covariate);
                } else {
                    trial.covariates.insert(covariate, typed.to_owned());
                }
            }
            Self::Arm { outcome, .. } | Self::Estimate { outcome, .. } => {
                if let Self::Arm { role, nth, .. } = self {
                    if typed.is_empty() && nth_arm(trial, role, nth).is_none() {
                        return;
                    }
                    while nth_arm(trial, role, nth).is_none() {
                        add_arm(trial, role, "");
                    }
                }
                if let Some(cell) = self.cell(trial) {
                    let record = trial.records.entry(outcome);
                    let record = record.or_insert_with(|| blank_record(kind));
                    write(&mut record.values, cell, typed, decimal);
                    forget_if_blank(trial, outcome);
                }
            }
        }
    }
}

/// The `nth` arm of a trial on one side, counted from 0.
pub(super) fn nth_arm(trial: &Trial, role: Role, nth: usize) -> Option<ArmId> {
    let of_role = |arm: &&Arm| arm.role == role;
    trial.arms.iter().filter(of_role).nth(nth).map(|arm| arm.id)
}

/// Gives a trial another arm, under the first identifier that no arm of it bears.
pub(super) fn add_arm(trial: &mut Trial, role: Role, label: &str) {
    let taken = |id: &ArmId| trial.arms.iter().any(|arm| arm.id == *id);
    let id = (0..=u32::MAX).map(ArmId).find(|id| !taken(id));
    trial.arms.extend(id.map(|id| Arm {
        id,
        label: label.to_owned(),
        role,
    }));
}

fn of_record(record: &Record, cell: Cell) -> (&str, Standing) {
    match record.values.entry(cell) {
        Some(AnyEntry::Count(count)) => of_entry(count, |value| value == 0),
        Some(AnyEntry::Number(number)) => of_entry(number, |_| false),
        None => ("", Standing::NotReported),
    }
}

fn of_entry<T: Copy>(given: &Entry<T>, is_zero: impl Fn(T) -> bool) -> (&str, Standing) {
    let standing = match given.state {
        State::Reported(value) if is_zero(value) => Standing::Zero,
        State::Reported(_) => Standing::Reported,
        State::NotReported => Standing::NotReported,
        State::Unreadable(_) => Standing::Unreadable,
    };
    (&given.typed, standing)
}

fn randomized_text(randomized: Randomized) -> &'static str {
    match randomized {
        Randomized::Yes => "yes",
        Randomized::No => "no",
        Randomized::Unclear => "unclear",
        Randomized::NotStated => "",
    }
}

/// By the first letter, as one types.
fn randomized_of(typed: &str) -> Option<Randomized> {
    match typed.trim().chars().next()?.to_ascii_lowercase() {
        'y' | '1' => Some(Randomized::Yes),
        'n' | '0' => Some(Randomized::No),
        'u' | '?' => Some(Randomized::Unclear),
        _ => None,
    }
}
