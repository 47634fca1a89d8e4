//! Densities of one variable known at equal steps, and the distribution of a mixture of them.
//!
//! Between the steps the logarithm of a density is interpolated by the polynomial through the eight nearest points: it is
//! nearly a parabola, so that this keeps some nine figures. Integrals are taken by a Legendre rule on panels.

use crate::math::gauss::{Rule, legendre};
use crate::math::root::root;

/// Points of the interpolating polynomial.
const NEAREST: usize = 8;

/// Binomial coefficients with alternating signs: barycentric weights of equal steps.
const BARYCENTRIC: [f64; NEAREST] = [1.0, -7.0, 21.0, -35.0, 35.0, -21.0, 7.0, -1.0];

/// The logarithm of a density, up to a constant, at equal steps; zero density outside them.
#[derive(Clone, Debug)]
pub(super) struct LogDensity {
    pub(super) start: f64,
    pub(super) step: f64,
    /// At least eight.
    pub(super) values: Vec<f64>,
}

impl LogDensity {
    pub(super) fn end(&self) -> f64 {
        self.start + self.step * (self.values.len() - 1) as f64
    }

    pub(super) fn largest(&self) -> f64 {
        self.values
            .iter()
            .copied()
            .fold(f64::NEG_INFINITY, f64::max)
    }

    pub(super) fn at(&self, x: f64) -> f64 {
        let position = (x - self.start) / self.step;
        interpolated(&self.values, position).unwrap_or(f64::NEG_INFINITY)
    }
}

/// The value between equal steps, at a position counted from the first of them; `None` outside them, and of fewer than eight
/// values.
pub(super) fn interpolated(values: &[f64], position: f64) -> Option<f64> {
    let last = values.len().checked_sub(NEAREST)? + NEAREST - 1;
    if !(0.0..=last as f64).contains(&position) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "just found to lie between zero and the number of points"
    )]
    let below = position as usize;
    let first = below
        .saturating_sub(NEAREST / 2 - 1)
        .min(values.len() - NEAREST);
    let (mut weighted, mut weights) = (0.0, 0.0);
    for (offset, weight) in BARYCENTRIC.iter().enumerate() {
        let value = values[first + offset];
        let distance = position - (first + offset) as f64;
        if distance == 0.0 {
            return Some(value);
        }
        weighted += weight / distance * value;
        weights += weight / distance;
    }
    Some(weighted / weights)
}

/// The distribution of a mixture, normalised.
pub(super) struct Distribution<'a> {
    components: &'a [LogDensity],
    largest: f64,
    rule: Rule,
    edges: Vec<f64>,
    /// Mass below each edge; the last is the whole.
    cumulative: Vec<f64>,
}

impl<'a> Distribution<'a> {
    pub(super) fn of(components: &'a [LogDensity], panel: f64) -> Self {
        let ends = |end: fn(&LogDensity) -> f64| components.iter().map(end);
        let low = ends(|c| c.start).fold(f64::INFINITY, f64::min);
        let high = ends(LogDensity::end).fold(f64::NEG_INFINITY, f64::max);
        let values = components.iter().flat_map(|c| c.values.iter().copied());
        let mut distribution = Self {
            components,
            largest: values.fold(f64::NEG_INFINITY, f64::max),
            rule: legendre(6),
            edges: vec![low],
            cumulative: vec![0.0],
        };
        let mut mass = 0.0;
        let mut edge = low;
        while edge < high {
            let next = (edge + panel).min(high);
            mass += distribution.mass(edge, next);
            distribution.edges.push(next);
            distribution.cumulative.push(mass);
            edge = next;
        }
        distribution
    }

    fn density(&self, x: f64) -> f64 {
        self.components
            .iter()
            .map(|component| libm::exp(component.at(x) - self.largest))
            .sum()
    }

    fn mass(&self, low: f64, high: f64) -> f64 {
        self.rule.integrate(low, high, |x| self.density(x))
    }

