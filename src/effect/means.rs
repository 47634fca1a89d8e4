//! Means of two arms, and the effects of one such trial.
//!
//! With m the mean, s the standard deviation and n the people of an arm, ν = n₁ + n₂ − 2,
//! s² = ((n₁ − 1) s₁² + (n₂ − 1) s₂²) / ν and Hedges' correction J(ν) = Γ(ν/2) / (√(ν/2) Γ((ν − 1)/2)) (Hedges 1981,
//! equation 6e, exact; not 1 − 3/(4ν − 1)):
//! - mean difference: m₁ − m₂, variance s₁²/n₁ + s₂²/n₂;
//! - standardized mean difference: g = J (m₁ − m₂) / s, variance 1/n₁ + 1/n₂ + g² / 2(n₁ + n₂) (Hedges & Olkin 1985,
//!   chapter 5, equation 14, with g in the place of δ);
//! - the same for unequal variances: g = J (m₁ − m₂) / s̄ with s̄² = (s₁² + s₂²)/2, variance by Bonett (2009, equation 5)
//!   with g (metafor before 4.6 multiplied it by J²);
//! - ratio of means: ln(m₁/m₂), variance s₁²/n₁m₁² + s₂²/n₂m₂² (Hedges, Gurevitch & Curtis 1999, equation 1).
//!
//! R: `escalc(measure = "MD")`, `"SMD"`, `"SMDH"` and `"ROM"` with its default `vtype = "LS"`. RevMan differs: it corrects
//! by 1 − 3/(4ν − 1), and divides g² by 2(n₁ + n₂ − 3.94).

use serde::{Deserialize, Serialize};

use super::{Effect, LARGEST_COUNT};
use crate::data::Measure;

/// The largest mean or standard deviation that is computed with: fourth powers stay inside the range of an f64.
const LARGEST_MEAN: f64 = 1e15;

/// Mean, standard deviation and number of people of one arm.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArmMean {
    /// Mean.
    pub mean: f64,
    /// Standard deviation of the people (not the standard error of the mean).
    pub standard_deviation: f64,
    /// People measured.
    pub total: u64,
}

/// Means of two arms.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TwoMeans {
    /// The experimental arm.
    pub experimental: ArmMean,
    /// The control arm.
    pub control: ArmMean,
}

impl ArmMean {
    fn is_possible(&self) -> bool {
        self.mean.abs() <= LARGEST_MEAN
            && (0.0..=LARGEST_MEAN).contains(&self.standard_deviation)
            && (2..=LARGEST_COUNT).contains(&self.total)
    }

    /// Two arms taken as one: the mean and standard deviation of all their people (Cochrane Handbook, 6.5.2.10).
    #[must_use]
    pub fn combined(self, other: Self) -> Self {
        let (n1, n2) = (self.total as f64, other.total as f64);
        let n = n1 + n2;
        let between = self.mean - other.mean;
        let squares = (n1 - 1.0) * self.variance()
            + (n2 - 1.0) * other.variance()
            + n1 * (n2 / n) * between * between;
        Self {
            mean: self.mean + (other.mean - self.mean) * (n2 / n),
            standard_deviation: (squares / (n - 1.0)).sqrt(),
            total: self.total.saturating_add(other.total),
        }
    }

    fn variance(&self) -> f64 {
        self.standard_deviation * self.standard_deviation
    }

    /// Variance of the mean.
    fn error_squared(&self) -> f64 {
        self.variance() / self.total as f64
    }

    fn degrees_of_freedom(&self) -> f64 {
        self.total as f64 - 1.0
    }
}

