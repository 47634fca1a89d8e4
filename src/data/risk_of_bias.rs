//! How likely it is that the results of the trials are biased, as reviewers judged it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{OutcomeId, TrialId};

/// The judgements of one tool about the trials of a review.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RiskOfBias {
    /// By which tool was judged.
    pub tool: Tool,
    /// What was judged, in the order of the tool.
    pub domains: Vec<Domain>,
    /// The judgements, by trial.
    pub trials: BTreeMap<TrialId, Assessment>,
    /// Judgements that hold for one outcome alone, by trial: they stand before those of the trial, place by place.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub outcomes: BTreeMap<OutcomeId, BTreeMap<TrialId, Assessment>>,
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
    /// Where that stands: page, table, DOI.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Answers to the signalling questions of the domain, by their number in it: 3 is question 2.3 in the second domain.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<u8, Answer>,
    /// Why the judgement is another than the one that follows from the answers; empty where nothing was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub override_reason: String,
}

/// An answer to a signalling question of RoB 2 (Sterne 2019): "probably" is as good as certain for what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Yes.
    Yes,
    /// Probably yes.
    ProbablyYes,
    /// Probably no.
    ProbablyNo,
    /// No.
    No,
    /// No information.
    NoInformation,
}

impl Answer {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Yes,
        Self::ProbablyYes,
        Self::ProbablyNo,
        Self::No,
        Self::NoInformation,
    ];
}

/// One place of a table of judgements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JudgedPlace {
    /// The trial.
    pub trial: TrialId,
    /// The outcome, where the judgement is to hold for it alone.
    pub outcome: Option<OutcomeId>,
    /// The place of the domain, from 0; `None` for the trial as a whole.
    pub domain: Option<usize>,
}

impl Judged {
    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether somebody wrote the judgement down, other than one that follows from answers.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
        !self.typed.is_empty()
    }
}

impl Assessment {
    /// What was said of a domain, or of the trial as a whole.
    #[must_use]
    pub fn at(&self, domain: Option<usize>) -> Option<&Judged> {
        match domain {
            None => Some(&self.overall),
            Some(domain) => self.domains.get(domain),
        }
    }

    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.overall.is_empty() && self.domains.iter().all(Judged::is_empty)
    }
}

impl RiskOfBias {
    /// A table in which nothing is judged yet.
    #[must_use]
    pub fn new(tool: Tool, domains: Vec<Domain>) -> Self {
        Self {
            tool,
            domains,
            ..Self::default()
        }
    }

    /// What was said in one place about the trial in all outcomes, or about it in one alone.
    #[must_use]
    pub fn said_at(&self, place: JudgedPlace) -> Option<&Judged> {
        let assessments = match place.outcome {
            None => &self.trials,
            Some(outcome) => self.outcomes.get(&outcome)?,
        };
        assessments.get(&place.trial)?.at(place.domain)
    }

    /// What holds in one place: what was said for the outcome, or else what was said of the trial.
    ///
    /// The trial as a whole has a judgement of its own in an outcome as soon as any of its domains has: one made from other
    /// domains would not hold.
    #[must_use]
    pub fn at(&self, place: JudgedPlace) -> Option<&Judged> {
        let own = self.said_at(place).filter(|judged| !judged.is_empty());
        let of_trial = JudgedPlace {
            outcome: None,
            ..place
        };
        let is_of_other_domains = place.domain.is_none()
            && place
                .outcome
                .is_some_and(|outcome| self.is_judged_in(outcome, place.trial));
        own.or_else(|| {
            (!is_of_other_domains)
                .then(|| self.said_at(of_trial))
                .flatten()
        })
    }

    /// The judgement that holds in one place.
    #[must_use]
    pub fn judgement(&self, place: JudgedPlace) -> Option<Judgement> {
        self.at(place)?.judgement
    }

    /// Whether a trial has judgements of domains that hold for one outcome alone.
    #[must_use]
    pub fn is_judged_in(&self, outcome: OutcomeId, trial: TrialId) -> bool {
        let own = self.outcomes.get(&outcome);
        let own = own.and_then(|trials| trials.get(&trial));
        own.is_some_and(|own| own.domains.iter().any(|judged| judged.judgement.is_some()))
    }

    /// The judgements that hold for a trial in an outcome: one for each domain, and that of the trial as a whole.
    #[must_use]
    pub fn judgements(
        &self,
        trial: TrialId,
        outcome: Option<OutcomeId>,
    ) -> (Vec<Option<Judgement>>, Option<Judgement>) {
        let at = |domain| {
            self.judgement(JudgedPlace {
                trial,
                outcome,
                domain,
            })
        };
        let domains = (0..self.domains.len()).map(|domain| at(Some(domain)));
        (domains.collect(), at(None))
    }

    /// Everything that was said, of trials and of trials in outcomes.
    pub fn assessments(&self) -> impl Iterator<Item = &Assessment> {
        let own = self.outcomes.values().flat_map(BTreeMap::values);
        self.trials.values().chain(own)
    }
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
