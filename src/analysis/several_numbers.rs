//! All numbers that trials give of an outcome, nested in their trials, beside the one number a trial that was chosen: arms compared
//! one by one with the whole control group, other time points, further rows of the same trial ([`three_level`]).
//!
//! The sampling errors of arms that share a control group vary together by that group's part of the variance
//! ([`crate::effect::shared_control`]). How those of other numbers of one trial vary together (time points of the same people,
//! several estimates) no trial says: they are taken as independent, which the cluster-robust error does not rest on.

use std::collections::{BTreeMap, BTreeSet};

use super::own::{control_part, own_effect, touches_own_effect};
use super::own_effects::{InverseVarianceModel, own_effects};
use super::reported::{one_by_one, reported};
use super::rows::{Row, Rows};
use super::{IntervalEstimate, LeftOut, Prepared, Request, TrialData, TrialRow, Undefined};
use crate::data::{
    ArmId, ConfidenceLevel, Interval, Outcome, OutcomeKind, Plan, Review, TauSquaredEstimator,
    Trial, TrialId, duplicates, same_time, sharing_control,
};
use crate::effect::Effect;
use crate::math::{student, symmetric::Symmetric};
use crate::pool::cluster_robust::{ClusterRobust, FEWEST_DEGREES};
use crate::pool::random_effects::{self, MeanInterval};
use crate::pool::three_level::{self, ThreeLevel, TrialNumbers};

/// Numbers of which a model is made at most: more take too long for a page that waits.
const MOST_NUMBERS: usize = 1_000;
/// The same of one trial.
const MOST_OF_A_TRIAL: usize = 40;

/// What all numbers of all trials come to.
#[derive(Clone, Debug, PartialEq)]
pub struct SeveralNumbers {
    /// The plan under which each number has its effect: its measure and correction.
    pub plan: Plan,
    /// The level of the intervals.
    pub level: ConfidenceLevel,
    /// The pooled trials that give a number with an effect of its own, in the order of the review.
    pub trials: Vec<NestedTrial>,
    /// Numbers that have no effect of their own, as those without an event in either arm.
    pub without_effect: usize,
    /// The numbers of the main analysis by random effects (REML), where its own method is another one: what is due to the method and
    /// not to the numbers.
    pub chosen: Option<MeanInterval>,
    /// The model of three levels, or why there is none.
    pub nested: Result<Nested, Undefined>,
}

/// A trial with its numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct NestedTrial {
    /// What it is called.
    pub name: String,
    /// Its numbers that have an effect, those in use first.
    pub numbers: Vec<TrialNumber>,
    /// How their sampling errors vary together.
    pub errors: SamplingErrors,
    /// The same numbers with the covariance of their errors, as the model takes them.
    pub entering: TrialNumbers,
}

impl SeveralNumbers {
    /// The trials that give more than one number.
    pub fn with_several(&self) -> impl Iterator<Item = &NestedTrial> {
        self.trials.iter().filter(|trial| trial.numbers.len() > 1)
    }

    /// All numbers that have an effect.
    pub fn numbers(&self) -> impl Iterator<Item = &TrialNumber> {
        self.trials.iter().flat_map(|trial| &trial.numbers)
    }
}

/// One number of a trial.
#[derive(Clone, Debug, PartialEq)]
pub struct TrialNumber {
    /// The row of the review that gives it, where that is called otherwise than the trial.
    pub row: String,
    /// The arm, where arms are compared one by one; its place from 1 where it has no name.
    pub arm: Option<Result<String, usize>>,
    /// When it was read, in the trial's words; empty where nothing was said.
    pub time: String,
    /// What became of it in the main analysis.
    pub standing: NumberStanding,
    /// Its effect, scale of analysis.
    pub effect: Effect,
    /// Whether something was added to its cells.
    pub corrected: bool,
    /// Its share in the pooled estimate, in percent; `None` where there is none.
    pub weight: Option<f64>,
}

