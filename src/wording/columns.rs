//! What the columns of a pasted table were taken for, and why.

use crate::read::{Column, EffectPart, Layout, Meaning, Quantity, Side, Why};

/// What a column holds, in the words of the list from which the user chooses: "Events, MSC, fever".
#[must_use]
pub fn meaning(meaning: &Meaning, experimental: &str, control: &str) -> String {
    match meaning {
        Meaning::Trial => "Trial".to_owned(),
        Meaning::Year => "Year".to_owned(),
        Meaning::Randomized => "Randomized".to_owned(),
        Meaning::Outcome => "Outcome of the row".to_owned(),
        Meaning::Arm => "Arm of the row".to_owned(),
        Meaning::Role => "Side of the row's arm".to_owned(),
        Meaning::TimePoint => "Time point".to_owned(),
        Meaning::Source => "Source of the numbers".to_owned(),
        Meaning::Note => "Remark".to_owned(),
        Meaning::Covariate => "Kept, not pooled".to_owned(),
        Meaning::Ignored => "Left away".to_owned(),
        Meaning::Counts {
            quantity,
            side,
            outcome,
        } => {
            let quantity = match quantity {
                Quantity::Events => "Events",
                Quantity::Total => "Total",
                Quantity::NonEvents => "Without the event",
                Quantity::EventsAndTotal => "Events out of total",
            };
            let side = match side {
                Side::Experimental => or(experimental, "experimental"),
                Side::Control => or(control, "control"),
                Side::OfRow => "arm of the row",
            };
            of_outcome(format!("{quantity}, {side}"), outcome.as_deref())
        }
        Meaning::Effect { part, outcome } => {
            let part = match part {
                EffectPart::Ratio => "Ratio",
                EffectPart::LogRatio => "Logarithm of a ratio",
                EffectPart::Difference => "Difference",
                EffectPart::StandardError => "Standard error",
                EffectPart::Variance => "Variance",
                EffectPart::Lower => "Lower limit, 95%",
                EffectPart::Upper => "Upper limit, 95%",
                EffectPart::Limits => "Both limits, 95%",
            };
            of_outcome(part.to_owned(), outcome.as_deref())
        }
    }
}

/// Why a column was given its meaning.
#[must_use]
pub fn why(why: Why) -> &'static str {
    match why {
        Why::Head => "by its head",
        Why::Company => "by the columns beside it",
        Why::Cells => "by what stands in it",
        Why::Guess => "a guess: its head can mean two things",
        Why::Unknown => "its head is not known",
        Why::Chosen => "as you said",
    }
}

/// What was recognised of a column: "“n1i” is total, MSC (by the columns beside it)".
#[must_use]
pub fn recognised(column: &Column, experimental: &str, control: &str) -> String {
    let head = column.head.trim();
    let named = if head.is_empty() {
        format!("Column {}", column.index + 1)
    } else {
        format!("“{head}”")
    };
    let meaning = meaning(&column.meaning, experimental, control);
    format!(
        "{named} is {} ({})",
        super::names::outcome_inside(&meaning),
        why(column.why)
    )
}

/// How the rows of a table relate to trials.
#[must_use]
pub fn layout(layout: Layout) -> &'static str {
    match layout {
        Layout::RowPerTrial => "one row for each trial",
        Layout::RowPerOutcome => "one row for each trial and outcome",
        Layout::RowPerArm => "one row for each arm",
        Layout::Unknown => "nothing to pool was found",
    }
}

fn of_outcome(column: String, outcome: Option<&str>) -> String {
    match outcome.map(str::trim) {
        Some(outcome) if !outcome.is_empty() => {
            format!("{column}, {}", super::names::outcome_inside(outcome))
        }
        _ => column,
    }
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.trim().is_empty() {
        otherwise
    } else {
        text.trim()
    }
}
