//! Student's t distribution.

use super::{beta, normal, quantile::solve, saddle_point::binomial};

/// Beyond this many degrees of freedom t and the normal agree to more figures than an f64 has.
const AS_GOOD_AS_NORMAL: f64 = 1e15;

/// P(T > t) with `df` degrees of freedom.
#[must_use]
pub fn upper_tail(t: f64, df: f64) -> f64 {
    if df >= AS_GOOD_AS_NORMAL {
        return normal::upper_tail(t);
    }
    let (outside, _) = outside_and_inside(t, df);
    if t >= 0.0 {
        0.5 * outside
    } else {
        1.0 - 0.5 * outside
    }
}

/// Two-sided P of a t statistic.
#[must_use]
pub fn two_sided(t: f64, df: f64) -> f64 {
    if df >= AS_GOOD_AS_NORMAL {
        return normal::two_sided(t);
    }
    outside_and_inside(t, df).0
}

/// Beyond this t its square leaves the range of an f64, and the tail is a power to every figure.
const FAR: f64 = 1e150;

/// P(|T| > |t|) and P(|T| ≤ |t|), each computed as itself where it is the smaller.
fn outside_and_inside(t: f64, df: f64) -> (f64, f64) {
    if t.abs() > FAR {
        return (far_outside(t, df), 1.0);
    }
    let square = t * t;
    let x = df / (df + square);
    let y = square / (df + square);
    beta::incomplete(0.5 * df, 0.5, x, y)
}

/// The leading term x^a / (a B(a, ½)) of the incomplete beta with a = ν / 2 and x = ν / t².
fn far_outside(t: f64, df: f64) -> f64 {
    let a = 0.5 * df;
    let log_beta = libm::lgamma(a) + libm::lgamma(0.5) - libm::lgamma(a + 0.5);
    libm::exp(df * (0.5 * libm::log(df) - libm::log(t.abs())) - libm::log(a) - log_beta)
}

fn density(t: f64, df: f64) -> f64 {
    if t.abs() > FAR {
        return 0.5 * df * far_outside(t, df) / t.abs();
    }
    // |t| f(t) is x^a y^b / B(a, b) at a = ν / 2, b = ½, which is a b / (a + b) times the binomial form.
    let (a, b) = (0.5 * df, 0.5);
    let square = t * t;
    let (x, y) = (df / (df + square), square / (df + square));
    binomial(a, b, x, y) * a * b / (a + b) / t.abs()
}

/// The t with P(T ≤ t) = `probability`.
#[must_use]
pub fn quantile(probability: f64, df: f64) -> f64 {
    if probability < 0.5 {
        -upper_quantile(probability, df)
    } else {
        upper_quantile(1.0 - probability, df)
    }
}

/// The t with P(T > t) = `tail`, for tails too small to be written as one minus a probability.
#[must_use]
pub fn upper_quantile(tail: f64, df: f64) -> f64 {
    if tail > 0.5 {
        return -upper_quantile(1.0 - tail, df);
    }
    if df >= AS_GOOD_AS_NORMAL {
        return normal::upper_quantile(tail);
    }
    let inside = 1.0 - 2.0 * tail;
    if inside == 0.0 {
        return 0.0;
    }
    let start = normal::upper_quantile(tail).max(1e-300);
    if tail < 0.25 {
        solve(
            &|t| (outside_and_inside(t, df).0, 2.0 * density(t, df)),
            2.0 * tail,
            false,
            start,
        )
    } else {
        solve(
            &|t| (outside_and_inside(t, df).1, 2.0 * density(t, df)),
            inside,
            true,
            start,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::density;

    /// `mpmath` 1.3 at 30 digits: Γ((ν + 1)/2) / (√(νπ) Γ(ν/2)) (1 + t²/ν)^(−(ν + 1)/2); the last two where t² is no number.
    #[test]
    fn the_density_is_that_of_thirty_digits() {
        for (t, df, expected) in [
            (0.7, 3.0, 0.271_588_359_088_246_6),
            (2.5, 11.0, 0.026_222_537_495_421_44),
            (-1.2, 40.5, 0.192_035_445_562_202_95),
            (12.0, 1.0, 0.002_195_240_594_370_97),
            (1e155, 0.5, 5.070_727_650_733_029e-234),
            (1e160, 0.5, 1.603_504_877_071_114_5e-241),
        ] {
            let found = density(t, df);
            assert!((found / expected - 1.0).abs() < 1e-12, "{t} {df} {found}");
        }
    }
}
