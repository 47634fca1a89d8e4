//! Sums of a smooth function over many consecutive whole numbers: Gregory's formula (1670; Abramowitz & Stegun 25.4.18),
//! the integral with corrections from differences at both ends, so that ten million terms cost a few hundred.

use super::gauss::Rule;

/// Below this whole number, and over ranges no longer than it, terms are added one by one: a function whose nearest
/// singularity is at or below zero has differences there that the formula cannot follow.
const DIRECT: u64 = 64;

/// Gregory's coefficients of the first to the eighth difference.
const GREGORY: [f64; 8] = [
    1.0 / 12.0,
    1.0 / 24.0,
    19.0 / 720.0,
    3.0 / 160.0,
    863.0 / 60_480.0,
    275.0 / 24_192.0,
    33_953.0 / 3_628_800.0,
    8_183.0 / 1_036_800.0,
];

/// Σ f(j) over from ≤ j < to for the components of f, each smooth like a power or logarithm of a linear function whose
/// zero is not above j = 0. `rule` is a Legendre rule of twelve points or more.
pub fn sum<const N: usize>(
    from: u64,
    to: u64,
    rule: &Rule,
    f: impl Fn(f64) -> [f64; N],
) -> [f64; N] {
    sum_of(from, to, rule, &f)
}

fn sum_of<const N: usize>(
    from: u64,
    to: u64,
    rule: &Rule,
    f: &dyn Fn(f64) -> [f64; N],
) -> [f64; N] {
    let mut total = [0.0; N];
    let mut add = |factor: f64, part: [f64; N]| {
        for (sum, part) in total.iter_mut().zip(part) {
            *sum += factor * part;
        }
    };
    let switch = from.max(DIRECT).min(to);
    let switch = if to - switch <= DIRECT { to } else { switch };
    for j in from..switch {
        add(1.0, f(j as f64));
    }
    if switch == to {
        return total;
    }
    let (first, last) = (switch as f64, (to - 1) as f64);
    // Panels that double in length keep every one as far from the singularity, in its own lengths, as the first.
    let mut low = first;
    while low < last {
        let high = (2.0 * low).min(last);
        let (middle, half) = (0.5 * (low + high), 0.5 * (high - low));
        for (node, log_weight) in rule.nodes.iter().zip(&rule.log_weights) {
            add(half * libm::exp(*log_weight), f(middle + half * node));
        }
        low = high;
    }
    add(0.5, f(first));
    add(0.5, f(last));
    for (end, inward) in [(first, 1.0), (last, -1.0)] {
        let mut values: [[f64; N]; GREGORY.len() + 1] =
            std::array::from_fn(|step| f(end + inward * step as f64));
        // Differences towards the inside; an end's correction is minus, plus, minus … of them.
        let mut sign = -1.0;
        for (order, coefficient) in GREGORY.iter().enumerate() {
            for step in 0..GREGORY.len() - order {
                values[step] = std::array::from_fn(|i| values[step + 1][i] - values[step][i]);
            }
            add(sign * coefficient, values[0]);
            sign = -sign;
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::sum;
    use crate::math::gauss::legendre;

    #[test]
    fn a_long_sum_is_the_one_added_term_by_term() {
        let rule = legendre(12);
        let f = |j: f64| {
            let u = 0.013 + 0.004 * j;
            [libm::log(u), 1.0 / u, j / (u * u), 1.0 / (u * u)]
        };
        for (from, to) in [
            (0, 0),
            (0, 40),
            (0, 9000),
            (70, 200_000),
            (3, 65),
            (90, 155),
        ] {
            let found = sum(from, to, &rule, f);
            for (part, found) in found.iter().enumerate() {
                let expected = crate::math::sum::sum((from..to).map(|j| f(j as f64)[part]));
                assert!(
                    (found - expected).abs() <= 1e-12 * expected.abs(),
                    "{from} to {to}, {part}: {found} {expected}"
                );
            }
        }
    }

    #[test]
    fn ten_million_logarithms_add_up_to_stirlings_formula() {
        let [found] = sum(1, 10_000_001, &legendre(12), |j| [libm::log(j)]);
        let expected = libm::lgamma(10_000_001.0);
        assert!((found / expected - 1.0).abs() < 1e-14, "{found} {expected}");
    }
}
