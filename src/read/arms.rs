//! Tells which arms of a table are compared with which: by what they are called, by a column that says their sides, by the
//! user's word. What cannot be told is left open, to be asked.

use std::collections::{BTreeMap, BTreeSet};

use super::chinese;
use super::delimited::Row;
use super::head::plain;
use super::table::Choices;
use super::understanding::{Comparison, ComparisonOrigin, TableArm};
pub(super) use crate::data::arm_key as key;
use crate::data::{Role, names_control};

/// Words of which one is enough to make the name of an arm that of a control, though the name says more: "Placebo (saline)".
const CONTROL_WORDS: [&str; 14] = [
    "control",
    "controls",
    "placebo",
    "sham",
    "vehicle",
    "saline",
    "comparator",
    "untreated",
    "kontrolle",
    "kontrollgruppe",
    "témoin",
    "contrôle",
    "controle",
    "pbo",
];

/// The same in several words.
const CONTROL_PHRASES: [&str; 6] = [
    "usual care",
    "standard care",
    "standard of care",
    "standard therapy",
    "no treatment",
    "no intervention",
];

/// Whether an arm of this name is one that others are compared with. A number is a code, and says nothing.
pub(super) fn is_control(label: &str) -> bool {
    is_called_control(label) || has_control_word(label)
}

/// Whether the whole name is that of a control.
fn is_called_control(label: &str) -> bool {
    let short = plain(label);
    let is_code = short.chars().all(|sign| sign.is_ascii_digit());
    !is_code && names_control(&short)
}

fn has_control_word(label: &str) -> bool {
    let lower = label.to_lowercase();
    let mut words = lower.split(|sign: char| !sign.is_alphanumeric());
    words.any(|word| CONTROL_WORDS.contains(&word))
        || CONTROL_PHRASES.iter().any(|phrase| lower.contains(phrase))
        || chinese::has_control_word(label)
}

/// The arms that rows name: in how many trials and rows each stands, and what a column says of their sides.
#[derive(Default)]
pub(super) struct Named {
    arms: Vec<TableArm>,
    by_key: BTreeMap<String, usize>,
    trials: Vec<BTreeSet<usize>>,
}

impl Named {
    /// Notes that an arm stands in a trial.
    pub(super) fn note(&mut self, label: &str, trial: usize) {
        let place = *self.by_key.entry(key(label)).or_insert_with(|| {
            self.arms.push(TableArm {
                label: label.trim().to_owned(),
                trials: 0,
                rows: 0,
                role: Role::Ignored,
            });
            self.trials.push(BTreeSet::new());
            self.arms.len() - 1
        });
        if let (Some(arm), Some(trials)) = (self.arms.get_mut(place), self.trials.get_mut(place)) {
            arm.rows += 1;
            trials.insert(trial);
            arm.trials = trials.len();
        }
    }

    /// Arms that heads name.
    pub(super) fn of_heads(labels: &[String], trials: usize) -> Self {
        let mut named = Self::default();
        for label in labels {
            named.note(label, 0);
        }
        for arm in &mut named.arms {
            arm.trials = trials;
            arm.rows = 0;
        }
        named
    }

    /// The rows' arms: of each row what its cells in these columns say, with the trial that its cells say, blank cells going on
    /// with that of the row before.
    pub(super) fn of_rows(
        rows: &[&Row],
        trial: Option<usize>,
        arms: &[usize],
        year: Option<usize>,
    ) -> Self {
        let mut named = Self::default();
        for (row, trial) in rows.iter().zip(trials_of_rows(rows, trial, year)) {
            for arm in arms {
                let label = row.cell(*arm);
                if !label.is_empty() {
                    named.note(label, trial);
                }
            }
        }
        named
    }

    /// The comparison, as far as names and choices tell.
    pub(super) fn compared(
        mut self,
        choices: &Choices,
        roles: &BTreeMap<String, Role>,
    ) -> Comparison {
        let origin = self.sides(choices, roles);
        Comparison {
            arms: self.arms,
            origin,
        }
    }

