//! What is wrong with the data, where, and what to do about it.

use serde::{Deserialize, Serialize};

use super::{ArmId, OutcomeId, TrialId, UnitOfAnalysis};

/// One finding about the data. `wording` turns it into a sentence with its remedy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// What it is; the remedy follows from the kind.
    pub kind: ProblemKind,
    /// Whether the numbers can still be pooled.
    pub severity: Severity,
}

/// Where a problem is. What is unknown is `None`: a problem of the whole table names neither row nor column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Line of the table as pasted, counted from 1, the head included.
    pub row: Option<usize>,
    /// Column of the table as pasted, counted from 1.
    pub column: Option<usize>,
    /// Head of that column as pasted.
    pub head: Option<String>,
    /// The trial, once there is one.
    pub trial: Option<TrialId>,
    /// Its name.
    pub trial_name: Option<String>,
    /// The outcome, once there is one.
    pub outcome: Option<OutcomeId>,
    /// Its name.
    pub outcome_name: Option<String>,
    /// The entry within the record or trial, where one entry is at fault.
    pub cell: Option<Cell>,
}

/// An entry of a trial or of one of its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// The trial's name.
    Name,
    /// Its year.
    Year,
    /// People with the event in this arm.
    Events(ArmId),
    /// People at risk in this arm.
    Total(ArmId),
    /// People of this arm of whom it is not known whether they had the event.
    Lost(ArmId),
    /// Person-time at risk in this arm.
    Time(ArmId),
    /// The mean of this arm.
    Mean(ArmId),
    /// The standard deviation of this arm.
    StandardDeviation(ArmId),
    /// The point estimate.
    Estimate,
    /// Its standard error.
    StandardError,
    /// Lower limit of its interval.
    Lower,
    /// Upper limit of its interval.
    Upper,
}

impl Cell {
    /// The arm it belongs to, if it is an arm's.
    #[must_use]
    pub fn arm(self) -> Option<ArmId> {
        match self {
            Self::Events(arm)
            | Self::Total(arm)
            | Self::Lost(arm)
            | Self::Time(arm)
            | Self::Mean(arm)
            | Self::StandardDeviation(arm) => Some(arm),
            Self::Name
            | Self::Year
            | Self::Estimate
            | Self::StandardError
            | Self::Lower
            | Self::Upper => None,
        }
    }
}

/// Whether the numbers concerned can still be pooled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a look; the numbers are used.
    Warning,
    /// The record is kept and shown, and left out of the pool.
    LeftOut,
    /// Nothing could be read.
    Fatal,
}

