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
