//! Collects the notes of an answer: what its reader must know.

use super::fit::{Fit, fit, uses_hartung_knapp};
use super::own::correction_in_force;
use super::proposal::{LARGEST_ALLOCATION, MODERATE_ODDS_RATIO, VERY_RARE, largest_allocation};
use super::rows::{Row, Rows};
use super::{Totals, TrialUse};
use crate::data::{CountModel, Measure, Method, Note, OutcomeKind, Plan};
use crate::effect::TwoByTwo;
use crate::pool::{Pooled, prediction};
use crate::safety::{RARE, crude_risk};

/// With fewer events than this for each trial, on average over the trials that have any, I² says little.
const SPARSE_EVENTS_PER_TRIAL: f64 = 5.0;

/// A trial with more than this share, in percent, decides the answer alone.
const DOMINANT_WEIGHT: f64 = 50.0;

/// Where the variance grows by this without a trial, the others hold less than half of what is known.
const LESS_THAN_HALF: f64 = 2.0;

/// All notes on this answer, those on the data first.
pub(super) fn notes(rows: &Rows, plan: Plan, fit: &Fit) -> Vec<Note> {
    let mut notes = Vec::new();
    let kind = plan.measure.kind();
    if matches!(kind, OutcomeKind::Counts | OutcomeKind::PersonTime)
        && rows.answering(plan.measure).next().is_some()
    {
        on_events(rows, plan, fit, &mut notes);
    }
    if kind == OutcomeKind::Proportions && fit.corrected > 0 {
        notes.push(correction_in_use(plan, fit));
    }
    if let Ok(pooled) = &fit.pooled {
        on_pool(plan, fit, pooled, &mut notes);
        notes.extend(dominant_trial(rows, plan, fit, pooled));
        if fit.rests_on_two_sides {
            notes.push(Note::WeightsOfBothArms);
        }
    }
    notes
}

fn correction_in_use(plan: Plan, fit: &Fit) -> Note {
    Note::CorrectionInUse {
        correction: correction_in_force(plan),
        trials: fit.corrected,
    }
}

fn on_events(rows: &Rows, plan: Plan, fit: &Fit, notes: &mut Vec<Note>) {
    let arms = rows.events(plan.measure);
    let events = arms.0 + arms.1;
    if events == 0 {
        notes.push(Note::NoEvents);
    } else if arms.0 == 0 || arms.1 == 0 {
        notes.push(Note::ArmWithoutEvent {
            experimental: arms.0 == 0,
        });
    }
    let count = |is: fn(&Row) -> bool| rows.answering(plan.measure).filter(|row| is(row)).count();
    let double_zero = count(Row::is_double_zero);
    if double_zero > 0 && events > 0 {
        notes.push(Note::DoubleZero {
            trials: double_zero,
            used: fit.pooled.is_ok() && uses_double_zero(rows, fit),
        });
    }
    let all_events = count(Row::is_all_events);
    if all_events > 0 {
        notes.push(Note::AllEvents { trials: all_events });
    }
    let full_arms = count(Row::has_one_full_arm);
    if full_arms > 0 {
        notes.push(Note::FullArms { trials: full_arms });
    }
    if let Some(trial) = only_trial_with_events(rows, plan.measure) {
        notes.push(Note::EventsFromOneTrial { trial });
    }
    if fit.corrected > 0 {
        notes.push(correction_in_use(plan, fit));
    }
    let Ok(pooled) = &fit.pooled else { return };
    let empty_cells = count(Row::has_empty_cell);
    if matches!(
        plan.method,
        Method::InverseVariance | Method::RandomEffects(_)
    ) && empty_cells > 0
    {
        notes.push(Note::InverseVarianceWithZeros {
            trials: empty_cells,
        });
    }
    let with_events = count(|_| true) - double_zero;
    if pooled.heterogeneity.is_some()
        && (events as f64) < SPARSE_EVENTS_PER_TRIAL * with_events as f64
    {
        notes.push(Note::HeterogeneitySparse { events });
    }
    if let Some(totals) = rows
        .totals()
        .filter(|_| plan.measure.kind() == OutcomeKind::Counts)
    {
        on_counts(rows, plan, pooled, &totals, notes);
    }
}

