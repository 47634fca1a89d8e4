//! Whether Markov chains have settled, and how much their draws are worth: split R̂ and effective sample size.
//!
//! R̂ compares the spread between chains with the spread within them, each chain cut in half first, so that one that still
//! drifts disagrees with itself (Gelman et al. 2013, Bayesian Data Analysis, equations 11.3 and 11.4). The effective sample
//! size is the number of independent draws whose mean would be as exact: N / (1 + 2 Σρ) with the autocorrelations ρ of all
//! chains together, summed over Geyer's initial monotone sequence (Geyer 1992; Vehtari et al. 2021, Bayesian Analysis 16:667,
//! equations 10 to 13). Python: `arviz.rhat(method="split")` and `arviz.ess(method="mean")`.

/// Beyond so many draws apart, correlation is not summed: chains that hang together for so long have few effective draws
/// anyhow.
const FARTHEST: usize = 2_000;

/// What the draws of a quantity are worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Diagnosis {
    /// Mean of all draws.
    pub mean: f64,
    /// R̂ of half chains: 1 where they agree.
    pub r_hat: f64,
    /// The effective sample size of the mean.
    pub effective: f64,
    /// Monte Carlo standard error of the mean: the spread of the draws over the root of the effective size.
    pub error: f64,
}

/// Diagnoses a quantity from its draws in several chains of equal length. `None` for fewer than eight draws a chain.
///
/// A quantity that never moved in any chain has nothing to disagree about: R̂ is 1, every draw counts, and the error is 0. One
/// that stands still in every chain, but not at one value, has an infinite R̂.
#[must_use]
pub fn diagnose(chains: &[Vec<f64>]) -> Option<Diagnosis> {
    let length = chains.iter().map(Vec::len).min()?;
    let half = length / 2;
    if half < 4 {
        return None;
    }
    // The middle draw of an odd number belongs to neither half.
    let halves: Vec<Half<'_>> = chains
        .iter()
        .flat_map(|chain| [chain.get(..half), chain.get(chain.len() - half..)])
        .flatten()
        .map(Half::of)
        .collect();
    let (many, draws) = (halves.len() as f64, half as f64);
    let mean = halves.iter().map(|half| half.mean).sum::<f64>() / many;
    let between = halves
        .iter()
        .map(|half| (half.mean - mean) * (half.mean - mean))
        .sum::<f64>()
        / (many - 1.0);
    let covariance = |lag: usize| {
        let sum: f64 = halves.iter().map(|half| half.covariance(lag)).sum();
        sum / many
    };
    let within = covariance(0) * draws / (draws - 1.0);
    if within <= 0.0 {
        let is_still = between <= 0.0;
        return Some(Diagnosis {
            mean,
            r_hat: if is_still { 1.0 } else { f64::INFINITY },
            effective: if is_still { many * draws } else { many / 2.0 },
            error: if is_still { 0.0 } else { between.sqrt() },
        });
    }
    let variance = within * (draws - 1.0) / draws + between;
    let time = autocorrelation_time(half, |lag| 1.0 - (within - covariance(lag)) / variance);
    let total = many * draws;
    // No fewer than one draw in log₁₀ N counts as one: chains that swing about their mean are not taken for more.
    let effective = total / time.max(1.0 / libm::log10(total));
    Some(Diagnosis {
        mean,
        r_hat: ((between * draws / within + draws - 1.0) / draws).sqrt(),
        effective,
        error: (variance / effective).sqrt(),
    })
}

/// Half a chain about its mean.
struct Half<'a> {
    draws: &'a [f64],
    mean: f64,
}

impl<'a> Half<'a> {
    fn of(draws: &'a [f64]) -> Self {
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        Self { draws, mean }
    }

    /// Σ(xᵢ − x̄)(xᵢ₊ₗ − x̄) / n.
    fn covariance(&self, lag: usize) -> f64 {
        let later = self.draws.get(lag..).unwrap_or_default();
        let pairs = self.draws.iter().zip(later);
        let sum: f64 = pairs
            .map(|(one, other)| (one - self.mean) * (other - self.mean))
            .sum();
        sum / self.draws.len() as f64
    }
}

