//! The trials of the review that do not report an outcome: who they are, how far off the pooled estimate can be because of them,
//! and what it would be if their people had had the control risk in either arm.
//!
//! The bound is that of Copas and Jackson ([`unpublished`]), around the mean of the trials' own effects by inverse variance.
//! People of a silent trial are those that it reports of other outcomes, the largest number of each arm; where it reports none,
//! they are not known and nothing is guessed.

use super::own_effects::{InverseVarianceModel, OwnEffect, own_effects};
use super::rows::Rows;
use super::small_study::mean;
use super::stratified::Stratified;
use super::{IntervalEstimate, Prepared, TwoByTwo};
use crate::bias::unpublished;
use crate::data::{
    ArmId, Cell, ConfidenceLevel, Interval, Measure, Method, OutcomeKind, Plan, Review, Role,
    Silence, Trial, TrialId,
};
use crate::effect::{self, Cells, Effect, Policy};
use crate::pool::tau_squared;

/// People of a trial, by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PeopleOfSides {
    /// Of the experimental arms.
    pub experimental: u64,
    /// Of the control arms.
    pub control: u64,
}

impl PeopleOfSides {
    /// Of both sides.
    #[must_use]
    pub fn all(self) -> u64 {
        self.experimental.saturating_add(self.control)
    }
}

/// A trial that does not report the outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilentTrial {
    /// Which.
    pub trial: TrialId,
    /// What it is called.
    pub name: String,
    /// Its people, where another outcome tells them of every side.
    pub people: Option<PeopleOfSides>,
    /// What is said of its silence.
    pub silence: Silence,
}

impl SilentTrial {
    /// Whether a result of it may be missing: not where nothing was measured.
    #[must_use]
    pub fn may_have_result(&self) -> bool {
        self.silence
            .reason
            .is_none_or(crate::data::SilenceReason::may_have_result)
    }
}

/// How far off the mean can be at most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BiasBound {
    /// Trials that are missing.
    pub missing: usize,
    /// The largest bias, scale of analysis.
    pub bias: f64,
    /// The mean less that bias, with the limits moved along.
    pub lowest: IntervalEstimate,
    /// The mean with that bias, with the limits moved along.
    pub highest: IntervalEstimate,
}

/// How the supposed people are pooled with the trials.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SupposedBy {
    /// Mantel and Haenszel's estimate, which takes fractions of people, with Wald's interval.
    MantelHaenszel,
    /// Peto's sum of observed minus expected.
    Peto,
    /// Inverse variance.
    InverseVariance(InverseVarianceModel),
}

/// What the estimate would be if the people of silent trials had had the control risk in either arm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Supposed {
    /// The control risk: events of all control arms by their people.
    pub risk: f64,
    /// Silent trials whose people are known and enter.
    pub trials: usize,
    /// Their people.
    pub people: u64,
    /// Silent trials whose people are not known.
    pub unknown: usize,
    /// How everything is pooled.
    pub by: SupposedBy,
    /// The trials as they are, pooled that way.
    pub without: IntervalEstimate,
    /// With the people of the silent trials.
    pub with: IntervalEstimate,
}

/// Why nothing is supposed of the people of silent trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSupposed {
    /// The trials do not report people with the event out of people at risk.
    NoRisk,
    /// No control arm had an event, or everybody in them had it.
    NoControlRisk,
    /// Of no silent trial the people are known.
    NoPeople,
    /// The trials cannot be pooled that way.
    NoPool,
}

/// The trials that do not report an outcome, and what follows.
#[derive(Clone, Debug, PartialEq)]
pub struct SilentTrials {
    /// The measure of the effects.
    pub measure: Measure,
    /// The level of all intervals.
    pub level: ConfidenceLevel,
    /// The silent trials, in the order of the review.
    pub trials: Vec<SilentTrial>,
    /// Trials that are pooled.
    pub pooled: usize,
    /// Rows with an effect of their own, which the bound is about.
    pub drawn: usize,
    /// How their mean is made.
    pub model: InverseVarianceModel,
    /// Their mean; `None` without any.
    pub mean: Option<IntervalEstimate>,
    /// τ² of that mean.
    pub tau_squared: f64,
    /// The bound for one missing trial up to all that may have results.
    pub bounds: Vec<BiasBound>,
    /// What would be if the people of the silent trials had had the control risk.
    pub supposed: Result<Supposed, NotSupposed>,
}

