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

#[cfg(test)]
mod tests {
    use super::{density, lower_quantile, upper_quantile};

    /// `mpmath` 1.3 at 25 digits: (a/b)^(a/2) f^(a/2 − 1) / B(a/2, b/2) (1 + a f/b)^(−(a + b)/2).
    #[test]
    fn the_density_is_that_of_twenty_five_digits() {
        for (f, numerator, denominator, expected) in [
            (0.4, 1.0, 5.0, 0.476_466_745_921_346_1),
            (2.2, 3.0, 11.0, 0.122_150_459_598_987_1),
            (1.1, 17.0, 4.0, 0.438_785_213_047_494_4),
        ] {
            let found = density(f, numerator, denominator);
            assert!((found / expected - 1.0).abs() < 1e-13, "{f} {found}");
        }
    }

    /// `SciPy` 1.17: `f.isf([.9, .2], 3, 11)` and `f.ppf([.9, .3], 3, 11)`.
    #[test]
    fn quantiles_of_either_tail_are_found_on_both_sides_of_the_middle() {
        for (found, expected) in [
            (upper_quantile(0.9, 3.0, 11.0), 0.191_482_668_686_672_52),
            (upper_quantile(0.2, 3.0, 11.0), 1.829_934_400_570_522),
            (lower_quantile(0.9, 3.0, 11.0), 2.660_228_683_765_314),
            (lower_quantile(0.3, 3.0, 11.0), 0.484_251_742_281_421_4),
        ] {
            assert!((found / expected - 1.0).abs() < 1e-12, "{found} {expected}");
        }
    }
}
