//! One plan carried out on the rows: each trial's own result and the pooled answer.

use serde::{Deserialize, Serialize};

use super::likelihood;
use super::own::{corrected_in_pool, own_effect, own_result};
use super::rows::{Row, Rows};
use super::score;
use super::{TrialResult, TrialUse};
use crate::data::{
    ConfidenceLevel, Correction, Interval, Measure, Method, OutcomeKind, Plan, TauSquaredEstimator,
};
use crate::effect::{Cells, Effect, IntervalEstimate, Policy, Rates, Transformation};
use crate::math::sum::sum;
use crate::pool::random_effects::{self, MeanInterval};
use crate::pool::{
    CommonEffect, Heterogeneity, Pooled, Undefined, heterogeneity, inverse_variance,
    mantel_haenszel, mantel_haenszel_rates, miettinen_nurminen, peto, prediction, robust,
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
}

impl Fit {
    /// The trials' own results, and a reason in the place of the pool.
    pub(super) fn without_pool(rows: &Rows, plan: Plan, reason: Undefined) -> Self {
        Self {
            trials: rows
                .rows
                .iter()
                .map(|row| own_result(row, plan, rows.level))
                .collect(),
            pooled: Err(reason),
            corrected: 0,
            hartung_knapp_factor: None,
        }
    }
}

