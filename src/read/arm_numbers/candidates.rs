//! The ways to read a head in words: which quantity of which outcome in which arm.

use std::collections::BTreeSet;

use super::lost::{are_people_lost, is_word_of_loss};
use super::{Events, Open, Total};
use crate::data::is_chinese;
use crate::read::head::{Head, Word, plain, quantified};
use crate::read::meaning::Quantity;

/// Where the arm stands in a head, in the order in which it is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// "Fever events MSC"
    AfterQuantity,
    /// "Fever MSC events"
    BeforeQuantity,
    /// "MSC fever events"
    First,
}

pub(super) const ORDERS: [Order; 3] = [Order::AfterQuantity, Order::BeforeQuantity, Order::First];

/// One way to read a head: this quantity of this outcome in this arm.
pub(super) struct Candidate {
    pub(super) index: usize,
    pub(super) order: Order,
    pub(super) quantity: Quantity,
    pub(super) outcome: String,
    pub(super) outcome_plain: String,
    pub(super) arm: String,
    pub(super) arm_plain: String,
    /// Whether the outcome would be people of whom nothing is known, by a head that names no quantity: "Lost, MSC".
    people_lost: bool,
}

fn candidates(column: &Open) -> Vec<Candidate> {
    let head = column.head;
    let parts = quantified(head);
    let (quantity, before, after) = if let Some(parts) = &parts {
        (parts.quantity, parts.before, parts.after)
    } else {
        // "Fever MSC" over cells like 12/345, or beside totals that all outcomes share.
        if head.is_no_outcome() {
            return Vec::new();
        }
        let quantity = match (column.fractions, column.numbers) {
            (true, _) => Quantity::EventsAndTotal,
            (false, true) => Quantity::Events,
            (false, false) => return Vec::new(),
        };
        (quantity, head.words.as_slice(), [].as_slice())
    };
    let mut candidates = Vec::new();
    let mut push = |order, quantity, outcome: &[Word], arm: &[Word]| {
        let people_lost = parts.is_none() && are_people_lost(outcome);
        let (outcome, arm) = (head.piece(outcome), head.raw(arm));
        candidates.push(Candidate {
            people_lost,
            index: column.index,
            order,
            quantity,
            outcome_plain: plain(&outcome),
            outcome,
            arm_plain: plain(&arm),
            arm,
        });
    };
    // "Events" alone, beside "events control", is of the arm that no head names.
    if !after.is_empty() || (before.is_empty() && parts.is_some()) {
        push(Order::AfterQuantity, quantity, before, after);
    }
    for length in 1..=before.len().min(4) {
        if after.is_empty() {
            let (outcome, arm) = before.split_at(before.len() - length);
            push(Order::BeforeQuantity, quantity, outcome, arm);
        }
        let (arm, outcome) = before.split_at(length);
        if after.is_empty() {
            push(Order::First, quantity, outcome, arm);
        } else if outcome.is_empty() {
            push(Order::First, quantity, after, arm);
        }
    }
    candidates
}

/// The ways to read the heads; where "n" and "N" stand side by side, the small one counts the events.
pub(super) fn candidates_of(open: &[Open]) -> Vec<Candidate> {
    let stem = |head: &Head, letter: char| {
        let stem = head.text.trim_end().strip_suffix(letter)?;
        let is_word = stem.is_empty()
            || stem.ends_with(|sign: char| !sign.is_alphanumeric() || is_chinese(sign));
        is_word.then(|| plain(stem))
    };
    let with_totals: BTreeSet<String> = open
        .iter()
        .filter_map(|column| stem(column.head, 'N'))
        .collect();
    let counts_events =
        |column: &Open| stem(column.head, 'n').is_some_and(|stem| with_totals.contains(&stem));
    let mut all = Vec::new();
    for column in open {
        let small = counts_events(column);
        all.extend(candidates(column).into_iter().map(|candidate| Candidate {
            quantity: if small && candidate.quantity == Total {
                Events
            } else {
                candidate.quantity
            },
            ..candidate
        }));
    }
    // Beside events of something else, people lost are no outcome of their own: the columns go to those events, or are asked
    // about where there are several.
    let counts_something_else = all.iter().any(|candidate| {
        matches!(candidate.quantity, Events | Quantity::EventsAndTotal)
            && !candidate.people_lost
            && !candidate.outcome.is_empty()
            && !open.iter().any(|column| {
                column.index == candidate.index
                    && column
                        .head
                        .words
                        .iter()
                        .any(|word| is_word_of_loss(&word.text))
            })
    });
    if counts_something_else {
        all.retain(|candidate| !candidate.people_lost);
    }
    all
}
