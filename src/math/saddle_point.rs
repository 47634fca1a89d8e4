//! Loader's saddle-point form of the Poisson and binomial masses (C. Loader 2000, "Fast and accurate computation of
//! binomial probabilities"; the form R's `dpois` and `dbinom` use), for arguments that need not be whole.
//!
//! Written as exp(a ln x − x − ln Γ(a + 1)), a mass at a = 10⁷ is a difference of terms near 10⁸ and keeps eight
//! figures; in this form it keeps fourteen.

use std::f64::consts::TAU;

/// ½ ln 2π.
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;

/// What Stirling's formula lacks: ln Γ(n + 1) − (n + ½) ln n + n − ½ ln 2π, for n > 0.
#[must_use]
pub fn stirling_error(n: f64) -> f64 {
    if n < 15.0 {
        return libm::lgamma(n + 1.0) - (n + 0.5) * libm::log(n) + n - HALF_LN_TAU;
    }
    let square = n * n;
    let series = 1.0 / 12.0
        - (1.0 / 360.0
            - (1.0 / 1260.0
                - (1.0 / 1680.0 - (1.0 / 1188.0 - 691.0 / 360_360.0 / square) / square) / square)
                / square)
            / square;
    series / n
}

/// Half the deviance of a Poisson observation: x ln(x / mean) + mean − x, without cancellation near x = mean.
#[must_use]
pub fn deviance(x: f64, mean: f64) -> f64 {
    if (x - mean).abs() >= 0.1 * (x + mean) {
        return if x == 0.0 {
            mean
        } else {
            x * libm::log(x / mean) + mean - x
        };
    }
    let v = (x - mean) / (x + mean);
    let mut total = (x - mean) * v;
    let square = v * v;
    let mut power = 2.0 * x * v;
    // |v| < 0.1: each term is less than a hundredth of the one before it, so ten reach the last bit.
    for j in 1..=12_u32 {
        power *= square;
        let next = total + power / f64::from(2 * j + 1);
        if next.to_bits() == total.to_bits() {
            break;
        }
        total = next;
    }
    total
}

/// mean^x e^(−mean) / Γ(x + 1), for x ≥ 0 and mean > 0.
#[must_use]
pub fn poisson(x: f64, mean: f64) -> f64 {
    if x == 0.0 {
        return libm::exp(-mean);
    }
    libm::exp(-stirling_error(x) - deviance(x, mean)) / (TAU * x).sqrt()
}

/// Γ(n + 1) / (Γ(x + 1) Γ(n − x + 1)) p^x q^(n − x) with n = x + y and q = 1 − p given beside p, for x, y > 0.
#[must_use]
pub fn binomial(x: f64, y: f64, p: f64, q: f64) -> f64 {
    let n = x + y;
    let log = stirling_error(n)
        - stirling_error(x)
        - stirling_error(y)
        - deviance(x, n * p)
        - deviance(y, n * q);
    libm::exp(log) * (n / (TAU * x * y)).sqrt()
}

/// ln of the binomial mass C(n, x) p^x q^(n − x) at whole x from 0 to n, with q = 1 − p given beside p.
#[must_use]
pub fn log_binomial_mass(x: f64, n: f64, p: f64, q: f64) -> f64 {
    let y = n - x;
    if x == 0.0 || y == 0.0 {
        let log_probability = if p < q {
            [libm::log1p(-p), libm::log(p)]
        } else {
            [libm::log(q), libm::log1p(-q)]
        };
        return n * log_probability[usize::from(y == 0.0 && n > 0.0)];
    }
    stirling_error(n)
        - stirling_error(x)
        - stirling_error(y)
        - deviance(x, n * p)
        - deviance(y, n * q)
        + 0.5 * libm::log(n / (TAU * x * y))
}

#[cfg(test)]
mod tests {
    use super::{log_binomial_mass, poisson, stirling_error};

    /// `mpmath` 1.3 at 30 digits: ln Γ(n + 1) − (n + ½) ln n + n − ½ ln 2π.
    #[test]
    fn what_stirlings_formula_lacks_is_known_to_the_last_figures() {
        for (n, expected) in [
            (15.0, 0.005_554_733_551_962_801),
            (20.0, 0.004_166_319_691_996_923),
            (40.0, 0.002_083_289_938_302_421_7),
        ] {
            let found = stirling_error(n);
            assert!((found - expected).abs() < 3e-18, "{n} {found}");
        }
    }

    #[test]
    fn masses_at_the_ends_lose_no_figure() {
        assert!((poisson(0.0, 2.5) - 0.082_084_998_623_898_8).abs() < 1e-16);
        assert!((poisson(3.0, 2.5) - 0.213_763_017_249_736_45).abs() < 1e-15);
        // (1 − 10⁻²⁰)¹⁰, which is one to sixteen figures, and the mirrored.
        assert!((log_binomial_mass(0.0, 10.0, 1e-20, 1.0) + 1e-19).abs() < 1e-33);
        assert!((log_binomial_mass(10.0, 10.0, 1.0, 1e-20) + 1e-19).abs() < 1e-33);
        assert!(
            (log_binomial_mass(10.0, 10.0, 1e-20, 1.0) / 10.0 - libm::log(1e-20)).abs() < 1e-13
        );
    }
}
