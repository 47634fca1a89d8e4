//! Everything that a column can be taken for, as it is offered.

use crate::read::{DesignPart, EffectPart, EventPart, Meaning, Quantity, Side};
use crate::wording::interface::table as words;

/// What a column can be taken for; of numbers without their outcome and their arm, which are chosen beside it.
#[derive(Clone, Debug, PartialEq)]
pub enum Offer {
    /// A number of an arm.
    Number(Quantity),
    /// Something about the row.
    AboutTheRow(Meaning),
    /// A part of an estimate.
    Estimate(EffectPart),
}

const QUANTITIES: [Quantity; 8] = [
    Quantity::Events,
    Quantity::Total,
    Quantity::Lost,
    Quantity::NonEvents,
    Quantity::EventsAndTotal,
    Quantity::Time,
    Quantity::Mean,
    Quantity::StandardDeviation,
];

const ABOUT_THE_ROW: [Meaning; 15] = [
    Meaning::Trial,
    Meaning::Year,
    Meaning::Randomized,
    Meaning::Outcome,
    Meaning::Arm,
    Meaning::Role,
    Meaning::ArmName(Side::Experimental),
    Meaning::ArmName(Side::Control),
    Meaning::Kind,
    Meaning::CountType,
    Meaning::TimePoint,
    Meaning::Source,
    Meaning::Note,
    Meaning::Covariate,
    Meaning::Ignored,
];

const ESTIMATES: [EffectPart; 9] = [
    EffectPart::Ratio,
    EffectPart::LogRatio,
    EffectPart::Difference,
    EffectPart::StandardError,
    EffectPart::Variance,
    EffectPart::Lower,
    EffectPart::Upper,
    EffectPart::Limits,
    EffectPart::P,
];

impl Offer {
    /// All of them, under their headings.
    pub fn groups() -> [(&'static str, Vec<Self>); 3] {
        let designs = DesignPart::ALL.map(Meaning::Design);
        let events = EventPart::ALL.map(Meaning::Events);
        let about = ABOUT_THE_ROW.into_iter().chain(events).chain(designs);
        [
            (
                words::NUMBERS_OF_AN_OUTCOME.text(),
                QUANTITIES.map(Self::Number).to_vec(),
            ),
            (
                words::ABOUT_THE_ROW.text(),
                about.map(Self::AboutTheRow).collect(),
            ),
            (
                words::ESTIMATES.text(),
                ESTIMATES.map(Self::Estimate).to_vec(),
            ),
        ]
    }

    /// What it is called.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Number(quantity) => words::quantity(*quantity),
            Self::AboutTheRow(meaning) => words::meaning(meaning),
            Self::Estimate(part) => words::effect_part(*part),
        }
    }

    /// What it is for those who look for it; empty where the name says all.
    pub fn detail(&self) -> &'static str {
        match self {
            Self::Number(quantity) => words::quantity_detail(*quantity),
            Self::AboutTheRow(_) | Self::Estimate(_) => "",
        }
    }

    /// Whether its words hold what is looked for, which is in small letters.
    pub fn holds(&self, query: &str) -> bool {
        [self.name(), self.detail()]
            .iter()
            .any(|words| words.to_lowercase().contains(query))
    }

    /// Whether a column is taken for this.
    pub fn is_of(&self, meaning: &Meaning) -> bool {
        match (self, meaning) {
            (Self::Number(offered), Meaning::Number { quantity, .. }) => offered == quantity,
            (Self::Estimate(offered), Meaning::Effect { part, .. }) => offered == part,
            (Self::AboutTheRow(offered), meaning) => offered == meaning,
            (Self::Number(_) | Self::Estimate(_), _) => false,
        }
    }

    /// The meaning, of this arm and this outcome where it is a number.
    pub fn meaning(&self, side: Side, outcome: Option<String>) -> Meaning {
        match self {
            Self::Number(quantity) => Meaning::Number {
                quantity: *quantity,
                side,
                outcome,
            },
            Self::AboutTheRow(meaning) => meaning.clone(),
            Self::Estimate(part) => Meaning::Effect {
                part: *part,
                outcome,
            },
        }
    }

    /// The offer by which a column is taken for what it is.
    pub fn of(meaning: &Meaning) -> Self {
        match meaning {
            Meaning::Number { quantity, .. } => Self::Number(*quantity),
            Meaning::Effect { part, .. } => Self::Estimate(*part),
            about => Self::AboutTheRow(about.clone()),
        }
    }
}
