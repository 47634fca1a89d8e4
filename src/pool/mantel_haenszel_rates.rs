//! Mantel and Haenszel's stratified estimates for events over person-time, common effect, without any correction of their
//! own: trials with an arm that saw no event enter as they are.
//!
//! Letters as in [`Rates`]: a events in time t₁ in the experimental arm, c events in t₂ in the control arm, T = t₁ + t₂.
//! R: `rma.mh(measure = "IRR")` and `rma.mh(measure = "IRD")`, equal to 10⁻¹⁵; for the Q of differences
//! R adds 0.5 to empty arms, here it is then a score test ([`homogeneity`]).

use super::sums::{Parts, SumsOf, common};
use super::{CommonEffect, Heterogeneity, heterogeneity};
use crate::data::ConfidenceLevel;
use crate::effect::Rates;
use crate::math::sum::sum;

/// ln RR = ln ΣR − ln ΣS with R = a t₂ / T, S = c t₁ / T (Rothman 1986; Rothman, Greenland & Lash 2008, equation 15-22).
///
/// Variance by Greenland and Robins (1985): Σ(t₁ t₂ (a + c) / T²) / (ΣR ΣS). Weights: S.
///
/// `None` where an arm has no event in any trial: the ratio is then 0, infinite or 0/0.
#[must_use]
pub fn rate_ratio(trials: &[Rates]) -> Option<CommonEffect> {
    common(trials, &RATE_RATIO)
}

/// [`rate_ratio`] as a formula of sums.
pub const RATE_RATIO: SumsOf<Rates> = SumsOf {
    parts: |t| {
        let (r, s) = rate_ratio_term(t);
        [r, s, rate_ratio_information(t), 0.0, 0.0]
    },
    estimate: |[r, s, p, ..]: Parts| (libm::log(r / s), p / (r * s)),
};

/// R and S of one trial in the sums of [`rate_ratio`].
#[must_use]
pub fn rate_ratio_term(t: &Rates) -> (f64, f64) {
    (t.a * (t.t2 / t.time()), t.c * (t.t1 / t.time()))
}

/// The variance of a given the events of both arms where rates do not differ, t₁ t₂ (a + c) / T²: what a trial contributes,
/// whichever arm its events happened to fall in.
#[must_use]
pub fn rate_ratio_information(t: &Rates) -> f64 {
    (t.t1 / t.time()) * (t.t2 / t.time()) * t.events()
}

/// RD = Σ((a t₂ − c t₁) / T) / Σ(t₁ t₂ / T).
///
/// Variance by Greenland and Robins (1985): Σ((a t₂² + c t₁²) / T²) / (Σ t₁ t₂ / T)². Weights: t₁ t₂ / T. Trials
/// without an event count, for they say that both rates are low.
///
/// `None` where no trial has an event: an interval from 0 to 0 would "prove" that there is no harm.
#[must_use]
pub fn rate_difference(trials: &[Rates]) -> Option<CommonEffect> {
    common(trials, &RATE_DIFFERENCE)
}

/// [`rate_difference`] as a formula of sums.
pub const RATE_DIFFERENCE: SumsOf<Rates> = SumsOf {
    parts: |t| {
        let (difference, weight) = rate_difference_term(t);
        let (share_1, share_2) = (t.t1 / t.time(), t.t2 / t.time());
        let variance = t.a * share_2 * share_2 + t.c * share_1 * share_1;
        [difference, weight, variance, 0.0, 0.0]
    },
    estimate: |[difference, weights, variance, ..]: Parts| {
        (difference / weights, variance / (weights * weights))
    },
};

/// What one trial adds to the two sums of [`rate_difference`]: (a t₂ − c t₁) / T and t₁ t₂ / T.
#[must_use]
pub fn rate_difference_term(t: &Rates) -> (f64, f64) {
    (
        t.a * (t.t2 / t.time()) - t.c * (t.t1 / t.time()),
        t.t1 * (t.t2 / t.time()),
    )
}

/// The score test that the trials share the rate difference `estimate`, as [`miettinen_nurminen::homogeneity`] is for risks:
/// Q = Σ (a/t₁ − c/t₂ − δ̂)² / V(δ̂) with V = r̃₁/t₁ + r̃₂/t₂, where r̃₁ = r̃₂ + δ̂ are the most likely rates of that trial that
/// differ by δ̂ (Miettinen & Nurminen 1985, appendix II): r̃₂ is the larger root of T r² − (a + c − T δ̂) r − c δ̂ = 0.
///
/// `None` for fewer than two trials with V above 0.
///
/// [`miettinen_nurminen::homogeneity`]: super::miettinen_nurminen::homogeneity
#[must_use]
pub fn homogeneity(
    trials: &[Rates],
    estimate: f64,
    level: ConfidenceLevel,
) -> Option<Heterogeneity> {
    let differing: Vec<f64> = trials
        .iter()
        .filter_map(|trial| {
            let deviation = trial.a / trial.t1 - trial.c / trial.t2 - estimate;
            let (higher, lower) = restricted_rates(trial, estimate);
            let variance = higher / trial.t1 + lower / trial.t2;
            (variance > 0.0).then(|| deviation * deviation / variance)
        })
        .collect();
    heterogeneity::from_q(sum(differing.iter().copied()), differing.len(), level)
}

