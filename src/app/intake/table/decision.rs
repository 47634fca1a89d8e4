//! What can be decided about a table that is looked at.

use std::collections::BTreeMap;

use crate::data::{Randomized, Role};
use crate::read::{Choices, Comparison, Decimal, Layout, Meaning, Reading, Side};

/// One decision about a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// Which of several tables is read.
    Table(usize),
    /// What a row is.
    Layout(Layout),
    /// On which side each arm stands, in the order of the arms.
    Sides(Vec<Role>),
    /// The two sides change places.
    Swap,
    /// What the treated side is called.
    ExperimentalLabel(String),
    /// What the other side is called.
    ControlLabel(String),
    /// Whether the trials were randomized; `None` leaves it unsaid.
    Randomized(Option<Randomized>),
    /// The column that names the trials.
    TrialColumn(usize),
    /// The one trial that all rows are about.
    SingleTrial(String),
    /// What a column holds.
    Meaning {
        /// Its place.
        column: usize,
        /// What it holds.
        meaning: Meaning,
    },
    /// Rows that look like sums are trials.
    KeepTotalRows,
    /// What stands before decimals.
    Decimal(Decimal),
}

impl Decision {
    /// The choices after it.
    #[must_use]
    pub fn applied(self, choices: &Choices, reading: &Reading) -> Choices {
        let mut after = choices.clone();
        match self {
            // Another table has other columns: nothing that was decided about these is true of those.
            Self::Table(table) => {
                after = Choices {
                    delimiter: choices.delimiter,
                    decimal: choices.decimal,
                    table,
                    ..Choices::default()
                };
            }
            // What columns and arms were taken for followed from what a row was taken for, but for the name of the trial.
            Self::Layout(layout) => {
                after
                    .meanings
                    .retain(|_, meaning| *meaning == Meaning::Trial);
                after.sides.clear();
                after.layout = Some(layout);
            }
            Self::Sides(roles) => {
                if let Some(comparison) = &reading.comparison {
                    after.sides = sides(comparison, roles.into_iter());
                }
            }
            Self::Swap => swap(&mut after, reading),
            Self::ExperimentalLabel(label) => after.experimental_label = Some(label),
            Self::ControlLabel(label) => after.control_label = Some(label),
            Self::Randomized(randomized) => after.randomized = randomized,
            Self::TrialColumn(column) => {
                after.meanings.insert(column, Meaning::Trial);
            }
            Self::SingleTrial(name) => after.single_trial = Some(name),
            Self::Meaning { column, meaning } => {
                after = choices.with_meaning(reading, column, meaning);
            }
            Self::KeepTotalRows => after.keep_total_rows = true,
            Self::Decimal(decimal) => after.decimal = Some(decimal),
        }
        after
    }
}

fn sides(comparison: &Comparison, roles: impl Iterator<Item = Role>) -> BTreeMap<String, Role> {
    let arms = comparison.arms.iter();
    arms.map(|arm| arm.label.to_lowercase())
        .zip(roles)
        .collect()
}

/// Lets the two sides change places: by the arms where the table names them, else by its columns.
fn swap(choices: &mut Choices, reading: &Reading) {
    std::mem::swap(&mut choices.experimental_label, &mut choices.control_label);
    if let Some(comparison) = &reading.comparison {
        let roles = comparison.arms.iter().map(|arm| other(arm.role));
        choices.sides = sides(comparison, roles);
        return;
    }
    choices.experimental_label = Some(reading.review.control_label.clone());
    choices.control_label = Some(reading.review.experimental_label.clone());
    for column in &reading.columns {
        let mut meaning = column.meaning.clone();
        if let Meaning::Number { side, .. } = &mut meaning {
            *side = match side {
                Side::Experimental => Side::Control,
                Side::Control => Side::Experimental,
                Side::OfRow => Side::OfRow,
            };
        }
        choices.meanings.insert(column.index, meaning);
    }
}

fn other(role: Role) -> Role {
    match role {
        Role::Experimental => Role::Control,
        Role::Control => Role::Experimental,
        Role::Ignored => Role::Ignored,
    }
}
