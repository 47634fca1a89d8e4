//! Recognises the columns of people lost: "Lost MSC", `n_missing_t`, `ltfu2`, beside events of the same arm.
//!
//! "Withdrawn" may also be what is counted, and "missing" what a cell is. So such a head is one of people lost only where nothing
//! else took it, its cells are numbers, and what else it says is an arm, or an outcome and an arm, that has events.

use super::{Counts, Open};
use crate::data::{is_usual_experimental, names_control};
use crate::read::head::{Word, plain};
use crate::read::meaning::{Meaning, Quantity, Side, Why};

/// Words that say that nothing is known of people.
const LOST: [&str; 8] = [
    "lost", "missing", "miss", "ltfu", "ltf", "unknown", "verloren", "perdus",
];
/// Words for people who left: whether nothing is known of them is a guess.
const LEFT: [&str; 9] = [
    "withdrawn",
    "withdrawal",
    "withdrawals",
    "withdrew",
    "dropout",
    "dropouts",
    "dropped",
    "drop",
    "attrition",
];
/// Words beside them that name neither an outcome nor an arm.
const BESIDE: [&str; 22] = [
    "n",
    "no",
    "number",
    "of",
    "to",
    "follow",
    "up",
    "followup",
    "fu",
    "people",
    "patients",
    "participants",
    "subjects",
    "outcome",
    "outcomes",
    "data",
    "out",
    "outs",
    "in",
    "the",
    "arm",
    "group",
];

/// Whether these words of a head say that nothing is known of people, and name nothing that could be counted of them.
pub(super) fn are_people_lost(words: &[Word]) -> bool {
    let mut texts = words.iter().map(|word| word.text.as_str());
    texts.clone().any(|text| LOST.contains(&text))
        && texts.all(|text| LOST.contains(&text) || BESIDE.contains(&text))
}

/// Whether a word says that nothing is known of people.
pub(super) fn is_word_of_loss(word: &str) -> bool {
    LOST.contains(&word)
}

/// What the events of one arm are called.
struct Arm {
    side: Side,
    outcome: String,
    label: String,
}

impl Arm {
    /// Whether this names it, in letters and digits.
    fn is_called(&self, rest: &str) -> bool {
        let by_name = !self.label.is_empty() && rest == plain(&self.label);
        by_name
            || match self.side {
                Side::Experimental => is_usual_experimental(rest),
                Side::Control => names_control(rest),
                Side::OfRow => rest.is_empty(),
                Side::Arm(_) => false,
            }
    }
}

/// Takes the columns of people lost, each for the arm whose events stand beside it.
pub(super) fn people_lost(open: &[Open], counts: &mut Counts) {
    let arms: Vec<Arm> = counts
        .found
        .iter()
        .filter_map(|found| {
            let Meaning::Number {
                quantity: Quantity::Events | Quantity::EventsAndTotal,
                side,
                outcome,
            } = &found.meaning
            else {
                return None;
            };
            Some(Arm {
                side: side.clone(),
                outcome: outcome.clone().unwrap_or_default(),
                label: match side {
                    Side::Arm(label) => label.clone(),
                    Side::Experimental | Side::Control | Side::OfRow => {
                        found.arm.clone().unwrap_or_default()
                    }
                },
            })
        })
        .collect();
    let mut outcomes: Vec<&str> = arms.iter().map(|arm| arm.outcome.as_str()).collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    let is_alone = outcomes.len() == 1;
    for column in open {
        if counts.has(column.index) || !column.numbers {
            continue;
        }
        let words = || column.head.words.iter().map(|word| word.text.as_str());
        let why = if words().any(|word| LOST.contains(&word)) {
            Why::Company
        } else if words().any(|word| LEFT.contains(&word)) {
            Why::Guess
        } else {
            continue;
        };
        let says_more =
            |word: &&str| !(LOST.contains(word) || LEFT.contains(word) || BESIDE.contains(word));
        let rest: String = words().filter(says_more).collect();
        let mut fitting = arms.iter().filter(|arm| {
            let outcome = plain(&arm.outcome);
            let of_outcome = rest
                .strip_prefix(outcome.as_str())
                .filter(|_| !outcome.is_empty());
            let before_outcome = rest
                .strip_suffix(outcome.as_str())
                .filter(|_| !outcome.is_empty());
            of_outcome.is_some_and(|rest| arm.is_called(rest))
                || before_outcome.is_some_and(|rest| arm.is_called(rest))
                || (is_alone && arm.is_called(&rest))
        });
        let (Some(arm), None) = (fitting.next(), fitting.next()) else {
            continue;
        };
        let meaning = Meaning::Number {
            quantity: Quantity::Lost,
            side: arm.side.clone(),
            outcome: (!arm.outcome.is_empty()).then(|| arm.outcome.clone()),
        };
        // Of columns that could be the same, the first is taken.
        if counts.found.iter().all(|found| found.meaning != meaning) {
            counts.take(
                column.index,
                Quantity::Lost,
                arm.side.clone(),
                &arm.outcome,
                why,
            );
        }
    }
}
