//! Cochran's Q and what is made of it.
//!
//! Q = Σ (y − θ)² / v (Cochran 1954), P from χ² with k − 1 degrees of freedom; H² = Q / df and I² = 100 (Q − df) / Q, not
//! below 0 (Higgins & Thompson 2002, equations 6 and 10). The second I² is 100 τ² / (τ² + s²) with the typical
//! within-trial variance s² = (k − 1) Σw / ((Σw)² − Σw²), w = 1 / v (the same, equation 9), which is the one R's metafor
//! prints.

use super::Heterogeneity;
use crate::data::ConfidenceLevel;
use crate::effect::Effect;
use crate::math::{chi_squared, sum::sum};

/// Q around `centre`.
#[must_use]
pub fn q_around(effects: &[Effect], centre: f64) -> f64 {
    sum(effects.iter().map(|effect| {
        let deviation = effect.estimate - centre;
        deviation * deviation / effect.variance
    }))
}

/// What follows from Q over `trials` effects; `None` for fewer than two.
#[must_use]
pub fn from_q(q: f64, trials: usize, level: ConfidenceLevel) -> Option<Heterogeneity> {
    if trials < 2 || !q.is_finite() {
        return None;
    }
    let degrees_of_freedom = (trials - 1) as f64;
    let i_squared = if q > degrees_of_freedom {
        100.0 * (q - degrees_of_freedom) / q
    } else {
        0.0
    };
    Some(Heterogeneity {
        q,
        degrees_of_freedom,
        p_value: chi_squared::upper_tail(q, degrees_of_freedom),
        i_squared,
        h_squared: q / degrees_of_freedom,
        tau_squared: None,
        tau_squared_interval: None,
        i_squared_from_tau_squared: None,
        i_squared_interval: None,
        i_squared_test_based: test_based(q, trials, level),
        wald: None,
    })
}

/// The interval of I² in percent that goes with a test of H, as R's `meta` prints it: ln H ± z SE with
/// SE = ½ (ln Q − ln(k − 1)) / (√(2Q) − √(2k − 3)) where Q > k, and √((1 − 1/3(k − 2)²) / 2(k − 2)) elsewhere (Higgins &
/// Thompson 2002, equations 11 to 13 and appendix), H and its limits not below 1, and I² = 1 − 1/H².
///
/// It rests on Q alone and on its distribution under a common effect; the Q-profile's rests on τ². `None` for two trials
/// with Q ≤ k, where there is no such error.
fn test_based(q: f64, trials: usize, level: ConfidenceLevel) -> Option<(f64, f64)> {
    let k = trials as f64;
    let error = if q > k {
        0.5 * (libm::log(q) - libm::log(k - 1.0)) / ((2.0 * q).sqrt() - (2.0 * k - 3.0).sqrt())
    } else if trials > 2 {
        (1.0 / (2.0 * (k - 2.0)) * (1.0 - 1.0 / (3.0 * (k - 2.0) * (k - 2.0)))).sqrt()
    } else {
        return None;
    };
    let log_h = 0.5 * libm::log((q / (k - 1.0)).max(1.0));
    let half = level.normal_quantile() * error;
    let share = |log_h: f64| -100.0 * libm::expm1(-2.0 * log_h.max(0.0));
    Some((share(log_h - half), share(log_h + half)))
}

/// The typical within-trial variance s².
#[must_use]
pub fn typical_variance(effects: &[Effect]) -> f64 {
    let weights = || effects.iter().map(|effect| 1.0 / effect.variance);
    let total = sum(weights());
    let squares = sum(weights().map(|weight| weight * weight));
    (effects.len() as f64 - 1.0) * total / (total * total - squares)
}

/// I² in percent from τ².
#[must_use]
pub fn i_squared_from(tau_squared: f64, typical_variance: f64) -> f64 {
    100.0 * tau_squared / (tau_squared + typical_variance)
}

#[cfg(test)]
mod tests {
    use super::from_q;
    use crate::data::ConfidenceLevel;

    /// The interval of I² that goes with a test, at 95 percent.
    fn test_based(q: f64, trials: usize) -> Option<(f64, f64)> {
        from_q(q, trials, ConfidenceLevel::NinetyFive)?.i_squared_test_based
    }

    /// Q, trials and the limits of I² in percent. As R's `meta` prints them in its summaries ("I^2 = 62.6% [37.9%; 77.5%]" of the
    /// eighteen trials of psychotherapies in Harrer et al. 2021, Doing Meta-Analysis with R, chapter 4, and the like); Q is as
    /// printed there, and so good to half a unit of its second decimal.
    const PRINTED_BY_META: [(f64, usize, f64, f64); 9] = [
        (45.50, 18, 37.9, 77.5),
        (36.15, 13, 40.5, 81.5),
        (421.01, 14, 95.9, 97.7),
        (29.10, 5, 70.0, 93.7),
        (16.50, 9, 0.0, 77.3),
        (8.65, 5, 0.0, 83.0),
        (0.94, 4, 0.0, 84.7),
        (2.42, 6, 0.0, 74.6),
        (6.26, 10, 0.0, 62.4),
    ];

    #[test]
    fn the_test_based_interval_of_i_squared_is_the_one_that_meta_prints() {
        for (q, trials, lower, upper) in PRINTED_BY_META {
            let (found_lower, found_upper) = test_based(q, trials).unwrap();
            assert!(
                (found_lower - lower).abs() < 0.06 && (found_upper - upper).abs() < 0.06,
                "Q = {q} of {trials}: {found_lower} to {found_upper}"
            );
        }
    }

    /// mpmath 1.3, 30 digits, Higgins & Thompson 2002, equations 11 to 13: one case of either form of the error.
    #[test]
    fn the_test_based_interval_is_met_to_ten_figures() {
        let (lower, upper) = test_based(45.5, 18).unwrap();
        assert!((lower - 37.875_032_23).abs() < 1e-7, "{lower}");
        assert!((upper - 77.529_699_88).abs() < 1e-7, "{upper}");
        let (lower, upper) = test_based(0.94, 4).unwrap();
        assert!(lower == 0.0 && (upper - 84.687_836_13).abs() < 1e-7);
    }

    #[test]
    fn two_trials_have_a_test_based_interval_only_where_they_differ() {
        let (lower, upper) = test_based(3.5, 2).unwrap();
        assert!(lower == 0.0 && (upper - 93.573_292_83).abs() < 1e-7);
        assert_eq!(test_based(1.5, 2), None);
        // At Q = k the form for trials that agree takes over, which two trials do not have.
        assert_eq!(test_based(2.0, 2), None);
    }

    #[test]
    fn one_trial_and_a_q_that_is_no_number_have_no_heterogeneity() {
        assert_eq!(from_q(0.0, 1, ConfidenceLevel::NinetyFive), None);
        assert_eq!(from_q(f64::NAN, 3, ConfidenceLevel::NinetyFive), None);
        assert!(from_q(0.0, 2, ConfidenceLevel::NinetyFive).is_some());
    }
}