/// How a row would have to be read for its standard error and its limits to agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorReading {
    /// What was read as variances are standard errors.
    ErrorsNotVariances,
    /// What was read as standard errors are variances.
    VariancesNotErrors,
    /// The limits are logarithms, the estimate is not.
    LimitsAreLogarithms,
    /// The estimate is a logarithm, the limits are not.
    LimitsAreRatios,
    /// The standard error is that of the ratio, not of its logarithm.
    ErrorOfTheRatio,
    /// The limits are those of a 90 % interval.
    NinetyPercent,
    /// The limits are those of a 99 % interval.
    NinetyNinePercent,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// More events than people.
    EventsAboveTotal {
        /// Events typed.
        events: u64,
        /// Total typed.
        total: u64,
    },
    /// A count below zero.
    Negative {
        /// As typed.
        typed: String,
    },
    /// A count with a fraction.
    Fractional {
        /// As typed.
        typed: String,
    },
    /// A cell that is not a number.
    NotANumber {
        /// As typed.
        typed: String,
    },
    /// A number beyond what a trial can have.
    TooLarge {
        /// As typed.
        typed: String,
        /// The largest number taken.
        limit: u64,
    },
    /// Events without a total.
    MissingTotal,
    /// A number without which the others of the arm cannot be pooled: events or person-time; a mean, its standard
    /// deviation, or how many people were measured.
    MissingNumber,
    /// Person-time, or a standard deviation, that is not above zero.
    NotAboveZero {
        /// As typed.
        typed: String,
    },
    /// A mean of one person, which has no standard deviation.
    OnePerson,
    /// A total without events, while the other arm reports events.
    MissingEvents,
    /// Numbers of one side of the comparison only.
    OneArmOnly,
    /// A total of nobody.
    EmptyArm,
    /// A percentage where a count belongs.
    Percentage {
        /// As typed.
        typed: String,
    },
    /// A cell of a row with more cells than heads: it may belong to another column.
    Misaligned {
        /// As typed.
        typed: String,
    },
    /// An earlier trial has the same name; left out of the pool where the earlier one reports the same outcome with the
    /// same numbers or for the same year, else worth a look.
    DuplicateTrial {
        /// The first of them.
        first: TrialId,
        /// Its line of the table as pasted, counted from 1, where that is known.
        first_row: Option<usize>,
    },
    /// A count typed with a percentage that is not its share of the total.
    PercentageDisagrees {
        /// As typed.
        typed: String,
        /// The total it was typed with.
        total: u64,
    },
    /// The totals stand the other way round than in most other outcomes of the trial.
    ArmsSwapped,
    /// Another outcome of the trial has the same four numbers.
    SameNumbersAsOutcome {
        /// The name of the other.
        outcome: String,
    },
    /// A trial of another name has the same four numbers.
    SameNumbersAsTrial {
        /// The first of them.
        first: TrialId,
        /// Its name.
        first_name: String,
    },
    /// A trial of the same name, or of a name that begins with the same words, has the same control arm, whose people are
    /// so counted twice.
    SharedControl {
        /// The first of them.
        first: TrialId,
        /// Its name, where it is another.
        first_name: Option<String>,
    },
    /// More people than another number of the trial allows: than a column says were randomized, or with one event than
    /// with any in the same arm.
    TooManyPeople {
        /// People counted: of the outcome, or of an arm with the event.
        people: usize,
        /// As many as there can be.
        at_most: usize,
        /// Where that number stands: the head of the column, or the name of the outcome.
        by: String,
        /// Whether it is an outcome.
        by_outcome: bool,
    },
    /// Numbers that are not those of people randomized one by one and looked at once.
    UnitOfAnalysis(UnitOfAnalysis),
    /// A row without a trial's name.
    MissingTrial,
    /// What stands beside the table behind an empty column: not read.
    BesideTable,
    /// Heads that came again below: not rows.
    RepeatedHeads,
    /// All rows are longer than the heads by one: the heads were moved.
    HeadsShifted,
    /// The totals stand in the heads of the arms, for the one trial that all rows are about.
    TotalsFromHeads,
    /// Results that somebody pooled: not pooled again.
    EarlierResults,
    /// Times that it happened, where people with the event are counted.
    TimesNotPeople {
        /// As typed.
        typed: String,
    },
    /// A date that a spreadsheet made of what was typed, such as of 3/25.
    SpreadsheetDate {
        /// The date: year, month, day.
        typed: String,
    },
    /// An arm that is not compared.
    ArmNotCompared {
        /// What it is called.
        label: String,
    },
    /// What somebody wrote of the trial's randomization cannot be told.
    RandomizationUnclear {
        /// As typed.
        typed: String,
    },
    /// A row that looks like a sum of the others.
    TotalRow,
    /// A line under the table that is taken for a remark, not for a trial.
    Remark {
        /// As typed.
        typed: String,
    },
    /// An outcome of a file whose numbers are no counts and were not read.
    NotCounts {
        /// Its name.
        outcome: String,
    },
    /// A standard error or interval that cannot belong to an estimate.
    BadInterval,
    /// A standard error that makes another interval than the limits beside it.
    LimitsNotOfError {
        /// The limits as typed.
        typed: [String; 2],
        /// The limits that the standard error makes around the estimate, on the scale on which those were typed.
        drawn: [f64; 2],
        /// The reading of the row under which both agree, if there is one.
        reading: Option<ErrorReading>,
    },
    /// An estimate that is not the middle of its own interval, on the log scale for a ratio.
    OffMiddle,
    /// A printed P that contradicts the interval.
    PDisagrees {
        /// As typed.
        typed: String,
    },
    /// An estimate with neither a standard error nor an interval.
    MissingError,
    /// A ratio must be above zero.
    NotPositive {
        /// As typed.
        typed: String,
    },
    /// The row has more cells than the head, or fewer.
    RaggedRow {
        /// Cells found.
        found: usize,
        /// Columns of the head.
        expected: usize,
    },
    /// No column could be taken for the trial, or none for numbers.
    UnknownHead {
        /// What is missing, in the words of the alias table ("events, control").
        missing: String,
    },
    /// A head that can mean two things (`b`, `d`, `ci`).
    AmbiguousHead {
        /// The head as pasted.
        head: String,
    },
    /// The text holds no table.
    Empty,
    /// The table is larger than is read.
    TooLong {
        /// What there is too much of: "rows", "columns", "characters".
        what: String,
        /// How many were found.
        found: usize,
        /// How many are read.
        limit: usize,
    },
}
