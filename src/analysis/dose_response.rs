//! Dose and response within the trials of an outcome: the doses that the user said of their arms, each arm against its trial's own
//! control group, and the line through them ([`crate::explore::dose_response`]).
//!
//! Arms that share a control group vary together by its part of their variance, which follows from the counts themselves
//! ([`crate::effect::shared_control`]). Where something is added to the cells of one comparison of a trial, it is added in all of
//! them: the arms are compared with one control group and not with two.

use std::collections::BTreeMap;

use super::dose_names::{NamedDose, dose_in_name, usual_unit};
use super::own::{control_part_under, effect_under, own_effect_policy};
use super::reported::against_control;
use super::rows::{Row, row};
use super::{IntervalEstimate, Prepared};
use crate::data::{
    ArmDoses, ArmId, ConfidenceLevel, DoseResponseChoices, Exploration, Measure, Outcome, Plan,
    Review, Role, Settings, Trial, TrialId, sharing_control,
};
use crate::effect::{DoubleZero, Effect, Policy, Scope};
use crate::explore::dose_response::{Contrasts, DoseResponse, Shape, Stages, fit, usual_knots};
use crate::math::symmetric::Symmetric;

/// Fewer trials than these say little of how much lines differ between trials.
pub const FEW_TRIALS: usize = 5;
/// The most arms of a trial and the trials that share its control group.
const MOST_ARMS: usize = 40;

/// Dose and response within the trials of an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct DosesWithin {
    /// The measure of the effects.
    pub measure: Measure,
    /// The level of all intervals.
    pub level: ConfidenceLevel,
    /// The unit of the doses, as the user wrote it; may be empty.
    pub unit: String,
    /// The step of dose for which a slope is written.
    pub step: f64,
    /// Whether the knots were chosen, where there are any.
    pub knots_chosen: bool,
    /// The least dose of a control group, against which effects are predicted.
    pub reference: f64,
    /// The doses at which effects are predicted.
    pub at: Vec<f64>,
    /// The trials, in the order of the review.
    pub trials: Vec<DosedTrial>,
    /// Pooled trials with a dose that are not among them, by name, each with the reason.
    pub left_out: Vec<(String, NotDosed)>,
    /// Pooled trials of which no arm has a dose.
    pub without_dose: usize,
    /// The fit, with an entry for each trial.
    pub fit: DoseResponse,
}

/// A trial with doses.
#[derive(Clone, Debug, PartialEq)]
pub struct DosedTrial {
    /// What it is called.
    pub name: String,
    /// Its first row of the request.
    pub row: usize,
    /// What its arms are called, in the order of the doses; empty where they have no name.
    pub arms: Vec<String>,
    /// Its doses and effects with their covariance.
    pub contrasts: Contrasts,
    /// Whether something was added to its cells.
    pub corrected: bool,
    /// How many of its arms have a dose and no effect, as those without an event where nothing is added.
    pub without_effect: usize,
}

/// Why a trial with a dose is not among the trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDosed {
    /// Its doses are all that of its control group.
    NoDifference,
    /// Its control groups have different doses.
    ControlDosesDiffer,
    /// No effect with a variance follows from its numbers.
    NoEffect,
}

/// Why there is no dose and response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDoseResponse {
    /// The effects of this measure that share a control group vary together in a way that is not told by it alone.
    Measure(Measure),
    /// No arm has a dose.
    NoDoses,
    /// No trial with a dose can be taken.
    NoTrials,
    /// Two of the three knots would stand at one dose.
    NoKnots,
    /// The doses of the trials do not tell every coefficient.
    NotTold(Stages),
}

impl DosesWithin {
    /// The trials that are part of the line, with the place of each among all.
    pub fn taken(&self) -> impl Iterator<Item = (usize, &DosedTrial)> {
        let all = self.trials.iter().enumerate().zip(&self.fit.taken);
        all.filter(|(_, taken)| **taken).map(|(trial, _)| trial)
    }

