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
