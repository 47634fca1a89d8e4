//! Rates adjusted for follow-up from counts: events and people of each arm, and for how long a trial followed them.
//!
//! Each arm's risk is taken to come from a hazard that is the same throughout, and both arms of a trial to be followed for the same
//! time, so that the complementary log-log of the risk is ln λ + ln T and the ratio of the hazards needs no T ([`hazards`]; Dias,
//! Sutton, Ades & Welton 2013, Medical Decision Making 33:607). The time is needed for the rates themselves. It is the time point at
//! which the outcome was read, or what stands in a column on follow-up ([`exposure`]): a mean or a planned time, which neither counts
//! those who were lost nor ends at an event. All of it is therefore approximate.

use super::exposure::{DAYS_IN_A_YEAR, exposure};
use super::rows::{Row, Rows};
use super::{Prepared, Undefined};
use crate::data::{ConfidenceLevel, CovariateId, OutcomeId, Review};
use crate::effect::{IntervalEstimate, TwoByTwo, hazard, log_hazard_ratio};
use crate::pool::mixed_model::{FollowedArm, Spread, common_hazard, hazards};

/// One comparison of a trial.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FollowedTrial {
    /// Its row of the request.
    pub row: usize,
    /// Events and people.
    pub table: TwoByTwo,
    /// Days of follow-up; `None` where that is not said.
    pub days: Option<f64>,
    /// Its own log hazard ratio with Wald's interval; `None` where an arm has no event, or only events.
    pub ratio: Option<IntervalEstimate>,
}

impl FollowedTrial {
    /// Events per person-year in the experimental and in the control arm; `None` where the follow-up is not known, or everybody
    /// had the event.
    #[must_use]
    pub fn rates(&self) -> [Option<f64>; 2] {
        let years = self.days.map(|days| days / DAYS_IN_A_YEAR);
        let arms = [
            (
                self.table.experimental_events,
                self.table.experimental_total,
            ),
            (self.table.control_events, self.table.control_total),
        ];
        arms.map(|(events, people)| {
            let rate = hazard(events, people, years?);
            rate.is_finite().then_some(rate)
        })
    }
}

/// A pooled hazard ratio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HazardRatio {
    /// The log ratio with Wald's interval.
    pub interval: IntervalEstimate,
    /// τ² of the trials' log hazard ratios; 0 where one ratio is supposed for all.
    pub tau_squared: f64,
    /// Whether every iteration met its tolerance.
    pub converged: bool,
}

/// Rates adjusted for follow-up.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowUpRates {
    /// The comparisons, in the order of the request.
    pub trials: Vec<FollowedTrial>,
    /// The mean of hazard ratios that differ between trials; of a single trial its own.
    pub ratio: Result<HazardRatio, Undefined>,
    /// One hazard ratio for all.
    pub common: Result<HazardRatio, Undefined>,
    /// Trials that say something about the ratio: with an event, and with somebody without.
    pub informative: usize,
    /// Trials of which the follow-up is known.
    pub followed: usize,
    /// Events per person-year of the control arms whose trial's follow-up is known, as if it were one rate; `None` where none is
    /// known, or none of them had an event, or everybody.
    pub control_rate: Option<f64>,
    /// The level of the intervals.
    pub level: ConfidenceLevel,
    /// The column from which follow-up was taken, where one was needed.
    pub column: Option<CovariateId>,
}

impl FollowUpRates {
    /// Events per person-year in the experimental arms at the control arms' rate, with limits that take that rate as known:
    /// `[rate, lower, upper]`.
    #[must_use]
    pub fn experimental_rate(&self) -> Option<[f64; 3]> {
        let (control, ratio) = (self.control_rate?, self.ratio.as_ref().ok()?);
        let interval = &ratio.interval;
        let at = |log_ratio: f64| control * libm::exp(log_ratio);
        Some([interval.estimate, interval.lower, interval.upper].map(at))
    }
}

/// Rates adjusted for follow-up of an outcome that counts people; `None` for any other, and where no trial has counts that can be.
#[must_use]
pub fn follow_up_rates(
    review: &Review,
    prepared: &Prepared,
    outcome: OutcomeId,
) -> Option<FollowUpRates> {
    let rows = Rows::of(&prepared.request);
    let watched = exposure(review, prepared, outcome);
    let days = |row: usize| {
        let trial = prepared.rows.get(row)?;
        let mut trials = watched.trials.iter();
        let days = trials.find(|watched| watched.trial == *trial)?.days;
        days.filter(|days| *days > 0.0)
    };
    let trials: Vec<FollowedTrial> = rows
        .rows
        .iter()
        .enumerate()
        .filter_map(|(place, row)| Some(followed(row.table()?, place, days(place), rows.level)))
        .collect();
    if trials.is_empty() {
        return None;
    }
    let informative = rows.trials(|row| {
        matches!(row, Row::Counts(table) if !table.is_double_zero() && !table.is_all_events())
    });
    let common = pooled(&rows, Spread::Common);
    let ratio = match pooled(&rows, Spread::Estimated) {
        Err(Undefined::TooFewTrials { .. }) => common,
        ratio => ratio,
    };
    let followed = watched
        .trials
        .iter()
        .filter(|trial| trial.days.is_some_and(|days| days > 0.0));
    Some(FollowUpRates {
        ratio,
        common,
        informative,
        followed: followed.count(),
        control_rate: control_rate(&trials),
        level: rows.level,
        column: watched.column,
        trials,
    })
}

fn followed(
    table: TwoByTwo,
    row: usize,
    days: Option<f64>,
    level: ConfidenceLevel,
) -> FollowedTrial {
    let ratio = log_hazard_ratio(&table.cells())
        .map(|effect| IntervalEstimate::wald(effect.estimate, effect.variance.sqrt(), level));
    FollowedTrial {
        row,
        table,
        days,
        ratio,
    }
}

fn pooled(rows: &Rows, spread: Spread) -> Result<HazardRatio, Undefined> {
    let fitted = hazards(&rows.tables, spread)?;
    let interval = IntervalEstimate::wald(fitted.estimate, fitted.standard_error, rows.level);
    if !interval.is_writable(true) {
        return Err(Undefined::NotConverged);
    }
    Ok(HazardRatio {
        interval,
        tau_squared: fitted.tau_squared,
        converged: fitted.converged,
    })
}

fn control_rate(trials: &[FollowedTrial]) -> Option<f64> {
    let arms: Vec<FollowedArm> = trials
        .iter()
        .filter_map(|trial| {
            Some(FollowedArm {
                events: trial.table.control_events as f64,
                people: trial.table.control_total as f64,
                time: trial.days? / DAYS_IN_A_YEAR,
            })
        })
        .collect();
    common_hazard(&arms)
}
