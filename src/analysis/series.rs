//! Sensitivity analyses that follow each other: without each trial in turn, and of the first trials of an order.
//!
//! Each is pooled as every other sensitivity analysis, by the plan of the main analysis: whatever that is, a trial that says
//! nothing in it changes nothing when it is left out.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Range;

use super::lost::{lost_assumptions, people_lost};
use super::{MainAnalysis, is_stated, number_of};
use crate::data::{
    CovariateId, Quantity, Review, SensitivityAnalysis, Trial, TrialId, TrialSelection,
};

/// Trials of which a series is made at most; more are neither read nor computed in bearable time.
pub const MOST_IN_SERIES: usize = 200;

/// A series of analyses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Series {
    /// Without each trial in turn.
    LeaveOneOut,
    /// The first trial, the first two, and so on to all.
    Cumulative(SeriesOrder),
    /// With the people lost, under one assumption after the other; of those by odds ratios with these for the experimental and
    /// the control arms.
    PeopleLost([f64; 2]),
}

/// In which order trials are taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SeriesOrder {
    /// By year; trials without one come last.
    #[default]
    Year,
    /// As they stand in the review.
    Input,
    /// The most precise first; trials without an effect of their own come last.
    Precision,
    /// The largest first, by people; trials of which their number is not known come last.
    Size,
    /// From the smallest to the largest effect of their own; trials without one come last.
    Effect,
    /// By what stands in a column: numbers from the smallest to the largest, then words by the alphabet, then trials of which it
    /// states nothing.
    Column(CovariateId),
}

impl SeriesOrder {
    /// Those of a review, the default first.
    #[must_use]
    pub fn all(review: &Review) -> Vec<Self> {
        let columns = review.covariates.iter();
        [
            Self::Year,
            Self::Input,
            Self::Precision,
            Self::Size,
            Self::Effect,
        ]
        .into_iter()
        .chain(columns.map(|column| Self::Column(column.id)))
        .collect()
    }
}

/// By what a trial is ordered: a number, then words. Trials without either have the last place.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
enum Place {
    Number(f64),
    Words(String),
    Last,
}

impl Place {
    fn of(number: Option<f64>) -> Self {
        number.map_or(Self::Last, Self::Number)
    }
}

/// The trials of the main analysis in the order of a series; trials that stand alike in it keep the order of the review.
#[must_use]
pub fn trials_of_series(review: &Review, main: MainAnalysis<'_>, series: Series) -> Vec<TrialId> {
    let trials = main.prepared.trials();
    let mut trials: Vec<(TrialId, Place)> = trials
        .map(|(trial, rows)| (trial, place(review, main, (trial, rows), series)))
        .collect();
    trials.sort_by(|(_, one), (_, other)| one.partial_cmp(other).unwrap_or(Ordering::Equal));
    trials.into_iter().map(|(trial, _)| trial).collect()
}

/// By what a trial, of these rows, is ordered in a series.
fn place(
    review: &Review,
    main: MainAnalysis<'_>,
    (trial, rows): (TrialId, Range<usize>),
    series: Series,
) -> Place {
    let order = match series {
        Series::LeaveOneOut | Series::PeopleLost(_) => SeriesOrder::Input,
        Series::Cumulative(order) => order,
    };
    let stated = review.trial(trial);
    match order {
        SeriesOrder::Input => Place::Number(0.0),
        SeriesOrder::Year => Place::of(stated.and_then(|trial| number_of(trial, Quantity::Year))),
        SeriesOrder::Precision => Place::of(error(main, rows)),
        SeriesOrder::Size => Place::of(people_in(main, rows).map(|people| -people)),
        SeriesOrder::Effect => Place::of(own_effect(main, rows)),
        SeriesOrder::Column(column) => stated.map_or(Place::Last, |trial| in_column(trial, column)),
    }
}

/// What a column states of a trial.
fn in_column(trial: &Trial, column: CovariateId) -> Place {
    if let Some(number) = number_of(trial, Quantity::Column(column)) {
        return Place::Number(number);
    }
    match trial.covariates.get(&column) {
        Some(words) if is_stated(words) => Place::Words(words.trim().to_lowercase()),
        Some(_) | None => Place::Last,
    }
}

/// The least standard error of a trial's comparisons.
fn error(main: MainAnalysis<'_>, rows: Range<usize>) -> Option<f64> {
    let results = main.response.trials.get(rows)?;
    let effects = results.iter().filter_map(|trial| trial.effect.as_ref());
    effects.map(|effect| effect.standard_error).reduce(f64::min)
}

/// The effect of the first of a trial's comparisons that has one.
fn own_effect(main: MainAnalysis<'_>, rows: Range<usize>) -> Option<f64> {
    let results = main.response.trials.get(rows)?;
    let mut effects = results.iter().filter_map(|trial| trial.effect.as_ref());
    effects.next().map(|effect| effect.estimate)
}

/// The people of a trial's comparisons together.
fn people_in(main: MainAnalysis<'_>, rows: Range<usize>) -> Option<f64> {
    let rows = main.prepared.request.trials.get(rows)?;
    rows.iter().map(|row| row.data.people()).sum()
}

/// The analyses of a series, one for each trial of [`trials_of_series`]; none for fewer than two trials or more than
/// [`MOST_IN_SERIES`].
#[must_use]
pub fn series(review: &Review, main: MainAnalysis<'_>, series: Series) -> Vec<SensitivityAnalysis> {
    if let Series::PeopleLost(odds) = series {
        let nobody = people_lost(review, main.prepared).all() == 0;
        let assumptions = lost_assumptions(odds).into_iter().filter(|_| !nobody);
        return assumptions
            .map(|assumption| SensitivityAnalysis {
                lost: Some(assumption),
                ..SensitivityAnalysis::default()
            })
            .collect();
    }
    let trials = trials_of_series(review, main, series);
    if !(2..=MOST_IN_SERIES).contains(&trials.len()) {
        return Vec::new();
    }
    let without = |out: BTreeSet<TrialId>| SensitivityAnalysis {
        trials: TrialSelection::Without(out),
        ..SensitivityAnalysis::default()
    };
    trials
        .iter()
        .enumerate()
        .map(|(place, trial)| match series {
            Series::LeaveOneOut => without(BTreeSet::from([*trial])),
            Series::Cumulative(_) | Series::PeopleLost(_) => {
                without(trials.iter().skip(place + 1).copied().collect())
            }
        })
        .collect()
}