/// Whether a measure can be pooled by a method.
pub(super) fn applies(measure: Measure, method: Method) -> bool {
    match method {
        Method::MantelHaenszel
        | Method::RandomEffects(TauSquaredEstimator::DerSimonianLairdMantelHaenszel) => {
            matches!(
                measure,
                Measure::RiskRatio
                    | Measure::OddsRatio
                    | Measure::RiskDifference
                    | Measure::RateRatio
                    | Measure::RateDifference
            )
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
    let mut fit = Fit::without_pool(rows, plan, Undefined::NotApplicable);
    if let Err(reason) = estimable(rows, plan) {
        for trial in &mut fit.trials {
            if trial.used == TrialUse::Pooled {
                trial.used = TrialUse::NotEstimable;
            }
        }
        fit.pooled = Err(reason);
        return fit;
    }
    fit.pooled = match plan.method {
        Method::MantelHaenszel => mantel_haenszel(rows, plan, &mut fit.trials),
        Method::MiettinenNurminen => score::pool(rows, &mut fit.trials),
        Method::Peto => peto(rows, &mut fit.trials),
        Method::InverseVariance => inverse_variance(rows, plan, &mut fit.trials),
        Method::RandomEffects(estimator) => {
            let (pooled, factor) = random_effects(rows, plan, estimator, &mut fit.trials);
            fit.hartung_knapp_factor = factor;
            pooled
        }
        Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => likelihood::pool(rows, plan, &mut fit.trials),
    }
    .and_then(|pooled| writable(pooled, plan.measure.is_ratio()));
    if fit.pooled.is_err() {
        for trial in &mut fit.trials {
            trial.weight = None;
        }
    }
    fit.corrected = rows
        .rows
        .iter()
        .zip(&fit.trials)
        .filter(|(row, trial)| trial.used == TrialUse::Pooled && corrected_in_pool(row, plan))
        .count();
    fit
}

/// Whether a number can be had at all, before any formula.
pub(super) fn estimable(rows: &Rows, plan: Plan) -> Result<(), Undefined> {
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
    match plan.measure.kind() {
        // The score interval needs no events.
        OutcomeKind::Counts if plan.method == Method::MiettinenNurminen => Ok(()),
        OutcomeKind::Counts | OutcomeKind::PersonTime => with_events(rows, plan),
        OutcomeKind::Proportions => with_events_and_others(rows, plan),
        OutcomeKind::Means | OutcomeKind::Estimates(_) => Ok(()),
    }
}

/// Whether the arms, all trials together, have the events that the measure needs.
fn with_events(rows: &Rows, plan: Plan) -> Result<(), Undefined> {
    let measure = plan.measure;
    let (experimental, control) = rows.events(measure);
    let empty = [experimental == 0, control == 0];
    let full = rows.totals().map_or([false, false], |totals| {
        [
            experimental == totals.experimental_total,
            control == totals.control_total,
        ]
    });
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

/// The rows that enter the pool.
fn pooled_rows<'a>(
    rows: &'a Rows,
    trials: &'a [TrialResult],
) -> impl Iterator<Item = &'a Row> + 'a {
    rows.rows
        .iter()
        .zip(trials)
        .filter(|(_, trial)| trial.used == TrialUse::Pooled)
        .map(|(row, _)| row)
}

/// The cells to pool of the rows that enter as tables.
fn pooled_cells(rows: &Rows, trials: &[TrialResult], correction: Correction) -> Vec<Cells> {
    let policy = Policy::from(correction);
    pooled_rows(rows, trials)
        .filter_map(|row| {
            let Row::Counts(table) = row else {
                return None;
            };
            policy.cells(table)
        })
        .collect()
}

/// The rates to pool of the rows that enter with person-time.
fn pooled_rates(rows: &Rows, trials: &[TrialResult], correction: Correction) -> Vec<Rates> {
    let policy = Policy::from(correction);
    pooled_rows(rows, trials)
        .filter_map(|row| {
            let Row::PersonTime(trial) = row else {
                return None;
            };
            policy.rates(trial)
        })
        .collect()
}

/// The effects that enter an inverse-variance pool.
fn pooled_effects(trials: &[TrialResult], rows: &Rows, plan: Plan) -> Vec<Effect> {
    pooled_rows(rows, trials)
        .filter_map(|row| own_effect(row, plan))
        .collect()
}

/// Mantel and Haenszel's common effect of the rows that enter the pool.
fn stratified(rows: &Rows, plan: Plan, trials: &[TrialResult]) -> Option<CommonEffect> {
    let cells = pooled_cells(rows, trials, plan.correction);
    let rates = pooled_rates(rows, trials, plan.correction);
    stratified_of(plan.measure, &cells, &rates)
}

/// Mantel and Haenszel's estimate by the measure, of cells or of rates; `None` where the measure has none.
pub(super) fn stratified_of(
    measure: Measure,
    cells: &[Cells],
    rates: &[Rates],
) -> Option<CommonEffect> {
    match measure {
        Measure::RiskRatio => mantel_haenszel::risk_ratio(cells),
        Measure::OddsRatio => mantel_haenszel::odds_ratio(cells),
        Measure::RiskDifference => mantel_haenszel::risk_difference(cells),
        Measure::RateRatio => mantel_haenszel_rates::rate_ratio(rates),
        Measure::RateDifference => mantel_haenszel_rates::rate_difference(rates),
        Measure::PetoOddsRatio
        | Measure::ArcsineDifference
        | Measure::MeanDifference
        | Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances
        | Measure::RatioOfMeans
        | Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion
        | Measure::GenericRatio
        | Measure::GenericDifference => None,
    }
}

fn mantel_haenszel(
    rows: &Rows,
    plan: Plan,
    trials: &mut [TrialResult],
) -> Result<Pooled, Undefined> {
    let mut common = stratified(rows, plan, trials).ok_or(Undefined::NoEstimableTrial)?;
    if plan.correction == Correction::None {
        common.weights = shares_of_information(rows, plan, trials);
    }
    share_out(trials, &common);
    let heterogeneity = around_stratified(rows, plan, trials, common.estimate);
    if plan.interval != Interval::Robust {
        return Ok(common_effect(&common, heterogeneity, rows.level));
    }
    let terms = terms(rows, plan, trials);
    let robust = if plan.measure.is_ratio() {
        robust::of_ratio(&terms)
    } else {
        robust::of_difference(&terms)
    };
    let mean = robust::interval(&common, robust, terms.len(), rows.level);
    Ok(Pooled {
        heterogeneity,
        ..tested(&mean, terms.len())
    })
}

/// The heterogeneity around Mantel and Haenszel's estimate: Cochran's Q with each trial's own variance; of differences without
/// a correction by the score where a trial has an empty cell, and with it no variance of its own that could be believed.
fn around_stratified(
    rows: &Rows,
    plan: Plan,
    trials: &[TrialResult],
    estimate: f64,
) -> Option<Heterogeneity> {
    let has_empty_cell = pooled_rows(rows, trials).any(Row::has_empty_cell);
    let by_score = has_empty_cell && plan.correction == Correction::None;
    match plan.measure {
        Measure::RiskDifference if by_score => miettinen_nurminen::homogeneity(
            &pooled_cells(rows, trials, plan.correction),
            estimate,
            rows.level,
        ),
        Measure::RateDifference if by_score => mantel_haenszel_rates::homogeneity(
            &pooled_rates(rows, trials, plan.correction),
            estimate,
            rows.level,
        ),
        _ => {
            // Trials that enter the sums without an effect of their own (everybody had the event) do not enter Q.
            let effects = pooled_effects(trials, rows, plan);
            let q = heterogeneity::q_around(&effects, estimate);
            heterogeneity::from_q(q, effects.len(), rows.level)
        }
    }
}

/// What each trial that was pooled adds to the two sums of Mantel and Haenszel's estimate.
fn terms(rows: &Rows, plan: Plan, trials: &[TrialResult]) -> Vec<(f64, f64)> {
    let cells = pooled_cells(rows, trials, plan.correction);
    let rates = pooled_rates(rows, trials, plan.correction);
    let of_cells = |term: fn(&Cells) -> (f64, f64)| cells.iter().map(term).collect();
    let of_rates = |term: fn(&Rates) -> (f64, f64)| rates.iter().map(term).collect();
    match plan.measure {
        Measure::RiskRatio => of_cells(mantel_haenszel::risk_ratio_term),
        Measure::OddsRatio => of_cells(mantel_haenszel::odds_ratio_term),
        Measure::RiskDifference => of_cells(mantel_haenszel::risk_difference_term),
        Measure::RateRatio => of_rates(mantel_haenszel_rates::rate_ratio_term),
        Measure::RateDifference => of_rates(mantel_haenszel_rates::rate_difference_term),
        Measure::PetoOddsRatio
        | Measure::ArcsineDifference
        | Measure::MeanDifference
        | Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances
        | Measure::RatioOfMeans
        | Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion
        | Measure::GenericRatio
        | Measure::GenericDifference => Vec::new(),
    }
}

/// What the trials weigh in Mantel and Haenszel's estimate without correction, in percent.
///
/// A ratio is ΣR / ΣS. Programs print shares of ΣS, the sum of the control arms' events, in which a trial whose events all
/// happened in the other arm weighs nothing although it decides half the answer. These are the shares of what S is on
/// average where risks do not differ, given each trial's own margins: which trial brings how much information, whichever
/// arm its events fell in. Differences have weights that do not depend on where the events fell: those are kept.
fn shares_of_information(rows: &Rows, plan: Plan, trials: &[TrialResult]) -> Vec<f64> {
    let cells = pooled_cells(rows, trials, plan.correction);
    let rates = pooled_rates(rows, trials, plan.correction);
    let information: Vec<f64> = match plan.measure {
        Measure::RiskRatio => cells
            .iter()
            .map(mantel_haenszel::risk_ratio_information)
            .collect(),
        Measure::OddsRatio => cells
            .iter()
            .map(mantel_haenszel::odds_ratio_information)
            .collect(),
        Measure::RateRatio => rates
            .iter()
            .map(mantel_haenszel_rates::rate_ratio_information)
            .collect(),
        Measure::RiskDifference
        | Measure::RateDifference
        | Measure::PetoOddsRatio
        | Measure::ArcsineDifference
        | Measure::MeanDifference
        | Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances
        | Measure::RatioOfMeans
        | Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion
        | Measure::GenericRatio
        | Measure::GenericDifference => terms(rows, plan, trials)
            .into_iter()
            .map(|(_, weight)| weight)
            .collect(),
    };
    let all = sum(information.iter().copied());
    information
        .into_iter()
        .map(|information| 100.0 * information / all)
        .collect()
}

/// Whether a ratio of Mantel and Haenszel's rests on two trials of which one holds all events of one side and the other all
/// of the other side: one is all of ΣR and nothing of ΣS, the other the reverse.
pub(super) fn rests_on_two_sides(rows: &Rows, plan: Plan, trials: &[TrialResult]) -> bool {
    if plan.method != Method::MantelHaenszel || !plan.measure.is_ratio() {
        return false;
    }
    let terms = terms(rows, plan, trials);
    let with_events = || terms.iter().filter(|(r, s)| *r > 0.0 || *s > 0.0);
    let is_one_sided = |(r, s): &(f64, f64)| (*r > 0.0) != (*s > 0.0);
    with_events().count() == 2 && with_events().all(is_one_sided)
}

fn peto(rows: &Rows, trials: &mut [TrialResult]) -> Result<Pooled, Undefined> {
    let cells = pooled_cells(rows, trials, Correction::None);
    let common = peto::odds_ratio(&cells).ok_or(Undefined::NoEstimableTrial)?;
    share_out(trials, &common);
    let (q, counting) = peto::q(&cells);
    Ok(common_effect(
        &common,
        heterogeneity::from_q(q, counting, rows.level),
        rows.level,
    ))
}

fn inverse_variance(
    rows: &Rows,
    plan: Plan,
    trials: &mut [TrialResult],
) -> Result<Pooled, Undefined> {
    let effects = pooled_effects(trials, rows, plan);
    let common = inverse_variance::mean(&effects, 0.0).ok_or(Undefined::NoEstimableTrial)?;
    share_out(trials, &common);
    let q = heterogeneity::q_around(&effects, common.estimate);
    Ok(common_effect(
        &common,
        heterogeneity::from_q(q, effects.len(), rows.level),
        rows.level,
    ))
}

fn random_effects(
    rows: &Rows,
    plan: Plan,
    estimator: TauSquaredEstimator,
    trials: &mut [TrialResult],
) -> (Result<Pooled, Undefined>, Option<f64>) {
    let effects = pooled_effects(trials, rows, plan);
    let fitted = if estimator == TauSquaredEstimator::DerSimonianLairdMantelHaenszel {
        stratified(rows, plan, trials)
            .and_then(|common| random_effects::fit_around(&effects, common.estimate))
    } else {
        random_effects::fit(&effects, estimator)
    };
    let Some(fitted) = fitted else {
        return (Err(Undefined::NoEstimableTrial), None);
    };
    share_out(trials, &fitted.mean);
    let pooled = fitted
        .interval(plan.interval, &effects, rows.level)
        .map(|mean| {
            let predicted = prediction::interval(
                &mean.interval,
                fitted.tau_squared.value,
                effects.len(),
                plan.prediction,
                rows.level,
            );
            let mut pooled = tested(&mean, effects.len());
            pooled.heterogeneity = fitted.heterogeneity(&effects, rows.level);
            pooled.prediction = predicted;
            pooled.converged = fitted.tau_squared.converged;
            pooled
        });
    (pooled, fitted.hartung_knapp_factor)
}

/// Hands the weights back to the rows that were pooled.
fn share_out(trials: &mut [TrialResult], common: &CommonEffect) {
    let pooled = trials
        .iter_mut()
        .filter(|trial| trial.used == TrialUse::Pooled);
    for (trial, weight) in pooled.zip(&common.weights) {
        trial.weight = Some(*weight);
    }
}

fn common_effect(
    common: &CommonEffect,
    heterogeneity: Option<Heterogeneity>,
    level: ConfidenceLevel,
) -> Pooled {
    let mean = MeanInterval::symmetric(
        IntervalEstimate::wald(common.estimate, common.standard_error, level),
        None,
    );
    Pooled {
        heterogeneity,
        ..tested(&mean, common.weights.len())
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