    /// How many of those compare two different doses or more with their control group.
    #[must_use]
    pub fn with_several_doses(&self) -> usize {
        self.taken()
            .filter(|(_, trial)| trial.contrasts.different_doses() > 1)
            .count()
    }

    /// The largest dose of the trials that are part of the line.
    #[must_use]
    pub fn largest(&self) -> f64 {
        let doses = self.taken().flat_map(|(_, trial)| trial.contrasts.doses());
        doses.fold(self.reference, |largest, dose| largest.max(*dose))
    }

    /// The effect of a dose against the reference.
    #[must_use]
    pub fn effect_at(&self, dose: f64) -> IntervalEstimate {
        let mean = self.fit.mean();
        mean.against(self.fit.shape, (dose, self.reference), self.level)
    }

    /// The effect of a step of dose, of a straight line.
    #[must_use]
    pub fn of_step(&self) -> IntervalEstimate {
        let mean = self.fit.mean();
        mean.against(Shape::Linear, (self.step, 0.0), self.level)
    }

    /// How many arms with a dose have no effect, of trials that have others.
    #[must_use]
    pub fn arms_without_effect(&self) -> usize {
        self.taken().map(|(_, trial)| trial.without_effect).sum()
    }

    /// How many trials had something added to their cells.
    #[must_use]
    pub fn corrected(&self) -> usize {
        self.taken().filter(|(_, trial)| trial.corrected).count()
    }
}

/// The dose and response of an outcome, by the doses and the choices of the settings.
///
/// # Errors
/// Why there is none.
pub fn doses_within(
    review: &Review,
    settings: &Settings,
    prepared: &Prepared,
    plan: Plan,
) -> Result<DosesWithin, NoDoseResponse> {
    let outcome = prepared.outcome.and_then(|id| review.outcome(id));
    let outcome = outcome.ok_or(NoDoseResponse::NoDoses)?;
    if settings.doses.of.is_empty() {
        return Err(NoDoseResponse::NoDoses);
    }
    if !is_told_by_control(plan.measure) {
        return Err(NoDoseResponse::Measure(plan.measure));
    }
    let doses = &settings.doses;
    let choices = settings.exploration_of(outcome.id).dose_response;
    let collected = collect(review, prepared, outcome, plan, doses);
    if collected.trials.is_empty() && collected.left_out.is_empty() {
        return Err(NoDoseResponse::NoDoses);
    }
    if collected.trials.is_empty() {
        return Err(NoDoseResponse::NoTrials);
    }
    let arms = collected.trials.iter();
    let arms: Vec<f64> = arms
        .flat_map(|trial| trial.contrasts.doses().iter().copied())
        .collect();
    let shape = shape(&choices, &arms).ok_or(NoDoseResponse::NoKnots)?;
    let stages = if choices.one_stage {
        Stages::One
    } else {
        Stages::Two
    };
    let contrasts = collected.trials.iter();
    let contrasts: Vec<Contrasts> = contrasts.map(|trial| trial.contrasts.clone()).collect();
    let is_writable = |found: &DoseResponse| {
        let lines = [
            Some(&found.common),
            found.random.as_ref().map(|one| &one.line),
        ];
        lines.into_iter().flatten().all(|line| {
            let cells = line.covariance.iter().flatten();
            line.coefficients
                .iter()
                .chain(cells)
                .all(|cell| cell.is_finite())
        })
    };
    let fit = fit(&contrasts, shape, stages)
        .filter(is_writable)
        .ok_or(NoDoseResponse::NotTold(stages))?;
    let references = contrasts.iter().map(Contrasts::reference);
    Ok(DosesWithin {
        measure: plan.measure,
        level: prepared.request.level,
        unit: doses.unit.trim().to_owned(),
        step: choices.step.unwrap_or_else(|| usual_step(&arms)),
        knots_chosen: !choices.knots.is_empty(),
        reference: references.fold(f64::INFINITY, f64::min),
        at: predicted_at(&choices, arms),
        trials: collected.trials,
        left_out: collected.left_out,
        without_dose: collected.without_dose,
        fit,
    })
}

