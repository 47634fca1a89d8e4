//! One plan carried out on the rows: each trial's own result and the pooled answer.

use super::rows::{Row, Rows};
use super::{TrialResult, TrialUse};
use crate::data::{Correction, Interval, Measure, Method, Plan, TauSquaredEstimator};
use crate::effect::{Cells, Effect, IntervalEstimate, Policy, TwoByTwo, effect};
use crate::math::{normal, student};
use crate::pool::random_effects::{self, MeanInterval};
use crate::pool::{
    CommonEffect, Heterogeneity, Pooled, Undefined, heterogeneity, inverse_variance,
    mantel_haenszel, peto, prediction,
};

/// What carrying out a plan gives.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fit {
    /// One result a row.
    pub(super) trials: Vec<TrialResult>,
    /// The pooled answer.
    pub(super) pooled: Result<Pooled, Undefined>,
    /// Trials whose cells were corrected before they entered the pool.
    pub(super) corrected: usize,
    /// q of Hartung and Knapp, for random effects over two trials or more.
    pub(super) hartung_knapp_factor: Option<f64>,
}

/// Whether a measure can be pooled by a method.
pub(super) fn applies(measure: Measure, method: Method) -> bool {
    match method {
        Method::MantelHaenszel => {
            matches!(
                measure,
                Measure::RiskRatio | Measure::OddsRatio | Measure::RiskDifference
            )
        }
        Method::Peto => measure == Measure::PetoOddsRatio,
        Method::InverseVariance | Method::RandomEffects(_) => true,
    }
}

/// Carries out `plan` on `rows`.
pub(super) fn fit(rows: &Rows, plan: Plan) -> Fit {
    let trials = rows.rows.iter().map(|row| own_result(row, plan)).collect();
    let mut fit = Fit {
        trials,
        pooled: Err(Undefined::NotApplicable),
        corrected: 0,
        hartung_knapp_factor: None,
    };
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
        Method::Peto => peto(rows, &mut fit.trials),
        Method::InverseVariance => inverse_variance(rows, plan, &mut fit.trials),
        Method::RandomEffects(estimator) => {
            let (pooled, factor) = random_effects(rows, plan, estimator, &mut fit.trials);
            fit.hartung_knapp_factor = factor;
            pooled
        }
    }
    .and_then(finite);
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

fn corrected_in_pool(row: &Row, plan: Plan) -> bool {
    match row {
        Row::Counts(table) => {
            plan.method != Method::Peto && Policy::from(plan.correction).touches(table)
        }
        Row::Estimate(_) | Row::Impossible => false,
    }
}

/// Whether a number can be had at all, before any formula.
fn estimable(rows: &Rows, plan: Plan) -> Result<(), Undefined> {
    if rows.rows.is_empty() {
        return Err(Undefined::NoTrials);
    }
    if !applies(plan.measure, plan.method) {
        return Err(Undefined::NotApplicable);
    }
    if plan.measure.is_generic() {
        return if rows.has_estimates() {
            Ok(())
        } else if rows.tables.is_empty() {
            Err(Undefined::NoEstimableTrial)
        } else {
            Err(Undefined::NotApplicable)
        };
    }
    let Some(totals) = rows.totals() else {
        return Err(if rows.has_estimates() {
            Undefined::NotApplicable
        } else {
            Undefined::NoEstimableTrial
        });
    };
    let arms = [
        (totals.experimental_events, totals.experimental_total),
        (totals.control_events, totals.control_total),
    ];
    let empty = arms.map(|(events, _)| events == 0);
    let full = arms.map(|(events, total)| events == total);
    match plan.measure {
        _ if empty == [true, true] => Err(Undefined::NoEvents),
        _ if full == [true, true] => Err(Undefined::AllEvents),
        Measure::RiskRatio | Measure::OddsRatio if empty != [false, false] => {
            Err(Undefined::ArmWithoutEvent {
                experimental: empty[0],
            })
        }
        Measure::OddsRatio if full != [false, false] => Err(Undefined::ArmAllEvents {
            experimental: full[0],
        }),
        _ => Ok(()),
    }
}

