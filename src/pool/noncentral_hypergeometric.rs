//! Fisher's noncentral hypergeometric distribution (Fisher 1935; Harkness 1965): the events X of the experimental arm of
//! a 2×2 table, given its margins, under an odds ratio ψ.
//!
//! P(X = x) = C(n₁, x) C(n₂, m − x) ψˣ / Σᵤ C(n₁, u) C(n₂, m − u) ψᵘ, max(0, m − n₂) ≤ x ≤ min(n₁, m), with n₁ and n₂
//! people in the arms and m events in both. R: `dFNCHypergeo` (`BiasedUrn`), `dnoncenhypergeom` (`MCMCpack`).
//!
//! Sums go outward from the mode by the ratio of neighbours, (n₁ − x)(m − x) ψ / ((x + 1)(n₂ − m + x + 1)) (Liao & Rosen
//! 2001), with the mode's term as 1: nothing overflows, no binomial coefficient is needed, and what is too small to
//! matter is never visited. Where the standard deviation is above 200 the terms are so smooth that every ⌊⅔ sd⌋-th of them
//! stands for its neighbours: by Poisson's summation formula the error is e^(−2π²·(3/2)²), 10⁻¹⁹ of the sum. The work is
//! bounded whatever the counts.

use crate::effect::TwoByTwo;
use crate::math::saddle_point::log_binomial_mass;

/// Terms below this share of the sum end a sum: far below the last bit, also when weighted by squared deviations.
const NEGLIGIBLE: f64 = 1e-21;

/// A variance above which the terms are summed at strides.
const WIDE: f64 = 40_000.0;

/// Log odds ratios beyond this are taken as this: e^600 is inside the range of an f64 and all mass is at one end.
const LARGEST_LOG_ODDS_RATIO: f64 = 600.0;

/// The distribution for given margins; the odds ratio is an argument of each question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NoncentralHypergeometric {
    n1: f64,
    n2: f64,
    m: f64,
}

/// Mean and variance of X.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// Mean.
    pub mean: f64,
    /// Variance.
    pub variance: f64,
}

/// What one observation says at one log odds ratio η.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogLikelihood {
    /// ln P(observed | η).
    pub value: f64,
    /// Its first derivative in η.
    pub slope: f64,
    /// Its second derivative in η, not above zero for an exponential family.
    pub curvature: f64,
}

/// Sums over the terms, the mode's being 1, about the mode.
struct Sums {
    mode: f64,
    total: f64,
    first: f64,
    second: f64,
    /// The term asked for, where it was visited.
    term: Option<f64>,
}

impl NoncentralHypergeometric {
    /// The distribution given the margins of a table. Totals up to [`LARGEST_COUNT`](crate::effect::LARGEST_COUNT) and
    /// events not above them are assumed ([`TwoByTwo::is_possible`]).
    #[must_use]
    pub fn of(table: &TwoByTwo) -> Self {
        Self {
            n1: table.experimental_total as f64,
            n2: table.control_total as f64,
            m: (table.experimental_events + table.control_events) as f64,
        }
    }

    /// The smallest possible X.
    #[must_use]
    pub fn lowest(&self) -> f64 {
        (self.m - self.n2).max(0.0)
    }

    /// The largest possible X.
    #[must_use]
    pub fn highest(&self) -> f64 {
        self.n1.min(self.m)
    }

    /// Mean and variance at a log odds ratio.
    #[must_use]
    pub fn moments(&self, log_odds_ratio: f64) -> Moments {
        let sums = self.sums(log_odds_ratio, f64::NAN);
        let deviation = sums.first / sums.total;
        Moments {
            mean: sums.mode + deviation,
            variance: (sums.second / sums.total - deviation * deviation).max(0.0),
        }
    }

    /// ln P(X = x), −∞ outside the support.
    #[must_use]
    pub fn log_probability(&self, x: f64, log_odds_ratio: f64) -> f64 {
        if x < self.lowest() || x > self.highest() {
            return f64::NEG_INFINITY;
        }
        self.log_likelihood(x, log_odds_ratio).value
    }

    /// ln Σᵤ C(n₁, u) C(n₂, m − u) ψᵘ, the cumulant function of X in ln ψ.
    #[must_use]
    pub fn log_normaliser(&self, log_odds_ratio: f64) -> f64 {
        let sums = self.sums(log_odds_ratio, f64::NAN);
        let (events, without) = (self.m, self.n1 + self.n2 - self.m);
        let all = self.n1 + self.n2;
        let power = |count: f64| {
            if count > 0.0 {
                count * libm::log(count / all)
            } else {
                0.0
            }
        };
        self.log_central(sums.mode) - power(events) - power(without)
            + sums.mode * log_odds_ratio
            + libm::log(sums.total)
    }

