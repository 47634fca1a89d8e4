//! Miettinen and Nurminen's score interval of a risk difference, for one table and stratified (Miettinen & Nurminen 1985,
//! equations 7 to 9 and 15). Valid where events are few: tables without any event have an interval with width.
//!
//! The interval holds every difference δ that the score test would not reject,
//! Z(δ) = Σw (p̂₁ − p̂₂ − δ) / √Σw²V(δ), |Z| ≤ z (1.96 at 95 %), with
//! V(δ) = (p̃₁ (1 − p̃₁)/n₁ + p̃₂ (1 − p̃₂)/n₂) N/(N − 1), where p̃₁ = p̃₂ + δ are the most likely risks of that table that
//! differ by δ.
//!
//! Weights: w = n₁ n₂ / N, Mantel and Haenszel's, as Lu (2008) proposed, and not the paper's own, which follow p̃ and are
//! infinite where a risk is 0, nor inverse variances, which are too. So the estimate is the Mantel–Haenszel risk
//! difference, the weights do not depend on the events, and Z(0)² is the Cochran–Mantel–Haenszel statistic without
//! continuity correction: test and interval cannot disagree. R: `ratesci::scoreci(contrast = "RD", stratified = TRUE,
//! weighting = "MH", skew = FALSE)`, `lrstat::mnRiskDiffCI`; `DescTools::BinomDiffCI(method = "mn")` for one table.
//! (`sasLM::RDmn` takes the paper's weights; the summary score limits of SAS combine the tables' own intervals instead.)

use super::{Heterogeneity, heterogeneity};
use crate::data::ConfidenceLevel;
use crate::effect::{Cells, IntervalEstimate};
use crate::math::{root::root, sum::sum};

/// A risk difference with its score interval.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreDifference {
    /// Estimate and limits. The method has no standard error; in its place stands the width of the interval over
    /// 2z, so that what is reckoned from a standard error (the smallest detectable difference) is meaningful also
    /// without any event.
    pub interval: IntervalEstimate,
    /// Z(0), the score statistic of no difference.
    pub statistic: f64,
    /// The weight of each table in percent.
    pub weights: Vec<f64>,
}

/// The score interval over these tables; `None` without tables. Both arms of every table must have people.
#[must_use]
pub fn risk_difference(tables: &[Cells], level: ConfidenceLevel) -> Option<ScoreDifference> {
    let strata = Strata::of(tables)?;
    let z = level.normal_quantile();
    let lower = strata.limit(-1.0, z);
    let upper = strata.limit(1.0, z);
    let at_none = strata.variance(0.0);
    Some(ScoreDifference {
        interval: IntervalEstimate {
            estimate: strata.estimate,
            standard_error: (upper - lower) / (2.0 * z),
            lower,
            upper,
        },
        statistic: if at_none > 0.0 {
            strata.estimate / at_none.sqrt()
        } else {
            0.0
        },
        weights: strata.shares.iter().map(|share| 100.0 * share).collect(),
    })
}

/// The score test that the tables share the risk difference `estimate` (Gart & Nam 1990): Q = Σ (p̂₁ − p̂₂ − δ̂)² / V(δ̂) over
/// the tables with V above 0; `None` for fewer than two such tables.
///
/// The variances are those that the tables have if the difference is common, so that an arm without an event does not
/// pretend to a variance of zero. In ten trials with arms of 30 to 200 and one risk of 3 % in both, Q over its degrees of
/// freedom is 1.00 on average this way, 1.23 with each table's own variance and 0.90 with 0.5 in the empty cells (R's
/// `rma.mh`); at a risk of 1 % it is 0.93, 1.24 and 0.65.
#[must_use]
pub fn homogeneity(
    tables: &[Cells],
    estimate: f64,
    level: ConfidenceLevel,
) -> Option<Heterogeneity> {
    let differing: Vec<f64> = tables
        .iter()
        .filter_map(|table| {
            let deviation = difference(table) - estimate;
            let variance = variance(table, estimate);
            (variance > 0.0).then(|| deviation * deviation / variance)
        })
        .collect();
    heterogeneity::from_q(sum(differing.iter().copied()), differing.len(), level)
}

