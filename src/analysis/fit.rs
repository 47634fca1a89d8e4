//! One plan carried out on the rows: each trial's own result and the pooled answer.

use serde::{Deserialize, Serialize};

use super::likelihood::{self, is_likelihood};
use super::mean::{
    Mean, mean, mean_with_tau_squared, pooled, pooled_cells, pooled_effects, pooled_rates,
    pooled_tables,
};
use super::own::{Entrant, corrected_in_pool};
use super::rows::{Row, Rows};
use super::stratified::{Stratified, rests_on_two_sides};
use super::{TrialResult, TrialUse};
use crate::data::{
    ConfidenceLevel, Correction, Interval, Measure, Method, OutcomeKind, Plan, TauSquaredEstimator,
};
use crate::effect::{IntervalEstimate, Transformation};
use crate::pool::random_effects::MeanInterval;
use crate::pool::tau_squared::TauSquared;
use crate::pool::{
    Heterogeneity, Pooled, Undefined, heterogeneity, mantel_haenszel_rates, miettinen_nurminen,
    peto, prediction,
};

/// What carrying out a plan gives, apart from all that an answer says about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// One result a row.
    pub(super) trials: Vec<TrialResult>,
    /// The pooled answer.
    pub(super) pooled: Result<Pooled, Undefined>,
    /// Trials whose cells were corrected before they entered the pool.
    pub(super) corrected: usize,
    /// q of Hartung and Knapp, for random effects over two trials or more.
    pub(super) hartung_knapp_factor: Option<f64>,
    /// Whether a ratio of Mantel and Haenszel's rests on two trials, each with all events of one side.
    pub(super) rests_on_two_sides: bool,
}

impl Fit {
    /// The trials' own results, and a reason in the place of the pool.
    pub(super) fn without_pool(rows: &Rows, plan: Plan, reason: Undefined) -> Self {
        Self {
            pooled: Err(reason),
            ..Self::of_entrants(&rows.entrants(plan), plan, rows.level)
        }
    }

    fn of_entrants(entrants: &[Entrant], plan: Plan, level: ConfidenceLevel) -> Self {
        Self {
            trials: entrants
                .iter()
                .map(|entrant| entrant.result(plan, level))
                .collect(),
            pooled: Err(Undefined::NotApplicable),
            corrected: 0,
            hartung_knapp_factor: None,
            rests_on_two_sides: false,
        }
    }
}

/// Whether a measure can be pooled by a method.
pub(super) fn applies(measure: Measure, method: Method) -> bool {
    match method {
        Method::MantelHaenszel
        | Method::RandomEffects(TauSquaredEstimator::DerSimonianLairdMantelHaenszel) => {
            Stratified::of(measure).is_some()
        }
        Method::MiettinenNurminen => measure == Measure::RiskDifference,
        Method::Peto => measure == Measure::PetoOddsRatio,
        Method::InverseVariance | Method::RandomEffects(_) => true,
        Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => likelihood::applies(measure, method),
    }
}

/// Carries out `plan` on `rows`.
pub(super) fn fit(rows: &Rows, plan: Plan) -> Fit {
    fit_of_entrants(rows, &rows.entrants(plan), plan)
}

/// The same where it is known what each row brings in.
pub(super) fn fit_of_entrants(rows: &Rows, entrants: &[Entrant], plan: Plan) -> Fit {
    let mut fit = Fit::of_entrants(entrants, plan, rows.level);
    if let Err(reason) = estimable(rows, plan) {
        for trial in &mut fit.trials {
            if trial.used == TrialUse::Pooled {
                trial.used = TrialUse::NotEstimable;
            }
        }
        fit.pooled = Err(reason);
        return fit;
    }
    fit.pooled = pool(rows, entrants, plan, &mut fit)
        .and_then(|pooled| writable(pooled, plan.measure.is_ratio()));
    if fit.pooled.is_err() {
        for trial in &mut fit.trials {
            trial.weight = None;
        }
    }
    fit.corrected = pooled(entrants)
        .filter(|entrant| corrected_in_pool(&entrant.row, plan))
        .count();
    fit
}

/// The pool of rows for which a number can be had; the trials' weights with it.
fn pool(rows: &Rows, entrants: &[Entrant], plan: Plan, fit: &mut Fit) -> Result<Pooled, Undefined> {
    if is_likelihood(plan.method) {
        return likelihood::pool(rows, plan, &mut fit.trials);
    }
    let level = rows.level;
    let mean = mean(entrants, plan, level).ok_or(Undefined::NoEstimableTrial)?;
    let sums = Stratified::of(plan.measure).filter(|_| plan.method == Method::MantelHaenszel);
    match sums {
        Some(sums) if plan.correction == Correction::None => {
            share_out(&mut fit.trials, &sums.shares_of_information(entrants));
        }
        Some(_) | None => share_out(&mut fit.trials, &mean.weights),
    }
    fit.rests_on_two_sides = sums
        .is_some_and(|sums| plan.measure.is_ratio() && rests_on_two_sides(&sums.terms(entrants)));
    if let Some((random, _)) = &mean.random {
        fit.hartung_knapp_factor = random.hartung_knapp_factor;
    }
    pooled_of(&mean, entrants, plan, level)
}

