//! Mantel and Haenszel's stratified estimates (Mantel & Haenszel 1959), common effect, without any correction of their
//! own: tables with an empty cell enter as they are.
//!
//! Letters as in [`Cells`]: a, b the experimental arm with and without the event, c, d the control arm, n₁ = a + b,
//! n₂ = c + d, N = n₁ + n₂. R: `rma.mh(add = c(1/2, 0), to = c("only0", "none"))`, equal to 10⁻¹⁵; RevMan and older
//! programs add 0.5 to tables with an empty cell first, which is done here by handing in corrected cells.

use super::CommonEffect;
use super::sums::{Parts, SumsOf, common};
use crate::effect::Cells;
use crate::math::sum::sum;

/// ln RR = ln ΣR − ln ΣS with R = a n₂ / N, S = c n₁ / N.
///
/// Variance by Greenland and Robins (1985, equation 13): Σ(n₁ n₂ (a + c) / N² − a c / N) / (ΣR ΣS). Weights: S.
///
/// `None` where an arm has no event in any table: the ratio is then 0, infinite or 0/0.
#[must_use]
pub fn risk_ratio(tables: &[Cells]) -> Option<CommonEffect> {
    common(tables, &RISK_RATIO)
}

/// [`risk_ratio`] as a formula of sums.
pub const RISK_RATIO: SumsOf<Cells> = SumsOf {
    parts: |t| {
        let (r, s) = risk_ratio_term(t);
        let p = (t.n1() / t.n()) * (t.n2() / t.n()) * t.events() - t.a * t.c / t.n();
        [r, s, p, 0.0, 0.0]
    },
    estimate: |[r, s, p, ..]: Parts| (libm::log(r / s), p / (r * s)),
};

/// R and S of one table in the sums of [`risk_ratio`].
#[must_use]
pub fn risk_ratio_term(t: &Cells) -> (f64, f64) {
    (t.a * t.n2() / t.n(), t.c * t.n1() / t.n())
}

/// What S of [`risk_ratio`] is on average over all tables with these margins where risks do not differ, n₁ n₂ (a + c) / N²:
/// what a table contributes, whichever arm its events happened to fall in.
#[must_use]
pub fn risk_ratio_information(t: &Cells) -> f64 {
    (t.n1() / t.n()) * (t.n2() / t.n()) * t.events()
}

/// ln OR = ln ΣR − ln ΣS with R = a d / N, S = b c / N.
///
/// Variance by Robins, Breslow and Greenland (1986, equation 7), with P = (a + d) / N, Q = (b + c) / N:
/// ΣPR / 2(ΣR)² + Σ(PS + QR) / 2 ΣR ΣS + ΣQS / 2(ΣS)². Weights: S.
///
/// `None` where ΣR or ΣS is zero.
#[must_use]
pub fn odds_ratio(tables: &[Cells]) -> Option<CommonEffect> {
    common(tables, &ODDS_RATIO)
}

/// [`odds_ratio`] as a formula of sums.
pub const ODDS_RATIO: SumsOf<Cells> = SumsOf {
    parts: |t| {
        let (r, s) = odds_ratio_term(t);
        let p = (t.a + t.d) / t.n();
        let q = (t.b + t.c) / t.n();
        [r, s, p * r, p * s + q * r, q * s]
    },
    estimate: |[r, s, pr, ps_qr, qs]: Parts| {
        let variance = pr / (2.0 * r * r) + ps_qr / (2.0 * r * s) + qs / (2.0 * s * s);
        (libm::log(r / s), variance)
    },
};

/// R and S of one table in the sums of [`odds_ratio`].
#[must_use]
pub fn odds_ratio_term(t: &Cells) -> (f64, f64) {
    (t.a * (t.d / t.n()), t.b * (t.c / t.n()))
}

/// The variance of a given the margins where risks do not differ, with N for N − 1: n₁ n₂ (a + c) (b + d) / N³, the
/// information that a table holds about a log odds ratio near 0 and what S of [`odds_ratio`] is there on average.
#[must_use]
pub fn odds_ratio_information(t: &Cells) -> f64 {
    (t.n1() / t.n()) * (t.n2() / t.n()) * t.events() * (t.non_events() / t.n())
}

/// RD = Σ(a n₂ − c n₁)/N / Σ n₁ n₂ / N.
///
/// Variance by Sato (1989; Sato, Greenland & Robins 1989), consistent for few large and for many small tables:
/// (RD ΣP + ΣQ) / (Σ n₁ n₂ / N)² with P = (n₁² c − n₂² a + n₁ n₂ (n₂ − n₁) / 2) / N² and
/// Q = (a (n₂ − c) + c (n₁ − a)) / 2N. Weights: n₁ n₂ / N. Tables without an event count, for they say that both risks
/// are low.
///
/// `None` where the variance is not above zero, as in tables without any event: an interval from 0 to 0 would "prove"
/// that there is no harm.
#[must_use]
pub fn risk_difference(tables: &[Cells]) -> Option<CommonEffect> {
    common(tables, &RISK_DIFFERENCE)
}