/// The tables with their weights as shares of one, and the Mantel–Haenszel risk difference.
struct Strata<'a> {
    tables: &'a [Cells],
    shares: Vec<f64>,
    estimate: f64,
}

impl<'a> Strata<'a> {
    fn of(tables: &'a [Cells]) -> Option<Self> {
        let weight = |t: &Cells| t.n1() * (t.n2() / t.n());
        let weights = sum(tables.iter().map(weight));
        let shares: Vec<f64> = tables.iter().map(|t| weight(t) / weights).collect();
        let estimate = sum(tables
            .iter()
            .zip(&shares)
            .map(|(t, share)| share * difference(t)));
        (!tables.is_empty() && estimate.is_finite()).then_some(Self {
            tables,
            shares,
            estimate: estimate.clamp(-1.0, 1.0),
        })
    }

    /// Σw²V(δ), the weights as shares of one.
    fn variance(&self, delta: f64) -> f64 {
        sum(self
            .tables
            .iter()
            .zip(&self.shares)
            .map(|(table, share)| share * share * variance(table, delta)))
    }

    /// The limit on the side of `end` (−1 or 1): where |Z(δ)| = z.
    fn limit(&self, end: f64, z: f64) -> f64 {
        // Beyond the estimate by z √V: above 0 outside the interval, below it inside. Divided by its own size, so that it
        // stays finite where V is 0: at the ends, and at the estimate itself where no table has an event.
        let outside = |delta: f64| {
            let distance = (delta - self.estimate) * end;
            let half_width = z * self.variance(delta).sqrt();
            if distance > 0.0 {
                (distance - half_width) / libm::hypot(distance, half_width)
            } else {
                -1.0
            }
        };
        if outside(end) < 0.0 {
            return end;
        }
        let people = sum(self.tables.iter().map(Cells::n));
        root(outside, self.estimate, end, 1e-3 / people).unwrap_or(end)
    }
}

/// p̂₁ − p̂₂.
fn difference(t: &Cells) -> f64 {
    t.a / t.n1() - t.c / t.n2()
}

/// V(δ).
fn variance(t: &Cells, delta: f64) -> f64 {
    let (p1, p2) = restricted_risks(t, delta);
    let n = t.n();
    (p1 * (1.0 - p1) / t.n1() + p2 * (1.0 - p2) / t.n2()) * (n / (n - 1.0))
}

/// p̃₁ and p̃₂: the risks p₁ = p₂ + δ under which the table is most likely.
fn restricted_risks(t: &Cells, delta: f64) -> (f64, f64) {
    if delta >= 0.0 {
        let lower = lower_risk(t, delta);
        ((lower + delta).min(1.0), lower)
    } else {
        let swapped = Cells {
            a: t.c,
            b: t.d,
            c: t.a,
            d: t.b,
        };
        let lower = lower_risk(&swapped, -delta);
        (lower, (lower - delta).min(1.0))
    }
}

/// p̃₂ for δ ≥ 0, between 0 and 1 − δ.
///
/// The derivative of the log-likelihood, a/(p + δ) − b/(1 − p − δ) + c/p − d/(1 − p), falls with p. Where it is not above
/// 0 at p = 0, or not below 0 at p = 1 − δ, that end is the answer; otherwise the one root between, by Newton's method
/// on the derivative times its four denominators, kept inside a bracket. (The paper gives the root of that cubic in
/// closed form, equation 9, which loses figures near the ends.)
fn lower_risk(t: &Cells, delta: f64) -> f64 {
    let top = 1.0 - delta;
    let slope_at_bottom = rate(t.a, delta) + infinite_if(t.c) - rate(t.b, top) - t.d;
    let slope_at_top = t.a + rate(t.c, top) - infinite_if(t.b) - rate(t.d, delta);
    if top <= 0.0 || slope_at_bottom <= 0.0 {
        return 0.0;
    }
    if slope_at_top >= 0.0 {
        return top;
    }
    let (n1, n2) = (t.n1(), t.n2());
    let slope = |p: f64| {
        (t.a - n1 * (p + delta)) * p * (1.0 - p) + (t.c - n2 * p) * (p + delta) * (top - p)
    };
    let curvature = |p: f64| {
        let outer = t.a - n1 * (p + delta);
        let inner = t.c - n2 * p;
        outer * (1.0 - 2.0 * p) - n1 * p * (1.0 - p) + inner * (top - delta - 2.0 * p)
            - n2 * (p + delta) * (top - p)
    };
    let (mut low, mut high) = (0.0, top);
    let mut p = ((t.events() - n1 * delta) / t.n()).clamp(1e-3 * top, 0.999 * top);
    for _ in 0..MOST_STEPS {
        let value = slope(p);
        if value > 0.0 {
            low = p;
        } else {
            high = p;
        }
        let newton = p - value / curvature(p);
        let next = if newton > low && newton < high {
            newton
        } else {
            f64::midpoint(low, high)
        };
        let settled = (next - p).abs() <= 1e-15 * p;
        p = next;
        if settled {
            break;
        }
    }
    p
}

