//! The part of the variance of an effect that is that of the control arm alone: how the effects of two arms vary together that
//! were compared with the same control group (Gleser & Olkin 2009, in Cooper, Hedges & Valentine, The Handbook of Research
//! Synthesis and Meta-Analysis, 2nd edition, chapter 19, on multiple-treatment studies). An effect that is f(experimental) −
//! f(control), as differences and logarithms of ratios are, has a variance that is the sum of two parts, and two such effects have
//! the part of their control in common.
//!
//! R: `metafor::vcalc` goes by the sizes of the groups instead; here the matrix is `diag(vi - part) + part` within a trial.

use super::{Cells, Rates, TwoMeans};
use crate::data::Measure;

/// The control arm's part of the variance of this effect of counts. `None` where the effect is no difference of two arms (Peto's),
/// of measures of other numbers, and where the part is not finite.
#[must_use]
pub fn of_counts(measure: Measure, t: &Cells) -> Option<f64> {
    let n2 = t.n2();
    let part = match measure {
        Measure::RiskRatio => 1.0 / t.c - 1.0 / n2,
        Measure::OddsRatio => 1.0 / t.c + 1.0 / t.d,
        Measure::RiskDifference => t.c * t.d / (n2 * n2 * n2),
        Measure::ArcsineDifference => 0.25 / n2,
        Measure::PetoOddsRatio
        | Measure::RateRatio
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
    part.is_finite().then_some(part)
}

/// The same of events over person-time.
#[must_use]
pub fn of_rates(measure: Measure, r: &Rates) -> Option<f64> {
    let part = match measure {
        Measure::RateRatio => 1.0 / r.c,
        Measure::RateDifference => r.c / (r.t2 * r.t2),
        Measure::RiskRatio
        | Measure::OddsRatio
        | Measure::PetoOddsRatio
        | Measure::RiskDifference
        | Measure::ArcsineDifference
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
    part.is_finite().then_some(part)
}

/// The same of means. Standardized differences share more than the control arm: the standard deviation too; they have none.
#[must_use]
pub fn of_means(measure: Measure, means: &TwoMeans) -> Option<f64> {
    let control = &means.control;
    let error_squared =
        control.standard_deviation * control.standard_deviation / control.total as f64;
    let part = match measure {
        Measure::MeanDifference => error_squared,
        Measure::RatioOfMeans => error_squared / (control.mean * control.mean),
        Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances
        | Measure::RiskRatio
        | Measure::OddsRatio
        | Measure::PetoOddsRatio
        | Measure::RiskDifference
        | Measure::ArcsineDifference
        | Measure::RateRatio
        | Measure::RateDifference
        | Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion
        | Measure::GenericRatio
        | Measure::GenericDifference => return None,
    };
    part.is_finite().then_some(part)
}

#[cfg(test)]
mod tests {
    use super::{of_counts, of_means, of_rates};
    use crate::data::Measure;
    use crate::effect::{ArmMean, Cells, Rates, TwoMeans, effect, log_rate_ratio, rate_difference};

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-14, "{found} {expected}");
    }

    /// What is left of the variance is that of the experimental arm: the same as the part of the control where both arms are alike.
    #[test]
    fn both_arms_parts_are_the_variance() {
        let cells = Cells {
            a: 12.0,
            b: 88.0,
            c: 15.0,
            d: 86.0,
        };
        let turned = Cells {
            a: 15.0,
            b: 86.0,
            c: 12.0,
            d: 88.0,
        };
        for measure in [
            Measure::RiskRatio,
            Measure::OddsRatio,
            Measure::RiskDifference,
            Measure::ArcsineDifference,
        ] {
            let parts = [&cells, &turned].map(|cells| of_counts(measure, cells).unwrap());
            let variance = effect(measure, &cells).unwrap().variance;
            close(parts[0] + parts[1], variance);
        }
        assert_eq!(of_counts(Measure::PetoOddsRatio, &cells), None);
        let rates = Rates {
            a: 4.0,
            t1: 100.0,
            c: 7.0,
            t2: 140.0,
        };
        let turned = Rates {
            a: 7.0,
            t1: 140.0,
            c: 4.0,
            t2: 100.0,
        };
        for (measure, own) in [
            (Measure::RateRatio, log_rate_ratio(&rates)),
            (Measure::RateDifference, rate_difference(&rates)),
        ] {
            let parts = [&rates, &turned].map(|rates| of_rates(measure, rates).unwrap());
            close(parts[0] + parts[1], own.unwrap().variance);
        }
        let arm = |mean, standard_deviation, total| ArmMean {
            mean,
            standard_deviation,
            total,
        };
        let (one, other) = (arm(10.0, 3.0, 30), arm(8.0, 1.0, 28));
        let means = TwoMeans {
            experimental: one,
            control: other,
        };
        let turned = TwoMeans {
            experimental: other,
            control: one,
        };
        for measure in [Measure::MeanDifference, Measure::RatioOfMeans] {
            let parts = [&means, &turned].map(|means| of_means(measure, means).unwrap());
            close(parts[0] + parts[1], means.effect(measure).unwrap().variance);
        }
        assert_eq!(of_means(Measure::StandardizedMeanDifference, &means), None);
    }

    #[test]
    fn a_control_arm_without_an_event_has_no_finite_part() {
        let cells = Cells {
            a: 3.0,
            b: 7.0,
            c: 0.0,
            d: 10.0,
        };
        assert_eq!(of_counts(Measure::RiskRatio, &cells), None);
    }
}