/// [`risk_difference`] as a formula of sums.
pub const RISK_DIFFERENCE: SumsOf<Cells> = SumsOf {
    parts: |t| {
        let (difference, weight) = risk_difference_term(t);
        let (n1, n2, n) = (t.n1(), t.n2(), t.n());
        let p = (n1 * n1 * t.c - n2 * n2 * t.a + n1 * n2 * (n2 - n1) / 2.0) / (n * n);
        let q = (t.a * (n2 - t.c) + t.c * (n1 - t.a)) / (2.0 * n);
        [difference, weight, p, q, 0.0]
    },
    estimate: |[difference, weights, p, q, _]: Parts| {
        let estimate = difference / weights;
        (estimate, (estimate * p + q) / (weights * weights))
    },
};

/// What one table adds to the two sums of [`risk_difference`]: (a n₂ − c n₁) / N and n₁ n₂ / N.
#[must_use]
pub fn risk_difference_term(t: &Cells) -> (f64, f64) {
    (
        t.a * (t.n2() / t.n()) - t.c * (t.n1() / t.n()),
        t.n1() * (t.n2() / t.n()),
    )
}

/// The same risk difference with Greenland and Robins' standard error (1985, equation 14), which Sato's replaces:
/// Σ(a b n₂³ + c d n₁³) / (n₁ n₂ N²) / (Σ n₁ n₂ / N)². Older programs print it.
///
/// Estimate and standard error; `None` without people in both arms of a table.
#[must_use]
pub fn risk_difference_greenland_robins(tables: &[Cells]) -> Option<(f64, f64)> {
    risk_difference_as_revman(tables, tables)
}

/// The same where RevMan meets empty cells: the terms of the variance are those of `filled`, the same tables with 0.5 added
/// to the cells of those that have an empty one; the estimate and the weights n₁ n₂ / N stay those of `tables`.
#[must_use]
pub fn risk_difference_as_revman(tables: &[Cells], filled: &[Cells]) -> Option<(f64, f64)> {
    let weights = total(tables, |t| t.n1() * (t.n2() / t.n()));
    let estimate = total(tables, |t| t.a * (t.n2() / t.n()) - t.c * (t.n1() / t.n())) / weights;
    let variance = total(filled, |t| {
        let (n1, n2, n) = (t.n1(), t.n2(), t.n());
        (t.a * t.b * n2 * n2 * n2 + t.c * t.d * n1 * n1 * n1) / (n1 * n2 * n * n)
    }) / (weights * weights);
    (estimate.is_finite() && variance.is_finite()).then(|| (estimate, variance.sqrt()))
}

fn total(tables: &[Cells], term: impl Fn(&Cells) -> f64) -> f64 {
    sum(tables.iter().map(term))
}

#[cfg(test)]
mod tests {
    use super::{odds_ratio, odds_ratio_information, risk_difference, risk_ratio};
    use crate::effect::Cells;

    fn cells(a: f64, n1: f64, c: f64, n2: f64) -> Cells {
        Cells {
            a,
            b: n1 - a,
            c,
            d: n2 - c,
        }
    }

    /// metafor 4: `weights(rma.mh(measure = m, ai = c(4, 1, 12), n1i = c(30, 25, 90), ci = c(2, 3, 20), n2i = c(28, 40, 70),
    /// add = 0, to = "none"))`.
    #[test]
    fn weights_in_percent_are_metafors() {
        let tables = [
            cells(4.0, 30.0, 2.0, 28.0),
            cells(1.0, 25.0, 3.0, 40.0),
            cells(12.0, 90.0, 20.0, 70.0),
        ];
        for (found, expected) in [
            (
                odds_ratio(&tables),
                [
                    7.627_472_440_678_35,
                    9.423_764_766_944_61,
                    82.948_762_792_377,
                ],
            ),
            (
                risk_ratio(&tables),
                [
                    7.698_001_480_384_9,
                    8.586_232_420_429_31,
                    83.715_766_099_185_8,
                ],
            ),
            (
                risk_difference(&tables),
                [
                    20.916_034_189_671_3,
                    22.218_497_857_16,
                    56.865_467_953_168_8,
                ],
            ),
        ] {
            let weights = found.unwrap().weights;
            assert_eq!(weights.len(), 3);
            for (found, expected) in weights.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-11, "{weights:?}");
            }
        }
    }

    /// 20 · 30 · 8 · 42 / 50³.
    #[test]
    fn the_information_on_an_odds_ratio_is_the_variance_given_the_margins() {
        let found = odds_ratio_information(&cells(5.0, 20.0, 3.0, 30.0));
        assert!((found - 1.6128).abs() < 1e-14, "{found}");
    }

    #[test]
    fn what_has_no_variance_or_no_end_is_not_answered() {
        assert_eq!(odds_ratio(&[cells(0.0, 20.0, 3.0, 30.0)]), None);
        assert_eq!(odds_ratio(&[cells(2.0, 20.0, 0.0, 30.0)]), None);
        assert_eq!(risk_difference(&[cells(0.0, 20.0, 0.0, 30.0)]), None);
        assert_eq!(risk_ratio(&[]), None);
        // All of one arm and all of the other: the ratio is 1 and its variance zero.
        assert_eq!(risk_ratio(&[cells(20.0, 20.0, 30.0, 30.0)]), None);
    }
}
