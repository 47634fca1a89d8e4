//! Freezes the results of a review, and compares a frozen version with the present outcome by outcome: which trials came, went
//! or have other numbers, and what the present pool would be without those that came since.
//!
//! The last is the leave-out of a sensitivity analysis ([`sensitivity_asked`]): the outcome's present plan and level on the
//! present numbers of the trials that the version had. It differs from the frozen result where numbers, plan or the trials
//! that went differ, and these are named beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::background::is_long;
use super::sensitivity::{MainAnalysis, NoSelection, SensitivityResult};
use super::{Prepared, Response, TrialData, Undefined, sensitivity_asked, sensitivity_result};
use crate::data::{
    FrozenOutcome, FrozenResult, FrozenTrial, FrozenVersion, Measure, Outcome, OutcomeId,
    OutcomeKind, Review, SensitivityAnalysis, Settings, TrialId, TrialSelection, side_names,
};
use crate::effect::IntervalEstimate;
use crate::pool::exact_conditional::Bound;
use crate::safety::Evidence;

/// An outcome with its answer.
#[derive(Clone, Copy, Debug)]
pub struct AnsweredOutcome<'a> {
    /// The outcome.
    pub outcome: &'a Outcome,
    /// What was asked.
    pub prepared: &'a Prepared,
    /// What was answered.
    pub response: &'a Response,
}

/// The review as it is, with its results, under a name and a day. `None` while a result is still being computed.
#[must_use]
pub fn frozen(
    review: &Review,
    answers: &[AnsweredOutcome<'_>],
    name: &str,
    date: &str,
) -> Option<FrozenVersion> {
    let is_pending =
        |answer: &AnsweredOutcome<'_>| answer.response.pooled == Err(Undefined::Pending);
    if answers.iter().any(is_pending) {
        return None;
    }
    Some(FrozenVersion {
        name: name.trim().to_owned(),
        date: date.trim().to_owned(),
        sides: side_names(review).map(str::to_owned),
        outcomes: answers
            .iter()
            .map(|answer| frozen_outcome(review, answer))
            .collect(),
    })
}

fn frozen_outcome(review: &Review, answer: &AnsweredOutcome<'_>) -> FrozenOutcome {
    let AnsweredOutcome {
        outcome,
        prepared,
        response,
    } = *answer;
    let is_compared = response.proportion.is_none();
    let totals = response.totals.filter(|totals| totals.trials > 0);
    let result = response.pooled.as_ref().ok().map(|pooled| FrozenResult {
        estimate: pooled.interval.estimate,
        standard_error: pooled.interval.standard_error,
        lower: pooled.interval.lower,
        upper: pooled.interval.upper,
        i_squared: pooled.heterogeneity.map(|found| found.i_squared),
        tells_nothing: response.tells_nothing_at_all(),
        trials: pooled.trials,
    });
    // No document holds a number that is not finite.
    let is_finite = |result: &FrozenResult| {
        let numbers = [
            result.estimate,
            result.standard_error,
            result.lower,
            result.upper,
        ];
        numbers
            .into_iter()
            .chain(result.i_squared)
            .all(f64::is_finite)
    };
    FrozenOutcome {
        outcome: outcome.id,
        name: outcome.name.clone(),
        plan: response.plan,
        level: response.level,
        included: prepared.included,
        trials: trials_of(review, prepared),
        result: result.filter(is_finite),
        undefined: response.pooled.as_ref().err().copied(),
        totals: totals
            .filter(|_| is_compared && response.measure().kind() == OutcomeKind::Counts)
            .map(|totals| {
                [
                    totals.experimental_events,
                    totals.experimental_total,
                    totals.control_events,
                    totals.control_total,
                ]
            }),
        more_is_worse: outcome.more_is_worse,
        margin: review.panel.margin(outcome.id),
        bound: response
            .ruled_out
            .odds_ratio_bound
            .filter(|bound| bound.log_odds_ratio.is_finite())
            .map(|bound| (bound.log_odds_ratio, bound.is_upper)),
    }
}

/// The trials behind the rows of a request, each once with the numbers of all its comparisons.
fn trials_of(review: &Review, prepared: &Prepared) -> Vec<FrozenTrial> {
    let trials = prepared.trials();
    trials
        .map(|(trial, rows)| FrozenTrial {
            trial,
            name: review
                .trial(trial)
                .map_or_else(String::new, |trial| trial.name.clone()),
            numbers: prepared
                .request
                .trials
                .get(rows)
                .unwrap_or_default()
                .iter()
                .flat_map(|row| numbers_of(&row.data))
                .map(|number| if number.is_finite() { number } else { 0.0 })
                .collect(),
        })
        .collect()
}

/// The numbers of a row, in the order that [`FrozenTrial::numbers`] says.
fn numbers_of(data: &TrialData) -> Vec<f64> {
    match data {
        TrialData::Counts(table) => [
            table.experimental_events,
            table.experimental_total,
            table.control_events,
            table.control_total,
        ]
        .map(|count| count as f64)
        .to_vec(),
        TrialData::PersonTime(rates) => vec![
            rates.experimental_events as f64,
            rates.experimental_time,
            rates.control_events as f64,
            rates.control_time,
        ],
        TrialData::Means(means) => [means.experimental, means.control]
            .into_iter()
            .flat_map(|arm| [arm.mean, arm.standard_deviation, arm.total as f64])
            .collect(),
        TrialData::Proportion(one) => [one.events, one.total].map(|count| count as f64).to_vec(),
        TrialData::Estimate {
            effect,
            standard_error,
        } => vec![*effect, *standard_error],
    }
}

impl FrozenOutcome {
    /// The pooled interval on the scale of analysis.
    #[must_use]
    pub fn interval(&self) -> Option<IntervalEstimate> {
        self.result.map(|result| IntervalEstimate {
            estimate: result.estimate,
            standard_error: result.standard_error,
            lower: result.lower,
            upper: result.upper,
        })
    }

    /// What the evidence was; `interval` is its own.
    #[must_use]
    pub fn evidence<'a>(&self, interval: Option<&'a IntervalEstimate>) -> Evidence<'a> {
        let is_compared = self.plan.measure.kind() != OutcomeKind::Proportions;
        Evidence {
            interval: interval.filter(|_| is_compared),
            is_ratio: self.plan.measure.is_ratio(),
            tells_nothing: self.result.is_some_and(|result| result.tells_nothing),
            events: self.totals.map(|[events, _, other, _]| [events, other]),
            bound: self.bound.map(|(log_odds_ratio, is_upper)| Bound {
                log_odds_ratio,
                is_upper,
            }),
            more_is_worse: self.more_is_worse,
            margin: self.margin,
        }
    }
}

