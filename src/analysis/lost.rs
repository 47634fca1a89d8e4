//! An outcome pooled again with the people lost counted in, under what is assumed of them.
//!
//! Where everybody lost is taken to have had the event or not, counts stay whole, and the outcome is pooled by its own method.
//! Otherwise each trial's risks are mixtures of the people analysed and those lost, its effect has a variance by the delta method,
//! and effects are pooled by inverse variance (Higgins, White and Wood 2008, Clinical Trials 5:225; White, Higgins and Wood 2008,
//! Statistics in Medicine 27:711). Or anything may be so, and the variance of a trial is that of an interval that reaches from its
//! best to its worst case (Gamble and Hollis 2005, Journal of Clinical Epidemiology 58:579).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::prepare::prepare;
use super::{NoSelection, Prepared, TrialData};
use crate::data::{
    Correction, CountEntries, Entry, Interval, LostAssumption, Measure, Method, OutcomeId, Plan,
    Review, Role, Settings, TauSquaredEstimator, Trial, TrialId, Values,
};
use crate::effect::{Policy, TwoByTwo};
use crate::math::normal;

/// How many people were lost from the trials that are pooled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PeopleLost {
    /// From the experimental arms.
    pub experimental: u64,
    /// From the control arms.
    pub control: u64,
    /// Trials of the pool that say how many were lost, nobody among it.
    pub trials: usize,
}

impl PeopleLost {
    /// Lost from either side.
    #[must_use]
    pub fn all(self) -> u64 {
        self.experimental.saturating_add(self.control)
    }
}

/// How many people were lost from the trials of a pool, as they say it of this outcome.
#[must_use]
pub fn people_lost(review: &Review, prepared: &Prepared) -> PeopleLost {
    let mut lost = PeopleLost::default();
    let Some(outcome) = prepared.outcome else {
        return lost;
    };
    for (id, _) in prepared.trials() {
        let Some(trial) = review.trial(id) else {
            continue;
        };
        let mut says = false;
        for (role, entries) in counted_arms(trial, outcome) {
            let Some(people) = entries.lost.value() else {
                continue;
            };
            match role {
                Role::Experimental => lost.experimental = lost.experimental.saturating_add(people),
                Role::Control => lost.control = lost.control.saturating_add(people),
                Role::Ignored => continue,
            }
            says = true;
        }
        lost.trials += usize::from(says);
    }
    lost
}

/// The arms of a trial with their counts, where an outcome has counts.
fn counted_arms(
    trial: &Trial,
    outcome: OutcomeId,
) -> impl Iterator<Item = (Role, &CountEntries)> + '_ {
    let values = trial.records.get(&outcome).map(|record| &record.values);
    let arms = match values {
        Some(Values::Counts(arms)) => Some(arms),
        Some(Values::PersonTime(_) | Values::Means(_) | Values::Estimate(_)) | None => None,
    };
    let arms = arms.into_iter().flatten();
    arms.filter_map(|(id, entries)| {
        let arm = trial.arms.iter().find(|arm| arm.id == *id)?;
        Some((arm.role, entries))
    })
}

/// The request of an outcome under what is assumed of the people lost; with it the measure of its effects, where the request
/// holds them as estimates.
pub(super) fn assumed(
    review: &Review,
    settings: &Settings,
    outcome: OutcomeId,
    assumption: LostAssumption,
) -> Result<(Prepared, Option<Measure>), NoSelection> {
    let prepared =
        |review: &Review| prepare(review, settings, outcome).ok_or(NoSelection::NoTrialSelected);
    let had_it = |role: Role| match role {
        Role::Experimental => assumption.had_it(true),
        Role::Control | Role::Ignored => assumption.had_it(false),
    };
    let reported = prepared(review)?;
    if people_lost(review, &reported).all() == 0 {
        return Err(NoSelection::NobodyLost);
    }
    if assumption.had_it(true).is_some() {
        let counted = counted_in(review, outcome, |role| had_it(role) == Some(true));
        return Ok((prepared(&counted)?, None));
    }
    let everybody = prepared(&counted_in(review, outcome, |_| false))?;
    let plan = reported.request.plan;
    let plan = plan.unwrap_or_else(|| super::proposed(&reported.request).plan);
    let asked = mixed(reported, &everybody, plan, assumption);
    Ok((asked, Some(plan.measure)))
}

