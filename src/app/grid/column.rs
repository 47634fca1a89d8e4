//! The columns of the grid: what stands in a cell, and which edit typing into it makes.

use crate::data::{
    AnyEntry, Arm, ArmId, ArmNumber, Cell, CovariateId, Entry, OutcomeId, OutcomeKind, Randomized,
    Record, Review, Role, State, Trial,
};
use crate::project::Command;

/// A column of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
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
pub(super) enum Standing {
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

/// All columns of a review, in their order.
pub(super) fn columns(review: &Review) -> Vec<Column> {
    let arms = [Role::Experimental, Role::Control].map(|role| (role, most_arms(review, role)));
    let mut columns = vec![Column::Name, Column::Year, Column::Randomized];
    for outcome in &review.outcomes {
        match outcome.kind {
            OutcomeKind::Estimates(_) => {
                let cells = [
                    Cell::Estimate,
                    Cell::StandardError,
                    Cell::Lower,
                    Cell::Upper,
                ];
                columns.extend(cells.map(|cell| Column::Estimate {
                    outcome: outcome.id,
                    cell,
                }));
            }
            kind => {
                let sides = kind.sides();
                for (role, most) in arms.iter().filter(|(role, _)| sides.contains(role)) {
                    for nth in 0..*most {
                        columns.extend(ArmNumber::of(kind).iter().map(|number| Column::Arm {
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
    pub(super) fn outcome(self) -> Option<OutcomeId> {
        match self {
            Self::Arm { outcome, .. } | Self::Estimate { outcome, .. } => Some(outcome),
            Self::Name | Self::Year | Self::Randomized | Self::Covariate(_) => None,
        }
    }

    /// Whether words stand in it rather than numbers.
    pub(super) fn holds_words(self) -> bool {
        matches!(self, Self::Name | Self::Randomized | Self::Covariate(_))
    }

    /// The entry's name, as problems give it.
    pub(super) fn cell(self, trial: &Trial) -> Option<Cell> {
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
    pub(super) fn content(self, trial: &Trial) -> (&str, Standing) {
        match self {
            Self::Name => (&trial.name, Standing::Reported),
            Self::Year => entry(&trial.year, |_| false),
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

    /// The edit that typing this text into the cell makes; none where the text means nothing in this column.
    pub(super) fn command(self, trial: &Trial, typed: &str) -> Option<Command> {
        let id = trial.id;
        let typed_text = typed.to_owned();
        Some(match self {
            Self::Name => Command::RenameTrial {
                trial: id,
                name: typed_text,
            },
            Self::Year => Command::SetYear {
                trial: id,
                typed: typed_text,
            },
            Self::Randomized => Command::SetRandomized {
                trial: id,
                randomized: randomized_of(typed)?,
            },
            Self::Covariate(covariate) => Command::SetCovariate {
                trial: id,
                covariate,
                typed: typed_text,
            },
            Self::Arm { outcome, .. } | Self::Estimate { outcome, .. } => Command::SetCell {
                trial: id,
                outcome,
                cell: self.cell(trial)?,
                typed: typed_text,
            },
        })
    }
}

fn nth_arm(trial: &Trial, role: Role, nth: usize) -> Option<ArmId> {
    let of_role = |arm: &&Arm| arm.role == role;
    trial.arms.iter().filter(of_role).nth(nth).map(|arm| arm.id)
}

fn of_record(record: &Record, cell: Cell) -> (&str, Standing) {
    match record.values.entry(cell) {
        Some(AnyEntry::Count(count)) => entry(count, |value| value == 0),
        Some(AnyEntry::Number(number)) => entry(number, |_| false),
        None => ("", Standing::NotReported),
    }
}

fn entry<T: Copy>(given: &Entry<T>, is_zero: impl Fn(T) -> bool) -> (&str, Standing) {
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