/// A trial's own effect as the forest plot shows it, before anything is pooled: its use is what it would be if every
/// usable trial entered.
fn own_result(row: &Row, plan: Plan) -> TrialResult {
    match row {
        Row::Counts(table) if !plan.measure.is_generic() => table_result(table, plan),
        Row::Estimate(own) if plan.measure.is_generic() => TrialResult {
            used: TrialUse::Pooled,
            effect: Some(wald(own)),
            weight: None,
            corrected: false,
        },
        Row::Counts(_) | Row::Estimate(_) => without_effect(TrialUse::NotEstimable),
        Row::Impossible => without_effect(TrialUse::Impossible),
    }
}

fn without_effect(used: TrialUse) -> TrialResult {
    TrialResult {
        used,
        effect: None,
        weight: None,
        corrected: false,
    }
}

fn table_result(table: &TwoByTwo, plan: Plan) -> TrialResult {
    let policy = own_effect_policy(plan);
    let own = own_effect(table, plan.measure, policy);
    TrialResult {
        used: table_use(table, plan, own.is_some()),
        effect: own.as_ref().map(wald),
        weight: None,
        corrected: own.is_some() && policy.touches(table),
    }
}

fn wald(own: &Effect) -> IntervalEstimate {
    IntervalEstimate::wald(own.estimate, own.variance.sqrt())
}

/// The correction under which a trial's own effect is shown and enters Q.
///
/// A pool without correction (Mantel–Haenszel) has trials with an empty cell whose own ratio is not finite; they are
/// shown and tested with 0.5 added, as R's `rma.mh` and RevMan do. Differences and Peto's ratio need no correction.
fn own_effect_policy(plan: Plan) -> Policy {
    match (plan.method, plan.measure, plan.correction) {
        (Method::MantelHaenszel, Measure::RiskRatio | Measure::OddsRatio, Correction::None) => {
            Policy::from(Correction::HalfWhereZero)
        }
        (Method::Peto, _, _) => Policy::from(Correction::None),
        (_, _, correction) => Policy::from(correction),
    }
}

fn own_effect(table: &TwoByTwo, measure: Measure, policy: Policy) -> Option<Effect> {
    effect(measure, &policy.cells(table)?).filter(|own| own.variance > 0.0)
}

fn table_use(table: &TwoByTwo, plan: Plan, has_effect: bool) -> TrialUse {
    let uncorrected = plan.correction == Correction::None;
    let contributes = match (plan.method, plan.measure) {
        // The sums of Mantel and Haenszel take what a table has to say, its own effect or not.
        (Method::MantelHaenszel, Measure::RiskDifference) if uncorrected => true,
        (Method::MantelHaenszel, Measure::RiskRatio) if uncorrected => !table.is_double_zero(),
        (Method::MantelHaenszel, Measure::OddsRatio) if uncorrected => {
            !table.is_double_zero() && !table.is_all_events()
        }
        _ => has_effect,
    };
    if contributes {
        TrialUse::Pooled
    } else if table.is_double_zero() {
        TrialUse::DoubleZero
    } else if table.is_all_events() {
        TrialUse::AllEvents
    } else {
        TrialUse::NotEstimable
    }
}

/// The rows that enter the pool as tables, with the cells to pool.
fn pooled_cells(rows: &Rows, trials: &[TrialResult], correction: Correction) -> Vec<Cells> {
    let policy = Policy::from(correction);
    rows.rows
        .iter()
        .zip(trials)
        .filter(|(_, trial)| trial.used == TrialUse::Pooled)
        .filter_map(|(row, _)| match row {
            Row::Counts(table) => policy.cells(table),
            Row::Estimate(_) | Row::Impossible => None,
        })
        .collect()
}

/// The effects that enter an inverse-variance pool.
fn pooled_effects(trials: &[TrialResult], rows: &Rows, plan: Plan) -> Vec<Effect> {
    rows.rows
        .iter()
        .zip(trials)
        .filter(|(_, trial)| trial.used == TrialUse::Pooled)
        .filter_map(|(row, _)| match row {
            Row::Counts(table) => own_effect(table, plan.measure, own_effect_policy(plan)),
            Row::Estimate(own) => Some(*own),
            Row::Impossible => None,
        })
        .collect()
}

