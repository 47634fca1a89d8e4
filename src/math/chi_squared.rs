//! The χ² distribution.

use super::{gamma, normal, quantile::solve, saddle_point::poisson};

/// P(X ≤ x) with `df` degrees of freedom.
#[must_use]
pub fn lower_tail(x: f64, df: f64) -> f64 {
    gamma::incomplete(0.5 * df, 0.5 * x).0
}

/// P(X > x) with `df` degrees of freedom.
#[must_use]
pub fn upper_tail(x: f64, df: f64) -> f64 {
    gamma::incomplete(0.5 * df, 0.5 * x).1
}

fn density(x: f64, df: f64) -> f64 {
    // x^(a − 1) e^(−x) / Γ(a) is a / x times the Poisson form at a.
    poisson(0.5 * df, 0.5 * x) * 0.5 * df / x
}

/// The x with P(X ≤ x) = `probability`.
#[must_use]
pub fn quantile(probability: f64, df: f64) -> f64 {
    if probability <= 0.5 {
        from_lower(probability, df)
    } else {
        upper_quantile(1.0 - probability, df)
    }
}

/// The x with P(X > x) = `tail`, for tails too small to be written as one minus a probability.
#[must_use]
pub fn upper_quantile(tail: f64, df: f64) -> f64 {
    if tail > 0.5 {
        return from_lower(1.0 - tail, df);
    }
    let start = start(-normal::quantile(tail), df);
    solve(&|x| (upper_tail(x, df), density(x, df)), tail, false, start)
}

fn from_lower(probability: f64, df: f64) -> f64 {
    let start = start(normal::quantile(probability), df);
    solve(
        &|x| (lower_tail(x, df), density(x, df)),
        probability,
        true,
        start,
    )
}

/// Wilson and Hilferty's approximation (1931), kept above zero.
fn start(z: f64, df: f64) -> f64 {
    let h = 2.0 / (9.0 * df);
    let cube_root = (1.0 - h + z.clamp(-38.0, 38.0) * h.sqrt()).max(1e-3);
    df * cube_root * cube_root * cube_root
}

#[cfg(test)]
mod tests {
    use super::{density, quantile, start, upper_quantile};

    /// `mpmath` 1.3 at 25 digits: x^(k/2 − 1) e^(−x/2) / (2^(k/2) Γ(k/2)).
    #[test]
    fn the_density_is_that_of_twenty_five_digits() {
        for (x, df, expected) in [
            (0.3, 1.0, 0.626_910_099_227_520_7),
            (4.5, 3.0, 0.089_197_716_917_722_03),
            (90.0, 110.0, 0.011_637_938_046_316_984),
        ] {
            let found = density(x, df);
            assert!((found / expected - 1.0).abs() < 1e-13, "{x} {df} {found}");
        }
    }

    /// `SciPy` 1.17: `chi2.ppf([.2, .9], 4)` and `chi2.isf([.2, .9], 4)`.
    #[test]
    fn quantiles_of_either_tail_are_found_on_both_sides_of_the_middle() {
        for (found, expected) in [
            (quantile(0.2, 4.0), 1.648_776_618_065_969),
            (quantile(0.9, 4.0), 7.779_440_339_734_858),
            (upper_quantile(0.2, 4.0), 5.988_616_694_004_244),
            (upper_quantile(0.9, 4.0), 1.063_623_216_779_223_7),
        ] {
            assert!((found / expected - 1.0).abs() < 1e-13, "{found} {expected}");
        }
    }

    /// Wilson and Hilferty (1931) put the quantiles of many degrees of freedom within a few thousandths.
    #[test]
    fn the_search_starts_near_its_end() {
        for (z, df) in [
            (-1.644_853_626_951_472_7, 8.0),
            (1.644_853_626_951_472_7, 30.0),
            (0.0, 12.0),
        ] {
            let exact = quantile(crate::math::normal::lower_tail(z), df);
            assert!((start(z, df) / exact - 1.0).abs() < 0.01, "{z} {df}");
        }
    }
}