/// Whether what effects of a measure have in common that share a control group is the part of that group.
fn is_told_by_control(measure: Measure) -> bool {
    match measure {
        Measure::RiskRatio
        | Measure::OddsRatio
        | Measure::RiskDifference
        | Measure::ArcsineDifference
        | Measure::RateRatio
        | Measure::RateDifference
        | Measure::MeanDifference
        | Measure::RatioOfMeans => true,
        Measure::PetoOddsRatio
        | Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances
        | Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion
        | Measure::GenericRatio
        | Measure::GenericDifference => false,
    }
}

/// The shape that was chosen; `None` where its knots do not rise.
fn shape(choices: &DoseResponseChoices, arms: &[f64]) -> Option<Shape> {
    if !choices.spline {
        return Some(Shape::Linear);
    }
    match choices.knots.as_slice() {
        [first, middle, last] => Some(Shape::Spline([*first, *middle, *last])),
        _ => usual_knots(arms).map(Shape::Spline),
    }
}

/// The largest power of ten that is not above the largest dose: a step for which a slope can be read.
fn usual_step(arms: &[f64]) -> f64 {
    let largest = arms.iter().copied().fold(0.0, f64::max);
    if largest <= 0.0 {
        return 1.0;
    }
    let step = libm::pow(10.0, libm::log10(largest).floor());
    // A logarithm may be rounded down from a whole number.
    if step * 10.0 <= largest {
        step * 10.0
    } else {
        step
    }
}

/// The doses at which effects are predicted: those that were chosen, or those of the arms.
fn predicted_at(choices: &DoseResponseChoices, mut arms: Vec<f64>) -> Vec<f64> {
    if !choices.at.is_empty() {
        return choices.at.clone();
    }
    arms.sort_by(f64::total_cmp);
    arms.dedup();
    let most = Exploration::MOST_PREDICTIONS;
    let every = arms.len().div_ceil(most).max(1);
    // The largest dose is among them.
    let first = arms.len().saturating_sub(1) % every;
    arms.into_iter().skip(first).step_by(every).collect()
}

struct Collected {
    trials: Vec<DosedTrial>,
    left_out: Vec<(String, NotDosed)>,
    without_dose: usize,
}

/// A comparison of an arm that has a dose.
struct Dosed {
    arm: String,
    dose: f64,
    row: Row,
}

/// The pooled trials that have a dose; those that stand under several names with one control group are one.
fn collect(
    review: &Review,
    prepared: &Prepared,
    outcome: &Outcome,
    plan: Plan,
    doses: &ArmDoses,
) -> Collected {
    let mut collected = Collected {
        trials: Vec::new(),
        left_out: Vec::new(),
        without_dose: 0,
    };
    let heads: BTreeMap<TrialId, TrialId> =
        sharing_control(review, outcome.id).into_iter().collect();
    let mut groups: Vec<(TrialId, usize, Vec<&Trial>)> = Vec::new();
    for (id, rows) in prepared.trials() {
        let Some(trial) = review.trial(id) else {
            continue;
        };
        let head = heads.get(&id).copied().unwrap_or(id);
        match groups.iter_mut().find(|(known, ..)| *known == head) {
            Some((.., parts)) => parts.push(trial),
            None => groups.push((head, rows.start, vec![trial])),
        }
    }
    for (_, row, parts) in groups {
        let Some(name) = parts.first().map(|trial| trial.name.clone()) else {
            continue;
        };
        let dosed: Vec<Dosed> = parts
            .iter()
            .flat_map(|trial| dosed_arms(trial, outcome, doses, parts.len() > 1))
            .take(MOST_ARMS)
            .collect();
        if dosed.is_empty() {
            collected.without_dose += 1;
            continue;
        }
        let references = parts.iter().map(|trial| reference(trial, doses));
        let references: Option<Vec<f64>> = references.collect();
        let reference = references.and_then(|all| {
            let first = *all.first()?;
            all.iter()
                .all(|one| one.total_cmp(&first).is_eq())
                .then_some(first)
        });
        let found = match reference {
            None => Err(NotDosed::ControlDosesDiffer),
            Some(reference) => dosed_trial(&name, row, &dosed, reference, plan),
        };
        match found {
            Ok(trial) => collected.trials.push(trial),
            Err(why) => collected.left_out.push((name, why)),
        }
    }
    collected
}