/// A trial by its name; `None` of a version's trial that the review does not have any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedTrial {
    /// Which trial of the review.
    pub trial: Option<TrialId>,
    /// What it is called.
    pub name: String,
}

/// A trial whose numbers are others than they were.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedTrial {
    /// What it is called.
    pub name: String,
    /// The numbers of the version, as [`FrozenTrial::numbers`] has them.
    pub then: Vec<f64>,
    /// The numbers now.
    pub now: Vec<f64>,
}

/// What the present pool is without the trials that came since the version.
#[derive(Clone, Debug, PartialEq)]
pub enum WithoutAdded {
    /// None came, or the outcome is not pooled now.
    NoneAdded,
    /// There is nothing left to pool.
    NothingLeft,
    /// It takes longer than a page can wait, and was not asked for.
    Long,
    /// The result.
    Result(Box<SensitivityResult>),
}

/// An outcome then and now.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedOutcome<'a> {
    /// Which.
    pub outcome: OutcomeId,
    /// As it was; `None` where the version does not have it.
    pub then: Option<&'a FrozenOutcome>,
    /// As it is, by its place among the answers; `None` where the review does not have it any more.
    pub now: Option<usize>,
    /// Trials that are pooled now and were not.
    pub added: Vec<NamedTrial>,
    /// Trials that were pooled and are not now.
    pub removed: Vec<NamedTrial>,
    /// Trials that were and are pooled, with other numbers.
    pub changed: Vec<ChangedTrial>,
    /// Whether it is pooled by another plan.
    pub plan_differs: bool,
    /// Whether its interval has another level.
    pub level_differs: bool,
    /// The present pool without the trials that came.
    pub without_added: WithoutAdded,
}

/// A version beside the present, in the order of the present panel; outcomes that are gone come last. Fits that take long are
/// made only where `long` asks for them.
#[must_use]
pub fn compared<'a>(
    review: &Review,
    settings: &Settings,
    version: &'a FrozenVersion,
    answers: &[AnsweredOutcome<'_>],
    long: bool,
) -> Vec<ComparedOutcome<'a>> {
    let mut compared: Vec<ComparedOutcome<'a>> = answers
        .iter()
        .enumerate()
        .map(|(place, answer)| {
            let then = version.outcome(answer.outcome.id);
            let mut one = ComparedOutcome {
                now: Some(place),
                ..of_outcome(review, answer, then)
            };
            one.without_added = without_added(review, settings, answer, &one, long);
            one
        })
        .collect();
    let gone = version
        .outcomes
        .iter()
        .filter(|then| answers.iter().all(|now| now.outcome.id != then.outcome));
    compared.extend(gone.map(|then| ComparedOutcome {
        outcome: then.outcome,
        then: Some(then),
        now: None,
        added: Vec::new(),
        removed: Vec::new(),
        changed: Vec::new(),
        plan_differs: false,
        level_differs: false,
        without_added: WithoutAdded::NoneAdded,
    }));
    compared
}

