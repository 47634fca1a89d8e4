//! Sensitivity analyses that follow each other: without each trial in turn, and of the first trials of an order.
//!
//! Each is pooled as every other sensitivity analysis, by the plan of the main analysis: whatever that is, a trial that says
//! nothing in it changes nothing when it is left out.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Range;

use super::MainAnalysis;
use super::lost::{lost_assumptions, people_lost};
use crate::data::{Review, SensitivityAnalysis, TrialId, TrialSelection};

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
}

impl SeriesOrder {
    /// All of them, the default first.
    pub const ALL: [Self; 3] = [Self::Year, Self::Input, Self::Precision];
}

/// The trials of the main analysis in the order of a series; trials that stand alike in it keep the order of the review.
#[must_use]
pub fn trials_of_series(review: &Review, main: MainAnalysis<'_>, series: Series) -> Vec<TrialId> {
    let key = |trial: TrialId, rows: Range<usize>| match series {
        Series::LeaveOneOut | Series::Cumulative(SeriesOrder::Input) | Series::PeopleLost(_) => 0.0,
        Series::Cumulative(SeriesOrder::Year) => year(review, trial),
        Series::Cumulative(SeriesOrder::Precision) => error(main, rows),
    };
    let trials = main.prepared.trials();
    let mut trials: Vec<(TrialId, f64)> = trials
        .map(|(trial, rows)| (trial, key(trial, rows)))
        .collect();
    trials.sort_by(|(_, one), (_, other)| one.partial_cmp(other).unwrap_or(Ordering::Equal));
    trials.into_iter().map(|(trial, _)| trial).collect()
}

fn year(review: &Review, trial: TrialId) -> f64 {
    let trial = review.trial(trial);
    let year = trial.and_then(|trial| trial.year.value());
    year.map_or(f64::INFINITY, f64::from)
}

/// The least standard error of a trial's comparisons.
fn error(main: MainAnalysis<'_>, rows: Range<usize>) -> f64 {
    let results = main.response.trials.get(rows).unwrap_or_default();
    let effects = results.iter().filter_map(|trial| trial.effect.as_ref());
    let errors = effects.map(|effect| effect.standard_error);
    errors.fold(f64::INFINITY, f64::min)
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
