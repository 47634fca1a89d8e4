//! Which arms are compared, by the columns: those that rows name, or those that heads do.

use std::collections::BTreeMap;

use super::table::Table;
use crate::data::Role;
use crate::read::Choices;
use crate::read::arms::{self, Named};
use crate::read::delimited::Row;
use crate::read::meaning::{Layout, Meaning, Side};
use crate::read::understanding::{Comparison, ComparisonOrigin, TableArm};

/// What the columns of numbers say of the arms.
#[derive(Default)]
pub(super) struct NumbersFound {
    pub(super) experimental: Option<String>,
    pub(super) control: Option<String>,
    /// The arms that heads name.
    pub(super) arms: Vec<String>,
    /// Why they stand on their sides.
    pub(super) origin: Option<ComparisonOrigin>,
}

/// Which arms are compared: those that rows name, or those that heads do.
pub(super) fn compared(
    table: &Table,
    rows: &[Row],
    layout: Layout,
    found: &NumbersFound,
    choices: &Choices,
) -> Option<Comparison> {
    let rows: Vec<&Row> = rows.iter().collect();
    let (trial, year) = (
        table.index_of(&Meaning::Trial),
        table.index_of(&Meaning::Year),
    );
    let by_row = if layout.is_by_arm() {
        table.index_of(&Meaning::Arm).map(|arm| vec![arm])
    } else {
        names_of_arms(table)
    };
    if let Some(columns) = by_row {
        let roles = roles_of_rows(table, &rows, &columns);
        let named = Named::of_rows(&rows, trial, &columns, year);
        return Some(named.compared(choices, &roles));
    }
    if let Some(arm) = table
        .index_of(&Meaning::Arm)
        .filter(|_| layout != Layout::Unknown)
    {
        return Some(against_one_control(&rows, trial, arm, year, found, choices));
    }
    let arms = arms_of_columns(table);
    if !arms.is_empty() {
        return Some(Named::of_heads(&arms, rows.len()).compared(choices, &BTreeMap::new()));
    }
    if found.origin.is_none() && has_both_sides(table) {
        return Some(of_chosen_columns(rows.len(), found, choices));
    }
    let origin = found.origin.clone()?;
    let trials = rows.len();
    let mut comparison = Named::of_heads(&found.arms, trials).compared(choices, &BTreeMap::new());
    if choices.sides.is_empty() {
        let side = |label: &Option<String>| label.as_deref().map(arms::key);
        let (experimental, control) = (side(&found.experimental), side(&found.control));
        for arm in &mut comparison.arms {
            let own = Some(arms::key(&arm.label));
            arm.role = if own == experimental {
                Role::Experimental
            } else if own == control {
                Role::Control
            } else {
                Role::Ignored
            };
        }
        comparison.origin = origin;
    }
    Some(comparison)
}

/// The columns that name the arms of each row, if there is one for either side, or several for arms of their own.
fn names_of_arms(table: &Table) -> Option<Vec<usize>> {
    let names: Vec<usize> = table
        .columns
        .iter()
        .filter(|column| matches!(column.meaning, Meaning::ArmName(_)))
        .map(|column| column.index)
        .collect();
    (names.len() > 1).then_some(names)
}

/// The arms that have columns of their own by name, where there are more than two.
fn arms_of_columns(table: &Table) -> Vec<String> {
    let mut arms: Vec<String> = Vec::new();
    for column in &table.columns {
        if let Meaning::Number {
            side: Side::Arm(label),
            ..
        } = &column.meaning
            && !arms.contains(label)
        {
            arms.push(label.clone());
        }
    }
    arms
}

fn has_both_sides(table: &Table) -> bool {
    let has = |wanted: Side| {
        table.columns.iter().any(
            |column| matches!(&column.meaning, Meaning::Number { side, .. } if *side == wanted),
        )
    };
    has(Side::Experimental) && has(Side::Control)
}

/// The arms whose columns the user chose one by one.
fn of_chosen_columns(trials: usize, found: &NumbersFound, choices: &Choices) -> Comparison {
    let arm = |typed: &Option<String>, head: &Option<String>, usual: &str, role: Role| TableArm {
        label: typed
            .clone()
            .or_else(|| head.clone())
            .unwrap_or_else(|| usual.to_owned()),
        trials,
        rows: 0,
        role,
    };
    Comparison {
        arms: vec![
            arm(
                &choices.experimental_label,
                &found.experimental,
                "Experimental",
                Role::Experimental,
            ),
            arm(
                &choices.control_label,
                &found.control,
                "Control",
                Role::Control,
            ),
        ],
        origin: ComparisonOrigin::Chosen,
    }
}

/// Arms of which each row names one, with the numbers of the control that they share beside it: several are compared with
/// it together only if somebody says so.
fn against_one_control(
    rows: &[&Row],
    trial: Option<usize>,
    arm: usize,
    year: Option<usize>,
    found: &NumbersFound,
    choices: &Choices,
) -> Comparison {
    let mut comparison =
        Named::of_rows(rows, trial, &[arm], year).compared(choices, &BTreeMap::new());
    let control = found
        .control
        .clone()
        .unwrap_or_else(|| "Control".to_owned());
    let single = comparison.arms.len() < 2;
    if choices.sides.is_empty() {
        for arm in &mut comparison.arms {
            arm.role = if single {
                Role::Experimental
            } else {
                Role::Ignored
            };
        }
        comparison.origin = if single {
            ComparisonOrigin::NamedControl {
                label: control.clone(),
            }
        } else {
            ComparisonOrigin::Open
        };
    }
    comparison.arms.push(TableArm {
        label: control,
        trials: rows.len(),
        rows: 0,
        role: Role::Control,
    });
    comparison
}

/// The sides that a column gives to the arms of the rows, by the names of these.
fn roles_of_rows(table: &Table, rows: &[&Row], arms: &[usize]) -> BTreeMap<String, Role> {
    let (Some(role), [arm]) = (table.index_of(&Meaning::Role), arms) else {
        return BTreeMap::new();
    };
    rows.iter()
        .filter_map(|row| Some((arms::key(row.cell(*arm)), arms::role(row.cell(role))?)))
        .collect()
}