fn of_outcome<'a>(
    review: &Review,
    answer: &AnsweredOutcome<'_>,
    then: Option<&'a FrozenOutcome>,
) -> ComparedOutcome<'a> {
    let mut one = ComparedOutcome {
        outcome: answer.outcome.id,
        then,
        now: None,
        added: Vec::new(),
        removed: Vec::new(),
        changed: Vec::new(),
        plan_differs: then.is_some_and(|then| then.plan != answer.response.plan),
        level_differs: then.is_some_and(|then| then.level != answer.response.level),
        without_added: WithoutAdded::NoneAdded,
    };
    let Some(then) = then else {
        return one;
    };
    let now = trials_of(review, answer.prepared);
    let pairs = paired(&then.trials, &now);
    // Numbers of two kinds cannot be held against each other one by one.
    let same_kind = then.plan.measure.kind() == answer.response.measure().kind();
    for (place, trial) in now.iter().enumerate() {
        match pairs
            .get(&place)
            .and_then(|before| then.trials.get(*before))
        {
            None => one.added.push(NamedTrial {
                trial: Some(trial.trial),
                name: trial.name.clone(),
            }),
            Some(before) if same_kind && before.numbers != trial.numbers => {
                one.changed.push(ChangedTrial {
                    name: trial.name.clone(),
                    then: before.numbers.clone(),
                    now: trial.numbers.clone(),
                });
            }
            Some(_) => {}
        }
    }
    let kept: BTreeSet<usize> = pairs.values().copied().collect();
    let gone = then.trials.iter().enumerate();
    one.removed = gone
        .filter(|(place, _)| !kept.contains(place))
        .map(|(_, trial)| NamedTrial {
            trial: review.trial(trial.trial).map(|trial| trial.id),
            name: trial.name.clone(),
        })
        .collect();
    one
}

/// Which trial of now is which of then, by their places: the same trial of the review, or else one of the same name that is
/// nobody else's: a trial that was deleted and typed again.
fn paired(then: &[FrozenTrial], now: &[FrozenTrial]) -> BTreeMap<usize, usize> {
    let mut pairs = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let by_id: BTreeMap<TrialId, usize> = then
        .iter()
        .enumerate()
        .map(|(place, trial)| (trial.trial, place))
        .collect();
    for (place, trial) in now.iter().enumerate() {
        if let Some(before) = by_id.get(&trial.trial) {
            pairs.insert(place, *before);
            taken.insert(*before);
        }
    }
    let folded = |name: &str| name.trim().to_lowercase();
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    for (place, trial) in then.iter().enumerate().rev() {
        if !taken.contains(&place) && !trial.name.trim().is_empty() {
            by_name.insert(folded(&trial.name), place);
        }
    }
    for (place, trial) in now.iter().enumerate() {
        if !pairs.contains_key(&place)
            && let Some(before) = by_name.remove(&folded(&trial.name))
        {
            pairs.insert(place, before);
        }
    }
    pairs
}

fn without_added(
    review: &Review,
    settings: &Settings,
    answer: &AnsweredOutcome<'_>,
    one: &ComparedOutcome<'_>,
    long: bool,
) -> WithoutAdded {
    let added: BTreeSet<TrialId> = one.added.iter().filter_map(|trial| trial.trial).collect();
    if added.is_empty() {
        return WithoutAdded::NoneAdded;
    }
    let analysis = SensitivityAnalysis {
        trials: TrialSelection::Without(added),
        ..SensitivityAnalysis::default()
    };
    let main = MainAnalysis {
        prepared: answer.prepared,
        response: answer.response,
    };
    match sensitivity_asked(review, settings, answer.outcome.id, &analysis, main) {
        Err(
            NoSelection::NoTrialSelected
            | NoSelection::NotJudged
            | NoSelection::ColumnGone
            | NoSelection::LevelGone
            | NoSelection::NobodyLost,
        ) => WithoutAdded::NothingLeft,
        Ok(asked) if !long && is_long(&asked.prepared.request) => WithoutAdded::Long,
        Ok(asked) => WithoutAdded::Result(Box::new(sensitivity_result(&asked, None))),
    }
}

/// How many numbers a comparison of a measure has in [`FrozenTrial::numbers`].
#[must_use]
pub fn numbers_of_comparison(measure: Measure) -> usize {
    match measure.kind() {
        OutcomeKind::Counts | OutcomeKind::PersonTime => 4,
        OutcomeKind::Means => 6,
        OutcomeKind::Proportions | OutcomeKind::Estimates(_) => 2,
    }
}
