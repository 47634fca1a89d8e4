//! Recognises heads in words that name the arm: "Fever events MSC".

use std::collections::BTreeMap;

use super::arm_columns::{ArmColumns, called, in_order, outcomes_in};
use super::candidates::{Candidate, ORDERS, Order, candidates_of};
use super::shared_totals::{SharedTotals, with_totals};
use super::{Counts, Experimental, Open};
use crate::data::{Role, names_control};
use crate::read::arms;
use crate::read::head::{plain, quantified};
use crate::read::meaning::{Quantity, Side, Why};
use crate::read::understanding::ComparisonOrigin;

pub(super) fn by_words(open: &[Open], counts: &mut Counts) {
    let candidates = candidates_of(open);
    let fractions = |index: usize| {
        open.iter()
            .any(|column| column.index == index && column.fractions)
    };
    let named = |index: usize| {
        open.iter()
            .any(|column| column.index == index && quantified(column.head).is_some())
    };
    named_single(&candidates, counts);
    for shared_totals in [false, true] {
        let shared = shared_totals.then(|| SharedTotals::of(&candidates, counts));
        let shared = match shared {
            None => None,
            Some(Some(shared)) => Some(shared),
            Some(None) => continue,
        };
        let before = counts.found.len();
        for order in ORDERS {
            let complete = |arm: &ArmColumns| arm.is_complete(shared.is_some(), &fractions);
            // Heads without a quantity count only by their cells, or beside shared totals.
            let believable = |arm: &ArmColumns| {
                arm.columns
                    .values()
                    .all(|index| named(*index) || fractions(*index) || shared.is_some())
            };
            for (name, arms) in called(outcomes_in(&candidates, order, counts), &complete) {
                let Some((control, experimental)) = pair(&arms, &counts.sides) else {
                    continue;
                };
                if !believable(control) || !believable(experimental) {
                    continue;
                }
                let all = in_order(arms.values().filter(|arm| believable(arm)).collect());
                let all = with_totals(all, shared.as_ref());
                if !take_compared(counts, &name, experimental, control, &all) {
                    continue;
                }
                counts.name_arms(
                    all.iter().map(|arm| arm.name.clone()).collect(),
                    origin_of(control, experimental, all.len() > 2),
                );
            }
        }
        if counts.found.len() > before {
            let totals = shared.map(|shared| shared.sides(counts));
            for (side, index) in totals.into_iter().flatten() {
                if !counts.has(index) {
                    counts.take(index, Quantity::Total, side, "", Why::Company);
                }
            }
        }
    }
}

/// Two arms of which neither is named like a control.
pub(super) fn by_order(open: &[Open], counts: &mut Counts) {
    let fractions = |index: usize| {
        open.iter()
            .any(|column| column.index == index && column.fractions)
    };
    let named = |index: usize| {
        open.iter()
            .any(|column| column.index == index && quantified(column.head).is_some())
    };
    without_control(&candidates_of(open), counts, &|arm| {
        arm.is_complete(false, &fractions) && arm.columns.values().all(|index| named(*index))
    });
}

/// Why two arms that heads name stand on their sides.
fn origin_of(control: &ArmColumns, experimental: &ArmColumns, is_open: bool) -> ComparisonOrigin {
    let short = plain(&control.label);
    let is_number = |label: &str| label.chars().all(|sign| sign.is_ascii_digit());
    if is_open {
        ComparisonOrigin::Open
    } else if is_number(&short)
        || is_number(&plain(&experimental.label)) && !experimental.label.is_empty()
    {
        ComparisonOrigin::Numbered
    } else if short.len() <= 3 {
        ComparisonOrigin::UsualHeads
    } else {
        ComparisonOrigin::NamedControl {
            label: control.label.clone(),
        }
    }
}

/// The word that stands for the arm in heads of a single arm, where the table has others: "Fever events single arm".
const SINGLE: &str = "single";

/// Outcomes of which one arm alone is reported, as the heads say.
fn named_single(candidates: &[Candidate], counts: &mut Counts) {
    for (name, arms) in outcomes_in(candidates, Order::AfterQuantity, counts).values() {
        if let Some(arm) = arms.get(SINGLE) {
            for (quantity, index) in arm.together(true) {
                counts.take(index, quantity, Experimental, name, Why::Head);
            }
        }
    }
}

/// Takes the columns of two arms; answers whether none of them was taken already.
fn take_pair(
    counts: &mut Counts,
    name: &str,
    experimental: &ArmColumns,
    control: &ArmColumns,
) -> bool {
    let columns = || {
        experimental
            .columns
            .values()
            .chain(control.columns.values())
    };
    if columns().any(|index| counts.has(*index)) {
        return false;
    }
    counts.take_arm(&Side::Experimental, name, experimental);
    counts.take_arm(&Side::Control, name, control);
    counts
        .experimental
        .get_or_insert_with(|| experimental.name.clone());
    counts.control.get_or_insert_with(|| control.name.clone());
    true
}

