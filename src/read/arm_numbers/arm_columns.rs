//! The columns of one arm, and the arms of each outcome.

use std::collections::BTreeMap;

use super::candidates::{Candidate, Order};
use super::{Counts, Events, Mean, NonEvents, StandardDeviation, Time, Total};
use crate::data::{is_usual_experimental, names_control};
use crate::read::head::plain;
use crate::read::meaning::Quantity;

/// The columns of one arm of one outcome.
#[derive(Clone, Default)]
pub(super) struct ArmColumns {
    pub(super) columns: BTreeMap<Quantity, usize>,
    /// As its head writes it.
    pub(super) label: String,
    /// By which it is called.
    pub(super) name: String,
}

impl ArmColumns {
    /// What the arm is usually called; an arm without a name stands beside a control.
    pub(super) fn usual_name(&self) -> String {
        let short = plain(&self.label);
        let abbreviates =
            (short.len() <= 3 || short == "ctrl") && short.chars().all(char::is_alphabetic);
        if self.label.is_empty() || (abbreviates && is_usual_experimental(&short)) {
            "Experimental".to_owned()
        } else if abbreviates && names_control(&short) {
            "Control".to_owned()
        } else {
            self.label.clone()
        }
    }

    pub(super) fn is_complete(
        &self,
        shared_total: bool,
        fractions: &dyn Fn(usize) -> bool,
    ) -> bool {
        let has = |quantity| self.columns.contains_key(&quantity);
        has(Quantity::EventsAndTotal)
            || (has(Events) && (has(Total) || has(NonEvents) || has(Time) || shared_total))
            || (has(Mean) && has(StandardDeviation) && (has(Total) || shared_total))
            || self
                .columns
                .get(&Quantity::Events)
                .is_some_and(|index| fractions(*index))
    }

    /// The columns that belong together. Where the columns are those of one outcome, people beside person-time, and means
    /// beside events, are kept aside; where each row names its outcome, all of them may have their rows.
    pub(super) fn together(&self, by_row: bool) -> impl Iterator<Item = (Quantity, usize)> {
        let has = |quantity| self.columns.contains_key(&quantity) && !by_row;
        let (time, events) = (has(Time), has(Events) || has(Quantity::EventsAndTotal));
        let columns = self
            .columns
            .iter()
            .map(|(quantity, index)| (*quantity, *index));
        columns.filter(move |(quantity, _)| match quantity {
            Total | NonEvents => !time,
            Mean | StandardDeviation => !events,
            Events | Quantity::EventsAndTotal | Quantity::Lost | Time => true,
        })
    }
}

/// The arms of the outcomes of a table, read in one order.
pub(super) type Outcomes<'a> = BTreeMap<String, (String, BTreeMap<String, ArmColumns>)>;

pub(super) fn outcomes_in<'a>(
    candidates: &[Candidate],
    order: Order,
    counts: &Counts,
) -> Outcomes<'a> {
    let mut outcomes = Outcomes::new();
    for candidate in candidates {
        if candidate.order != order || counts.has(candidate.index) {
            continue;
        }
        let (_, arms) = outcomes
            .entry(candidate.outcome_plain.clone())
            .or_insert_with(|| (candidate.outcome.clone(), BTreeMap::new()));
        let arm = arms.entry(candidate.arm_plain.clone()).or_default();
        if arm.label.is_empty() {
            arm.label.clone_from(&candidate.arm);
        }
        arm.columns
            .entry(candidate.quantity)
            .or_insert(candidate.index);
    }
    outcomes
}

pub(super) fn in_order(mut arms: Vec<&ArmColumns>) -> Vec<&ArmColumns> {
    arms.sort_by_key(|arm| arm.columns.values().min().copied());
    arms
}

/// The complete arms of each outcome with the names by which they are called. Where an outcome has more than two, a short
/// name is no abbreviation: "C" is the arm beside "A" and "B".
pub(super) fn called(
    outcomes: Outcomes,
    complete: &dyn Fn(&ArmColumns) -> bool,
) -> Vec<(String, BTreeMap<String, ArmColumns>)> {
    let mut outcomes: Vec<(String, BTreeMap<String, ArmColumns>)> =
        outcomes.into_values().collect();
    for (_, arms) in &mut outcomes {
        arms.retain(|_, arm| complete(arm));
    }
    let several = outcomes.iter().any(|(_, arms)| arms.len() > 2);
    for arm in outcomes.iter_mut().flat_map(|(_, arms)| arms.values_mut()) {
        arm.name = if several && !arm.label.is_empty() {
            arm.label.clone()
        } else {
            arm.usual_name()
        };
    }
    outcomes
}
