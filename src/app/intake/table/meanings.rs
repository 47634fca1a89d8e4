//! What a column can be taken for, in words.

use crate::read::{Column, DesignPart, EffectPart, Meaning, Quantity, Side};

/// Meanings under one heading.
pub struct MeaningGroup {
    /// The heading.
    pub heading: String,
    /// The meanings, and what each is called.
    pub meanings: Vec<(Meaning, String)>,
}

const OF_THE_ROW: [(Meaning, &str); 11] = [
    (Meaning::Trial, "Trial"),
    (Meaning::Year, "Year"),
    (Meaning::Randomized, "Randomized"),
    (Meaning::Outcome, "Outcome of the row"),
    (Meaning::Kind, "Kind of numbers of the row"),
    (Meaning::Arm, "Arm of the row"),
    (Meaning::TimePoint, "Time point"),
    (Meaning::Source, "Source"),
    (Meaning::Note, "Note"),
    (Meaning::Covariate, "Kept, not pooled"),
    (Meaning::Ignored, "Left away"),
];

const QUANTITIES: [(Quantity, &str); 7] = [
    (Quantity::Events, "events"),
    (Quantity::Total, "total"),
    (Quantity::NonEvents, "without the event"),
    (Quantity::EventsAndTotal, "events and total in one"),
    (Quantity::Time, "person-time"),
    (Quantity::Mean, "mean"),
    (Quantity::StandardDeviation, "standard deviation"),
];

const EFFECT_PARTS: [(EffectPart, &str); 9] = [
    (EffectPart::Ratio, "ratio"),
    (EffectPart::LogRatio, "logarithm of a ratio"),
    (EffectPart::Difference, "difference"),
    (EffectPart::StandardError, "standard error"),
    (EffectPart::Variance, "variance"),
    (EffectPart::Lower, "lower limit"),
    (EffectPart::Upper, "upper limit"),
    (EffectPart::Limits, "both limits"),
    (EffectPart::P, "P"),
];

/// Everything a column of this table can be taken for: what describes the row, then numbers of each outcome that the
/// heads name.
pub fn groups(columns: &[Column], experimental: &str, control: &str) -> Vec<MeaningGroup> {
    let mut outcomes: Vec<Option<String>> = Vec::new();
    for column in columns {
        if let Meaning::Number { outcome, .. } | Meaning::Effect { outcome, .. } = &column.meaning
            && !outcomes.contains(outcome)
        {
            outcomes.push(outcome.clone());
        }
    }
    if outcomes.is_empty() {
        outcomes.push(None);
    }
    let mut about_the_row: Vec<(Meaning, String)> = OF_THE_ROW
        .iter()
        .map(|(meaning, name)| (meaning.clone(), String::from(*name)))
        .collect();
    let designs = DesignPart::ALL.iter();
    about_the_row.extend(designs.map(|part| (Meaning::Design(*part), String::from(part.head()))));
    let of_the_row = MeaningGroup {
        heading: String::from("About the row"),
        meanings: about_the_row,
    };
    let mut groups = vec![of_the_row];
    groups.extend(
        outcomes
            .into_iter()
            .map(|outcome| numbers_of(outcome, experimental, control)),
    );
    groups
}

fn numbers_of(outcome: Option<String>, experimental: &str, control: &str) -> MeaningGroup {
    let sides = [
        (Side::Experimental, named(experimental, "Experimental")),
        (Side::Control, named(control, "Control")),
        (Side::OfRow, "Arm of the row"),
    ];
    let mut meanings = Vec::new();
    for (side, side_name) in sides {
        meanings.extend(QUANTITIES.map(|(quantity, name)| {
            let meaning = Meaning::Number {
                quantity,
                side,
                outcome: outcome.clone(),
            };
            (meaning, format!("{side_name}: {name}"))
        }));
    }
    meanings.extend(EFFECT_PARTS.map(|(part, name)| {
        let meaning = Meaning::Effect {
            part,
            outcome: outcome.clone(),
        };
        (meaning, format!("Estimate: {name}"))
    }));
    MeaningGroup {
        heading: outcome.unwrap_or_else(|| String::from("Numbers of the outcome")),
        meanings,
    }
}

fn named<'a>(name: &'a str, default: &'a str) -> &'a str {
    if name.is_empty() { default } else { name }
}
