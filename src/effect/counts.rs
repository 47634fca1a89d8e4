//! The effect of one 2×2 table and its large-sample variance. R: `escalc(to = "none")`.

use super::Cells;
use super::arcsine::arcsine_difference;
use crate::data::Measure;

/// An effect on the scale of analysis with its variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// Point estimate.
    pub estimate: f64,
    /// Its variance.
    pub variance: f64,
}

impl Effect {
    /// The effect, if both numbers are finite.
    pub(super) fn finite(self) -> Option<Self> {
        (self.estimate.is_finite() && self.variance.is_finite()).then_some(self)
    }

    /// Whether it can be weighted by its variance: above zero, and neither number so large or so small that the squares
    /// of weights leave the range of an f64.
    #[must_use]
    pub fn is_poolable(&self) -> bool {
        self.estimate.abs() <= 1e36 && (1e-72..=1e72).contains(&self.variance)
    }
}

/// The effect of these cells, or `None` where it or its variance is not finite. A variance of zero is answered as it is
/// (a risk difference of two arms without an event); whether it can be pooled is for the caller to say.
///
/// Measures of other numbers than counts give `None`.
#[must_use]
pub fn effect(measure: Measure, cells: &Cells) -> Option<Effect> {
    let effect = match measure {
        Measure::RiskRatio => log_risk_ratio(cells),
        Measure::OddsRatio => log_odds_ratio(cells),
        Measure::PetoOddsRatio => peto_log_odds_ratio(cells),
        Measure::RiskDifference => risk_difference(cells),
        Measure::ArcsineDifference => arcsine_difference(cells),
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
        | Measure::GenericDifference => return None,
    };
    effect.finite()
}

/// ln(a n₂ / c n₁), variance 1/a − 1/n₁ + 1/c − 1/n₂ (Katz et al. 1978).
fn log_risk_ratio(t: &Cells) -> Effect {
    Effect {
        estimate: libm::log(t.a / t.n1()) - libm::log(t.c / t.n2()),
        variance: 1.0 / t.a - 1.0 / t.n1() + 1.0 / t.c - 1.0 / t.n2(),
    }
}

/// ln(a d / b c), variance 1/a + 1/b + 1/c + 1/d (Woolf 1955).
fn log_odds_ratio(t: &Cells) -> Effect {
    Effect {
        estimate: libm::log(t.a / t.b) - libm::log(t.c / t.d),
        variance: 1.0 / t.a + 1.0 / t.b + 1.0 / t.c + 1.0 / t.d,
    }
}

/// (O − E) / V with variance 1 / V, where E = n₁ m / N and V = n₁ n₂ m (N − m) / (N² (N − 1)) are the hypergeometric mean
/// and variance of a given its margins, m the events of both arms (Peto 1977; Yusuf et al. 1985).
fn peto_log_odds_ratio(t: &Cells) -> Effect {
    let (observed_minus_expected, variance) = observed_minus_expected(t);
    Effect {
        estimate: observed_minus_expected / variance,
        variance: 1.0 / variance,
    }
}

/// O − E and V of a table.
pub(crate) fn observed_minus_expected(t: &Cells) -> (f64, f64) {
    let n = t.n();
    let expected = t.events() * (t.n1() / n);
    let variance = t.events() * t.non_events() * (t.n1() / n) * (t.n2() / n) / (n - 1.0);
    (t.a - expected, variance)
}

/// a/n₁ − c/n₂, variance a b/n₁³ + c d/n₂³.
fn risk_difference(t: &Cells) -> Effect {
    let (n1, n2) = (t.n1(), t.n2());
    Effect {
        estimate: t.a / n1 - t.c / n2,
        variance: t.a * t.b / (n1 * n1 * n1) + t.c * t.d / (n2 * n2 * n2),
    }
}
