//! Why a trial does not report an outcome, as far as its reports tell.
//!
//! The distinctions are those of ORBIT (Kirkham et al. 2010, BMJ 340:c365; for harms Saini et al. 2014, BMJ 349:g6501): whether the
//! outcome was measured, and whether what came out of it can be why it is not told.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{OutcomeId, TrialId};

/// Why a trial is silent about an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SilenceReason {
    /// It tells the result in words, without numbers that can be pooled.
    InWordsAlone,
    /// It says that the outcome was measured, and not what was found.
    MeasuredNotTold,
    /// It does not mention the outcome, which was probably measured.
    ProbablyMeasured,
    /// It does not mention the outcome, and it is not clear whether it was measured.
    Unclear,
    /// It does not mention the outcome, which was probably not measured.
    ProbablyNotMeasured,
    /// It says, or its protocol does, that the outcome was not measured.
    NotMeasured,
    /// Another report has the numbers, which are not entered.
    ReportedElsewhere,
}

impl SilenceReason {
    /// All of them, those of greater concern first.
    pub const ALL: [Self; 7] = [
        Self::InWordsAlone,
        Self::MeasuredNotTold,
        Self::ProbablyMeasured,
        Self::Unclear,
        Self::ProbablyNotMeasured,
        Self::NotMeasured,
        Self::ReportedElsewhere,
    ];

    /// Whether there may be a result that is missing: not where nothing was measured.
    #[must_use]
    pub fn may_have_result(self) -> bool {
        match self {
            Self::InWordsAlone
            | Self::MeasuredNotTold
            | Self::ProbablyMeasured
            | Self::Unclear
            | Self::ProbablyNotMeasured
            | Self::ReportedElsewhere => true,
            Self::NotMeasured => false,
        }
    }
}

/// What reviewers say of the silence of one trial about one outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Silence {
    /// Why, if that was judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SilenceReason>,
    /// What it rests on: a page, a quotation, a letter of the authors.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

impl Silence {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.reason.is_none() && self.remark.is_empty()
    }
}

/// What is said of silences, by outcome and trial. What was said of a trial that came to report stays, and says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Silences {
    /// By outcome, then by trial; nothing empty is kept.
    pub outcomes: BTreeMap<OutcomeId, BTreeMap<TrialId, Silence>>,
}

impl Silences {
    /// What is said of one trial and outcome.
    #[must_use]
    pub fn of(&self, outcome: OutcomeId, trial: TrialId) -> Option<&Silence> {
        self.outcomes.get(&outcome)?.get(&trial)
    }

    /// Says it; what says nothing is forgotten.
    pub fn say(&mut self, outcome: OutcomeId, trial: TrialId, silence: Silence) {
        let trials = self.outcomes.entry(outcome).or_default();
        if silence.is_empty() {
            trials.remove(&trial);
        } else {
            trials.insert(trial, silence);
        }
        if trials.is_empty() {
            self.outcomes.remove(&outcome);
        }
    }

    /// Forgets what is said of outcomes and trials that are not there, and what says nothing.
    pub fn keep(
        &mut self,
        has_outcome: impl Fn(OutcomeId) -> bool,
        has_trial: impl Fn(TrialId) -> bool,
    ) {
        self.outcomes.retain(|outcome, trials| {
            trials.retain(|trial, silence| has_trial(*trial) && !silence.is_empty());
            has_outcome(*outcome) && !trials.is_empty()
        });
    }
}
