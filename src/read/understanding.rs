//! What was understood of a table beyond its columns: what a row is and why, which arms are compared and why, what is left
//! out, and what has to be asked before anything is pooled.

use serde::{Deserialize, Serialize};

use super::meaning::Layout;
use crate::data::{ProblemKind, Role};

/// One way to understand what a row of the table is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LayoutCandidate {
    /// What a row would be.
    pub layout: Layout,
    /// Why.
    pub reason: LayoutReason,
    /// How many trials would come of it.
    pub trials: usize,
}

/// Why the rows of a table are taken for what they are, or could be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LayoutReason {
    /// The name of a trial stands in several rows, or is left blank after the first, and another column names another arm
    /// each time.
    ArmsDiffer {
        /// The head of the column of trials.
        trials: String,
        /// The head of the column that names the arms.
        arms: String,
    },
    /// A column names the outcome of each row.
    NamesOutcome {
        /// Its head.
        outcomes: String,
    },
    /// The columns of each outcome stand side by side, and the name of every trial stands once.
    NamesOnce {
        /// The head of the column of trials.
        trials: String,
    },
    /// The names of trials repeat, and nothing tells the rows of one name apart.
    NamesRepeat {
        /// The head of the column of trials.
        trials: String,
    },
    /// The heads name how many studies, I² or heterogeneity beside an estimate: results, not trials.
    NamesResults {
        /// The heads that say so.
        heads: Vec<String>,
    },
    /// The cells are judgements.
    HoldsJudgements,
    /// Nothing to pool was found.
    NothingToPool,
    /// The user said so.
    Chosen,
}

/// Which arms of a table are compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The arms that the table names, in the order in which they come.
    pub arms: Vec<TableArm>,
    /// Why they stand on their sides.
    pub origin: ComparisonOrigin,
}

impl Comparison {
    /// The names of the arms on a side.
    pub fn on(&self, role: Role) -> impl Iterator<Item = &str> {
        let arms = self.arms.iter().filter(move |arm| arm.role == role);
        arms.map(|arm| arm.label.as_str())
    }

    /// Whether the sides follow from the table or from the user: what is merely likely is marked.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        match self.origin {
            ComparisonOrigin::NamedControl { .. }
            | ComparisonOrigin::Roles
            | ComparisonOrigin::UsualHeads
            | ComparisonOrigin::Chosen => true,
            ComparisonOrigin::Numbered | ComparisonOrigin::Order | ComparisonOrigin::Open => false,
        }
    }
}

/// An arm as a table names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableArm {
    /// Its name as the table writes it first.
    pub label: String,
    /// In how many trials it stands.
    pub trials: usize,
    /// In how many rows; 0 where heads name the arms.
    pub rows: usize,
    /// The side on which it stands; ignored where it is not compared, or not yet.
    pub role: Role,
}

/// Why arms stand on the sides of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComparisonOrigin {
    /// One arm is called like a control.
    NamedControl {
        /// What it is called.
        label: String,
    },
    /// A column says the side of each arm.
    Roles,
    /// The heads are those of a program or a usual abbreviation: `ai`, `event.e`, `.t` and `.c`.
    UsualHeads,
    /// Two groups that are only numbered: the first is read as the treated one. A guess.
    Numbered,
    /// Two names of which neither is called like a control: the first is read as the treated one. A guess.
    Order,
    /// Not known: it is asked.
    Open,
    /// The user said so.
    Chosen,
}

/// What has to be answered before anything of a table is pooled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// What is a row of this table? [`Choices::layout`](super::Choices) answers.
    Layout(Vec<LayoutCandidate>),
    /// Which arms are compared with which? [`Choices::sides`](super::Choices) answers, for the arms of the
    /// [`Comparison`].
    Comparison,
    /// Which column names the trial, or are all rows of one trial? A column's meaning answers, or
    /// [`Choices::single_trial`](super::Choices).
    Trial,
    /// Two columns hold the same. One of them has to be another.
    SameMeaning {
        /// The places of the columns.
        columns: Vec<usize>,
    },
    /// Columns of numbers beside columns of numbers have no head. Do they hold the totals of these?
    /// [`Choices::blank_heads`](super::Choices) answers, or the meanings of the columns.
    BlankHeads {
        /// The places of the columns.
        columns: Vec<usize>,
    },
    /// Several blocks of rows under the same heads repeat the same trials, and nothing says what each block is about.
    Blocks {
        /// The lines on which the blocks begin.
        lines: Vec<usize>,
    },
}

/// What of a table is left out, or used in another way than it stands there: an entry for each cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeftOutRows {
    /// The cause; where it holds what was typed, that of the first row.
    pub cause: ProblemKind,
    /// The lines concerned, from 1.
    pub lines: Vec<usize>,
}

/// One of several tables that stand below each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableBlock {
    /// The line above its heads, if there is one.
    pub title: String,
    /// The line of its heads, from 1.
    pub line: usize,
    /// How many rows it has under its heads.
    pub rows: usize,
}