    fn whole(&self) -> f64 {
        self.cumulative.last().copied().unwrap_or(0.0)
    }

    /// The index of the last edge that is not above.
    fn panel(of: &[f64], value: f64) -> usize {
        of.partition_point(|edge| *edge <= value).saturating_sub(1)
    }

    /// The probability of less than x.
    pub(super) fn below(&self, x: f64) -> f64 {
        let panel = Self::panel(&self.edges, x);
        if x <= self.edges[0] {
            0.0
        } else if panel + 1 >= self.edges.len() {
            1.0
        } else {
            (self.cumulative[panel] + self.mass(self.edges[panel], x)) / self.whole()
        }
    }

    /// The x below which `probability` lies.
    pub(super) fn quantile(&self, probability: f64) -> f64 {
        let target = probability * self.whole();
        let panel = Self::panel(&self.cumulative, target).min(self.edges.len().saturating_sub(2));
        let (low, high) = (self.edges[panel], self.edges[panel + 1]);
        let missing = |x: f64| self.cumulative[panel] + self.mass(low, x) - target;
        root(missing, low, high, high - low).unwrap_or(0.5 * (low + high))
    }
}

#[cfg(test)]
mod tests {
    use super::{Distribution, LogDensity, interpolated};
    use crate::math::normal;

    #[test]
    fn a_polynomial_of_seventh_degree_is_met_between_its_points_and_nothing_beyond_them() {
        let power = |x: f64| (x - 4.0) * (x - 4.0) * (x - 4.0) * (x - 7.5) * x * (x - 1.0) * x;
        let values: Vec<f64> = (0..12).map(|x| power(f64::from(x))).collect();
        for position in [0.0, 0.25, 3.5, 6.0, 7.75, 10.5, 11.0] {
            let found = interpolated(&values, position).unwrap();
            assert!(
                (found - power(position)).abs() < 1e-9 * power(11.0),
                "{position} {found}"
            );
        }
        assert_eq!(interpolated(&values, -0.25), None);
        assert_eq!(interpolated(&values, 11.25), None);
        assert_eq!(interpolated(&values[..7], 3.0), None);
    }

    /// The logarithm of a normal density, so far below one that it is no number itself.
    fn normal_density(mean: f64, deviation: f64, share: f64) -> LogDensity {
        let values: Vec<f64> = (-16..=16)
            .map(|index| {
                let z = 0.5 * f64::from(index);
                -0.5 * z * z + libm::log(share / deviation) - 2000.0
            })
            .collect();
        LogDensity {
            start: mean - 8.0 * deviation,
            step: 0.5 * deviation,
            values,
        }
    }

    #[test]
    fn a_mixture_of_two_normal_densities_has_their_probabilities_and_quantiles() {
        let parts = [
            normal_density(-1.0, 0.5, 0.3),
            normal_density(2.0, 1.5, 0.7),
        ];
        let highest = libm::log(0.3 / 0.5) - 2000.0;
        assert!((parts[0].largest() - highest).abs() < 1e-12);
        assert!((parts[1].end() - 14.0).abs() < 1e-12);
        let mixture = Distribution::of(&parts, 0.5);
        let exact = |x: f64| {
            0.3 * normal::lower_tail((x + 1.0) / 0.5) + 0.7 * normal::lower_tail((x - 2.0) / 1.5)
        };
        for x in [-9.9, -4.0, -1.2, 0.0, 0.3, 2.0, 3.7, 13.9] {
            assert!((mixture.below(x) - exact(x)).abs() < 1e-9, "{x}");
        }
        for probability in [0.025, 0.3, 0.5, 0.975] {
            let found = mixture.quantile(probability);
            assert!((exact(found) - probability).abs() < 1e-9, "{probability}");
        }
        let ends = [-50.0, 50.0].map(|x| mixture.below(x).to_bits());
        assert_eq!(ends, [0.0, 1.0].map(f64::to_bits));
    }
}