impl TwoMeans {
    /// Whether the numbers can be those of a trial: at least two people an arm, standard deviations not below zero, and
    /// nothing beyond what is computed with.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        self.experimental.is_possible() && self.control.is_possible()
    }

    /// The effect, or `None` where it or its variance is not finite, where the variance is zero (nobody differs from
    /// anybody), and for measures of other numbers.
    #[must_use]
    pub fn effect(&self, measure: Measure) -> Option<Effect> {
        let effect = match measure {
            Measure::MeanDifference => self.mean_difference(),
            Measure::StandardizedMeanDifference => self.standardized(),
            Measure::StandardizedMeanDifferenceUnequalVariances => {
                self.standardized_unequal_variances()
            }
            Measure::RatioOfMeans => self.log_ratio(),
            Measure::RiskRatio
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
        effect.finite().filter(|effect| effect.variance > 0.0)
    }

    fn difference(&self) -> f64 {
        self.experimental.mean - self.control.mean
    }

    /// Hedges' small-sample factor J of n₁ + n₂ − 2 degrees of freedom (Hedges 1981, equation 6e).
    #[must_use]
    pub fn correction(&self) -> f64 {
        small_sample_correction(
            self.experimental.degrees_of_freedom() + self.control.degrees_of_freedom(),
        )
    }

    /// The mean difference with the variance s² (1/n₁ + 1/n₂) of arms that have one standard deviation in common.
    /// R: `escalc(measure = "MD", vtype = "HO")`.
    #[must_use]
    pub fn mean_difference_equal_variances(&self) -> Option<Effect> {
        let (n1, n2) = self.totals();
        Effect {
            estimate: self.difference(),
            variance: self.pooled_variance() * (1.0 / n1 + 1.0 / n2),
        }
        .finite()
    }

    /// The standardized mean difference with the unbiased variance 1/n₁ + 1/n₂ + (1 − (ν − 2) / (ν J²)) g² (Hedges 1983,
    /// equation 9). R: `escalc(measure = "SMD", vtype = "UB")`.
    #[must_use]
    pub fn standardized_unbiased_variance(&self) -> Option<Effect> {
        let (n1, n2) = self.totals();
        let (correction, freedom) = (self.correction(), n1 + n2 - 2.0);
        let estimate = self.standardized().estimate;
        let of_the_spread = 1.0 - (freedom - 2.0) / (freedom * correction * correction);
        Effect {
            estimate,
            variance: 1.0 / n1 + 1.0 / n2 + of_the_spread * estimate * estimate,
        }
        .finite()
    }

    /// The standardized mean difference as RevMan computes it: g = (1 − 3/(4N − 9)) (m₁ − m₂) / s with N = n₁ + n₂, variance
    /// N/(n₁ n₂) + g² / 2(N − 3.94) (Deeks & Higgins 2010, "Statistical algorithms in Review Manager 5").
    #[must_use]
    pub fn standardized_as_revman(&self) -> Option<Effect> {
        let (n1, n2) = self.totals();
        let n = n1 + n2;
        let correction = 1.0 - 3.0 / (4.0 * n - 9.0);
        let estimate = correction * self.difference() / self.pooled_variance().sqrt();
        Effect {
            estimate,
            variance: 1.0 / n1 + 1.0 / n2 + estimate * estimate / (2.0 * (n - 3.94)),
        }
        .finite()
    }

    fn totals(&self) -> (f64, f64) {
        (self.experimental.total as f64, self.control.total as f64)
    }

    /// s².
    fn pooled_variance(&self) -> f64 {
        let squares = |arm: &ArmMean| arm.degrees_of_freedom() * arm.variance();
        let (n1, n2) = self.totals();
        (squares(&self.experimental) + squares(&self.control)) / (n1 + n2 - 2.0)
    }

    fn mean_difference(&self) -> Effect {
        Effect {
            estimate: self.difference(),
            variance: self.experimental.error_squared() + self.control.error_squared(),
        }
    }

    fn standardized(&self) -> Effect {
        let (n1, n2) = self.totals();
        let estimate = self.correction() * self.difference() / self.pooled_variance().sqrt();
        Effect {
            estimate,
            variance: 1.0 / n1 + 1.0 / n2 + estimate * estimate / (2.0 * (n1 + n2)),
        }
    }

    fn standardized_unequal_variances(&self) -> Effect {
        let (v1, v2) = (self.experimental.variance(), self.control.variance());
        let (df1, df2) = (
            self.experimental.degrees_of_freedom(),
            self.control.degrees_of_freedom(),
        );
        let mean_variance = f64::midpoint(v1, v2);
        let correction = self.correction();
        let estimate = correction * self.difference() / mean_variance.sqrt();
        // Shares of the mean variance, so that nothing is raised to the fourth power.
        let (r1, r2) = (v1 / mean_variance, v2 / mean_variance);
        let of_the_spread = estimate * estimate * (r1 * r1 / df1 + r2 * r2 / df2) / 8.0;
        Effect {
            estimate,
            variance: of_the_spread + r1 / df1 + r2 / df2,
        }
    }

    fn log_ratio(&self) -> Effect {
        let (m1, m2) = (self.experimental.mean, self.control.mean);
        Effect {
            estimate: libm::log(m1 / m2),
            variance: self.experimental.error_squared() / (m1 * m1)
                + self.control.error_squared() / (m2 * m2),
        }
    }
}

