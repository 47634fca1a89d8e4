//! Writes what the user decided about a table as a text that is saved with the project, and finds it again for the next
//! table with the same heads.

use serde::{Deserialize, Serialize};

use super::head::plain;
use super::{BlankHeads, Choices, Decimal, Layout, Meaning, Reading, json};
use crate::data::{Randomized, Role};
use std::collections::BTreeMap;

/// A column with its meaning.
#[derive(Serialize, Deserialize)]
struct Chosen {
    column: usize,
    meaning: Meaning,
}

/// What was decided, but for what stands between cells, which each table shows by itself.
#[derive(Serialize, Deserialize)]
struct Decided {
    decimal: Option<Decimal>,
    head_rows: Option<usize>,
    meanings: Vec<Chosen>,
    experimental_label: Option<String>,
    control_label: Option<String>,
    keep_total_rows: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    layout: Option<Layout>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    sides: BTreeMap<String, Role>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    randomized: Option<Randomized>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    blank_heads: Option<BlankHeads>,
}

/// The heads of a table, by which it is known again: without case, spaces and marks. Empty where there is nothing to be
/// known by.
#[must_use]
pub fn heads(reading: &Reading) -> String {
    let heads: Vec<String> = reading
        .columns
        .iter()
        .map(|column| plain(&column.head))
        .collect();
    heads.join("\t")
}

/// What was decided about a table, as a text; `None` where all was left to be recognised.
#[must_use]
pub fn written(choices: &Choices) -> Option<String> {
    let open = Choices {
        delimiter: choices.delimiter,
        table: choices.table,
        ..Choices::default()
    };
    if *choices == open {
        return None;
    }
    let meanings = choices.meanings.iter();
    Some(json::text(&Decided {
        decimal: choices.decimal,
        head_rows: choices.head_rows,
        meanings: meanings
            .map(|(column, meaning)| Chosen {
                column: *column,
                meaning: meaning.clone(),
            })
            .collect(),
        experimental_label: choices.experimental_label.clone(),
        control_label: choices.control_label.clone(),
        keep_total_rows: choices.keep_total_rows,
        layout: choices.layout,
        sides: choices.sides.clone(),
        randomized: choices.randomized,
        blank_heads: choices.blank_heads,
    }))
}

/// What was decided, from its text; `None` where it is none, or names columns that no table has.
#[must_use]
pub fn choices(text: &str) -> Option<Choices> {
    let decided: Decided = json::parse(text).ok()?;
    let fits = |chosen: &Chosen| chosen.column < super::MOST_COLUMNS;
    if !decided.meanings.iter().all(fits) {
        return None;
    }
    Some(Choices {
        delimiter: None,
        decimal: decided.decimal,
        head_rows: decided.head_rows,
        meanings: decided
            .meanings
            .into_iter()
            .map(|chosen| (chosen.column, chosen.meaning))
            .collect(),
        experimental_label: decided.experimental_label,
        control_label: decided.control_label,
        keep_total_rows: decided.keep_total_rows,
        layout: decided.layout,
        sides: decided.sides,
        single_trial: None,
        randomized: decided.randomized,
        blank_heads: decided.blank_heads,
        table: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Delimiter, Quantity, Side, table};
    use super::*;

    #[test]
    fn what_was_decided_about_every_column_reads_back_the_same() {
        let text = "study,b,d,Unit of randomization,Fever ratio\nA,1,2,people,1.5\n";
        let reading = table(text, &Choices::default());
        let number = Meaning::Number {
            quantity: Quantity::NonEvents,
            side: Side::Control,
            outcome: Some("Fever".into()),
        };
        let chosen = Choices {
            delimiter: Some(Delimiter::Comma),
            decimal: Some(Decimal::Comma),
            keep_total_rows: true,
            ..Choices::default()
        }
        .with_meaning(&reading, 2, number);
        let again = choices(&written(&chosen).unwrap()).unwrap();
        let expected = Choices {
            delimiter: None,
            ..chosen
        };
        assert_eq!(again, expected);
        assert_eq!(
            heads(&reading),
            "study\tb\td\tunitofrandomization\tfeverratio"
        );
    }

    #[test]
    fn nothing_decided_and_nonsense_are_nothing() {
        assert_eq!(written(&Choices::default()), None);
        assert_eq!(choices("{}"), None);
        assert_eq!(choices(""), None);
    }
}