/// The comparisons of the arms of a trial that have a dose.
fn dosed_arms(trial: &Trial, outcome: &Outcome, doses: &ArmDoses, is_part: bool) -> Vec<Dosed> {
    let compared = against_control(trial, outcome).unwrap_or_default();
    let dosed = compared.into_iter().filter_map(|(arm, data)| {
        let label = trial
            .arms
            .iter()
            .find(|known| known.id == arm)?
            .label
            .trim();
        Some(Dosed {
            arm: match (is_part, label.is_empty()) {
                (false, _) => label.to_owned(),
                (true, true) => trial.name.clone(),
                (true, false) => format!("{}: {label}", trial.name),
            },
            dose: doses.get(trial.id, arm)?,
            row: row(&data),
        })
    });
    dosed.collect()
}

/// The dose of the control arms of a trial: 0 unless another was said; `None` where they have different ones.
fn reference(trial: &Trial, doses: &ArmDoses) -> Option<f64> {
    let controls = trial.arms.iter().filter(|arm| arm.role == Role::Control);
    let mut controls = controls.map(|arm| doses.get(trial.id, arm.id).unwrap_or(0.0));
    let first = controls.next().unwrap_or(0.0);
    controls
        .all(|dose| dose.total_cmp(&first).is_eq())
        .then_some(first)
}

/// A trial with its effects and how they vary together.
fn dosed_trial(
    name: &str,
    row: usize,
    dosed: &[Dosed],
    reference: f64,
    plan: Plan,
) -> Result<DosedTrial, NotDosed> {
    let (policy, corrected) = policy_of_all(dosed, plan).ok_or(NotDosed::NoEffect)?;
    let told: Vec<(&Dosed, Effect, f64)> = dosed
        .iter()
        .filter_map(|dosed| {
            let effect = effect_under(&dosed.row, plan, policy)?;
            Some((dosed, effect, control_part_under(&dosed.row, plan, policy)?))
        })
        .collect();
    if told.is_empty() {
        return Err(NotDosed::NoEffect);
    }
    let covariance = Symmetric::new(told.len(), |row, column| {
        match (told.get(row), told.get(column)) {
            (Some((_, effect, _)), Some(_)) if row == column => effect.variance,
            // What the treatment-arm correction adds to the control group depends on the arm.
            (Some((.., one)), Some((.., other))) => one.min(*other),
            _ => 0.0,
        }
    });
    let contrasts = Contrasts::new(
        reference,
        told.iter().map(|(dosed, ..)| dosed.dose).collect(),
        told.iter().map(|(_, effect, _)| effect.estimate).collect(),
        covariance,
    )
    .ok_or(NotDosed::NoEffect)?;
    if contrasts.different_doses() == 0 {
        return Err(NotDosed::NoDifference);
    }
    Ok(DosedTrial {
        name: name.to_owned(),
        row,
        arms: told.iter().map(|(dosed, ..)| dosed.arm.clone()).collect(),
        contrasts,
        corrected,
        without_effect: dosed.len() - told.len(),
    })
}