fn on_counts(rows: &Rows, plan: Plan, pooled: &Pooled, totals: &Totals, notes: &mut Vec<Note>) {
    let risk = crude_risk(&rows.tables);
    let wald = plan.method != Method::MiettinenNurminen;
    if plan.measure == Measure::RiskDifference && risk < RARE && wald {
        notes.push(Note::RiskDifferenceWithRareEvents { risk });
    }
    notes.extend(peto_doubtful(&rows.tables, plan, pooled, risk));
    notes.extend(crude_reversed(totals, pooled));
}

fn uses_double_zero(rows: &Rows, fit: &Fit) -> bool {
    rows.rows
        .iter()
        .zip(&fit.trials)
        .any(|(row, trial)| row.is_double_zero() && trial.used == TrialUse::Pooled)
}

/// The row that holds all events, where several trials were pooled.
fn only_trial_with_events(rows: &Rows, measure: Measure) -> Option<usize> {
    let mut with_events = rows
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.answers(measure) && !row.is_double_zero())
        .map(|(index, _)| index);
    let first = with_events.next()?;
    (with_events.next().is_none() && rows.answering(measure).count() > 1).then_some(first)
}

fn peto_doubtful(tables: &[TwoByTwo], plan: Plan, pooled: &Pooled, risk: f64) -> Option<Note> {
    let allocation = largest_allocation(tables);
    let odds_ratio = libm::exp(pooled.interval.estimate);
    let fits = allocation <= LARGEST_ALLOCATION
        && (MODERATE_ODDS_RATIO.0..=MODERATE_ODDS_RATIO.1).contains(&odds_ratio)
        && risk < VERY_RARE;
    (plan.measure == Measure::PetoOddsRatio && !fits).then_some(Note::PetoDoubtful {
        allocation,
        odds_ratio,
        risk,
    })
}

/// Simpson's paradox: the arms' crude risks differ the other way than the estimate that keeps the trials apart.
fn crude_reversed(totals: &Totals, pooled: &Pooled) -> Option<Note> {
    let experimental = totals.experimental_events as f64 / totals.experimental_total as f64;
    let control = totals.control_events as f64 / totals.control_total as f64;
    (pooled.interval.estimate * (experimental - control) < 0.0).then_some(Note::CrudeReversed {
        experimental,
        control,
    })
}

fn on_pool(plan: Plan, fit: &Fit, pooled: &Pooled, notes: &mut Vec<Note>) {
    if !pooled.converged {
        notes.push(Note::NotConverged);
    }
    if matches!(
        plan.method,
        Method::BetaBinomial | Method::GeneralizedLinear(CountModel::RandomIntercepts)
    ) {
        notes.push(Note::ArmsAcrossTrials);
    }
    if plan.method.is_random() {
        let tau_squared = pooled.heterogeneity.and_then(|found| found.tau_squared);
        if tau_squared == Some(0.0) {
            notes.push(Note::TauSquaredAtZero);
        }
        if pooled.trials < prediction::FEWEST_TRIALS {
            notes.push(Note::PredictionSuppressed {
                trials: pooled.trials,
            });
        }
    }
    // With τ² above zero q is near 1 by its construction, and below 1 says nothing.
    let is_at_zero = pooled
        .heterogeneity
        .is_some_and(|found| found.tau_squared == Some(0.0));
    if let Some(factor) = fit
        .hartung_knapp_factor
        .filter(|factor| *factor < 1.0 && is_at_zero && uses_hartung_knapp(plan))
    {
        notes.push(Note::HartungKnappNarrower {
            interval: plan.interval,
            factor,
        });
    }
}

/// The trial that has more than half the weight, where leaving it out shows what that means.
fn dominant_trial(rows: &Rows, plan: Plan, fitted: &Fit, pooled: &Pooled) -> Option<Note> {
    let (trial, weight) = fitted
        .trials
        .iter()
        .enumerate()
        .filter_map(|(index, trial)| trial.weight.map(|weight| (index, weight)))
        .find(|(_, weight)| *weight > DOMINANT_WEIGHT && pooled.trials > 1)?;
    let without = fit(&rows.without(trial), plan).pooled.ok();
    let error = pooled.interval.standard_error;
    let is_most = without.as_ref().is_none_or(|without| {
        let other = without.interval.standard_error;
        other * other >= LESS_THAN_HALF * error * error
    });
    is_most.then(|| Note::DominantTrial {
        trial,
        weight,
        measure: plan.measure,
        without: without
            .map(|without| without.interval)
            .map(|interval| (interval.estimate, interval.lower, interval.upper)),
    })
}
