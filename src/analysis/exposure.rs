//! How long the people of an outcome were watched: people times follow-up, and which trials watched for shorter than the
//! outcome is thought to take.
//!
//! Person-time that was reported is taken as it stands. Otherwise a trial's follow-up is the time point at which the outcome
//! was read, or what stands in a column on follow-up; multiplied by people it approximates the person-time, as it counts
//! neither those who were lost nor the time after an event (Cochrane Handbook 6.7.1).

use super::{Prepared, TrialData};
use crate::data::{CovariateId, OutcomeId, Review, Trial, TrialId, follow_up_in, length_in_days};
use crate::math::sum::sum;

/// Days in a year.
pub const DAYS_IN_A_YEAR: f64 = 365.25;

/// How long the people of one trial were watched.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrialExposure {
    /// The trial.
    pub trial: TrialId,
    /// People in the arms that are compared; `None` where their number is not part of what was pooled.
    pub people: Option<u64>,
    /// Person-time as reported, in the unit of the table.
    pub reported: Option<f64>,
    /// Days of follow-up; `None` where that is not said.
    pub days: Option<f64>,
}

/// How long the people of an outcome were watched.
#[derive(Clone, Debug, PartialEq)]
pub struct Exposure {
    /// The trials that are pooled.
    pub trials: Vec<TrialExposure>,
    /// The column from which follow-up was taken, where one was needed.
    pub column: Option<CovariateId>,
    /// The latency that the panel states for the outcome, in days.
    pub latency: Option<f64>,
}

impl Exposure {
    /// Person-years by people and follow-up, over the trials that have both; `None` where none has.
    #[must_use]
    pub fn person_years(&self) -> Option<f64> {
        let products = self.trials.iter().filter_map(|trial| {
            let people = trial.people? as f64;
            Some(people * trial.days? / DAYS_IN_A_YEAR)
        });
        let products: Vec<f64> = products.collect();
        (!products.is_empty()).then(|| sum(products))
    }

    /// Person-time as it was reported, in the unit of the table, where every trial reported it.
    #[must_use]
    pub fn reported_time(&self) -> Option<f64> {
        let reported: Option<Vec<f64>> = self.trials.iter().map(|trial| trial.reported).collect();
        reported.filter(|reported| !reported.is_empty()).map(sum)
    }

    /// Trials of which people and follow-up are known.
    #[must_use]
    pub fn with_both(&self) -> usize {
        let both = |trial: &&TrialExposure| trial.people.is_some() && trial.days.is_some();
        self.trials.iter().filter(both).count()
    }

    /// Trials of which the follow-up is known.
    #[must_use]
    pub fn with_follow_up(&self) -> usize {
        let known = self.trials.iter().filter(|trial| trial.days.is_some());
        known.count()
    }

    /// Trials that watched for shorter than the latency, of those whose follow-up is known; `None` without a latency.
    #[must_use]
    pub fn shorter(&self) -> Option<usize> {
        let latency = self.latency?;
        let days = self.trials.iter().filter_map(|trial| trial.days);
        Some(days.filter(|days| *days < latency).count())
    }
}

/// How long the people of an outcome were watched in the trials that are pooled.
#[must_use]
pub fn exposure(review: &Review, prepared: &Prepared, outcome: OutcomeId) -> Exposure {
    let column = follow_up_column(review);
    let mut from_column = false;
    let trials = prepared.trials().filter_map(|(id, rows)| {
        let trial = review.trial(id)?;
        let data: Vec<TrialData> = prepared
            .request
            .trials
            .get(rows)?
            .iter()
            .map(|row| row.data)
            .collect();
        let people: Option<Vec<u64>> = data.iter().map(people_of).collect();
        let reported: Option<Vec<f64>> = data.iter().map(time_of).collect();
        let at = time_point(trial, outcome);
        let days = at.or_else(|| {
            let column = column?;
            let head = &review.covariates.iter().find(|one| one.id == column)?.name;
            let days = follow_up_in(head, trial.covariates.get(&column)?)?;
            from_column = true;
            Some(days)
        });
        Some(TrialExposure {
            trial: id,
            people: people.map(|people| people.into_iter().fold(0, u64::saturating_add)),
            reported: reported.map(sum),
            days,
        })
    });
    let trials = trials.collect();
    Exposure {
        trials,
        column: column.filter(|_| from_column),
        latency: review.panel.latency(outcome),
    }
}

/// When the numbers of an outcome that are used were read, in days.
fn time_point(trial: &Trial, outcome: OutcomeId) -> Option<f64> {
    let record = trial.records.get(&outcome)?;
    length_in_days(&record.time_point)
}

fn people_of(data: &TrialData) -> Option<u64> {
    match data {
        TrialData::Counts(table) => {
            Some(table.experimental_total.saturating_add(table.control_total))
        }
        TrialData::Proportion(proportion) => Some(proportion.total),
        TrialData::PersonTime(_) | TrialData::Means(_) | TrialData::Estimate { .. } => None,
    }
}

fn time_of(data: &TrialData) -> Option<f64> {
    match data {
        TrialData::PersonTime(rates) => Some(rates.experimental_time + rates.control_time),
        TrialData::Counts(_)
        | TrialData::Proportion(_)
        | TrialData::Means(_)
        | TrialData::Estimate { .. } => None,
    }
}

/// The first column whose head speaks of follow-up and in which some trial's follow-up can be told.
fn follow_up_column(review: &Review) -> Option<CovariateId> {
    let column = review.covariates.iter().find(|column| {
        let says = column.name.to_lowercase().replace([' ', '-', '_'], "");
        says.contains("followup")
            && review.trials.iter().any(|trial| {
                let cell = trial.covariates.get(&column.id);
                cell.is_some_and(|cell| follow_up_in(&column.name, cell).is_some())
            })
    });
    column.map(|column| column.id)
}
