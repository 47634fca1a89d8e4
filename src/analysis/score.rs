//! Risk differences by Miettinen and Nurminen's score interval: of one trial, and of all.

use super::TrialResult;
use super::TrialUse;
use super::rows::{Row, Rows};
use crate::data::ConfidenceLevel;
use crate::effect::TwoByTwo;
use crate::math::normal;
use crate::pool::{Pooled, Undefined, miettinen_nurminen};

/// A trial's own difference with its own score interval; every trial with counts enters the pool, events or not.
pub(super) fn own_result(table: &TwoByTwo, level: ConfidenceLevel) -> TrialResult {
    TrialResult {
        used: TrialUse::Pooled,
        effect: miettinen_nurminen::risk_difference(&[table.cells()], level)
            .map(|own| own.interval),
        weight: None,
        shrunken: None,
        corrected: false,
    }
}

pub(super) fn pool(rows: &Rows, trials: &mut [TrialResult]) -> Result<Pooled, Undefined> {
    let cells: Vec<_> = rows.tables.iter().map(TwoByTwo::cells).collect();
    let score = miettinen_nurminen::risk_difference(&cells, rows.level)
        .ok_or(Undefined::NoEstimableTrial)?;
    let with_counts = rows
        .rows
        .iter()
        .zip(trials)
        .filter(|(row, _)| matches!(row, Row::Counts(_)));
    for ((_, trial), weight) in with_counts.zip(&score.weights) {
        trial.weight = Some(*weight);
    }
    Ok(Pooled {
        interval: score.interval,
        statistic: Some(score.statistic),
        degrees_of_freedom: None,
        p_value: normal::two_sided(score.statistic),
        trials: cells.len(),
        heterogeneity: score.heterogeneity,
        prediction: None,
        converged: true,
        posterior: None,
    })
}
