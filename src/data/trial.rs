//! One trial and what it reported.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{Arm, ArmId, CovariateId, Design, Entry, OtherTimes, OutcomeId, Role, TrialId, Values};

/// One trial: who it is, its arms, and a record for each outcome that its row mentions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// Its name for the life of the review.
    pub id: TrialId,
    /// What reviewers call it, such as "Thompson 2020".
    pub name: String,
    /// Year of publication.
    pub year: Entry<i32>,
    /// Whether people were randomized to the arms.
    pub randomized: Randomized,
    /// Its arms, in the order of its report.
    pub arms: Vec<Arm>,
    /// What it reported, by outcome. An outcome that is absent here was never mentioned: the trial did not report it.
    pub records: BTreeMap<OutcomeId, Record>,
    /// Columns that are kept but not pooled: source, dose, follow-up.
    pub covariates: BTreeMap<CovariateId, String>,
    /// How people came to their arms where each was not randomized for himself to one of arms that run side by side.
    #[serde(default)]
    pub design: Option<Design>,
}

/// Whether a trial was randomized. The three are never pooled together without a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Randomized {
    /// Said to be randomized.
    #[default]
    Yes,
    /// Said not to be.
    No,
    /// Said in words that do not tell.
    Unclear,
    /// Nobody said anything of it: pooled like a randomized trial, and nothing is claimed.
    NotStated,
}

impl Randomized {
    /// Whether the trial is pooled without being asked for: it is randomized, or nothing else was said.
    #[must_use]
    pub fn is_pooled(self) -> bool {
        match self {
            Self::Yes | Self::NotStated => true,
            Self::No | Self::Unclear => false,
        }
    }
}

/// What one trial reported of one outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The numbers.
    pub values: Values,
    /// When the outcome was read, in the trial's words ("30 d"); empty where nothing was said.
    pub time_point: String,
    /// Where the numbers were read: page, table, DOI, quote.
    pub source: String,
    /// A remark of the user's or the source's, such as "denominator smaller than randomized".
    #[serde(default)]
    pub note: String,
    /// What it reported of the same outcome at other time points.
    #[serde(default)]
    pub others: Option<OtherTimes>,
}

impl Trial {
    /// A trial without records, with one experimental and one control arm (ids 0 and 1).
    #[must_use]
    pub fn two_armed(id: TrialId, name: impl Into<String>) -> Self {
        let arm = |id, role| Arm {
            id: ArmId(id),
            label: String::new(),
            role,
        };
        Self {
            id,
            name: name.into(),
            year: Entry::not_reported(),
            randomized: Randomized::NotStated,
            arms: vec![arm(0, Role::Experimental), arm(1, Role::Control)],
            records: BTreeMap::new(),
            covariates: BTreeMap::new(),
            design: None,
        }
    }
}