/// −1 + 2 Σ over Geyer's initial monotone sequence of pairs of autocorrelations.
fn autocorrelation_time(draws: usize, correlation: impl Fn(usize) -> f64) -> f64 {
    let (mut even, mut odd) = (1.0, correlation(1));
    let mut last_pair = even + odd;
    let mut sum = last_pair;
    let mut lag = 1;
    while lag + 3 < draws && lag < FARTHEST && even + odd > 0.0 {
        (even, odd) = (correlation(lag + 1), correlation(lag + 2));
        if even + odd >= 0.0 {
            last_pair = last_pair.min(even + odd);
            sum += last_pair;
        }
        lag += 2;
    }
    // What ends the sequence counts by its first half, where that is above zero.
    let end = if even + odd < 0.0 { even.max(0.0) } else { 0.0 };
    2.0 * sum - 1.0 + end
}

#[cfg(test)]
mod tests {
    use super::diagnose;

    /// Chains that hang together from draw to draw, from a linear congruential generator that Python can run as well.
    fn chains(correlation: f64, shift: f64) -> Vec<Vec<f64>> {
        let mut state: u64 = 1;
        (0..4)
            .map(|chain| {
                let mut x = 0.0;
                (0..500)
                    .map(|_| {
                        let noise: f64 = (0..4)
                            .map(|_| {
                                state = (state * 1_664_525 + 1_013_904_223) % (1 << 32);
                                state as f64 / 4_294_967_296.0 - 0.5
                            })
                            .sum();
                        x = correlation * x + noise;
                        x + shift * f64::from(chain)
                    })
                    .collect()
            })
            .collect()
    }

    /// Python, arviz 0.23.4, on the same chains: `az.rhat(data, method="split")`, `az.ess(data, method="mean")`.
    #[test]
    fn r_hat_and_effective_size_are_those_of_arviz() {
        // Where correlation lasts to the end of the chains, arviz leaves the very last pair out.
        let cases = [
            (0.0, 0.0, 0.999_680_975_666_101_7, 2_017.149_769_872_584),
            (0.9, 0.0, 1.030_515_221_921_581, 110.896_770_056_989_18),
            (-0.6, 0.0, 0.998_404_017_491_505, 6_602.059_991_327_962),
            (0.5, 0.4, 1.224_068_962_541_18, 13.484_498_814_373_175),
        ];
        for (correlation, shift, r_hat, effective) in cases {
            let found = diagnose(&chains(correlation, shift)).unwrap();
            assert!((found.r_hat - r_hat).abs() < 1e-9, "{found:?}");
            let allowed = if shift > 0.0 { 0.01 } else { 1e-9 };
            let ratio = found.effective / effective;
            assert!((ratio - 1.0).abs() < allowed, "{found:?}");
        }
        // The same of whether a draw is above 0.3.
        let above: Vec<Vec<f64>> = chains(0.9, 0.0)
            .into_iter()
            .map(|chain| chain.into_iter().map(|x| f64::from(x > 0.3)).collect())
            .collect();
        let found = diagnose(&above).unwrap();
        assert!(
            (found.r_hat - 1.018_764_155_490_871).abs() < 1e-9,
            "{found:?}"
        );
        assert!(
            (found.effective - 180.858_972_572_060_76).abs() < 1e-6,
            "{found:?}"
        );
    }

    #[test]
    fn what_never_moves_has_nothing_to_disagree_about_and_chains_that_stand_apart_have() {
        let still = diagnose(&[vec![0.0; 100], vec![0.0; 100]]).unwrap();
        assert_eq!(
            (still.r_hat, still.effective, still.error),
            (1.0, 200.0, 0.0)
        );
        let apart = diagnose(&[vec![0.0; 100], vec![1.0; 100]]).unwrap();
        assert!(apart.r_hat.is_infinite() && apart.effective < 3.0);
        assert_eq!(diagnose(&[vec![0.0; 7]]), None);
        assert_eq!(diagnose(&[]), None);
    }

    /// The error of a mean is its standard deviation over the root of the draws that count, and the R̂ of chains that agree is
    /// near one: the variance of four uniform numbers is a third.
    #[test]
    fn the_error_of_the_mean_is_that_of_as_many_draws_as_count() {
        let found = diagnose(&chains(0.0, 0.0)).unwrap();
        let deviation = found.error * found.effective.sqrt();
        assert!(
            (deviation / (1.0_f64 / 3.0).sqrt() - 1.0).abs() < 0.05,
            "{found:?}"
        );
    }

    #[test]
    fn eight_draws_are_enough_and_seven_are_not() {
        let chain = [0.1, 0.5, 0.2, 0.9, 0.4, 0.3, 0.8, 0.6];
        assert!(diagnose(&[chain.to_vec(), chain.to_vec()]).is_some());
        assert_eq!(diagnose(&[chain[..7].to_vec()]), None);
    }
}
