//! The regularised incomplete beta function by the continued fraction of DiDonato and Morris (1992, algorithm TOMS 708,
//! equation 9; R's `pbeta` uses the same), scaled by Loader's form of the leading factor.
//!
//! The published AS 63 needs about 36 ν / t² terms for Student's t with ν degrees of freedom, which is without end for
//! the ν of large reviews; the continued fraction needs a few times √ν. The textbook form of the fraction (Abramowitz &
//! Stegun 26.5.8) loses as many figures as ν has there; this one is written in (a + b) y − b and loses none.

use super::saddle_point::binomial;

/// The fraction settles after a few times √max(a, b) steps; beyond this many the arguments were not finite.
const MOST_STEPS: usize = 400_000;

/// Lower and upper regularised incomplete beta (`I_x(a, b)`, `I_y(b, a)`) for a, b > 0, with y = 1 − x given beside x so
/// that neither loses figures near its end. The smaller of the two is computed as itself.
#[must_use]
pub fn incomplete(a: f64, b: f64, x: f64, y: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if y <= 0.0 {
        return (1.0, 0.0);
    }
    // x^a y^b / B(a, b).
    let factor = binomial(a, b, x, y) * a * b / (a + b);
    // a − (a + b) x, from whichever of x and y is the smaller and so the more exact.
    let excess = if x <= y {
        a - (a + b) * x
    } else {
        (a + b) * y - b
    };
    if excess >= 0.0 {
        let lower = (factor * continued_fraction(a, b, x, y, excess)).min(1.0);
        (lower, 1.0 - lower)
    } else {
        let upper = (factor * continued_fraction(b, a, y, x, -excess)).min(1.0);
        (1.0 - upper, upper)
    }
}

/// The fraction that multiplies x^a y^b / B(a, b); `excess` is a − (a + b) x, not below zero.
fn continued_fraction(a: f64, b: f64, x: f64, y: f64, excess: f64) -> f64 {
    let first = 1.0 + excess;
    let ratio = b / a;
    let above_one = 1.0 + 1.0 / a;
    let (mut numerator_before, mut numerator) = (0.0, 1.0);
    let (mut denominator_before, mut denominator) = (1.0, first / above_one);
    let mut value = above_one / first;
    let mut p = 1.0;
    let mut s = a + 1.0;
    let mut n = 0.0;
    for _ in 0..MOST_STEPS {
        n += 1.0;
        let t = n / a;
        let w = n * (b - n) * x;
        let e = a / s;
        let alpha = p * (p + ratio) * e * e * (w * x);
        let e = (1.0 + t) / (above_one + t + t);
        let beta = n + w / s + e * (first + n * (1.0 + y));
        p = 1.0 + t;
        s += 2.0;
        (numerator_before, numerator) = (numerator, alpha * numerator_before + beta * numerator);
        (denominator_before, denominator) =
            (denominator, alpha * denominator_before + beta * denominator);
        let before = value;
        value = numerator / denominator;
        if (value - before).abs() <= 1e-16 * value {
            break;
        }
        // Keeps both recurrences within range.
        numerator_before /= denominator;
        denominator_before /= denominator;
        numerator = value;
        denominator = 1.0;
    }
    value
}