/// The correction for all comparisons of a trial together, and whether anything is added; `None` where no arm tells anything.
fn policy_of_all(dosed: &[Dosed], plan: Plan) -> Option<(Policy, bool)> {
    let policy = own_effect_policy(plan);
    let touches = dosed.iter().any(|dosed| match &dosed.row {
        Row::Counts(table) => policy.touches(table),
        Row::PersonTime(trial) => policy.touches_rates(trial),
        Row::Means(_) | Row::Proportion(_) | Row::Estimate(_) | Row::Impossible => false,
    });
    if !touches {
        return Some((policy, false));
    }
    let is_empty = dosed.iter().all(|dosed| dosed.row.is_double_zero())
        || dosed.iter().all(|dosed| dosed.row.is_all_events());
    if is_empty && policy.double_zero == DoubleZero::Drop {
        return None;
    }
    let of_all = Policy {
        scope: Scope::Every,
        double_zero: DoubleZero::Keep,
        ..policy
    };
    Some((of_all, true))
}

/// A trial whose arms can be given doses.
#[derive(Clone, Debug, PartialEq)]
pub struct DosableTrial {
    /// Which.
    pub trial: TrialId,
    /// What it is called.
    pub name: String,
    /// Its arms on the sides that are compared.
    pub arms: Vec<DosableArm>,
}

/// An arm that can be given a dose.
#[derive(Clone, Debug, PartialEq)]
pub struct DosableArm {
    /// Which.
    pub arm: ArmId,
    /// What it is called; may be empty.
    pub label: String,
    /// Its side.
    pub role: Role,
    /// The dose that was said.
    pub dose: Option<f64>,
    /// The dose that stands in its name, in the unit that most arms have, where none was said and it is no control arm.
    pub proposed: Option<f64>,
}

/// The pooled trials of an outcome with their arms, and the unit of the doses that stand in their names, where any do.
#[must_use]
pub fn dosable_trials(
    review: &Review,
    prepared: &Prepared,
    doses: &ArmDoses,
) -> (Vec<DosableTrial>, Option<String>) {
    let trials: Vec<&Trial> = prepared
        .trials()
        .filter_map(|(id, _)| review.trial(id).map(AsRef::as_ref))
        .collect();
    let experimental = trials.iter().flat_map(|trial| &trial.arms);
    let experimental = experimental.filter(|arm| arm.role == Role::Experimental);
    let named: Vec<NamedDose> = experimental
        .filter_map(|arm| dose_in_name(&arm.label))
        .collect();
    let unit = usual_unit(named.iter());
    let proposed = |arm: &crate::data::Arm| {
        let found = dose_in_name(&arm.label).filter(|_| arm.role == Role::Experimental)?;
        let same = unit.as_ref()?.eq_ignore_ascii_case(&found.unit);
        same.then_some(found.dose)
            .filter(|dose| ArmDoses::is_possible(*dose))
    };
    let listed = trials.iter().map(|trial| DosableTrial {
        trial: trial.id,
        name: trial.name.clone(),
        arms: trial
            .arms
            .iter()
            .filter(|arm| arm.role != Role::Ignored)
            .map(|arm| {
                let dose = doses.get(trial.id, arm.id);
                DosableArm {
                    arm: arm.id,
                    label: arm.label.trim().to_owned(),
                    role: arm.role,
                    dose,
                    proposed: proposed(arm).filter(|_| dose.is_none()),
                }
            })
            .collect(),
    });
    (listed.collect(), unit)
}

/// The doses with those that are proposed taken in, and their unit where none was said.
#[must_use]
pub fn with_proposed(review: &Review, prepared: &Prepared, doses: &ArmDoses) -> ArmDoses {
    let mut next = doses.clone();
    let (trials, unit) = dosable_trials(review, prepared, doses);
    for trial in trials {
        for arm in trial.arms {
            if let Some(dose) = arm.proposed {
                next.set(trial.trial, arm.arm, Some(dose));
            }
        }
    }
    if next.unit.trim().is_empty()
        && next != *doses
        && let Some(unit) = unit.filter(|unit| unit.len() <= ArmDoses::LONGEST_UNIT)
    {
        next.unit = unit;
    }
    next
}
