//! Gauss quadrature, its nodes computed and not typed in: the nodes are the eigenvalues of the Jacobi matrix of the
//! orthogonal polynomials (Golub & Welsch 1969), found by bisection on Sturm's sequence; a weight is the whole mass
//! over the sum of the squared orthonormal polynomials at its node (Christoffel's number).
//!
//! Both families here are symmetric, so the diagonal of the matrix is zero and only positive nodes are searched for.

/// Nodes in ascending order with the logarithms of their weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Where the integrand is taken.
    pub nodes: Vec<f64>,
    /// Natural logarithm of each weight.
    pub log_weights: Vec<f64>,
}

/// Gauss and Hermite's rule of `points` nodes, scaled for integrands that look like a normal density: with centre c and
/// scale s, ∫ f(z) dz ≈ s Σ exp(log wⱼ) f(c + s tⱼ). Exact where f is the N(c, s²) density times a polynomial of degree
/// 2 · points − 1.
#[must_use]
pub fn hermite(points: usize) -> Rule {
    // For the weight exp(−t²/2)/√(2π) the orthonormal polynomials have √j beside the diagonal and the mass is one.
    let rule = rule(points, 2.0 * (points as f64).sqrt(), f64::sqrt, 0.0);
    let log_weights = rule
        .nodes
        .iter()
        .zip(&rule.log_weights)
        .map(|(node, log_weight)| log_weight + 0.5 * node * node - LOG_DENSITY_AT_ZERO)
        .collect();
    Rule {
        log_weights,
        ..rule
    }
}

/// ln of the standard normal density at zero, −½ ln 2π.
pub const LOG_DENSITY_AT_ZERO: f64 = -0.918_938_533_204_672_8;

/// Gauss and Legendre's rule of `points` nodes on −1 to 1.
#[must_use]
pub fn legendre(points: usize) -> Rule {
    let beside = |j: f64| j / (4.0 * j * j - 1.0).sqrt();
    rule(points, 1.0, beside, std::f64::consts::LN_2)
}

impl Rule {
    /// ∫ f over `low` to `high` by this rule of Legendre's.
    pub fn integrate(&self, low: f64, high: f64, mut f: impl FnMut(f64) -> f64) -> f64 {
        let (middle, half) = (0.5 * (low + high), 0.5 * (high - low));
        self.nodes
            .iter()
            .zip(&self.log_weights)
            .map(|(node, log_weight)| half * libm::exp(*log_weight) * f(middle + half * node))
            .sum()
    }
}

/// The rule of the symmetric family with `beside(j)` beside the diagonal, all nodes within ±`bound`.
fn rule(points: usize, bound: f64, beside: impl Fn(f64) -> f64, log_mass: f64) -> Rule {
    let off_diagonal: Vec<f64> = (1..points.max(1)).map(|j| beside(j as f64)).collect();
    let upper_half: Vec<f64> = (0..points / 2)
        .map(|above| node_with_above(&off_diagonal, bound, above))
        .collect();
    let middle = (points % 2 == 1).then_some(0.0);
    let nodes: Vec<f64> = upper_half
        .iter()
        .map(|node| -node)
        .chain(middle)
        .chain(upper_half.iter().rev().copied())
        .collect();
    let log_weights = nodes
        .iter()
        .map(|node| log_mass - libm::log(sum_of_squares(&off_diagonal, *node)))
        .collect();
    Rule { nodes, log_weights }
}

/// The positive eigenvalue that has `above` others above it.
fn node_with_above(off_diagonal: &[f64], bound: f64, above: usize) -> f64 {
    let (mut low, mut high) = (0.0, bound);
    for _ in 0..64 {
        let middle = 0.5 * (low + high);
        if count_above(off_diagonal, middle) > above {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// How many eigenvalues lie above x: the positive terms of Sturm's sequence.
fn count_above(off_diagonal: &[f64], x: f64) -> usize {
    let mut pivot = -x;
    let mut count = usize::from(pivot > 0.0);
    for beside in off_diagonal {
        let divisor = if pivot == 0.0 { 1e-300 } else { pivot };
        pivot = -x - beside * beside / divisor;
        count += usize::from(pivot > 0.0);
    }
    count
}

/// Σ pⱼ(x)² over the orthonormal polynomials of a unit mass, p₀ = 1.
fn sum_of_squares(off_diagonal: &[f64], x: f64) -> f64 {
    let (mut before, mut here) = (0.0, 1.0);
    let mut beside_before = 0.0;
    let mut total = 1.0;
    for beside in off_diagonal {
        let next = (x * here - beside_before * before) / beside;
        (before, here, beside_before) = (here, next, *beside);
        total += here * here;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::{hermite, legendre};

    #[test]
    fn hermite_integrates_the_moments_of_a_normal() {
        let rule = hermite(41);
        for (power, moment) in [(0, 1.0), (2, 1.0), (4, 3.0), (10, 945.0), (3, 0.0)] {
            let found: f64 = rule
                .nodes
                .iter()
                .zip(&rule.log_weights)
                .map(|(t, w)| {
                    libm::exp(w - 0.5 * t * t)
                        * 0.398_942_280_401_432_7
                        * libm::pow(*t, f64::from(power))
                })
                .sum();
            assert!(
                (found - moment).abs() < 1e-12 * f64::max(moment, 1.0),
                "{power}: {found}"
            );
        }
    }

    #[test]
    fn the_five_point_rules_are_those_of_the_tables() {
        // Abramowitz & Stegun, tables 25.4 and 25.10 (the latter for exp(−x²): nodes are these over √2).
        let legendre = legendre(5);
        assert!((legendre.nodes[4] - 0.906_179_845_938_664).abs() < 1e-15);
        assert!((libm::exp(legendre.log_weights[4]) - 0.236_926_885_056_189).abs() < 1e-15);
        assert!((libm::exp(legendre.log_weights[2]) - 0.568_888_888_888_889).abs() < 1e-15);
        let hermite = hermite(5);
        assert!(
            (hermite.nodes[4] / std::f64::consts::SQRT_2 - 2.020_182_870_456_086).abs() < 1e-14
        );
    }

    #[test]
    fn legendre_integrates_a_smooth_function_to_the_last_figures() {
        let found = legendre(16).integrate(0.0, 2.0, libm::exp);
        assert!((found - (libm::exp(2.0) - 1.0)).abs() < 1e-14);
    }
}
