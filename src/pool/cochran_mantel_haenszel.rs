//! The Cochran–Mantel–Haenszel test of no association within any table (Mantel & Haenszel 1959, equation 4).
//!
//! χ² = (|Σ(a − E)| − c)² / ΣV with E = n₁ m / N and V = n₁ n₂ m (N − m) / (N² (N − 1)), one degree of freedom;
//! c = ½ with the continuity correction (the original), 0 without. R: `rma.mh(correct =)`, `mantelhaen.test`.

use serde::{Deserialize, Serialize};

use crate::effect::{Cells, observed_minus_expected};
use crate::math::{chi_squared, sum::sum};

/// A χ² statistic with its degrees of freedom and P.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChiSquaredTest {
    /// The statistic.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub degrees_of_freedom: f64,
    /// The upper tail of χ².
    pub p_value: f64,
}

impl ChiSquaredTest {
    pub(crate) fn new(statistic: f64, degrees_of_freedom: f64) -> Self {
        Self {
            statistic,
            degrees_of_freedom,
            p_value: chi_squared::upper_tail(statistic, degrees_of_freedom),
        }
    }
}

/// The test, or `None` where no table has both an event and a person without one.
///
/// As in R, a difference smaller than the correction is squared all the same.
#[must_use]
pub fn test(tables: &[Cells], continuity_correction: bool) -> Option<ChiSquaredTest> {
    let terms: Vec<(f64, f64)> = tables.iter().map(observed_minus_expected).collect();
    let difference = sum(terms.iter().map(|(difference, _)| *difference));
    let variance = sum(terms.iter().map(|(_, variance)| *variance));
    let corrected = difference.abs() - if continuity_correction { 0.5 } else { 0.0 };
    (variance > 0.0).then(|| ChiSquaredTest::new(corrected * corrected / variance, 1.0))
}