/// Hedges' J(ν), for ν ≥ 2.
///
/// With x = (ν − 1)/2 it is R(x) / √(x + ½), R(x) = Γ(x + ½) / Γ(x). R is taken from its asymptotic series (Tricomi &
/// Erdélyi 1951) where that is exact to the last figures, at x ≥ 50, and brought down by R(x) = R(x + 1) x / (x + ½).
/// The difference of two log-gammas, as R computes it, loses figures as ν grows.
fn small_sample_correction(degrees_of_freedom: f64) -> f64 {
    let x = (degrees_of_freedom - 1.0) / 2.0;
    let mut far = x;
    let mut factor = 1.0;
    while far < 50.0 {
        factor *= far / (far + 0.5);
        far += 1.0;
    }
    let inverse = 1.0 / far;
    let series = SERIES
        .iter()
        .rev()
        .fold(0.0, |sum, coefficient| sum * inverse + coefficient);
    factor * series * (far / (x + 0.5)).sqrt()
}

/// Coefficients of x⁰, x⁻¹, … in Γ(x + ½) / (Γ(x) √x).
const SERIES: [f64; 7] = [
    1.0,
    -1.0 / 8.0,
    1.0 / 128.0,
    5.0 / 1024.0,
    -21.0 / 32_768.0,
    -399.0 / 262_144.0,
    869.0 / 4_194_304.0,
];

#[cfg(test)]
mod tests {
    use super::{ArmMean, TwoMeans, small_sample_correction};
    use crate::data::Measure;

    #[test]
    fn hedges_correction_is_exact_for_few_and_for_many_degrees_of_freedom() {
        // Γ(1) / Γ(1/2) and so on, to seventeen figures.
        for (degrees_of_freedom, exact) in [
            (2.0, 0.564_189_583_547_756_3),
            (3.0, 0.723_601_254_558_267_7),
            (10.0, 0.922_745_608_053_087_1),
            (2.0e9, 0.999_999_999_625),
        ] {
            let found = small_sample_correction(degrees_of_freedom);
            assert!(
                (found - exact).abs() < 2e-15,
                "{degrees_of_freedom} {found}"
            );
        }
    }

    /// R: `escalc(measure = "SMDH")` of metafor 3.8 gives 0.07834137, with the factor J² that 4.6 dropped.
    #[test]
    fn the_variance_for_unequal_spreads_is_that_of_metafor_since_version_4_6() {
        let arm = |mean, standard_deviation, total| ArmMean {
            mean,
            standard_deviation,
            total,
        };
        let trial = TwoMeans {
            experimental: arm(10.0, 3.0, 30),
            control: arm(8.0, 1.0, 28),
        };
        let effect = trial
            .effect(Measure::StandardizedMeanDifferenceUnequalVariances)
            .unwrap();
        assert!(
            (effect.variance - 0.080_494_169_093_9).abs() < 1e-12,
            "{effect:?}"
        );
        let factor = trial.correction() * trial.correction();
        assert!((effect.variance * factor - 0.078_341_371_434_5).abs() < 1e-12);
    }

    #[test]
    fn two_arms_taken_as_one_have_the_mean_and_spread_of_all_their_people() {
        // 1, 3 and 2, 6, 10.
        let pair = ArmMean {
            mean: 2.0,
            standard_deviation: 2.0_f64.sqrt(),
            total: 2,
        };
        let three = ArmMean {
            mean: 6.0,
            standard_deviation: 4.0,
            total: 3,
        };
        let all = pair.combined(three);
        assert_eq!(all.total, 5);
        assert!((all.mean - 4.4).abs() < 1e-15);
        assert!((all.standard_deviation - 13.3_f64.sqrt()).abs() < 1e-14);
    }

    #[test]
    fn means_of_fewer_than_two_people_and_spreads_below_zero_are_impossible_in_either_arm() {
        let arm = |mean, standard_deviation, total| ArmMean {
            mean,
            standard_deviation,
            total,
        };
        let good = arm(-3.0, 0.0, 2);
        let most = super::LARGEST_MEAN;
        for bad in [
            arm(1.0, 1.0, 1),
            arm(1.0, 1.0, super::LARGEST_COUNT + 1),
            arm(1.0, -1e-9, 5),
            arm(1.0, 2.0 * most, 5),
            arm(1.0, f64::NAN, 5),
            arm(2.0 * most, 1.0, 5),
            arm(-2.0 * most, 1.0, 5),
            arm(f64::NAN, 1.0, 5),
        ] {
            let possible = |experimental, control| {
                TwoMeans {
                    experimental,
                    control,
                }
                .is_possible()
            };
            assert!(possible(good, good));
            assert!(!possible(good, bad) && !possible(bad, good), "{bad:?}");
        }
    }
}
