//! The columns of the grid: what stands in a cell, and which edit typing into it makes.

use crate::data::{
    Arm, ArmId, Cell, CovariateId, Entry, OutcomeId, OutcomeKind, Randomized, Record, Review, Role,
    State, Trial, Values,
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
    /// Events or total of the `nth` arm of one role.
    Count {
        /// The outcome.
        outcome: OutcomeId,
        /// The side of the comparison.
        role: Role,
        /// Which arm of that side, counted from 0.
        nth: usize,
        /// People at risk rather than people with the event.
        total: bool,
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
            OutcomeKind::Counts | OutcomeKind::PersonTime | OutcomeKind::Means => {
                for (role, most) in arms {
                    for nth in 0..most {
                        columns.extend([false, true].map(|total| Column::Count {
                            outcome: outcome.id,
                            role,
                            nth,
                            total,
                        }));
                    }
                }
            }
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
            Self::Count { outcome, .. } | Self::Estimate { outcome, .. } => Some(outcome),
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
            Self::Count {
                role, nth, total, ..
            } => {
                let arm = nth_arm(trial, role, nth)?;
                Some(if total {
                    Cell::Total(arm)
                } else {
                    Cell::Events(arm)
                })
            }
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
            Self::Count { role, nth, .. } if nth_arm(trial, role, nth).is_none() => {
                ("", Standing::NoSuchArm)
            }
            Self::Count { outcome, .. } | Self::Estimate { outcome, .. } => {
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
            Self::Count { outcome, .. } | Self::Estimate { outcome, .. } => Command::SetCell {
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
    match (&record.values, cell) {
        (Values::Counts(arms), Cell::Events(arm)) => arms
            .get(&arm)
            .map(|entries| entry(&entries.events, |value| value == 0)),
        (Values::Counts(arms), Cell::Total(arm)) => arms
            .get(&arm)
            .map(|entries| entry(&entries.total, |value| value == 0)),
        (Values::Estimate(entries), Cell::Estimate) => Some(number(&entries.estimate)),
        (Values::Estimate(entries), Cell::StandardError) => Some(number(&entries.standard_error)),
        (Values::Estimate(entries), Cell::Lower) => Some(number(&entries.lower)),
        (Values::Estimate(entries), Cell::Upper) => Some(number(&entries.upper)),
        _ => None,
    }
    .unwrap_or(("", Standing::NotReported))
}

fn number(given: &Entry<f64>) -> (&str, Standing) {
    entry(given, |_| false)
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