/// Whether an interval of a mean can be written down.
pub(super) fn is_writable(found: &MeanInterval, plan: Plan) -> bool {
    found.statistic.is_finite() && found.interval.is_writable(plan.measure.is_ratio())
}

/// The pool of random effects whose variance between trials is given: that of these rows and others together. Neither an interval
/// of τ² nor a prediction goes with it.
pub(super) fn fit_with_tau_squared(
    rows: &Rows,
    plan: Plan,
    tau_squared: TauSquared,
) -> Result<Pooled, Undefined> {
    estimable(rows, plan)?;
    let entrants = rows.entrants(plan);
    let mean = mean_with_tau_squared(&entrants, plan, tau_squared, rows.level)
        .ok_or(Undefined::NoEstimableTrial)?;
    let mut pooled = pooled_of(&mean, &entrants, plan, rows.level)?;
    pooled.prediction = None;
    if let Some(heterogeneity) = &mut pooled.heterogeneity {
        heterogeneity.tau_squared_interval = None;
        heterogeneity.i_squared_interval = None;
    }
    writable(pooled, plan.measure.is_ratio())
}

/// The mean with its test, the heterogeneity around it and the prediction.
fn pooled_of(
    mean: &Mean,
    entrants: &[Entrant],
    plan: Plan,
    level: ConfidenceLevel,
) -> Result<Pooled, Undefined> {
    let interval = mean.interval.as_ref().map_err(|reason| *reason)?;
    let plain = tested(interval, mean.weights.len());
    if let Some((random, effects)) = &mean.random {
        return Ok(Pooled {
            heterogeneity: random.heterogeneity(effects, level),
            prediction: prediction::interval(
                &interval.interval,
                random.tau_squared.value,
                effects.len(),
                plan.prediction,
                level,
            ),
            converged: random.tau_squared.converged,
            ..plain
        });
    }
    Ok(Pooled {
        heterogeneity: around(entrants, plan, interval.interval.estimate, level),
        ..plain
    })
}

/// Whether a number can be had at all, before any formula.
pub(super) fn estimable(rows: &Rows, plan: Plan) -> Result<(), Undefined> {
    answered(rows, plan)?;
    match plan.measure.kind() {
        OutcomeKind::Counts | OutcomeKind::PersonTime => {
            with_events(plan, rows.events(plan.measure), rows.people())
        }
        OutcomeKind::Proportions => with_events_and_others(rows, plan),
        OutcomeKind::Means | OutcomeKind::Estimates(_) => Ok(()),
    }
}

/// Whether the rows hold numbers that the plan is made for.
pub(super) fn answered(rows: &Rows, plan: Plan) -> Result<(), Undefined> {
    if rows.rows.is_empty() {
        return Err(Undefined::NoTrials);
    }
    if !applies(plan.measure, plan.method) || !plan.correction.is_possible() {
        return Err(Undefined::NotApplicable);
    }
    let mut answering = rows.answering(plan.measure);
    if answering.next().is_none() {
        let impossible = rows.rows.iter().all(|row| *row == Row::Impossible);
        return Err(if impossible {
            Undefined::NoEstimableTrial
        } else {
            Undefined::NotApplicable
        });
    }
    Ok(())
}

/// Whether the arms, all trials together, have the events that the measure needs: `events` and `people` are those of the
/// experimental and of the control arms.
pub(super) fn with_events(
    plan: Plan,
    events: (u64, u64),
    people: Option<(u64, u64)>,
) -> Result<(), Undefined> {
    if plan.method == Method::MiettinenNurminen {
        // The score interval needs no events.
        return Ok(());
    }
    let measure = plan.measure;
    let (experimental, control) = events;
    let empty = [experimental == 0, control == 0];
    let full = match people {
        Some(people) => [experimental == people.0, control == people.1],
        None => [false, false],
    };
    let needs_events = matches!(
        measure,
        Measure::RiskRatio | Measure::OddsRatio | Measure::RateRatio
    );
    if empty == [true, true] {
        Err(Undefined::NoEvents)
    } else if full == [true, true] {
        Err(Undefined::AllEvents)
    } else if likelihood::is_finite_without_events(plan.method) {
        Ok(())
    } else if needs_events && empty != [false, false] {
        Err(Undefined::ArmWithoutEvent {
            experimental: empty[0],
        })
    } else if measure == Measure::OddsRatio && full != [false, false] {
        Err(Undefined::ArmAllEvents {
            experimental: full[0],
        })
    } else {
        Ok(())
    }
}

