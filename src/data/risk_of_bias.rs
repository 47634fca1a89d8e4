//! How likely it is that the results of the trials are biased, as reviewers judged it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::TrialId;

/// The judgements of one tool about the trials of a review.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RiskOfBias {
    /// By which tool was judged.
    pub tool: Tool,
    /// What was judged, in the order of the tool.
    pub domains: Vec<Domain>,
    /// The judgements, by trial.
    pub trials: BTreeMap<TrialId, Assessment>,
}

/// A tool for judging the risk of bias.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tool {
    /// Cochrane's first tool (Higgins 2011): low, unclear, high.
    RiskOfBias1,
    /// Cochrane's second tool for randomized trials (Sterne 2019): low, some concerns, high.
    RiskOfBias2,
    /// The same for trials that randomized clusters.
    RiskOfBias2Cluster,
    /// ROBINS-I, for studies of interventions that are not randomized (Sterne 2016): low, moderate, serious, critical.
    RobinsI,
    /// ROBINS-E, for studies of exposures (Higgins 2024): low, some concerns, high, very high.
    RobinsE,
    /// QUADAS-2, for diagnostic tests (Whiting 2011).
    Quadas2,
    /// QUIPS, for studies of prognosis (Hayden 2013): low, moderate, high.
    Quips,
    /// Another, or one that could not be told.
    #[default]
    Other,
}

/// Something that is judged of every trial, such as the concealment of allocation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Domain {
    /// What heads its column: "D1".
    pub short: String,
    /// What it is: "Bias arising from the randomization process".
    pub name: String,
}

/// The judgements about one trial.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// One for each domain, in the order of the domains. Where the list is shorter, nothing was said of the rest.
    pub domains: Vec<Judged>,
    /// The trial as a whole.
    pub overall: Judged,
}

/// What was written in one place, and what it was understood to mean.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// The judgement as it was written; empty where there is none.
    pub typed: String,
    /// Its meaning; `None` where nothing was written, or something that is no judgement.
    pub judgement: Option<Judgement>,
    /// Why it was judged so, in the words of the reviewers.
    pub support: String,
}

/// How much bias is feared. Which of them a tool knows is said at [`Tool`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// Low risk.
    Low,
    /// Some concerns; "unclear" in Cochrane's first tool.
    SomeConcerns,
    /// Moderate risk.
    Moderate,
    /// High risk.
    High,
    /// Serious risk.
    Serious,
    /// Very high risk.
    VeryHigh,
    /// Critical risk.
    Critical,
    /// Too little is reported to judge.
    NoInformation,
    /// The question does not arise.
    NotApplicable,
}