fn mantel_haenszel(
    rows: &Rows,
    plan: Plan,
    trials: &mut [TrialResult],
) -> Result<Pooled, Undefined> {
    let cells = pooled_cells(rows, trials, plan.correction);
    let common = match plan.measure {
        Measure::RiskRatio => mantel_haenszel::risk_ratio(&cells),
        Measure::OddsRatio => mantel_haenszel::odds_ratio(&cells),
        _ => mantel_haenszel::risk_difference(&cells),
    }
    .ok_or(Undefined::NoEstimableTrial)?;
    share_out(trials, &common);
    // Trials that enter the sums without an effect of their own (everybody had the event) do not enter Q.
    let effects = pooled_effects(trials, rows, plan);
    let q = heterogeneity::q_around(&effects, common.estimate);
    Ok(common_effect(
        &common,
        heterogeneity::from_q(q, effects.len()),
    ))
}

fn peto(rows: &Rows, trials: &mut [TrialResult]) -> Result<Pooled, Undefined> {
    let cells = pooled_cells(rows, trials, Correction::None);
    let common = peto::odds_ratio(&cells).ok_or(Undefined::NoEstimableTrial)?;
    share_out(trials, &common);
    let (q, counting) = peto::q(&cells);
    Ok(common_effect(&common, heterogeneity::from_q(q, counting)))
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
        heterogeneity::from_q(q, effects.len()),
    ))
}

fn random_effects(
    rows: &Rows,
    plan: Plan,
    estimator: TauSquaredEstimator,
    trials: &mut [TrialResult],
) -> (Result<Pooled, Undefined>, Option<f64>) {
    let effects = pooled_effects(trials, rows, plan);
    let Some(fitted) = random_effects::fit(&effects, estimator) else {
        return (Err(Undefined::NoEstimableTrial), None);
    };
    share_out(trials, &fitted.mean);
    let pooled = fitted.interval(plan.interval).map(|mean| {
        let predicted = prediction::interval(
            &mean.interval,
            fitted.tau_squared.value,
            effects.len(),
            plan.prediction,
        );
        let mut pooled = tested(&mean, effects.len());
        pooled.heterogeneity = fitted.heterogeneity(&effects);
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

fn common_effect(common: &CommonEffect, heterogeneity: Option<Heterogeneity>) -> Pooled {
    let mean = MeanInterval {
        interval: IntervalEstimate::wald(common.estimate, common.standard_error),
        degrees_of_freedom: None,
    };
    Pooled {
        heterogeneity,
        ..tested(&mean, common.weights.len())
    }
}

/// The answer without heterogeneity, with the test that belongs to its interval.
fn tested(mean: &MeanInterval, trials: usize) -> Pooled {
    let statistic = mean.interval.estimate / mean.interval.standard_error;
    Pooled {
        interval: mean.interval,
        statistic,
        degrees_of_freedom: mean.degrees_of_freedom,
        p_value: match mean.degrees_of_freedom {
            None => normal::two_sided(statistic),
            Some(degrees_of_freedom) => student::two_sided(statistic, degrees_of_freedom),
        },
        trials,
        heterogeneity: None,
        prediction: None,
        converged: true,
    }
}

/// Refuses an answer with a number that is not finite.
fn finite(pooled: Pooled) -> Result<Pooled, Undefined> {
    let interval = &pooled.interval;
    let all_finite = [
        interval.estimate,
        interval.standard_error,
        interval.lower,
        interval.upper,
        pooled.statistic,
        pooled.p_value,
    ]
    .iter()
    .all(|number| number.is_finite());
    if all_finite {
        Ok(pooled)
    } else {
        Err(Undefined::NoEstimableTrial)
    }
}

/// Whether the interval of this plan is one of Hartung and Knapp's.
pub(super) fn uses_hartung_knapp(plan: Plan) -> bool {
    matches!(plan.method, Method::RandomEffects(_)) && plan.interval != Interval::Wald
}