/// More silent trials than this are not gone through one by one.
const MOST_BOUNDS: usize = 200;

impl SilentTrials {
    /// Silent trials of which a result may be missing.
    #[must_use]
    pub fn missing(&self) -> usize {
        let trials = self.trials.iter();
        trials.filter(|trial| trial.may_have_result()).count()
    }

    /// The bound if all of them are missing.
    #[must_use]
    pub fn bound(&self) -> Option<&BiasBound> {
        self.bounds.last()
    }
}

/// The trials that do not report the outcome of a prepared request, under the plan that pools it.
#[must_use]
pub fn silent_trials(review: &Review, prepared: &Prepared, plan: Plan) -> SilentTrials {
    let request = &prepared.request;
    let level = request.level;
    let trials: Vec<SilentTrial> = prepared
        .silent
        .iter()
        .filter_map(|id| {
            let trial = review.trial(*id)?;
            let said = prepared.outcome;
            let said = said.and_then(|outcome| review.silences.of(outcome, *id));
            Some(SilentTrial {
                trial: *id,
                name: trial.name.clone(),
                people: people(trial),
                silence: said.cloned().unwrap_or_default(),
            })
        })
        .collect();
    let own = own_effects(request, plan);
    let effects: Vec<Effect> = own.iter().map(|trial| trial.effect).collect();
    let model = InverseVarianceModel::of(plan);
    let tau_squared = model.estimator.map_or(0.0, |estimator| {
        tau_squared::estimate(&effects, estimator).value
    });
    let supposed = supposed(prepared, plan, &trials, &own);
    let mut found = SilentTrials {
        measure: plan.measure,
        level,
        trials,
        pooled: prepared.pooled(),
        drawn: own.len(),
        model,
        mean: mean(&effects, model, level),
        tau_squared,
        bounds: Vec::new(),
        supposed,
    };
    found.bounds = bounds(&found, &effects);
    found
}

fn bounds(found: &SilentTrials, effects: &[Effect]) -> Vec<BiasBound> {
    let all = found.missing();
    let first = all.min(MOST_BOUNDS);
    let last = (all > first).then_some(all);
    let Some(mean) = found.mean else {
        return Vec::new();
    };
    let bounds = (1..=first).chain(last).map(|missing| {
        let bias = unpublished::largest_bias(effects, found.tau_squared, missing)?;
        let [lowest, highest] = [-bias, bias].map(|by| moved(&mean, by));
        let is_ratio = found.measure.is_ratio();
        let is_writable = lowest.is_writable(is_ratio) && highest.is_writable(is_ratio);
        is_writable.then_some(BiasBound {
            missing,
            bias,
            lowest,
            highest,
        })
    });
    bounds.collect::<Option<_>>().unwrap_or_default()
}

fn moved(interval: &IntervalEstimate, by: f64) -> IntervalEstimate {
    IntervalEstimate {
        estimate: interval.estimate + by,
        lower: interval.lower + by,
        upper: interval.upper + by,
        standard_error: interval.standard_error,
    }
}

/// The people of a trial by side: of each arm the largest number that a record of it tells; `None` where no arm of a side has one.
fn people(trial: &Trial) -> Option<PeopleOfSides> {
    let side = |role: Role| {
        let arms = trial.arms.iter().filter(|arm| arm.role == role);
        let known: Vec<u64> = arms.filter_map(|arm| people_of(trial, arm.id)).collect();
        (!known.is_empty()).then(|| known.into_iter().fold(0_u64, u64::saturating_add))
    };
    let people = PeopleOfSides {
        experimental: side(Role::Experimental)?,
        control: side(Role::Control)?,
    };
    (people.experimental > 0 && people.control > 0).then_some(people)
}