/// The tables that enter the pool of an outcome, each with the people lost from its experimental and from its control arm: reduced
/// and parted as the table is.
#[must_use]
pub fn lost_tables(
    review: &Review,
    settings: &Settings,
    outcome: OutcomeId,
) -> Vec<(TwoByTwo, [u64; 2])> {
    let everybody = counted_in(review, outcome, |_| false);
    let (Some(reported), Some(everybody)) = (
        prepare(review, settings, outcome),
        prepare(&everybody, settings, outcome),
    ) else {
        return Vec::new();
    };
    beside(&reported, &everybody)
        .into_iter()
        .map(|(_, row, with_lost)| {
            let lost = [
                with_lost
                    .experimental_total
                    .saturating_sub(row.experimental_total),
                with_lost.control_total.saturating_sub(row.control_total),
            ];
            (row, lost)
        })
        .collect()
}

/// The review with the people lost from an outcome among its totals, and among its events where this says so of their side.
fn counted_in(review: &Review, outcome: OutcomeId, had_it: impl Fn(Role) -> bool) -> Review {
    let mut counted = review.clone();
    for trial in &mut counted.trials {
        let loses = counted_arms(trial, outcome)
            .any(|(_, entries)| entries.lost.value().is_some_and(|lost| lost > 0));
        if !loses {
            continue;
        }
        let trial = Arc::make_mut(trial);
        let arms = &trial.arms;
        let role = |id| arms.iter().find(|arm| arm.id == id).map(|arm| arm.role);
        let Some(Values::Counts(entries)) = trial
            .records
            .get_mut(&outcome)
            .map(|record| &mut record.values)
        else {
            continue;
        };
        for (id, arm) in entries {
            // What could not be pooled as reported cannot be with the people lost either.
            let (Some(events), Some(total), Some(lost), Some(role)) = (
                arm.events.value(),
                arm.total.value(),
                arm.lost.value(),
                role(*id),
            ) else {
                continue;
            };
            if total == 0 || events > total {
                continue;
            }
            arm.total = Entry::reported(total.saturating_add(lost));
            if had_it(role) {
                arm.events = Entry::reported(events.saturating_add(lost));
            }
        }
    }
    counted
}

/// The tables of a request, each with its row and with the same table when the people lost are among its totals.
fn beside(reported: &Prepared, everybody: &Prepared) -> Vec<(usize, TwoByTwo, TwoByTwo)> {
    let mut tables: BTreeMap<(TrialId, usize), TwoByTwo> = BTreeMap::new();
    for (trial, rows) in everybody.trials() {
        let of_trial = everybody.request.trials.get(rows).unwrap_or_default();
        for (nth, row) in of_trial.iter().enumerate() {
            if let TrialData::Counts(table) = row.data {
                tables.insert((trial, nth), table);
            }
        }
    }
    let mut all = Vec::new();
    for (trial, range) in reported.trials() {
        for (nth, row) in range.enumerate() {
            let data = reported.request.trials.get(row).map(|row| row.data);
            if let Some(TrialData::Counts(table)) = data {
                let with_lost = tables.get(&(trial, nth)).copied().unwrap_or(table);
                all.push((row, table, with_lost));
            }
        }
    }
    all
}

/// The request with each trial's effect as an estimate. Trials that have none are not in it.
fn mixed(
    mut reported: Prepared,
    everybody: &Prepared,
    plan: Plan,
    assumption: LostAssumption,
) -> Prepared {
    let (mut rows, mut trials, mut corrected) = (Vec::new(), Vec::new(), false);
    let mut before = None;
    for (row, table, with_lost) in beside(&reported, everybody) {
        let known = reported.rows.get(row).zip(reported.request.trials.get(row));
        let found = effect(table, with_lost, plan.measure, assumption);
        let (Some((trial, asked)), Some((effect, variance))) = (known, found) else {
            continue;
        };
        corrected |= corrects(table, plan.measure)
            || assumption == LostAssumption::Uncertain
                && extremes(table, with_lost)
                    .iter()
                    .any(|extreme| corrects(*extreme, plan.measure));
        let mut asked = asked.clone();
        asked.data = TrialData::Estimate {
            effect,
            standard_error: variance.sqrt(),
        };
        asked.continues = before == Some(*trial);
        before = Some(*trial);
        rows.push(*trial);
        trials.push(asked);
    }
    let correction = if corrected {
        Correction::HalfWhereZero
    } else {
        Correction::None
    };
    let plan = Plan {
        correction,
        ..of_estimates(plan)
    };
    reported.rows = rows;
    reported.request.trials = trials;
    reported.request.plan = Some(plan);
    reported.request.measure = Some(plan.measure);
    reported
}

