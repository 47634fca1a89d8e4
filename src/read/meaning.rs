//! Names what a column of a table can hold.

use serde::{Deserialize, Serialize};

use super::design::DesignPart;
use super::event_class::EventPart;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// The trial's name.
    Trial,
    /// Its year.
    Year,
    /// Whether it was randomized: yes, no, unclear.
    Randomized,
    /// The outcome of the row, in a table with one row a trial and outcome.
    Outcome,
    /// The arm of the row, in a table with one row an arm.
    Arm,
    /// What the arm is called whose numbers stand in the columns of this side, in a table that names the arms of each trial.
    ArmName(Side),
    /// Whether the events of the row are people or times that it happened.
    CountType,
    /// The side of the comparison on which the arm of the row stands: experimental, control, ignored.
    Role,
    /// When the outcome was read.
    TimePoint,
    /// Where the numbers of the row were read.
    Source,
    /// A remark about the numbers of the row.
    Note,
    /// How people came to the arms, or which time point is used.
    Design(DesignPart),
    /// Which events the row counts: serious ones, those of a grade, related ones, by their onset.
    Events(EventPart),
    /// The same of the outcome that the head names, in a table with columns for several outcomes.
    EventsOf {
        /// What is said.
        part: EventPart,
        /// Of which outcome.
        outcome: String,
    },
    /// Kept, not pooled.
    Covariate,
    /// Left away.
    Ignored,
    /// Which kind of numbers the row holds, in a table with outcomes of several kinds: counts, person-time, means.
    Kind,
    /// A number of an arm.
    Number {
        /// Which.
        quantity: Quantity,
        /// In which arm.
        side: Side,
        /// The outcome the head names; `None` where the table has one outcome, or names it in a column of its own.
        outcome: Option<String>,
    },
    /// An estimate, or what belongs to it.
    Effect {
        /// Which part.
        part: EffectPart,
        /// The outcome the head names.
        outcome: Option<String>,
    },
}

impl Layout {
    /// Whether a row speaks of one arm.
    #[must_use]
    pub fn is_by_arm(self) -> bool {
        match self {
            Self::RowPerArm | Self::RowPerArmAndOutcome => true,
            Self::RowPerTrial
            | Self::RowPerOutcome
            | Self::Results
            | Self::Judgements
            | Self::Unknown => false,
        }
    }
}

impl Meaning {
    /// The outcome that the head of a column of numbers names.
    pub(super) fn outcome(&self) -> Option<&String> {
        match self {
            Self::Number { outcome, .. } | Self::Effect { outcome, .. } => outcome.as_ref(),
            Self::Trial
            | Self::Year
            | Self::Randomized
            | Self::Outcome
            | Self::Arm
            | Self::ArmName(_)
            | Self::CountType
            | Self::Role
            | Self::TimePoint
            | Self::Source
            | Self::Note
            | Self::Design(_)
            | Self::Events(_)
            | Self::EventsOf { .. }
            | Self::Covariate
            | Self::Ignored
            | Self::Kind => None,
        }
    }
}

/// What an arm's number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// People with the event, or events; cells may name the total as well (`12/345`).
    Events,
    /// People at risk, or measured.
    Total,
    /// People of whom it is not known whether they had the event.
    Lost,
    /// People without the event.
    NonEvents,
    /// Both in one cell, always.
    EventsAndTotal,
    /// Person-time at risk.
    Time,
    /// A mean.
    Mean,
    /// A standard deviation.
    StandardDeviation,
}

/// The arm a column speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The experimental arm.
    Experimental,
    /// The control arm.
    Control,
    /// The arm that the row names.
    OfRow,
    /// An arm beyond these two, by the name that heads give it.
    Arm(String),
}

impl Side {
    /// The side that stands across from this one.
    #[must_use]
    pub fn other(&self) -> Self {
        match self {
            Self::Experimental => Self::Control,
            Self::Control => Self::Experimental,
            Self::OfRow | Self::Arm(_) => self.clone(),
        }
    }
}

/// A part of an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectPart {
    /// A ratio on the natural scale.
    Ratio,
    /// A ratio on the log scale.
    LogRatio,
    /// A difference, or a number of unknown kind: pooled as it stands.
    Difference,
    /// The standard error (on the log scale for a ratio).
    StandardError,
    /// The square of the standard error.
    Variance,
    /// Lower limit of the 95 % interval.
    Lower,
    /// Upper limit of the 95 % interval.
    Upper,
    /// Both limits in one cell: "0.60 to 1.20".
    Limits,
    /// P as printed.
    P,
}

impl EffectPart {
    /// Whether it is the estimate itself.
    #[must_use]
    pub fn is_estimate(self) -> bool {
        matches!(self, Self::Ratio | Self::LogRatio | Self::Difference)
    }
}

/// Why a column was given its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Its head is a usual name of this.
    Head,
    /// Its head fits together with the heads of other columns (`ai`, `n1i`, `ci`, `n2i`).
    Company,
    /// Its cells look like this.
    Cells,
    /// Its head can mean two things; this is the likelier one.
    Guess,
    /// Its head is not known.
    Unknown,
    /// The user said so.
    Chosen,
}

/// A column as it was understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its place in the table, from 0.
    pub index: usize,
    /// Its head as pasted; the parts of a head over several rows are joined by spaces.
    pub head: String,
    /// What it holds.
    pub meaning: Meaning,
    /// Why.
    pub why: Why,
}

/// How the rows of a table relate to trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// One row a trial, columns for one outcome or several.
    RowPerTrial,
    /// One row a trial and outcome.
    RowPerOutcome,
    /// One row an arm, columns for one outcome or several.
    RowPerArm,
    /// One row an arm and outcome.
    RowPerArmAndOutcome,
    /// One row a result that somebody pooled already: nothing of it is pooled again.
    Results,
    /// Judgements about trials; they are read by [`robvis`](super::robvis).
    Judgements,
    /// Nothing to pool was found.
    Unknown,
}
