//! What can be decided about a table that is looked at.

use crate::data::{Randomized, Role};
use crate::read::{BlankHeads, Choices, Comparison, Decimal, Layout, Meaning, Reading};

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
    /// What several columns hold, as one with a head like theirs does.
    SameFor(Vec<(usize, Meaning)>),
    /// What columns of numbers without a head hold.
    BlankHeads(BlankHeads),
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
                    take_sides(&mut after, comparison, &roles);
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
            Self::SameFor(meanings) => {
                for (column, meaning) in meanings {
                    after = after.with_meaning(reading, column, meaning);
                }
            }
            Self::BlankHeads(held) => after.blank_heads = Some(held),
            Self::KeepTotalRows => after.keep_total_rows = true,
            Self::Decimal(decimal) => after.decimal = Some(decimal),
        }
        after
    }
}

/// Gives arms their sides. What was fixed before about the names of the sides and the columns of each arm goes with them.
fn take_sides(choices: &mut Choices, comparison: &Comparison, roles: &[Role]) {
    let arms = comparison.arms.iter();
    choices.sides = arms
        .map(|arm| arm.label.to_lowercase())
        .zip(roles.iter().copied())
        .collect();
    let before: Vec<Role> = comparison.arms.iter().map(|arm| arm.role).collect();
    if before == roles {
        return;
    }
    let is_swap = before.iter().copied().map(other).eq(roles.iter().copied());
    let heads_name_arms = comparison.arms.iter().all(|arm| arm.rows == 0);
    if is_swap {
        std::mem::swap(&mut choices.experimental_label, &mut choices.control_label);
        if heads_name_arms {
            choices.meanings.values_mut().for_each(change_sides);
        }
        return;
    }
    let names_an_arm = |label: &String| {
        let mut arms = comparison.arms.iter();
        arms.any(|arm| arm.label.to_lowercase() == label.to_lowercase())
    };
    for label in [&mut choices.experimental_label, &mut choices.control_label] {
        if label.as_ref().is_some_and(names_an_arm) {
            *label = None;
        }
    }
    if heads_name_arms {
        choices
            .meanings
            .retain(|_, meaning| !matches!(meaning, Meaning::Number { .. }));
    }
}

/// Lets the two sides change places: by the arms where the table names them, else by its columns.
fn swap(choices: &mut Choices, reading: &Reading) {
    if let Some(comparison) = &reading.comparison {
        let arms = comparison.arms.iter();
        let roles: Vec<Role> = arms.map(|arm| other(arm.role)).collect();
        return take_sides(choices, comparison, &roles);
    }
    choices.experimental_label = Some(reading.review.control_label.clone());
    choices.control_label = Some(reading.review.experimental_label.clone());
    for column in &reading.columns {
        let mut meaning = column.meaning.clone();
        change_sides(&mut meaning);
        choices.meanings.insert(column.index, meaning);
    }
}

fn change_sides(meaning: &mut Meaning) {
    if let Meaning::Number { side, .. } | Meaning::ArmName(side) = meaning {
        *side = side.other();
    }
}

fn other(role: Role) -> Role {
    match role {
        Role::Experimental => Role::Control,
        Role::Control => Role::Experimental,
        Role::Ignored => Role::Ignored,
    }
}