/// What became of a number in the main analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberStanding {
    /// It is the trial's number there.
    Chosen,
    /// Its arm is added up with others.
    Combined,
    /// Its arm is compared with a share of the control group.
    Shared,
    /// It is left out.
    LeftOut,
}

/// How the sampling errors of the numbers of one trial vary together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SamplingErrors {
    /// There is one number.
    One,
    /// As the shared control group says, or not at all, being of different people.
    Known,
    /// Of some it is not known: these are taken as independent.
    TakenAsIndependent,
}

/// The fit of the model with its intervals.
#[derive(Clone, Debug, PartialEq)]
pub struct Nested {
    /// The fit.
    pub fit: ThreeLevel,
    /// The interval by the model: by the normal distribution where the plan's is, else by Student's t with one degree of freedom
    /// fewer than trials.
    pub by_model: MeanInterval,
    /// The interval by the cluster-robust error; `None` where there is no such error.
    pub robust: Option<MeanInterval>,
}

impl Nested {
    /// Whether the robust interval has so few degrees of freedom that it cannot be trusted (Tipton 2015).
    #[must_use]
    pub fn has_few_degrees(&self) -> bool {
        let degrees = self.robust.and_then(|robust| robust.degrees_of_freedom);
        degrees.is_some_and(|degrees| degrees < FEWEST_DEGREES)
    }
}

/// Why there is nothing to nest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSeveralNumbers {
    /// No trial gives more than one number with an effect of its own.
    OneEach,
    /// There are too many numbers.
    TooMany,
}

/// All numbers of the pooled trials of an outcome, each as the plan has it, nested in their trials.
///
/// # Errors
/// Why there is nothing to nest.
pub fn several_numbers(
    review: &Review,
    prepared: &Prepared,
    plan: Plan,
) -> Result<SeveralNumbers, NoSeveralNumbers> {
    let outcome = prepared.outcome.and_then(|id| review.outcome(id));
    let outcome = outcome.ok_or(NoSeveralNumbers::OneEach)?;
    let groups = groups(review, prepared, outcome);
    let given = groups.iter().map(|rows| given(rows, prepared, outcome));
    let given: Vec<Vec<Given<'_>>> = given.collect();
    let all: usize = given.iter().map(Vec::len).sum();
    let most = given.iter().map(Vec::len).max().unwrap_or_default();
    if most < 2 {
        return Err(NoSeveralNumbers::OneEach);
    }
    if all > MOST_NUMBERS || most > MOST_OF_A_TRIAL {
        return Err(NoSeveralNumbers::TooMany);
    }
    let mut found = SeveralNumbers {
        plan,
        level: prepared.request.level,
        trials: Vec::new(),
        without_effect: 0,
        chosen: chosen(&prepared.request, plan),
        nested: Err(Undefined::NoTrials),
    };
    for numbers in &given {
        let rows = with_rows(numbers, prepared);
        let told = rows.iter().filter_map(|(given, row)| {
            let effect = own_effect(row, plan)?;
            Some((*given, row, effect))
        });
        let told: Vec<Told<'_>> = told.collect();
        found.without_effect += rows.len() - told.len();
        found.trials.extend(nest(&told, plan));
    }
    if found.trials.iter().all(|trial| trial.numbers.len() < 2) {
        return Err(NoSeveralNumbers::OneEach);
    }
    let entering = found.trials.iter().map(|trial| trial.entering.clone());
    let entering: Vec<TrialNumbers> = entering.collect();
    found.nested = three_level::fit(&entering).and_then(|fit| nested(fit, plan, found.level));
    if let Ok(nested) = &found.nested {
        for (trial, weights) in found.trials.iter_mut().zip(&nested.fit.weights) {
            for (number, weight) in trial.numbers.iter_mut().zip(weights) {
                number.weight = Some(*weight);
            }
        }
    }
    Ok(found)
}

/// A number as a trial gives it.
#[derive(Clone, Debug)]
struct Given<'a> {
    trial: &'a Trial,
    /// What the trial is called.
    name: &'a str,
    arm: Option<ArmId>,
    time: String,
    standing: NumberStanding,
    data: TrialData,
}