    fn sides(&mut self, choices: &Choices, roles: &BTreeMap<String, Role>) -> ComparisonOrigin {
        if !choices.sides.is_empty() {
            self.take_sides(&choices.sides);
            return ComparisonOrigin::Chosen;
        }
        if !roles.is_empty() {
            self.take_sides(roles);
            return ComparisonOrigin::Roles;
        }
        if let Some(sides) = self.sides_by_typed_names(choices) {
            self.take_sides(&sides);
            return ComparisonOrigin::Chosen;
        }
        let controls = self.controls();
        let others = self.arms.len() - controls.len();
        let Some(first) = controls.iter().next().filter(|_| others == 1) else {
            return ComparisonOrigin::Open;
        };
        let label = self
            .arms
            .get(*first)
            .map_or_else(String::new, |arm| arm.label.clone());
        for (place, arm) in self.arms.iter_mut().enumerate() {
            arm.role = if controls.contains(&place) {
                Role::Control
            } else {
                Role::Experimental
            };
        }
        ComparisonOrigin::NamedControl { label }
    }

    fn take_sides(&mut self, sides: &BTreeMap<String, Role>) {
        for arm in &mut self.arms {
            arm.role = sides
                .get(&key(&arm.label))
                .copied()
                .unwrap_or(Role::Ignored);
        }
    }

    /// The name of a side that was typed chooses the arm of that name; the other of two stands on the other side.
    fn sides_by_typed_names(&self, choices: &Choices) -> Option<BTreeMap<String, Role>> {
        let known = |label: &Option<String>| {
            let label = key(label.as_ref()?);
            self.by_key.contains_key(&label).then_some(label)
        };
        let (experimental, control) = (
            known(&choices.experimental_label),
            known(&choices.control_label),
        );
        let other = |than: &String| {
            let mut others = self.by_key.keys().filter(|label| *label != than);
            others.next().filter(|_| others.next().is_none()).cloned()
        };
        let (experimental, control) = match (experimental, control) {
            (Some(experimental), Some(control)) if experimental != control => {
                (experimental, control)
            }
            (_, Some(control)) => (other(&control)?, control),
            (Some(experimental), None) => {
                let control = other(&experimental)?;
                (experimental, control)
            }
            (None, None) => return None,
        };
        Some(BTreeMap::from([
            (experimental, Role::Experimental),
            (control, Role::Control),
        ]))
    }

    /// The places of arms that are called like controls: by their whole name if there are such, else by a word of it. Of
    /// names that all say "standard care" the one that says nothing else is the control.
    fn controls(&self) -> BTreeSet<usize> {
        let places = |is_one: &dyn Fn(&str) -> bool| -> BTreeSet<usize> {
            let arms = self.arms.iter().enumerate();
            arms.filter(|(_, arm)| is_one(&arm.label))
                .map(|(place, _)| place)
                .collect()
        };
        let by_name = places(&is_called_control);
        if !by_name.is_empty() {
            let adds = |label: &str| has_control_word(label) && !label.contains(['+', '&', '＋']);
            let mut all = places(&adds);
            all.extend(by_name);
            return all;
        }
        let adds = |label: &str| {
            let lower = label.to_lowercase();
            lower.contains(['+', '&', '＋', '加'])
                || lower.contains("联合")
                || lower.contains(" plus ")
                || lower.contains(" with ")
        };
        let bare = places(&|label| has_control_word(label) && !adds(label));
        if bare.is_empty() {
            places(&has_control_word)
        } else {
            bare
        }
    }
}

/// Which trial each row is about, trials counted from 0: those of one name and year are one, and a row without a name goes
/// on with the trial of the row before.
pub(super) fn trials_of_rows(
    rows: &[&Row],
    trial: Option<usize>,
    year: Option<usize>,
) -> Vec<usize> {
    let part = |row: &Row, column: Option<usize>| {
        column.map_or_else(String::new, |column| key(row.cell(column)))
    };
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut current = 0;
    let mut trials = Vec::with_capacity(rows.len());
    for row in rows {
        let name = part(row, trial);
        if !name.is_empty() {
            let next = places.len();
            let place = places.entry((name, part(row, year)));
            current = *place.or_insert(next);
        }
        trials.push(current);
    }
    trials
}

/// The side that a cell names.
pub(super) fn role(cell: &str) -> Option<Role> {
    match plain(cell).as_str() {
        "experimental" | "treatment" | "intervention" | "e" | "试验组" | "实验组" => {
            Some(Role::Experimental)
        }
        "control" | "comparator" | "c" | "对照组" => Some(Role::Control),
        "ignored" | "none" => Some(Role::Ignored),
        _ => None,
    }
}
