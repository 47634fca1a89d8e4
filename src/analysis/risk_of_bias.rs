//! How the trials of an outcome were judged, and how much of its answer rests on which judgement.

use std::ops::Range;

use super::{Prepared, Response};
use crate::data::{Domain, Judgement, OutcomeId, Review, Tool, TrialId};

/// The judgements of the trials of an outcome, with their weights in its pooled answer.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedTrials {
    /// By which tool was judged.
    pub tool: Tool,
    /// The outcome; nothing where these are the trials of the review.
    pub outcome: Option<OutcomeId>,
    /// What was judged.
    pub domains: Vec<Domain>,
    /// The trials, in the order of the review.
    pub trials: Vec<JudgedTrial>,
    /// Whether the trials have weights; where not, each counts alike.
    pub is_weighted: bool,
}

/// A trial as it was judged.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedTrial {
    /// Which.
    pub trial: TrialId,
    /// What it is called.
    pub name: String,
    /// One for each domain.
    pub domains: Vec<Option<Judgement>>,
    /// Of the trial as a whole.
    pub overall: Option<Judgement>,
    /// Its weight in percent, where the answer gives one.
    pub weight: Option<f64>,
}

/// The trials of which something was judged alike, in one domain or as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedAlike {
    /// How; `None` where nothing was judged yet.
    pub judgement: Option<Judgement>,
    /// Their places among the trials.
    pub trials: Vec<usize>,
}

/// How the trials stand as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Places of the trials that are at low risk in every domain.
    pub low: Vec<usize>,
    /// Places of those that are at high risk as a whole, or a name for more than that.
    pub high: Vec<usize>,
    /// Judgements of domains that there should be.
    pub cells: usize,
    /// Those of them that are not made yet.
    pub open: usize,
}

/// The judgements of the trials in an outcome, which are those that its answer pools; of all trials of the review where no
/// outcome is given. `None` where the risk of bias is not judged.
#[must_use]
pub fn judged_trials(
    review: &Review,
    answered: Option<(&Prepared, &Response)>,
) -> Option<JudgedTrials> {
    let table = review.risk_of_bias.as_deref()?;
    let outcome = answered.and_then(|(prepared, _)| prepared.outcome);
    let judged = |trial: TrialId, name: String, weight: Option<f64>| {
        let (domains, overall) = table.judgements(trial, outcome);
        JudgedTrial {
            trial,
            name,
            domains,
            overall,
            weight,
        }
    };
    let trials: Vec<JudgedTrial> = match answered {
        None => review
            .trials
            .iter()
            .map(|trial| judged(trial.id, trial.name.clone(), None))
            .collect(),
        Some((prepared, response)) => {
            // A trial with several comparisons weighs what they weigh together.
            let weight = |rows: Range<usize>| {
                let results = response.trials.get(rows).unwrap_or_default();
                let weights = results.iter().filter_map(|result| result.weight);
                weights.reduce(|one, other| one + other)
            };
            let trials = prepared.trials();
            trials
                .filter_map(|(trial, rows)| {
                    let name = review.trial(trial)?.name.clone();
                    Some(judged(trial, name, weight(rows)))
                })
                .collect()
        }
    };
    let weighs = |trial: &JudgedTrial| trial.weight.is_some_and(|weight| weight > 0.0);
    let is_pooled = answered.is_some_and(|(_, response)| response.pooled.is_ok());
    Some(JudgedTrials {
        tool: table.tool,
        outcome,
        domains: table.domains.clone(),
        is_weighted: is_pooled && trials.iter().any(weighs),
        trials,
    })
}

impl JudgedTrials {
    /// What each trial weighs in percent: its weight, or where there are none, as much as any other.
    #[must_use]
    pub fn weights(&self) -> Vec<Option<f64>> {
        let trials = self.trials.iter();
        trials
            .map(|trial| {
                if self.is_weighted {
                    trial.weight
                } else {
                    Some(100.0 / self.trials.len() as f64)
                }
            })
            .collect()
    }

    /// The trials by how a domain was judged, or the trials as a whole: from the lowest risk to the highest, then what says
    /// nothing of the risk, then those not judged yet. What no trial was judged is not among them.
    #[must_use]
    pub fn alike(&self, domain: Option<usize>) -> Vec<JudgedAlike> {
        let mut found: Vec<JudgedAlike> = Vec::new();
        for (place, trial) in self.trials.iter().enumerate() {
            let judgement = match domain {
                None => trial.overall,
                Some(domain) => trial.domains.get(domain).copied().flatten(),
            };
            let mut known = found.iter_mut();
            match known.find(|known| known.judgement == judgement) {
                Some(known) => known.trials.push(place),
                None => found.push(JudgedAlike {
                    judgement,
                    trials: vec![place],
                }),
            }
        }
        found.sort_by_key(|alike| (alike.judgement.is_none(), alike.judgement));
        found
    }

    /// How the trials stand as a whole.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let mut standing = Standing::default();
        for (place, trial) in self.trials.iter().enumerate() {
            let is_low = |judged: &Option<Judgement>| *judged == Some(Judgement::Low);
            if !trial.domains.is_empty() && trial.domains.iter().all(is_low) {
                standing.low.push(place);
            }
            let is_high = |judgement: Judgement| match judgement {
                Judgement::High
                | Judgement::Serious
                | Judgement::VeryHigh
                | Judgement::Critical => true,
                Judgement::Low
                | Judgement::SomeConcerns
                | Judgement::Moderate
                | Judgement::NoInformation
                | Judgement::NotApplicable => false,
            };
            if trial.overall.is_some_and(is_high) {
                standing.high.push(place);
            }
            standing.cells += trial.domains.len();
            standing.open += trial
                .domains
                .iter()
                .filter(|judged| judged.is_none())
                .count();
        }
        standing
    }
}
