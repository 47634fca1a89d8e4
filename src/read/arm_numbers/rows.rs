//! Recognises the columns of a table in which each row is an arm, or in which one arm alone is reported.

use std::collections::BTreeMap;

use super::arm_columns::ArmColumns;
use super::{Counts, Events, Experimental, Open};
use crate::read::head::{plain, quantified};
use crate::read::meaning::{Meaning, Quantity, Side, Why};

/// Events and totals without any to compare them with: each outcome is reported of one arm, as a guess.
pub(super) fn one_arm(open: &[Open], counts: &mut Counts) {
    one_row_an_arm(open, counts);
    for found in &mut counts.found {
        if let Meaning::Number { side, .. } = &mut found.meaning {
            *side = Experimental;
        }
        found.why = Why::Guess;
    }
}

pub(super) fn one_row_an_arm(open: &[Open], counts: &mut Counts) {
    let mut outcomes: BTreeMap<String, (String, ArmColumns)> = BTreeMap::new();
    for column in open {
        let Some(parts) = quantified(column.head) else {
            continue;
        };
        // In a table with one row an arm, "time" alone says when the outcome was read.
        if column.head.plain == "time" {
            continue;
        }
        let words = if parts.before.is_empty() {
            parts.after
        } else {
            parts.before
        };
        let name = column.head.piece(words);
        outcomes
            .entry(plain(&name))
            .or_insert_with(|| (name, ArmColumns::default()))
            .1
            .columns
            .entry(parts.quantity)
            .or_insert(column.index);
    }
    let fractions = |index: usize| {
        open.iter()
            .any(|column| column.index == index && column.fractions)
    };
    let shared = outcomes
        .get("")
        .and_then(|(_, arm)| arm.columns.get(&Quantity::Total).copied());
    for (name, arm) in outcomes.values() {
        if arm.is_complete(shared.is_some(), &fractions) {
            for (quantity, index) in arm.together(counts.by_row) {
                counts.take(index, quantity, Side::OfRow, name, Why::Head);
            }
        }
    }
    if counts.found.is_empty() && shared.is_some() {
        outcomes_by_their_heads(open, counts);
    }
    if let Some(index) = shared
        && !counts.found.is_empty()
        && !counts.has(index)
    {
        counts.take(index, Quantity::Total, Side::OfRow, "", Why::Company);
    }
}

/// Whole numbers under heads that name no quantity, beside a total that serves them all: "n, deaths, infarcts". A guess.
fn outcomes_by_their_heads(open: &[Open], counts: &mut Counts) {
    const NO_OUTCOMES: [&str; 10] = [
        "age", "dose", "year", "weight", "followup", "duration", "weeks", "months", "days", "id",
    ];
    for column in open {
        let describes = column
            .head
            .words
            .iter()
            .any(|word| NO_OUTCOMES.contains(&word.text.as_str()));
        let unnamed = column.head.words.is_empty() || quantified(column.head).is_some();
        let describes = describes || column.head.is_no_outcome();
        if column.numbers && !unnamed && !describes {
            let name = column.head.piece(&column.head.words);
            counts.take(column.index, Events, Side::OfRow, &name, Why::Guess);
        }
    }
}