    /// What observing `x`, a value of the support, says about a log odds ratio.
    #[must_use]
    pub fn log_likelihood(&self, x: f64, log_odds_ratio: f64) -> LogLikelihood {
        let sums = self.sums(log_odds_ratio, x);
        let log_term = match sums.term {
            Some(term) => libm::log(term),
            None => {
                self.log_central(x) - self.log_central(sums.mode) + (x - sums.mode) * log_odds_ratio
            }
        };
        let deviation = sums.first / sums.total;
        LogLikelihood {
            value: log_term - libm::log(sums.total),
            slope: x - sums.mode - deviation,
            curvature: -(sums.second / sums.total - deviation * deviation).max(0.0),
        }
    }

    /// The terms of the support from the first to the last that is above `cut` times the mode's, the mode's being 1,
    /// with the X of the first.
    #[must_use]
    pub fn terms(&self, log_odds_ratio: f64, cut: f64) -> (f64, Vec<f64>) {
        let odds_ratio = odds_ratio(log_odds_ratio);
        let mode = self.mode(odds_ratio);
        let mut terms = Vec::new();
        self.downward(mode, odds_ratio, |_, term| {
            terms.push(term);
            term > cut
        });
        let first = mode - terms.len() as f64;
        terms.reverse();
        terms.push(1.0);
        self.upward(mode, odds_ratio, |_, term| {
            terms.push(term);
            term > cut
        });
        (first, terms)
    }

    fn sums(&self, log_odds_ratio: f64, asked: f64) -> Sums {
        let odds_ratio = odds_ratio(log_odds_ratio);
        let mode = self.mode(odds_ratio);
        let variance = self.variance_about(mode);
        if variance > WIDE {
            return self.strided(mode, log_odds_ratio, (variance.sqrt() / 1.5).floor());
        }
        let mut sums = Sums {
            mode,
            total: 1.0,
            first: 0.0,
            second: 0.0,
            term: (asked - mode == 0.0).then_some(1.0),
        };
        let asked_deviation = asked - mode;
        let mut add = |deviation: f64, term: f64| {
            sums.total += term;
            let weighted = deviation * term;
            sums.first += weighted;
            sums.second += deviation * weighted;
            if deviation - asked_deviation == 0.0 && term > 0.0 {
                sums.term = Some(term);
            }
            term > NEGLIGIBLE * sums.total
        };
        self.downward(mode, odds_ratio, &mut add);
        self.upward(mode, odds_ratio, &mut add);
        sums
    }

    /// The variance of the normal distribution that fits the terms around the mode.
    fn variance_about(&self, mode: f64) -> f64 {
        let (left, drawn) = (self.n1 - mode, self.m - mode);
        let spared = self.n2 - self.m + mode;
        1.0 / (1.0 / mode + 1.0 / left + 1.0 / drawn + 1.0 / spared)
    }

    /// Every `stride`-th term, each counted `stride` times.
    fn strided(&self, mode: f64, log_odds_ratio: f64, stride: f64) -> Sums {
        let log_mode = self.log_central(mode);
        let mut sums = Sums {
            mode,
            total: stride,
            first: 0.0,
            second: 0.0,
            term: None,
        };
        for direction in [-stride, stride] {
            let mut deviation = direction;
            loop {
                let x = mode + deviation;
                if x < self.lowest() || x > self.highest() {
                    break;
                }
                let term =
                    stride * libm::exp(self.log_central(x) - log_mode + deviation * log_odds_ratio);
                sums.total += term;
                sums.first += deviation * term;
                sums.second += deviation * deviation * term;
                if term <= NEGLIGIBLE * sums.total {
                    break;
                }
                deviation += direction;
            }
        }
        sums
    }

    /// Visits (deviation from the mode, term) above the mode until told to stop or the support ends.
    fn upward(&self, mode: f64, odds_ratio: f64, mut visit: impl FnMut(f64, f64) -> bool) {
        let (left, drawn) = (self.n1 - mode, self.m - mode);
        let (taken, spared) = (mode + 1.0, self.n2 - self.m + mode + 1.0);
        let steps = left.min(drawn);
        let (mut step, mut term) = (0.0, 1.0);
        while step < steps {
            term *=
                (left - step) * (drawn - step) * odds_ratio / ((taken + step) * (spared + step));
            step += 1.0;
            if !visit(step, term) {
                break;
            }
        }
    }