/// A number with its row and its effect.
type Told<'a> = (&'a Given<'a>, &'a Row, Effect);

/// The rows of the review that belong to each pooled trial: itself, the parts of it that stand under other names with the same
/// control group, and further rows of its name that the main analysis leaves out.
fn groups<'a>(
    review: &'a Review,
    prepared: &Prepared,
    outcome: &Outcome,
) -> Vec<Vec<(&'a Trial, bool)>> {
    let parts: BTreeMap<TrialId, TrialId> =
        sharing_control(review, outcome.id).into_iter().collect();
    let repeated = prepared.left_out.iter();
    let repeated = repeated.filter(|(_, reason)| *reason == LeftOut::Repeated);
    let repeated: BTreeSet<TrialId> = repeated.map(|(trial, _)| *trial).collect();
    let pooled: Vec<TrialId> = prepared.trials().map(|(trial, _)| trial).collect();
    let counted: BTreeSet<TrialId> = pooled.iter().chain(&repeated).copied().collect();
    let originals = duplicates(review, outcome.id, |trial| counted.contains(&trial.id));
    let head = |trial: TrialId| parts.get(&trial).copied().unwrap_or(trial);
    let mut groups: Vec<(TrialId, Vec<(&Trial, bool)>)> = Vec::new();
    let in_use = pooled.into_iter().map(|trial| (trial, head(trial), true));
    let further = repeated.into_iter().filter_map(|trial| {
        let original = *originals.get(&trial)?;
        Some((trial, head(original), false))
    });
    for (trial, head, is_in_use) in in_use.chain(further) {
        let Some(trial) = review.trial(trial) else {
            continue;
        };
        match groups.iter_mut().find(|(known, _)| *known == head) {
            Some((_, rows)) => rows.push((trial, is_in_use)),
            None if is_in_use => groups.push((head, vec![(trial, true)])),
            None => {}
        }
    }
    groups.into_iter().map(|(_, rows)| rows).collect()
}

/// The numbers of one trial, those of the readings in use first; a row that says again what another says gives none.
fn given<'a>(rows: &[(&'a Trial, bool)], prepared: &Prepared, outcome: &Outcome) -> Vec<Given<'a>> {
    let name = rows.first().map_or("", |(trial, _)| trial.name.as_str());
    let mut numbers: Vec<Given<'_>> = Vec::new();
    for (trial, is_in_use) in rows {
        let Some(record) = trial.records.get(&outcome.id) else {
            continue;
        };
        for place in 0..=record.at_other_times().len() {
            let at = reading(trial, outcome, place);
            let Some(read) = at.records.get(&outcome.id) else {
                continue;
            };
            let one_by_one = one_by_one(&at, outcome);
            let standing = match (*is_in_use && place == 0, &one_by_one) {
                (false, _) => NumberStanding::LeftOut,
                (true, None) => NumberStanding::Chosen,
                (true, Some(_)) if prepared.comparisons(trial.id) > 1 => NumberStanding::Shared,
                (true, Some(_)) => NumberStanding::Combined,
            };
            let data: Vec<(Option<ArmId>, TrialData)> = match one_by_one {
                Some(arms) => arms
                    .into_iter()
                    .map(|(arm, data)| (Some(arm), data))
                    .collect(),
                None => match reported(&at, outcome) {
                    Some(Ok(data)) => vec![(None, data)],
                    Some(Err(_)) | None => Vec::new(),
                },
            };
            for (arm, data) in data {
                let number = Given {
                    trial,
                    name,
                    arm,
                    time: read.time_point.trim().to_owned(),
                    standing,
                    data,
                };
                if !numbers.iter().any(|known| says_again(known, &number)) {
                    numbers.push(number);
                }
            }
        }
    }
    numbers
}

/// The trial with the reading of a place in use: that which is in use now, then the others in their order.
fn reading(trial: &Trial, outcome: &Outcome, place: usize) -> Trial {
    let mut trial = trial.clone();
    let record = trial.records.get_mut(&outcome.id);
    if let (Some(record), Some(other)) = (record, place.checked_sub(1)) {
        record.use_other(other);
    }
    trial
}