/// The plan by which estimates are pooled in the place of counts: inverse variance as it was, or with random effects where the
/// effects of trials may differ in the plan.
fn of_estimates(plan: Plan) -> Plan {
    let (method, interval) = match plan.method {
        // Counts are needed around whose pooled estimate its Q is.
        Method::RandomEffects(TauSquaredEstimator::DerSimonianLairdMantelHaenszel) => (
            Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
            plan.interval,
        ),
        Method::RandomEffects(_) => (plan.method, plan.interval),
        Method::GeneralizedLinear(_) | Method::Bayesian(_) => (
            Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
            Interval::HartungKnappSafeguarded,
        ),
        Method::InverseVariance
        | Method::MantelHaenszel
        | Method::MiettinenNurminen
        | Method::Peto
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_) => (Method::InverseVariance, Interval::Wald),
    };
    Plan {
        measure: if plan.measure.is_ratio() {
            Measure::GenericRatio
        } else {
            Measure::GenericDifference
        },
        method,
        interval,
        ..plan
    }
}

/// People of one arm.
#[derive(Clone, Copy)]
struct Arm {
    /// With the event, among those analysed.
    events: f64,
    /// Analysed.
    analysed: f64,
    /// Lost.
    lost: f64,
}

impl Arm {
    /// The risk among the people analysed.
    fn risk(self) -> f64 {
        self.events / self.analysed
    }

    /// The share of people who were analysed.
    fn share(self) -> f64 {
        self.analysed / (self.analysed + self.lost)
    }

    /// The variance of the risk among those analysed.
    fn variance_of_risk(self) -> f64 {
        let risk = self.risk();
        risk * (1.0 - risk) / self.analysed
    }

    /// The variance of the share.
    fn variance_of_share(self) -> f64 {
        let share = self.share();
        share * (1.0 - share) / (self.analysed + self.lost)
    }
}