    /// The same below the mode.
    fn downward(&self, mode: f64, odds_ratio: f64, mut visit: impl FnMut(f64, f64) -> bool) {
        let (left, drawn) = (self.n1 - mode + 1.0, self.m - mode + 1.0);
        let (taken, spared) = (mode, self.n2 - self.m + mode);
        let steps = taken.min(spared);
        let (mut step, mut term) = (0.0, 1.0);
        while step < steps {
            term *=
                (taken - step) * (spared - step) / ((left + step) * (drawn + step) * odds_ratio);
            step += 1.0;
            if !visit(-step, term) {
                break;
            }
        }
    }

    /// The most probable X: the largest x with (n₁ − x + 1)(m − x + 1) ψ ≥ x (n₂ − m + x), a root of
    /// (1 − ψ) x² + (n₂ − m + ψ (n₁ + m + 2)) x − ψ (n₁ + 1)(m + 1), rounded down (Liao & Rosen 2001).
    fn mode(&self, odds_ratio: f64) -> f64 {
        let square = 1.0 - odds_ratio;
        let linear = self.n2 - self.m + odds_ratio * (self.n1 + self.m + 2.0);
        let constant = odds_ratio * (self.n1 + 1.0) * (self.m + 1.0);
        let root = (linear * linear + 4.0 * square * constant).max(0.0).sqrt();
        let found = if linear >= 0.0 {
            2.0 * constant / (linear + root)
        } else {
            (root - linear) / (2.0 * square)
        };
        // Clamping also settles the NaN of 0/0 (`max` and `min` prefer the number); a mode that is off by one by rounding
        // is as good an origin for the sums.
        found.floor().max(self.lowest()).min(self.highest())
    }

    /// ln [C(n₁, x) C(n₂, m − x) pᵐ qᴺ⁻ᵐ] with p = m/N: the table's probability under equal risks of p.
    fn log_central(&self, x: f64) -> f64 {
        let all = self.n1 + self.n2;
        let (p, q) = (self.m / all, (all - self.m) / all);
        log_binomial_mass(x, self.n1, p, q) + log_binomial_mass(self.m - x, self.n2, p, q)
    }
}

fn odds_ratio(log_odds_ratio: f64) -> f64 {
    libm::exp(log_odds_ratio.clamp(-LARGEST_LOG_ODDS_RATIO, LARGEST_LOG_ODDS_RATIO))
}

#[cfg(test)]
mod tests {
    use super::NoncentralHypergeometric;
    use crate::effect::TwoByTwo;

    fn table(a: u64, n1: u64, c: u64, n2: u64) -> TwoByTwo {
        TwoByTwo::of([a, n1, c, n2])
    }

    #[test]
    fn a_small_distribution_is_the_one_summed_term_by_term() {
        let distribution = NoncentralHypergeometric::of(&table(3, 10, 5, 15));
        let terms: Vec<f64> = (0..=8_u64)
            .map(|x| choose(10, x) * choose(15, 8 - x) * libm::exp(0.7 * x as f64))
            .collect();
        let total: f64 = terms.iter().sum();
        let mean = (0..9).map(|x| x as f64 * terms[x]).sum::<f64>() / total;
        let variance = (0..9)
            .map(|x| (x as f64 - mean) * (x as f64 - mean) * terms[x])
            .sum::<f64>()
            / total;
        let moments = distribution.moments(0.7);
        assert!((moments.mean - mean).abs() < 1e-13);
        assert!((moments.variance - variance).abs() < 1e-13);
        assert!(
            (distribution.log_probability(3.0, 0.7) - libm::log(terms[3] / total)).abs() < 1e-13
        );
        assert!((distribution.log_normaliser(0.7) - libm::log(total)).abs() < 1e-12);
        assert!(distribution.log_probability(9.0, 0.7) < f64::MIN);
    }

    fn choose(n: u64, k: u64) -> f64 {
        (0..k).map(|i| (n - i) as f64 / (i + 1) as f64).product()
    }

    #[test]
    fn the_mode_is_the_most_probable_number_whatever_the_margins_and_the_odds_ratio() {
        for (n1, n2, m) in [
            (10, 15, 8),
            (7, 3, 9),
            (40, 25, 50),
            (3, 70, 60),
            (90, 80, 30),
        ] {
            let distribution =
                NoncentralHypergeometric::of(&table(m.min(n1), n1, m - m.min(n1), n2));
            for log_odds_ratio in [-9.0, -2.5, -0.4, 0.0, 0.3, 1.9, 9.0] {
                let mass = |x: f64| distribution.log_probability(x, log_odds_ratio);
                let mode = distribution.mode(libm::exp(log_odds_ratio));
                for other in 0..=n1 {
                    assert!(
                        mass(other as f64) <= mass(mode) + 1e-12,
                        "{n1} {n2} {m} {log_odds_ratio}: {mode} {other}"
                    );
                }
            }
        }
    }