/// Whether a number of another row is one that is there already: of the same time and arm, with the same numbers.
fn says_again(known: &Given<'_>, number: &Given<'_>) -> bool {
    let label = |given: &Given<'_>| {
        let arm = given.arm?;
        let arm = given.trial.arms.iter().find(|known| known.id == arm)?;
        Some(arm.label.trim().to_lowercase())
    };
    known.trial.id != number.trial.id
        && known.data == number.data
        && same_time(&known.time, &number.time)
        && label(known) == label(number)
}

/// Each number with its row.
fn with_rows<'a>(numbers: &'a [Given<'a>], prepared: &Prepared) -> Vec<(&'a Given<'a>, Row)> {
    let rows = numbers.iter().map(|number| TrialRow {
        label: String::new(),
        data: number.data,
        continues: false,
    });
    let request = Request {
        trials: rows.collect(),
        ..Request {
            trials: Vec::new(),
            ..prepared.request.clone()
        }
    };
    numbers.iter().zip(Rows::of(&request).rows).collect()
}

/// The numbers of one trial; `None` where none has an effect.
fn nest(told: &[Told<'_>], plan: Plan) -> Option<NestedTrial> {
    let (first, ..) = told.first()?;
    let effects: Vec<Effect> = told.iter().map(|(.., effect)| *effect).collect();
    let mut all_known = true;
    for (place, one) in told.iter().enumerate() {
        for other in told.iter().take(place) {
            all_known &= together(one, other, plan).is_some();
        }
    }
    let covariance = Symmetric::new(told.len(), |row, column| {
        match (told.get(row), told.get(column)) {
            (Some((.., effect)), Some(_)) if row == column => effect.variance,
            (Some(one), Some(other)) => together(one, other, plan).unwrap_or_default(),
            _ => 0.0,
        }
    });
    let estimates = effects.iter().map(|effect| effect.estimate).collect();
    // Two arms of whose errors nothing is their own, as in differences of risks without an event, cannot be told apart.
    let together = TrialNumbers::new(estimates, covariance);
    let errors = match (&together, told.len()) {
        (_, 1) => SamplingErrors::One,
        (Some(_), _) if all_known => SamplingErrors::Known,
        (Some(_) | None, _) => SamplingErrors::TakenAsIndependent,
    };
    let numbers = told.iter().map(|(given, row, effect)| TrialNumber {
        row: if given.trial.name == given.name {
            String::new()
        } else {
            given.trial.name.clone()
        },
        arm: given.arm.map(|arm| arm_of(given.trial, arm)),
        time: given.time.clone(),
        standing: given.standing,
        effect: *effect,
        corrected: touches_own_effect(row, plan),
        weight: None,
    });
    Some(NestedTrial {
        name: first.name.to_owned(),
        numbers: numbers.collect(),
        errors,
        entering: together.or_else(|| TrialNumbers::independent(&effects))?,
    })
}

/// What an arm is called, or its place among those of its side.
fn arm_of(trial: &Trial, arm: ArmId) -> Result<String, usize> {
    let role = trial.arms.iter().find(|known| known.id == arm);
    let label = role.map_or("", |arm| arm.label.trim());
    if label.is_empty() {
        let mut of_side = trial
            .arms
            .iter()
            .filter(|known| Some(known.role) == role.map(|arm| arm.role));
        let place = of_side.position(|known| known.id == arm);
        Err(place.unwrap_or_default() + 1)
    } else {
        Ok(label.to_owned())
    }
}

/// The covariance of the sampling errors of two numbers of one trial; `None` where it is not known.
fn together((one, row, _): &Told<'_>, (other, other_row, _): &Told<'_>, plan: Plan) -> Option<f64> {
    if !same_time(&one.time, &other.time) {
        return None;
    }
    if plan.measure.kind() == OutcomeKind::Proportions {
        // Different people, where both are arms of one row.
        let are_arms = one.arm.is_some() && other.arm.is_some() && one.trial.id == other.trial.id;
        return are_arms.then_some(0.0);
    }
    if !have_same_control(&one.data, &other.data) {
        return None;
    }
    // What is added to the cells of one and not of the other makes the parts differ.
    let parts = control_part(row, plan).zip(control_part(other_row, plan));
    parts.map(|(one, other)| one.min(other))
}

/// Whether two comparisons have the same numbers in their control group.
fn have_same_control(one: &TrialData, other: &TrialData) -> bool {
    match (one, other) {
        (TrialData::Counts(one), TrialData::Counts(other)) => {
            (one.control_events, one.control_total) == (other.control_events, other.control_total)
        }
        (TrialData::PersonTime(one), TrialData::PersonTime(other)) => {
            one.control_events == other.control_events
                && one.control_time.to_bits() == other.control_time.to_bits()
        }
        (TrialData::Means(one), TrialData::Means(other)) => one.control == other.control,
        (
            TrialData::Counts(_)
            | TrialData::PersonTime(_)
            | TrialData::Means(_)
            | TrialData::Proportion(_)
            | TrialData::Estimate { .. },
            _,
        ) => false,
    }
}

/// The model with which what is chosen is compared: that of the main analysis, with τ² by restricted maximum likelihood.
fn model(plan: Plan) -> InverseVarianceModel {
    InverseVarianceModel {
        estimator: Some(TauSquaredEstimator::RestrictedMaximumLikelihood),
        ..InverseVarianceModel::of(plan)
    }
}

/// The numbers of the main analysis by random effects, unless it is by those itself.
fn chosen(request: &Request, plan: Plan) -> Option<MeanInterval> {
    let by_restricted_likelihood = InverseVarianceModel {
        is_of_plan: true,
        ..model(plan)
    };
    if InverseVarianceModel::of(plan) == by_restricted_likelihood {
        return None;
    }
    let effects = own_effects(request, plan).into_iter();
    let effects: Vec<Effect> = effects.map(|own| own.effect).collect();
    let interval = match model(plan).interval {
        // A profile belongs to maximum likelihood.
        Interval::ProfileLikelihood => Interval::Wald,
        interval => interval,
    };
    let estimator = TauSquaredEstimator::RestrictedMaximumLikelihood;
    let fitted = random_effects::fit(&effects, estimator)?;
    let mean = fitted.interval(interval, &effects, request.level).ok()?;
    let is_told =
        fitted.tau_squared.converged && mean.interval.is_writable(plan.measure.is_ratio());
    is_told.then_some(mean)
}

/// The fit with its intervals; those that cannot be written down are none.
fn nested(fit: ThreeLevel, plan: Plan, level: ConfidenceLevel) -> Result<Nested, Undefined> {
    let is_writable = |mean: &MeanInterval| mean.interval.is_writable(plan.measure.is_ratio());
    let with = |standard_error: f64, degrees: Option<f64>| {
        let quantile = degrees.map_or_else(
            || level.normal_quantile(),
            |degrees| student::upper_quantile(level.tail(), degrees),
        );
        let interval = IntervalEstimate::with_quantile(fit.estimate, standard_error, quantile);
        MeanInterval::symmetric(interval, degrees)
    };
    let degrees = match model(plan).interval {
        Interval::Wald | Interval::ProfileLikelihood => None,
        Interval::HartungKnapp | Interval::HartungKnappSafeguarded | Interval::Robust => {
            Some(fit.weights.len() as f64 - 1.0)
        }
    };
    let of_clusters =
        |robust: ClusterRobust| with(robust.standard_error, Some(robust.degrees_of_freedom));
    let by_model = with(fit.standard_error, degrees);
    if !is_writable(&by_model) {
        return Err(Undefined::NoEstimableTrial);
    }
    Ok(Nested {
        by_model,
        robust: fit.robust.map(of_clusters).filter(is_writable),
        fit,
    })
}
