//! The regularised incomplete gamma function: series below the mean, continued fraction above it (Abramowitz & Stegun
//! 6.5.29 and 6.5.31), scaled by Loader's form of the leading factor.
//!
//! The published AS 239 turns to a normal approximation beyond a = 1000 and loses eight figures there.

use super::saddle_point::poisson;

/// Both recurrences settle after a few times √a steps; beyond this many the arguments were not finite.
const MOST_STEPS: usize = 400_000;

/// Lower and upper regularised incomplete gamma (P, Q) at x ≥ 0 for a > 0. The smaller of the two is computed as
/// itself, the other as its complement.
#[must_use]
pub fn incomplete(a: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if x == f64::INFINITY {
        return (1.0, 0.0);
    }
    if x < a + 1.0 {
        let lower = (poisson(a, x) * series(a, x)).min(1.0);
        (lower, 1.0 - lower)
    } else {
        let upper = (poisson(a, x) * a * continued_fraction(a, x)).min(1.0);
        (1.0 - upper, upper)
    }
}

/// Σ xⁿ / ((a + 1) … (a + n)).
fn series(a: f64, x: f64) -> f64 {
    let mut term = 1.0;
    let mut total = 1.0;
    let mut denominator = a;
    for _ in 0..MOST_STEPS {
        denominator += 1.0;
        term *= x / denominator;
        total += term;
        if term <= total * 1e-17 {
            break;
        }
    }
    total
}

/// 1 / (x + 1 − a − 1(1 − a) / (x + 3 − a − …)) by Lentz's method.
fn continued_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut h = d;
    let mut i = 0.0;
    for _ in 0..MOST_STEPS {
        i += 1.0;
        let numerator = -i * (i - a);
        b += 2.0;
        d = 1.0 / away_from_zero(numerator * d + b);
        c = away_from_zero(b + numerator / c);
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}

/// Stands for zero in Lentz's method.
const TINY: f64 = 1e-300;

fn away_from_zero(x: f64) -> f64 {
    if x.abs() < TINY { TINY } else { x }
}
