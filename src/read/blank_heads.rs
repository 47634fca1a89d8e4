//! Columns of numbers without a head, beside a column that has one: "Fever MSC", nothing, "Fever control", nothing.
//!
//! Often a head stood over both columns, and the second holds the people of whom the first counts those with the event.
//! Nothing in the table says so: it is asked, and the answer names the columns as their heads would have.

use serde::{Deserialize, Serialize};

use super::delimited::Row;
use super::entry;
use super::head::{Head, quantified};
use super::meaning::{Column, Meaning, Quantity, Why};
use super::number::{Decimal, is_not_reported};

/// What columns of numbers without a head hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlankHeads {
    /// Each holds the totals of the column before it, which counts events.
    Totals,
    /// Nothing that is pooled.
    NotPooled,
}

/// The columns without a head that may hold the totals of the column before them: whole numbers, nowhere fewer than there.
pub(super) fn possible_totals(heads: &[Head], body: &[Row], decimal: Decimal) -> Vec<usize> {
    let may_count = |head: &Head| {
        let quantity = quantified(head).map(|found| found.quantity);
        !head.text.is_empty() && matches!(quantity, None | Some(Quantity::Events))
    };
    let pairs = heads.iter().zip(heads.iter().skip(1)).enumerate();
    pairs
        .filter(|(_, (before, head))| head.text.is_empty() && may_count(before))
        .map(|(place, _)| place + 1)
        .filter(|column| are_totals(body, *column, decimal))
        .collect()
}

/// Whether the numbers of a column can be the totals of those in the column before it.
fn are_totals(body: &[Row], column: usize, decimal: Decimal) -> bool {
    /// Enough to tell.
    const ROWS_LOOKED_AT: usize = 300;
    let mut pairs = 0;
    let mut most = 0;
    for row in body.iter().take(ROWS_LOOKED_AT) {
        let (events, total) = (row.cell(column - 1), row.cell(column));
        if is_not_reported(events) || is_not_reported(total) {
            continue;
        }
        match (
            entry::count(events, decimal).value(),
            entry::count(total, decimal).value(),
        ) {
            (Some(events), Some(total)) if events <= total => {
                pairs += 1;
                most = most.max(total);
            }
            _ => return false,
        }
    }
    // Ones and noughts are answers to a question, not people.
    pairs > 0 && most > 1
}

/// The heads as they would be if these columns had been called the totals of the columns before them.
pub(super) fn with_totals(mut heads: Vec<Head>, columns: &[usize]) -> Vec<Head> {
    for column in columns {
        let Some(before) = heads.get(column - 1).cloned() else {
            continue;
        };
        let (events, total) = match quantified(&before) {
            Some(found) => {
                let [outcome, arm] = [found.before, found.after].map(|words| before.raw(words));
                (before.text.clone(), format!("{outcome} total {arm}"))
            }
            None => (
                format!("{} events", before.text),
                format!("{} total", before.text),
            ),
        };
        for (place, text) in [(column - 1, events), (*column, total)] {
            if let Some(head) = heads.get_mut(place) {
                *head = Head::new(text.trim());
            }
        }
    }
    heads
}

/// Those of the possible totals about which nothing is known.
pub(super) fn unknown(possible: &[usize], columns: &[Column]) -> Vec<usize> {
    let is_unknown = |place: &&usize| {
        columns.get(**place).is_some_and(|column| {
            column.meaning == Meaning::Covariate && column.why == Why::Unknown
        })
    };
    possible.iter().filter(is_unknown).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Choices, Question, Reading, table};
    use super::*;

    fn read(text: &str, blank_heads: Option<BlankHeads>) -> Reading {
        let choices = Choices {
            blank_heads,
            ..Choices::default()
        };
        table(text, &choices)
    }

    fn asked(text: &str) -> Vec<usize> {
        let questions = read(text, None).questions;
        let asked = questions.into_iter().find_map(|question| match question {
            Question::BlankHeads { columns } => Some(columns),
            _ => None,
        });
        asked.unwrap_or_default()
    }

    #[test]
    fn what_stands_without_a_head_beside_events_is_asked_and_becomes_their_total() {
        for text in [
            "Study,Fever MSC,,Fever control,,Rash MSC,,Rash control,\n\
             Gu 2020,3,19,0,20,1,19,2,20\nHu 2021,5,40,4,41,0,40,3,41\n",
            "Study,Fever events MSC,,Fever events control,,Rash events MSC,,Rash events control,\n\
             Gu 2020,3,19,0,20,1,19,2,20\nHu 2021,5,40,4,41,0,40,3,41\n",
        ] {
            assert_eq!(asked(text), [2, 4, 6, 8], "{text}");
            let reading = read(text, Some(BlankHeads::Totals));
            assert_eq!(reading.questions, [], "{text}");
            let names: Vec<&str> = reading
                .review
                .outcomes
                .iter()
                .map(|outcome| outcome.name.as_str())
                .collect();
            assert_eq!(names, ["Fever", "Rash"], "{text}");
            assert_eq!(reading.problems, [], "{text}");
        }
    }

    #[test]
    fn what_cannot_be_a_total_is_not_asked_about() {
        for column in ["12.5", "2", "x", ""] {
            let text =
                format!("Study,Fever MSC,,Site\nGu 2020,3,{column},US\nHu 2021,5,{column},UK\n");
            assert_eq!(asked(&text), [0_usize; 0], "{column}");
        }
    }

    #[test]
    fn nothing_is_asked_once_it_was_answered() {
        let text = "Study,Fever MSC,,Fever control,\nGu 2020,3,19,0,20\n";
        assert_eq!(asked(text), [2, 4]);
        let reading = read(text, Some(BlankHeads::NotPooled));
        assert_eq!(reading.questions, []);
        assert_eq!(reading.review.outcomes, []);
    }
}
