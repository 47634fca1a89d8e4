//! Totals without an outcome, one for each arm, which serve every outcome of the table.

use super::arm_columns::ArmColumns;
use super::candidates::Candidate;
use super::{Control, Counts, Experimental, Total};
use crate::data::names_control;
use crate::read::head::plain;
use crate::read::meaning::Side;

/// Totals without an outcome, one for each arm, which serve every outcome of the table.
pub(super) struct SharedTotals {
    /// The arm as its head calls it, and the column.
    of_arms: Vec<(String, usize)>,
}

impl SharedTotals {
    /// The totals, if there is one of a control and one of another arm.
    pub(super) fn of(candidates: &[Candidate], counts: &Counts) -> Option<Self> {
        let mut of_arms: Vec<(String, usize)> = Vec::new();
        for candidate in candidates {
            let is_total = candidate.quantity == Total && candidate.outcome.is_empty();
            let known = |(label, _): &(String, usize)| plain(label) == candidate.arm_plain;
            if is_total && !counts.has(candidate.index) && !of_arms.iter().any(known) {
                of_arms.push((candidate.arm.clone(), candidate.index));
            }
        }
        let shared = Self { of_arms };
        (shared.first(false).is_some() && shared.first(true).is_some()).then_some(shared)
    }

    pub(super) fn first(&self, of_control: bool) -> Option<usize> {
        let mut totals = self.of_arms.iter();
        let total = totals.find(|(label, _)| names_control(&plain(label)) == of_control);
        total.map(|(_, index)| *index)
    }

    /// Whether an arm of this name has a total of its own.
    pub(super) fn has(&self, label: &str) -> bool {
        let mut totals = self.of_arms.iter();
        totals.any(|(known, _)| plain(known) == plain(label))
    }

    /// The totals with their arms: two sides, or the arms by name where heads name more.
    pub(super) fn sides(&self, counts: &Counts) -> Vec<(Side, usize)> {
        let several = counts.arms.len() > 2;
        let by_name = || {
            counts.arms.iter().filter_map(|arm| {
                let mut totals = self.of_arms.iter();
                let (_, index) = totals.find(|(label, _)| plain(label) == plain(arm))?;
                Some((Side::Arm(arm.clone()), *index))
            })
        };
        if several {
            return by_name().collect();
        }
        let experimental = self.first(false).map(|index| (Experimental, index));
        let control = self.first(true).map(|index| (Control, index));
        experimental.into_iter().chain(control).collect()
    }
}

/// Of more than two arms beside shared totals those that have one: "Fever grade" beside "Fever MSC" is no arm.
pub(super) fn with_totals<'arms>(
    arms: Vec<&'arms ArmColumns>,
    shared: Option<&SharedTotals>,
) -> Vec<&'arms ArmColumns> {
    let Some(shared) = shared.filter(|_| arms.len() > 2) else {
        return arms;
    };
    let own: Vec<_> = arms
        .iter()
        .copied()
        .filter(|arm| shared.has(&arm.label))
        .collect();
    if own.len() > 1 { own } else { arms }
}
