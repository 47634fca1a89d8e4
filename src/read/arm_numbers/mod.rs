//! Recognises the columns of the numbers of arms by the columns beside them.
//!
//! No head is taken for events or totals alone: `ci` is metafor's control events beside `ai` and `n1i`, and a confidence
//! interval elsewhere; `n` is a total only where events stand beside it. A group is the columns of one outcome: events
//! and total (or person-time, or mean, standard deviation and total) of the experimental arm, and of the control arm.

mod arm_columns;
mod candidates;
mod families;
mod lost;
mod rows;
mod shared_totals;
mod words;

use std::collections::BTreeMap;

use self::arm_columns::ArmColumns;
use self::families::by_family;
use self::lost::people_lost;
use self::rows::{one_arm, one_row_an_arm};
use self::words::{by_order, by_words, same_heads_twice};
use super::arms;
use super::head::Head;
use super::meaning::{Meaning, Quantity, Side, Why};
use super::understanding::ComparisonOrigin;
use crate::data::Role;

use Quantity::{Events, Mean, NonEvents, StandardDeviation, Time, Total};
use Side::{Control, Experimental};

/// A column of numbers of an arm.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) index: usize,
    pub(super) meaning: Meaning,
    pub(super) why: Why,
    /// What its head calls the arm, where heads in words do.
    arm: Option<String>,
}

/// The columns of numbers of a table's arms, and what the arms are called.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// Whether the rows name their outcome: then one group of columns may serve outcomes of several kinds.
    by_row: bool,
    pub(super) found: Vec<Found>,
    /// The experimental arm's name, where the heads have one.
    pub(super) experimental: Option<String>,
    /// The control arm's name, where the heads have one.
    pub(super) control: Option<String>,
    /// The arms that heads name, in the order of their columns.
    pub(super) arms: Vec<String>,
    /// Why the two that are compared stand on their sides; `None` where no head names arms.
    pub(super) origin: Option<ComparisonOrigin>,
    /// The sides that were chosen for arms, by their names in small letters.
    sides: BTreeMap<String, Role>,
}

/// A column whose meaning is still open.
pub(super) struct Open<'table> {
    pub(super) index: usize,
    pub(super) head: &'table Head,
    /// Whether its cells are like `12/345`.
    pub(super) fractions: bool,
    /// Whether its cells are numbers.
    pub(super) numbers: bool,
}

/// Finds the columns of arms' numbers among the open ones. `arm_column` says whether a column names the arm of each row,
/// `by_row` whether one names its outcome.
///
/// Of columns that could be the same, the first is taken.
pub(super) fn counts(
    open: &[Open],
    arm_column: bool,
    by_row: bool,
    sides: &BTreeMap<String, Role>,
) -> Counts {
    let mut counts = Counts {
        by_row,
        sides: sides.clone(),
        ..Counts::default()
    };
    by_family(open, &mut counts);
    by_words(open, &mut counts);
    // Where a column names the arm of each row, "Death events" beside "Fever events" are outcomes, not arms.
    if counts.found.is_empty() && arm_column {
        one_row_an_arm(open, &mut counts);
    }
    let by_row = |found: &Found| {
        matches!(
            &found.meaning,
            Meaning::Number {
                side: Side::OfRow,
                ..
            }
        )
    };
    if counts.origin.is_none() && !counts.found.iter().any(by_row) {
        by_order(open, &mut counts);
    }
    if counts.found.is_empty() {
        same_heads_twice(open, &mut counts);
    }
    if counts.found.is_empty() {
        one_arm(open, &mut counts);
    }
    counts.keep_arms_apart();
    people_lost(open, &mut counts);
    counts.swap_if_chosen();
    counts
}

impl Counts {
    /// Exchanges the sides where two arms were chosen the other way round.
    fn swap_if_chosen(&mut self) {
        let (Some(experimental), Some(control)) = (&self.experimental, &self.control) else {
            return;
        };
        let side = |label: &str| self.sides.get(&arms::key(label)).copied();
        if side(experimental) != Some(Role::Control) || side(control) != Some(Role::Experimental) {
            return;
        }
        for found in &mut self.found {
            if let Meaning::Number { side, .. } = &mut found.meaning {
                *side = side.other();
            }
        }
        std::mem::swap(&mut self.experimental, &mut self.control);
    }

    /// Notes which arms heads name, and why two of them stand on their sides.
    fn name_arms(&mut self, labels: Vec<String>, origin: ComparisonOrigin) {
        for label in labels {
            if !self
                .arms
                .iter()
                .any(|known| arms::key(known) == arms::key(&label))
            {
                self.arms.push(label);
            }
        }
        self.origin.get_or_insert(origin);
    }

    fn has(&self, index: usize) -> bool {
        self.found.iter().any(|found| found.index == index)
    }

    fn take(&mut self, index: usize, quantity: Quantity, side: Side, outcome: &str, why: Why) {
        let outcome = (!outcome.is_empty()).then(|| outcome.to_owned());
        self.found.push(Found {
            index,
            meaning: Meaning::Number {
                quantity,
                side,
                outcome,
            },
            why,
            arm: None,
        });
    }

    /// Takes the columns of an arm that a head names in words.
    fn take_arm(&mut self, side: &Side, outcome: &str, arm: &ArmColumns) {
        for (quantity, index) in arm.together(self.by_row) {
            self.take(index, quantity, side.clone(), outcome, Why::Head);
            if let Some(found) = self.found.last_mut() {
                found.arm = Some(arm.name.clone());
            }
        }
    }

    /// Where heads name more than two arms, each keeps its own columns, and none is the experimental one before it is known
    /// which are compared.
    fn keep_arms_apart(&mut self) {
        let several = self.found.iter().any(|found| {
            matches!(
                found.meaning,
                Meaning::Number {
                    side: Side::Arm(_),
                    ..
                }
            )
        });
        if !several {
            return;
        }
        (self.experimental, self.control) = (None, None);
        for found in &mut self.found {
            if let (Meaning::Number { side, .. }, Some(label)) = (&mut found.meaning, &found.arm) {
                *side = Side::Arm(label.clone());
            }
        }
    }
}