/// r̃₁ and r̃₂.
fn restricted_rates(t: &Rates, difference: f64) -> (f64, f64) {
    let lower = |events_below: f64, difference: f64| {
        let time = t.time();
        let b = t.events() - time * difference;
        let root = (b * b + 4.0 * time * events_below * difference).sqrt();
        // The form without a difference of numbers that are nearly the same.
        if b >= 0.0 {
            (b + root) / (2.0 * time)
        } else {
            2.0 * events_below * difference / (root - b)
        }
    };
    if difference >= 0.0 {
        let second = lower(t.c, difference);
        (second + difference, second)
    } else {
        let first = lower(t.a, -difference);
        (first, first - difference)
    }
}

#[cfg(test)]
mod tests {
    use super::{homogeneity, rate_difference, rate_ratio};
    use crate::data::ConfidenceLevel;
    use crate::effect::Rates;

    /// Events and time of the experimental arm, events and time of the control arm.
    fn rates(rows: &[(f64, f64, f64, f64)]) -> Vec<Rates> {
        let of = |&(a, t1, c, t2): &(f64, f64, f64, f64)| Rates { a, t1, c, t2 };
        rows.iter().map(of).collect()
    }

    const THREE: [(f64, f64, f64, f64); 3] = [
        (0.0, 120.0, 3.0, 100.0),
        (5.0, 80.0, 2.0, 95.0),
        (1.0, 210.5, 0.0, 190.0),
    ];

    /// mpmath, 40 digits: the rates that are most likely where they differ by δ by bisection on the derivative of the Poisson
    /// likelihood, a/(r + δ) − t₁ + c/r − t₂, with the end of the range where that does not change its sign; then Q, and P from
    /// χ² with two degrees of freedom. One δ above zero, one below, and Mantel and Haenszel's own.
    #[test]
    fn the_score_test_of_equal_rate_differences_is_that_of_forty_digit_arithmetic() {
        let expected = [
            (0.01, 6.485_594_010_658_32, 0.039_054_506_527_208_05),
            (-0.02, 8.842_107_543_298_004, 0.012_021_557_631_192_77),
            (
                0.003_225_101_118_884_534_6,
                5.745_063_498_963_745,
                0.056_555_560_661_728_48,
            ),
        ];
        for (difference, q, p_value) in expected {
            let found =
                homogeneity(&rates(&THREE), difference, ConfidenceLevel::NinetyFive).unwrap();
            assert!(
                (found.q / q - 1.0).abs() < 1e-12,
                "{difference}: {}",
                found.q
            );
            assert!((found.p_value / p_value - 1.0).abs() < 1e-11);
        }
    }

    /// Where rates do not differ and a trial has no event, both of its rates are zero and so is their variance.
    #[test]
    fn a_trial_without_events_says_nothing_of_whether_differences_are_equal_at_no_difference() {
        let mut rows = THREE.to_vec();
        let without = homogeneity(&rates(&rows), 0.0, ConfidenceLevel::NinetyFive).unwrap();
        rows.push((0.0, 50.0, 0.0, 60.0));
        let with = homogeneity(&rates(&rows), 0.0, ConfidenceLevel::NinetyFive).unwrap();
        assert_eq!(with, without);
        let two = rates(&[rows[0], rows[3]]);
        assert_eq!(homogeneity(&two, 0.0, ConfidenceLevel::NinetyFive), None);
    }

    /// metafor 4: `weights(rma.mh(measure = m, x1i = c(4, 1, 12), t1i = c(300, 210.5, 800), x2i = c(2, 3, 20),
    /// t2i = c(280, 400, 650), add = 0, to = "none"))` with "IRR" and "IRD".
    #[test]
    fn weights_in_percent_are_metafors() {
        let trials = rates(&[
            (4.0, 300.0, 2.0, 280.0),
            (1.0, 210.5, 3.0, 400.0),
            (12.0, 800.0, 20.0, 650.0),
        ]);
        for (found, expected) in [
            (
                rate_ratio(&trials),
                [
                    7.894_787_888_192_73,
                    7.894_141_304_418_11,
                    84.211_070_807_389_1,
                ],
            ),
            (
                rate_difference(&trials),
                [
                    22.581_042_879_411,
                    21.503_993_800_142_7,
                    55.914_963_320_446_3,
                ],
            ),
        ] {
            let weights = found.unwrap().weights;
            assert_eq!(weights.len(), 3);
            for (found, expected) in weights.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-11, "{weights:?}");
            }
        }
        let none = rates(&[(0.0, 300.0, 0.0, 280.0)]);
        assert!(rate_ratio(&none).is_none() && rate_difference(&none).is_none());
        assert!(rate_ratio(&rates(&[(0.0, 300.0, 3.0, 280.0)])).is_none());
    }
}