/// Whether the proportions of one arm, all trials together, have what their scale needs: an estimate that rested on
/// corrections alone would say nothing.
fn with_events_and_others(rows: &Rows, plan: Plan) -> Result<(), Undefined> {
    let arms = rows.proportions();
    let needs_correction =
        Transformation::of(plan.measure).is_some_and(Transformation::needs_correction);
    if needs_correction && arms.iter().all(|arm| arm.events == 0) {
        Err(Undefined::NoEvents)
    } else if needs_correction && arms.iter().all(|arm| arm.events == arm.total) {
        Err(Undefined::AllEvents)
    } else {
        Ok(())
    }
}

/// The heterogeneity around the common effect of a method; `None` for fewer than two trials with an effect.
fn around(
    entrants: &[Entrant],
    plan: Plan,
    estimate: f64,
    level: ConfidenceLevel,
) -> Option<Heterogeneity> {
    match plan.method {
        Method::MantelHaenszel => around_stratified(entrants, plan, estimate, level),
        Method::Peto => {
            let (q, counting) = peto::q(&pooled_tables(entrants));
            heterogeneity::from_q(q, counting, level)
        }
        Method::MiettinenNurminen => {
            let cells = pooled_tables(entrants);
            miettinen_nurminen::homogeneity(&cells, estimate, level)
        }
        Method::InverseVariance
        | Method::RandomEffects(_)
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => around_mean(entrants, estimate, level),
    }
}

/// Cochran's Q around an estimate, with each trial's own variance.
fn around_mean(
    entrants: &[Entrant],
    estimate: f64,
    level: ConfidenceLevel,
) -> Option<Heterogeneity> {
    let effects = pooled_effects(entrants);
    let q = heterogeneity::q_around(&effects, estimate);
    heterogeneity::from_q(q, effects.len(), level)
}

/// The heterogeneity around Mantel and Haenszel's estimate: Cochran's Q with each trial's own variance; of differences without
/// a correction by the score where a trial has an empty cell, and with it no variance of its own that could be believed.
fn around_stratified(
    entrants: &[Entrant],
    plan: Plan,
    estimate: f64,
    level: ConfidenceLevel,
) -> Option<Heterogeneity> {
    let has_empty_cell = pooled(entrants).any(|entrant| entrant.row.has_empty_cell());
    let by_score = has_empty_cell && plan.correction == Correction::None;
    match plan.measure {
        Measure::RiskDifference if by_score => {
            miettinen_nurminen::homogeneity(&pooled_cells(entrants), estimate, level)
        }
        Measure::RateDifference if by_score => {
            mantel_haenszel_rates::homogeneity(&pooled_rates(entrants), estimate, level)
        }
        _ => around_mean(entrants, estimate, level),
    }
}

/// Hands the weights back to the rows that were pooled.
fn share_out(trials: &mut [TrialResult], weights: &[f64]) {
    let pooled = trials
        .iter_mut()
        .filter(|trial| trial.used == TrialUse::Pooled);
    for (trial, weight) in pooled.zip(weights) {
        trial.weight = Some(*weight);
    }
}

/// The answer without heterogeneity, with the test that belongs to its interval.
fn tested(mean: &MeanInterval, trials: usize) -> Pooled {
    Pooled {
        interval: mean.interval,
        statistic: Some(mean.statistic),
        degrees_of_freedom: mean.degrees_of_freedom,
        p_value: mean.p_value(),
        trials,
        heterogeneity: None,
        prediction: None,
        converged: true,
        posterior: None,
    }
}

/// Refuses an answer that cannot be written down; a prediction interval that cannot is left out.
fn writable(mut pooled: Pooled, is_ratio: bool) -> Result<Pooled, Undefined> {
    let tested = pooled.statistic.is_none_or(f64::is_finite) && pooled.p_value.is_finite();
    if !tested || !pooled.interval.is_writable(is_ratio) {
        return Err(Undefined::NoEstimableTrial);
    }
    pooled.prediction = pooled.prediction.filter(|(lower, upper)| {
        let limits = IntervalEstimate {
            lower: *lower,
            upper: *upper,
            ..pooled.interval
        };
        limits.is_writable(is_ratio)
    });
    Ok(pooled)
}

/// Whether the interval of this plan is one of Hartung and Knapp's.
pub(super) fn uses_hartung_knapp(plan: Plan) -> bool {
    matches!(plan.method, Method::RandomEffects(_))
        && matches!(
            plan.interval,
            Interval::HartungKnapp | Interval::HartungKnappSafeguarded
        )
}
