//! Numbers that look random and are the same on every machine: `SplitMix64` (Steele, Lea & Flood 2014, "Fast splittable pseudorandom
//! number generators"), and draws from distributions made of them.

use super::normal;

/// A generator.
#[derive(Clone, Copy, Debug)]
pub struct SplitMix(u64);

impl SplitMix {
    /// Begins with a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub fn next_bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number evenly spread between 0 and 1, never either of them: the middles of 2⁵³ equal parts.
    pub fn next_unit(&mut self) -> f64 {
        ((self.next_bits() >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0
    }

    /// A draw from the standard normal distribution, by its quantile of [`Self::next_unit`].
    pub fn next_normal(&mut self) -> f64 {
        normal::quantile(self.next_unit())
    }

    /// A draw from the gamma distribution of a shape of at least 1 and scale 1: Marsaglia & Tsang 2000 (ACM Trans Math Softw
    /// 26:363), the method at the end of section 3. A smaller shape counts as 1.
    pub fn next_gamma(&mut self, shape: f64) -> f64 {
        let d = shape.max(1.0) - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.next_normal();
            let base = 1.0 + c * x;
            if base <= 0.0 {
                continue;
            }
            let v = base * base * base;
            let bound = 0.5 * x * x + d * (1.0 - v + libm::log(v));
            if libm::log(self.next_unit()) < bound {
                return d * v;
            }
        }
    }

    /// A draw from the beta distribution of two shapes of at least 1: the share of one of two gamma draws in their sum.
    pub fn next_beta(&mut self, one: f64, other: f64) -> f64 {
        let (one, other) = (self.next_gamma(one), self.next_gamma(other));
        one / (one + other)
    }

    /// Every order as likely (Fisher & Yates; Durstenfeld 1964); so few things that the remainder favours none that matters.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let chosen = self.next_bits() % (last as u64 + 1);
            things.swap(last, usize::try_from(chosen).unwrap_or(last));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SplitMix;
    use crate::math::{beta, gamma, normal};

    /// The largest distance between the share of draws up to a value and its probability, times √n: Kolmogorov's statistic,
    /// above 1.95 once in a thousand seeds.
    fn kolmogorov(mut draws: Vec<f64>, probability: impl Fn(f64) -> f64) -> f64 {
        draws.sort_by(f64::total_cmp);
        let many = draws.len() as f64;
        let distances = draws.iter().enumerate().map(|(place, draw)| {
            let expected = probability(*draw);
            let (below, up_to) = (place as f64 / many, (place as f64 + 1.0) / many);
            (expected - below).abs().max((up_to - expected).abs())
        });
        distances.fold(0.0, f64::max) * many.sqrt()
    }

    #[test]
    fn draws_follow_their_distributions() {
        let mut random = SplitMix::new(5);
        let mut draws = |draw: &mut dyn FnMut(&mut SplitMix) -> f64| -> Vec<f64> {
            (0..20_000).map(|_| draw(&mut random)).collect()
        };
        let found = kolmogorov(draws(&mut SplitMix::next_unit), |u| u);
        assert!(found < 1.95, "{found}");
        let found = kolmogorov(draws(&mut SplitMix::next_normal), normal::lower_tail);
        assert!(found < 1.95, "{found}");
        for shape in [1.0, 3.0, 3.5, 40.0] {
            let found = kolmogorov(draws(&mut |random| random.next_gamma(shape)), |x| {
                gamma::incomplete(shape, x).0
            });
            assert!(found < 1.95, "{shape}: {found}");
        }
        for (one, other) in [(1.0, 1.0), (1.4, 6.0), (30.0, 2.0)] {
            let found = kolmogorov(draws(&mut |random| random.next_beta(one, other)), |x| {
                beta::incomplete(one, other, x, 1.0 - x).0
            });
            assert!(found < 1.95, "{one} {other}: {found}");
        }
    }

    /// The first bits of this seed (see `tests/distributions.rs`) without the last eleven are 3,153,236,189,995,295 of 2⁵³ parts.
    #[test]
    fn a_number_between_zero_and_one_is_the_middle_of_its_part() {
        let found = SplitMix::new(1_234_567).next_unit();
        assert_eq!(found.to_bits(), 0.350_079_542_021_408_2_f64.to_bits());
    }

    /// Mean and variance of a gamma distribution are its shape k; those of 20,000 draws vary by k/n and (2k² + 6k)/n around them.
    #[test]
    fn gamma_draws_have_their_mean_and_variance() {
        let mut random = SplitMix::new(11);
        for shape in [1.0, 3.0, 40.0] {
            let many = 20_000.0;
            let draws: Vec<f64> = (0..20_000).map(|_| random.next_gamma(shape)).collect();
            let mean = draws.iter().sum::<f64>() / many;
            let square = |draw: &f64| (draw - mean) * (draw - mean);
            let variance = draws.iter().map(square).sum::<f64>() / many;
            assert!((mean - shape).abs() < 4.0 * (shape / many).sqrt(), "{mean}");
            let error = ((2.0 * shape * shape + 6.0 * shape) / many).sqrt();
            assert!((variance - shape).abs() < 4.0 * error, "{shape} {variance}");
        }
    }

    #[test]
    fn every_order_comes_as_often() {
        let mut random = SplitMix::new(3);
        let mut counts = std::collections::BTreeMap::new();
        for _ in 0..6_000 {
            let mut things = [1, 2, 3];
            random.shuffle(&mut things);
            *counts.entry(things).or_insert(0_u32) += 1;
        }
        // A thousand each, with a standard deviation of 29.
        assert!(
            counts.len() == 6 && counts.values().all(|count| count.abs_diff(1_000) < 120),
            "{counts:?}"
        );
    }
}
