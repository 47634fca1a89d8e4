//! What is counted or measured across the trials.

use serde::{Deserialize, Serialize};

use super::{OutcomeId, Role};

/// An outcome of the review, such as "Fever".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Its name for the life of the review.
    pub id: OutcomeId,
    /// What people call it.
    pub name: String,
    /// What kind of numbers trials report of it.
    pub kind: OutcomeKind,
    /// Which time point is wanted where a trial reports several.
    pub window: Window,
    /// The group of the panel it belongs to, if any.
    pub group: Option<String>,
    /// Whether more of it is worse (an adverse event) or better (survival).
    pub more_is_worse: bool,
    /// A definition or remark in the user's words.
    pub note: String,
}

/// What kind of numbers trials report of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeKind {
    /// People with the event out of people at risk, in each arm.
    Counts,
    /// Events and person-time at risk, in each arm.
    PersonTime,
    /// Mean, standard deviation and number of people, in each arm.
    Means,
    /// People with the event out of people at risk, in the experimental arm alone: nothing is compared.
    Proportions,
    /// An estimate with its standard error or interval, on the scale named; for those no counts exist.
    Estimates(Scale),
}

impl Outcome {
    /// An outcome of which nothing is said yet but what it is called and what trials report of it: more of it is worse, and
    /// the longest follow-up counts.
    #[must_use]
    pub fn new(id: OutcomeId, name: String, kind: OutcomeKind) -> Self {
        Self {
            id,
            name,
            kind,
            window: Window::default(),
            group: None,
            more_is_worse: true,
            note: String::new(),
        }
    }
}

impl OutcomeKind {
    /// The sides of the comparison whose arms report numbers; the experimental one alone where nothing is compared.
    #[must_use]
    pub fn sides(self) -> &'static [Role] {
        match self {
            Self::Proportions => &[Role::Experimental],
            Self::Counts | Self::PersonTime | Self::Means | Self::Estimates(_) => {
                &[Role::Experimental, Role::Control]
            }
        }
    }
}

/// The scale on which an estimate is pooled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// A ratio: typed on the natural scale, pooled on the log scale.
    Ratio,
    /// A ratio typed on the log scale (`logrr`, meta's `TE`): pooled as it stands, read on the natural scale.
    LogRatio,
    /// A difference, or any number pooled as it stands.
    Difference,
}

/// Which of several time points answers the question of the outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// Soon after the treatment: the earliest time point counts (fever within a day).
    Immediate,
    /// Whenever it comes: the longest follow-up counts (death, malignancy).
    #[default]
    Lasting,
}
