//! Peto's one-step estimate of a common odds ratio (Peto 1977; Yusuf, Peto, Lewis, Collins & Sleight 1985, appendix).
//!
//! ln OR = Σ(O − E) / ΣV, variance 1 / ΣV, with O = a, E = n₁ m / N and V = n₁ n₂ m (N − m) / (N² (N − 1)), m the events
//! of both arms. Weights: V. Tables without an event, or with the event in everybody, have V = 0 and say nothing.
//! Q = Σ (O − E)² / V − (Σ(O − E))² / ΣV. R: `rma.peto`, equal to 10⁻¹⁵. It is good only for rare events, small effects
//! and arms of like size (Greenland & Salvan 1990), which the notes of an answer watch.

use super::CommonEffect;
use super::sums::{Parts, SumsOf, common};
use crate::effect::{Cells, observed_minus_expected};
use crate::math::sum::sum;

/// Peto's estimate, or `None` where no table has both an event and a person without one.
#[must_use]
pub fn odds_ratio(tables: &[Cells]) -> Option<CommonEffect> {
    common(tables, &ODDS_RATIO)
}

/// [`odds_ratio`] as a formula of sums.
pub const ODDS_RATIO: SumsOf<Cells> = SumsOf {
    parts: |table| {
        let (difference, variance) = observed_minus_expected(table);
        [difference, variance, 0.0, 0.0, 0.0]
    },
    estimate: |[difference, variance, ..]: Parts| (difference / variance, 1.0 / variance),
};

/// Q around Peto's estimate, with the number of tables that count.
#[must_use]
pub fn q(tables: &[Cells]) -> (f64, usize) {
    let counting: Vec<(f64, f64)> = tables
        .iter()
        .map(observed_minus_expected)
        .filter(|(_, variance)| *variance > 0.0)
        .collect();
    let squares = sum(counting
        .iter()
        .map(|(difference, variance)| difference * difference / variance));
    let difference = sum(counting.iter().map(|(difference, _)| *difference));
    let variance = sum(counting.iter().map(|(_, variance)| *variance));
    let q = if counting.is_empty() {
        0.0
    } else {
        (squares - difference * difference / variance).max(0.0)
    };
    (q, counting.len())
}
