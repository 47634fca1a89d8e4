//! A trial's own risk difference with Miettinen and Nurminen's score interval.

use super::TrialResult;
use super::TrialUse;
use crate::data::ConfidenceLevel;
use crate::effect::TwoByTwo;
use crate::pool::miettinen_nurminen;

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
