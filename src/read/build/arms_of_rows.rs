//! The arms to which the numbers of a row belong.

use std::collections::BTreeMap;

use super::Builder;
use crate::data::{Arm, ArmId, Role};
use crate::read::arms;
use crate::read::delimited::Row;
use crate::read::labels::{control_label, experimental_label};
use crate::read::meaning::{Meaning, Side};
use crate::read::values::OutcomeColumns;

impl Builder<'_> {
    /// The arms of the trial to which the numbers of a row belong.
    pub(super) fn arms_of_row(
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

    pub(super) fn first_arm(&self, position: usize, role: Role) -> Option<ArmId> {
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
    pub(super) fn arm(&mut self, position: usize, label: String, role: Role) -> Option<ArmId> {
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
    pub(super) fn labels(&self, heads: (Option<String>, Option<String>)) -> (String, String) {
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