fn people_of(trial: &Trial, arm: ArmId) -> Option<u64> {
    let records = trial.records.values();
    let totals = records.filter_map(|record| record.values.count(Cell::Total(arm)));
    let people = totals.max()?.min(effect::LARGEST_COUNT);
    (people > 0).then_some(people)
}

/// Supposes the control risk in either arm of the silent trials.
fn supposed(
    prepared: &Prepared,
    plan: Plan,
    silent: &[SilentTrial],
    own: &[OwnEffect],
) -> Result<Supposed, NotSupposed> {
    if plan.measure.kind() != OutcomeKind::Counts {
        return Err(NotSupposed::NoRisk);
    }
    let tables = Rows::of(&prepared.request).tables;
    let sum = |part: fn(&TwoByTwo) -> u64| tables.iter().map(part).sum::<u64>() as f64;
    let risk = sum(|table| table.control_events) / sum(|table| table.control_total);
    if !(risk > 0.0 && risk < 1.0) {
        return Err(NotSupposed::NoControlRisk);
    }
    let may_have = || silent.iter().filter(|trial| trial.may_have_result());
    let people: Vec<PeopleOfSides> = may_have().filter_map(|trial| trial.people).collect();
    if people.is_empty() {
        return Err(NotSupposed::NoPeople);
    }
    let expected: Vec<Cells> = people
        .iter()
        .map(|people| {
            let (n1, n2) = (people.experimental as f64, people.control as f64);
            Cells {
                a: n1 * risk,
                b: n1 * (1.0 - risk),
                c: n2 * risk,
                d: n2 * (1.0 - risk),
            }
        })
        .collect();
    let by = pooled_by(plan);
    let level = prepared.request.level;
    let effects: Vec<Effect> = own.iter().map(|trial| trial.effect).collect();
    let pooled = |added: &[Cells]| pooled(plan, by, (&tables, &effects), added, level);
    let found = || Some((pooled(&[])?, pooled(&expected)?));
    let (without, with) = found().ok_or(NotSupposed::NoPool)?;
    Ok(Supposed {
        risk,
        trials: people.len(),
        people: people.iter().map(|people| people.all()).sum(),
        unknown: may_have().count() - people.len(),
        by,
        without,
        with,
    })
}

/// The method of the plan where it takes fractions of people; else inverse variance.
fn pooled_by(plan: Plan) -> SupposedBy {
    match plan.method {
        Method::MantelHaenszel => SupposedBy::MantelHaenszel,
        Method::Peto => SupposedBy::Peto,
        Method::MiettinenNurminen
        | Method::InverseVariance
        | Method::RandomEffects(_)
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => SupposedBy::InverseVariance(InverseVarianceModel::of(plan)),
    }
}

fn pooled(
    plan: Plan,
    by: SupposedBy,
    (tables, effects): (&[TwoByTwo], &[Effect]),
    added: &[Cells],
    level: ConfidenceLevel,
) -> Option<IntervalEstimate> {
    let with_added = || {
        let more = added.iter();
        let more = more.filter_map(|cells| effect::effect(plan.measure, cells));
        let all: Vec<Effect> = effects.iter().copied().chain(more).collect();
        all
    };
    match by {
        SupposedBy::MantelHaenszel => {
            let policy = Policy::from(plan.correction);
            let cells = tables.iter().filter_map(|table| policy.cells(table));
            let cells: Vec<Cells> = cells.chain(added.iter().copied()).collect();
            let found = Stratified::of(plan.measure)?.estimate_of_cells(&cells)?;
            Some(IntervalEstimate::wald(
                found.estimate,
                found.standard_error,
                level,
            ))
        }
        SupposedBy::Peto => {
            let model = InverseVarianceModel {
                estimator: None,
                interval: Interval::Wald,
                is_of_plan: true,
            };
            mean(&with_added(), model, level)
        }
        SupposedBy::InverseVariance(model) => mean(&with_added(), model, level),
    }
}