/// Takes the columns of two arms, or those of each where there are more; answers whether none was taken already.
fn take_compared(
    counts: &mut Counts,
    name: &str,
    experimental: &ArmColumns,
    control: &ArmColumns,
    all: &[&ArmColumns],
) -> bool {
    if all.len() <= 2 {
        return take_pair(counts, name, experimental, control);
    }
    let mut columns = all.iter().flat_map(|arm| arm.columns.values());
    if columns.any(|index| counts.has(*index)) {
        return false;
    }
    for arm in all {
        counts.take_arm(&Side::Arm(arm.name.clone()), name, arm);
    }
    true
}

/// The control arm and the experimental arm among the complete arms of an outcome: as chosen, else by name.
fn pair<'arms>(
    arms: &'arms BTreeMap<String, ArmColumns>,
    sides: &BTreeMap<String, Role>,
) -> Option<(&'arms ArmColumns, &'arms ArmColumns)> {
    let chosen = |role: Role| {
        let on_side = |arm: &&ArmColumns| sides.get(&arms::key(&arm.name)) == Some(&role);
        in_order(arms.values().filter(on_side).collect())
            .first()
            .copied()
    };
    if let (Some(control), Some(experimental)) = (chosen(Role::Control), chosen(Role::Experimental))
    {
        return Some((control, experimental));
    }
    let first = |fits: &dyn Fn(&str) -> bool| {
        let fitting = arms.iter().filter(|(plain, _)| fits(plain));
        let first = fitting.min_by_key(|(_, arm)| arm.columns.values().min().copied());
        first.map(|(_, arm)| arm)
    };
    let control = first(&names_control)?;
    let experimental = first(&|plain| !plain.is_empty() && !names_control(plain))
        // "Events, total, events control, total control": the arm that no head names is the other one.
        .or_else(|| first(&str::is_empty))?;
    Some((control, experimental))
}

/// Two arms of which neither is named like a control: the first is taken for the experimental one, as a guess.
fn without_control(
    candidates: &[Candidate],
    counts: &mut Counts,
    complete: &dyn Fn(&ArmColumns) -> bool,
) {
    for order in ORDERS {
        let named = |arm: &ArmColumns| !arm.label.is_empty() && complete(arm);
        for (name, arms) in called(outcomes_in(candidates, order, counts), &named) {
            let arms = in_order(arms.values().collect());
            if let [experimental, control] = arms.as_slice() {
                let before = counts.found.len();
                let (experimental, control) = match pair_by_sides([experimental, control], counts) {
                    Some(pair) => pair,
                    None => (*experimental, *control),
                };
                if !take_pair(counts, &name, experimental, control) {
                    continue;
                }
                counts.name_arms(
                    arms.iter().map(|arm| arm.name.clone()).collect(),
                    ComparisonOrigin::Order,
                );
                for found in counts.found.iter_mut().skip(before) {
                    found.why = Why::Guess;
                }
            }
        }
    }
}

/// The same heads twice, "Events, Total, Events, Total", with nothing that names the arms: two arms of which it is asked
/// which is which.
pub(super) fn same_heads_twice(open: &[Open], counts: &mut Counts) {
    let mut places: BTreeMap<&str, Vec<&Open>> = BTreeMap::new();
    for column in open {
        if quantified(column.head).is_some() {
            let head = column.head.plain.as_str();
            places.entry(head).or_default().push(column);
        }
    }
    let mut arms = [ArmColumns::default(), ArmColumns::default()];
    for columns in places.values() {
        let [first, second] = columns.as_slice() else {
            continue;
        };
        let Some(quantity) = quantified(first.head).map(|parts| parts.quantity) else {
            continue;
        };
        for (arm, column) in arms.iter_mut().zip([first, second]) {
            arm.columns.entry(quantity).or_insert(column.index);
        }
    }
    let fractions = |index: usize| {
        open.iter()
            .any(|column| column.index == index && column.fractions)
    };
    let [mut first, mut second] = arms;
    if !first.is_complete(false, &fractions) || !second.is_complete(false, &fractions) {
        return;
    }
    "First columns".clone_into(&mut first.name);
    "Second columns".clone_into(&mut second.name);
    if take_pair(counts, "", &first, &second) {
        counts.name_arms(vec![first.name, second.name], ComparisonOrigin::Open);
    }
}

/// Two arms on the sides that were chosen for them.
fn pair_by_sides<'arms>(
    arms: [&&'arms ArmColumns; 2],
    counts: &Counts,
) -> Option<(&'arms ArmColumns, &'arms ArmColumns)> {
    let on = |role: Role| {
        let mut arms = arms.iter();
        arms.find(|arm| counts.sides.get(&arms::key(&arm.name)) == Some(&role))
            .map(|arm| **arm)
    };
    Some((on(Role::Experimental)?, on(Role::Control)?))
}