/// The scale on which risks are compared, at one risk: its value and its slope.
fn on_scale(measure: Measure, risk: f64) -> Option<(f64, f64)> {
    let other = 1.0 - risk;
    match measure {
        Measure::RiskRatio => Some((libm::log(risk), 1.0 / risk)),
        Measure::OddsRatio | Measure::PetoOddsRatio => {
            Some((libm::log(risk / other), 1.0 / (risk * other)))
        }
        Measure::RiskDifference => Some((risk, 1.0)),
        Measure::ArcsineDifference => {
            Some((libm::asin(risk.sqrt()), 1.0 / (2.0 * (risk * other).sqrt())))
        }
        Measure::RateRatio
        | Measure::RateDifference
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

/// Whether half a person is added to each cell of a trial: one is empty, and the effect is no difference of risks.
fn corrects(table: TwoByTwo, measure: Measure) -> bool {
    measure != Measure::RiskDifference && table.has_empty_cell()
}

/// The effect of a trial with the people lost, and its variance; `None` where it has none, such as a ratio without an event in
/// either arm. Half a person is added to the four cells of a trial with an empty one, but for differences of risks.
fn effect(
    reported: TwoByTwo,
    with_lost: TwoByTwo,
    measure: Measure,
    assumption: LostAssumption,
) -> Option<(f64, f64)> {
    let all_alike =
        reported.experimental_events + reported.control_events == 0 || reported.is_all_events();
    if measure.is_ratio() && all_alike {
        return None;
    }
    if assumption == LostAssumption::Uncertain {
        return uncertain(reported, with_lost, measure);
    }
    let half = if corrects(reported, measure) {
        0.5
    } else {
        0.0
    };
    let arm = |events: u64, analysed: u64, with_lost: u64| Arm {
        events: events as f64 + half,
        analysed: analysed as f64 + 2.0 * half,
        lost: with_lost.saturating_sub(analysed) as f64,
    };
    let experimental = arm(
        reported.experimental_events,
        reported.experimental_total,
        with_lost.experimental_total,
    );
    let control = arm(
        reported.control_events,
        reported.control_total,
        with_lost.control_total,
    );
    let (effect, variance) = match assumption {
        LostAssumption::Odds([of_experimental, of_control]) => {
            let (one, own) = by_odds(experimental, of_experimental, measure)?;
            let (other, variance) = by_odds(control, of_control, measure)?;
            (one - other, own + variance)
        }
        LostAssumption::AsControl => as_control(experimental, control, measure)?,
        LostAssumption::Nobody
        | LostAssumption::Everybody
        | LostAssumption::ControlAlone
        | LostAssumption::ExperimentalAlone
        | LostAssumption::Uncertain => return None,
    };
    (effect.is_finite() && variance.is_finite() && variance > 0.0).then_some((effect, variance))
}

/// A trial's table in its two extremes: the people lost from the control arm alone had the event, and those lost from the
/// experimental arm alone.
fn extremes(reported: TwoByTwo, with_lost: TwoByTwo) -> [TwoByTwo; 2] {
    let lost_experimental = with_lost
        .experimental_total
        .saturating_sub(reported.experimental_total);
    let lost_control = with_lost
        .control_total
        .saturating_sub(reported.control_total);
    [
        TwoByTwo {
            experimental_events: reported.experimental_events,
            control_events: reported.control_events.saturating_add(lost_control),
            ..with_lost
        },
        TwoByTwo {
            experimental_events: reported
                .experimental_events
                .saturating_add(lost_experimental),
            control_events: reported.control_events,
            ..with_lost
        },
    ]
}

/// The effect of the people analysed with the variance that says how uncertain it is whatever became of those lost: that of an
/// interval from the lower 95 % limit of one extreme to the upper limit of the other, its width over 2 × 1.96, squared (Gamble
/// and Hollis 2005). Peto's ratio is taken as an odds ratio, as with the other assumptions.
fn uncertain(reported: TwoByTwo, with_lost: TwoByTwo, measure: Measure) -> Option<(f64, f64)> {
    let measure = match measure {
        Measure::PetoOddsRatio => Measure::OddsRatio,
        other => other,
    };
    let policy = Policy::from(if measure == Measure::RiskDifference {
        Correction::None
    } else {
        Correction::HalfWhereZero
    });
    let own = |table: TwoByTwo| crate::effect::effect(measure, &policy.cells(&table)?);
    let analysed = own(reported).filter(|analysed| analysed.variance > 0.0)?;
    let [fewest, most] = extremes(reported, with_lost).map(own);
    let z = normal::QUANTILE_975;
    let (fewest, most) = (fewest?, most?);
    let width =
        (most.estimate + z * most.variance.sqrt()) - (fewest.estimate - z * fewest.variance.sqrt());
    let error = width / (2.0 * z);
    let usable = analysed.estimate.is_finite() && error.is_finite() && error > 0.0;
    usable.then_some((analysed.estimate, error * error))
}

/// An arm's risk on the scale of the measure with its variance, where the odds among the people lost are so many times those among
/// the people analysed: with π the risk and α the share of those analysed, δ the odds ratio,
/// π* = απ + (1 − α)·δπ/(1 − π + δπ), and
/// Var π* = (α + (1 − α)δ/(1 − π + δπ)²)²·π(1 − π)/n + (π − δπ/(1 − π + δπ))²·α(1 − α)/(n + m)
/// (White, Higgins and Wood 2008, section 3, the odds ratio taken as known).
fn by_odds(arm: Arm, odds: f64, measure: Measure) -> Option<(f64, f64)> {
    let (risk, share) = (arm.risk(), arm.share());
    let mixing = 1.0 - risk + odds * risk;
    let lost_risk = odds * risk / mixing;
    let mixed = share * risk + (1.0 - share) * lost_risk;
    let by_risk = share + (1.0 - share) * odds / (mixing * mixing);
    let by_share = risk - lost_risk;
    let variance =
        by_risk * by_risk * arm.variance_of_risk() + by_share * by_share * arm.variance_of_share();
    let (value, slope) = on_scale(measure, mixed)?;
    Some((value, slope * slope * variance))
}

/// The effect of a trial whose people lost, from either arm, had the risk of its control arm, with its variance by the delta
/// method: that risk stands on both sides, so that the two are not independent.
fn as_control(experimental: Arm, control: Arm, measure: Measure) -> Option<(f64, f64)> {
    let (own, share, other) = (experimental.risk(), experimental.share(), control.risk());
    let mixed = share * own + (1.0 - share) * other;
    let (one, slope) = on_scale(measure, mixed)?;
    let (two, slope_of_control) = on_scale(measure, other)?;
    let by_own = slope * share;
    let by_control = slope * (1.0 - share) - slope_of_control;
    let by_share = slope * (own - other);
    let variance = by_own * by_own * experimental.variance_of_risk()
        + by_control * by_control * control.variance_of_risk()
        + by_share * by_share * experimental.variance_of_share();
    Some((one - two, variance))
}

/// What is assumed, one after the other: everybody and nobody, the two extremes, the control risk, and odds ratios in all
/// directions of those that were chosen for the two arms; and at last that anything may be so.
#[must_use]
pub fn lost_assumptions([experimental, control]: [f64; 2]) -> Vec<LostAssumption> {
    let mut all = vec![
        LostAssumption::Nobody,
        LostAssumption::Everybody,
        LostAssumption::ControlAlone,
        LostAssumption::ExperimentalAlone,
        LostAssumption::AsControl,
    ];
    for odds in [
        [1.0, 1.0],
        [experimental, control],
        [1.0 / experimental, 1.0 / control],
        [experimental, 1.0 / control],
        [1.0 / experimental, control],
    ] {
        let assumption = LostAssumption::Odds(odds);
        if !all.contains(&assumption) {
            all.push(assumption);
        }
    }
    all.push(LostAssumption::Uncertain);
    all
}