    /// A distribution as wide as this is nearly normal: the variance that its terms around the mode suggest is its own.
    #[test]
    fn the_variance_about_the_mode_is_that_of_the_distribution_where_it_is_wide() {
        for (counts, log_odds_ratio) in [
            ([400, 2000, 700, 3000], 0.0),
            ([900, 2000, 100, 5000], 0.7),
            ([150, 900, 2500, 2600], -1.1),
        ] {
            let [a, n1, c, n2] = counts;
            let distribution = NoncentralHypergeometric::of(&table(a, n1, c, n2));
            let mode = distribution.mode(libm::exp(log_odds_ratio));
            let found = distribution.variance_about(mode);
            let expected = distribution.moments(log_odds_ratio).variance;
            assert!((found / expected - 1.0).abs() < 0.02, "{found} {expected}");
        }
    }

    #[test]
    fn an_observation_far_from_the_mode_keeps_its_probability() {
        let distribution = NoncentralHypergeometric::of(&table(0, 2000, 900, 2000));
        let near: f64 = distribution.log_probability(0.0, -7.0);
        // P(X = 0) differs between two odds ratios by the normalisers alone.
        let far = distribution.log_probability(0.0, 3.0);
        let difference = distribution.log_normaliser(-7.0) - distribution.log_normaliser(3.0);
        assert!((far - near - difference).abs() < 1e-9 * far.abs());
        assert!(far < -1000.0);
    }

    #[test]
    fn every_margin_has_probabilities_that_add_up_to_one() {
        for (n1, n2, m) in [
            (1, 1, 0),
            (1, 1, 1),
            (1, 1, 2),
            (7, 3, 9),
            (3, 70, 60),
            (500, 20, 510),
        ] {
            let distribution =
                NoncentralHypergeometric::of(&table(m.min(n1), n1, m - m.min(n1), n2));
            for log_odds_ratio in [-650.0, -40.0, -2.0, 0.0, 0.3, 9.0, 650.0] {
                let total: f64 = (0..=n1)
                    .map(|x| libm::exp(distribution.log_probability(x as f64, log_odds_ratio)))
                    .sum();
                assert!(
                    (total - 1.0).abs() < 1e-12,
                    "{n1} {n2} {m} {log_odds_ratio}: {total}"
                );
            }
        }
    }

    #[test]
    fn strides_over_a_wide_distribution_lose_nothing() {
        let distribution =
            NoncentralHypergeometric::of(&table(400_000, 2_000_000, 700_000, 3_000_000));
        for log_odds_ratio in [-1.0, -0.1, 0.4] {
            let (first, terms) = distribution.terms(log_odds_ratio, 1e-25);
            let total: f64 = terms.iter().sum();
            let weigh = |of: fn(f64, f64) -> f64, centre: f64| {
                terms
                    .iter()
                    .enumerate()
                    .map(|(index, term)| of(first + index as f64, centre) * term)
                    .sum::<f64>()
                    / total
            };
            let mean = weigh(|x, _| x, 0.0);
            let variance = weigh(|x, mean| (x - mean) * (x - mean), mean);
            let found = distribution.moments(log_odds_ratio);
            assert!((found.mean / mean - 1.0).abs() < 1e-12, "{found:?} {mean}");
            assert!(
                (found.variance / variance - 1.0).abs() < 1e-10,
                "{found:?} {variance}"
            );
            let observed = found.mean.floor();
            let index = (0..terms.len())
                .find(|index| first + *index as f64 >= observed)
                .unwrap();
            let expected = libm::log(terms[index] / total);
            let log_probability = distribution.log_probability(observed, log_odds_ratio);
            assert!(
                (log_probability - expected).abs() < 1e-9,
                "{log_probability} {expected}"
            );
        }
    }

    #[test]
    fn arms_of_ten_million_are_answered_in_bounded_work() {
        let distribution =
            NoncentralHypergeometric::of(&table(0, 10_000_000, 10_000_000, 10_000_000));
        let moments = distribution.moments(0.0);
        assert!((moments.mean - 5e6).abs() < 1e-3);
        let central = 1e7 * 0.5 * 0.5 * 1e7 / (2e7 - 1.0);
        assert!((moments.variance / central - 1.0).abs() < 1e-12);
        assert!(distribution.terms(0.0, 1e-18).1.len() < 40_000);
    }
}
