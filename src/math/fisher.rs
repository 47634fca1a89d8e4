//! Fisher's F distribution.

use super::{beta, quantile::solve, saddle_point::binomial};

/// P(F > f) with `numerator` and `denominator` degrees of freedom.
#[must_use]
pub fn upper_tail(f: f64, numerator: f64, denominator: f64) -> f64 {
    tails(f, numerator, denominator).1
}

/// P(F ≤ f) with `numerator` and `denominator` degrees of freedom.
#[must_use]
pub fn lower_tail(f: f64, numerator: f64, denominator: f64) -> f64 {
    tails(f, numerator, denominator).0
}

fn shares(f: f64, numerator: f64, denominator: f64) -> (f64, f64) {
    let scaled = numerator * f;
    (
        scaled / (scaled + denominator),
        denominator / (scaled + denominator),
    )
}

fn tails(f: f64, numerator: f64, denominator: f64) -> (f64, f64) {
    if f <= 0.0 {
        return (0.0, 1.0);
    }
    if f * numerator == f64::INFINITY {
        return (1.0, 0.0);
    }
    let (x, y) = shares(f, numerator, denominator);
    beta::incomplete(0.5 * numerator, 0.5 * denominator, x, y)
}

fn density(f: f64, numerator: f64, denominator: f64) -> f64 {
    let (a, b) = (0.5 * numerator, 0.5 * denominator);
    let (x, y) = shares(f, numerator, denominator);
    binomial(a, b, x, y) * a * b / (a + b) / f
}

/// The f with P(F > f) = `tail`.
#[must_use]
pub fn upper_quantile(tail: f64, numerator: f64, denominator: f64) -> f64 {
    if tail > 0.5 {
        return lower_quantile(1.0 - tail, numerator, denominator);
    }
    let at = |f| {
        (
            upper_tail(f, numerator, denominator),
            density(f, numerator, denominator),
        )
    };
    solve(&at, tail, false, 1.0)
}

/// The f with P(F ≤ f) = `probability`.
#[must_use]
pub fn lower_quantile(probability: f64, numerator: f64, denominator: f64) -> f64 {
    if probability > 0.5 {
        return upper_quantile(1.0 - probability, numerator, denominator);
    }
    let at = |f| {
        (
            lower_tail(f, numerator, denominator),
            density(f, numerator, denominator),
        )
    };
    solve(&at, probability, true, 1.0)
}