/// Newton needs fewer than ten; bisection alone, down to the smallest risks that counts allow, about a hundred.
const MOST_STEPS: usize = 200;

/// count / risk; nothing happens at no rate.
fn rate(count: f64, risk: f64) -> f64 {
    if count == 0.0 { 0.0 } else { count / risk }
}

fn infinite_if(count: f64) -> f64 {
    if count > 0.0 { f64::INFINITY } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{homogeneity, risk_difference};
    use crate::data::ConfidenceLevel;
    use crate::effect::{Cells, TwoByTwo};

    /// Events and total of the experimental arm, events and total of the control arm.
    type Row = (u64, u64, u64, u64);

    fn cells(rows: &[Row]) -> Vec<Cells> {
        let table = |&(a, n1, c, n2): &Row| TwoByTwo::of([a, n1, c, n2]);
        rows.iter().map(|row| table(row).cells()).collect()
    }

    /// Limits to the last figure of an f64, from 40-digit arithmetic: p̃ by bisection on the derivative of the likelihood, the
    /// limits by bisection on Z.
    const LIMITS: [(&[Row], f64, f64); 8] = [
        (
            &[(56, 70, 48, 80)],
            0.052_829_713_245_844_6,
            0.338_172_940_015_868_34,
        ),
        (
            &[(0, 10, 0, 20)],
            -0.165_760_227_542_171_65,
            0.284_381_339_534_377_33,
        ),
        (&[(10, 10, 0, 20)], 0.715_618_660_465_622_6, 1.0),
        (
            &[(25, 339, 28, 335), (23, 370, 40, 364)],
            -0.058_946_810_556_733_585,
            -0.000_856_456_201_432_114,
        ),
        (
            &[(0, 10, 0, 10), (0, 20, 0, 18), (0, 30, 0, 30)],
            -0.063_679_154_400_827_23,
            0.061_689_646_324_306_124,
        ),
        (
            &[
                (1, 120, 0, 118),
                (0, 64, 0, 60),
                (0, 1000, 2, 990),
                (0, 15, 1, 16),
            ],
            -0.006_859_105_489_867_263,
            0.002_468_940_289_323_958_7,
        ),
        (
            &[(0, 12, 0, 11), (9, 9, 10, 10), (3, 14, 5, 13)],
            -0.245_620_038_929_111_08,
            0.090_051_559_824_475_55,
        ),
        (
            &[(1, 10_000_000, 0, 9_999_999), (0, 5, 0, 7)],
            -2.841_456_305_106_533e-7,
            5.664_929_544_112_322e-7,
        ),
    ];

    #[test]
    fn the_limits_are_those_of_forty_digit_arithmetic() {
        for (rows, lower, upper) in LIMITS {
            let found = risk_difference(&cells(rows), ConfidenceLevel::NinetyFive)
                .unwrap()
                .interval;
            for (found, expected) in [(found.lower, lower), (found.upper, upper)] {
                let off = (found - expected).abs() / expected.abs();
                assert!(off < 1e-12, "{rows:?}: {found} for {expected}");
            }
        }
    }

    #[test]
    fn arms_without_any_event_differ_by_nothing_but_with_an_interval() {
        let (tables, level) = (
            cells(&[(0, 30, 0, 25), (0, 8, 0, 9)]),
            ConfidenceLevel::NinetyFive,
        );
        let found = risk_difference(&tables, level).unwrap();
        assert!(found.interval.estimate == 0.0 && found.statistic == 0.0);
        assert!(found.interval.lower < -0.05 && found.interval.upper > 0.05);
        assert!(found.interval.standard_error > 0.0);
        assert_eq!(homogeneity(&tables, found.interval.estimate, level), None);
    }

    /// mpmath, 40 digits: the risks that are most likely where they differ by δ by bisection on the derivative of the binomial
    /// likelihood, with the end of the range where that does not change its sign; then Q, and P from χ² with two degrees of
    /// freedom.
    #[test]
    fn the_score_test_of_equal_risk_differences_is_that_of_forty_digit_arithmetic() {
        let tables = cells(&[(0, 120, 3, 100), (5, 80, 2, 95), (1, 210, 0, 190)]);
        let expected = [
            (0.01, 6.616_111_687_864_361, 0.036_587_235_950_134_38),
            (-0.02, 9.129_249_265_682_286, 0.010_413_787_467_011_345),
        ];
        for (difference, q, p_value) in expected {
            let found = homogeneity(&tables, difference, ConfidenceLevel::NinetyFive).unwrap();
            assert!(
                (found.q / q - 1.0).abs() < 1e-12,
                "{difference}: {}",
                found.q
            );
            assert!((found.p_value / p_value - 1.0).abs() < 1e-11);
        }
    }

    /// mpmath, 40 digits: at no difference the most likely risks of both arms are that of the whole table; the statistic is the
    /// estimate over the root of `Σw²V` there. The standard error is the one whose Wald interval is as wide.
    #[test]
    fn the_statistic_is_that_of_the_risks_of_whole_tables_and_the_error_that_of_the_width() {
        let expected: [(&[Row], f64, f64); 2] = [
            (
                &[(25, 339, 28, 335), (23, 370, 40, 364)],
                -0.029_588_925_075_559_48,
                -2.017_719_587_341_781_5,
            ),
            (
                &[(0, 10, 3, 20), (9, 40, 2, 35)],
                0.084_210_526_315_789_47,
                1.234_048_628_007_962,
            ),
        ];
        for (rows, estimate, statistic) in expected {
            let found = risk_difference(&cells(rows), ConfidenceLevel::NinetyFive).unwrap();
            assert!((found.interval.estimate - estimate).abs() < 1e-15);
            assert!((found.statistic - statistic).abs() < 1e-12, "{found:?}");
            let width = found.interval.upper - found.interval.lower;
            let wald = 2.0 * 1.959_963_984_540_054 * found.interval.standard_error;
            assert!((width / wald - 1.0).abs() < 1e-12);
        }
    }

    /// metafor 4: `weights(rma.mh(measure = "RD", ai = c(4, 1, 12), n1i = c(30, 25, 90), ci = c(2, 3, 20), n2i = c(28, 40, 70)))`.
    #[test]
    fn weights_in_percent_are_mantel_and_haenszels() {
        let tables = cells(&[(4, 30, 2, 28), (1, 25, 3, 40), (12, 90, 20, 70)]);
        let found = risk_difference(&tables, ConfidenceLevel::NinetyFive).unwrap();
        let expected = [
            20.916_034_189_671_3,
            22.218_497_857_16,
            56.865_467_953_168_8,
        ];
        assert_eq!(found.weights.len(), 3);
        for (found, expected) in found.weights.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-11, "{found}");
        }
        assert_eq!(risk_difference(&[], ConfidenceLevel::NinetyFive), None);
    }

    /// Where risks do not differ and a trial has no event, both of its risks are zero and so is their variance.
    #[test]
    fn a_trial_without_events_says_nothing_of_whether_differences_are_equal_at_no_difference() {
        let mut rows = vec![(4, 30, 2, 28), (1, 25, 3, 40), (12, 90, 20, 70)];
        let level = ConfidenceLevel::NinetyFive;
        let without = homogeneity(&cells(&rows), 0.0, level).unwrap();
        rows.push((0, 20, 0, 30));
        assert_eq!(homogeneity(&cells(&rows), 0.0, level), Some(without));
    }
}
