//! Draws of several chains until they agree, and what they say of each event.

use serde::{Deserialize, Serialize};

use super::Prior;
use super::sampler::{CHAINS, Chain, Data, LONGEST, WARM_UP};
use crate::math::chains::{Diagnosis, diagnose};
use crate::math::random::SplitMix;
use crate::safety::quantile;

/// Where the draws begin.
const SEED: u64 = 2_004;
/// After so many draws of each chain it is looked whether they are enough.
const PORTION: usize = 2_500;
/// Draws of one chain between two reports of how far it is.
const BETWEEN_REPORTS: usize = 250;
/// Drawing ends before [`LONGEST`] once every probability has a Monte Carlo error of at most this.
const SMALL_ERROR: f64 = 0.01;

/// Chains whose R̂ is above this do not agree (Vehtari et al. 2021).
pub const LARGEST_R_HAT: f64 = 1.01;
/// Fewer effective draws than this are too few (Vehtari et al. 2021).
pub const LEAST_EFFECTIVE: f64 = 400.0;

/// What the posterior says of the events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventMixture {
    /// Each event, in the order in which they were given.
    pub events: Vec<EventPosterior>,
    /// Chains that were drawn.
    pub chains: usize,
    /// Draws that were kept of each chain.
    pub draws: usize,
}

/// What the posterior says of an event.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventPosterior {
    /// P(θ > 0): more of it in the experimental arms.
    pub more: f64,
    /// P(θ = 0): no difference at all.
    pub none: f64,
    /// Monte Carlo standard errors of the two.
    pub errors: [f64; 2],
    /// Median of the log odds ratio θ.
    pub median: f64,
    /// Limits of its equal-tailed interval.
    pub limits: [f64; 2],
    /// Its mean.
    pub mean: f64,
    /// The largest split R̂ of θ, of θ > 0 and of θ = 0; `None` where it is infinite: chains that stand apart.
    pub r_hat: Option<f64>,
    /// The smallest effective sample size of the three.
    pub effective: f64,
}

impl EventMixture {
    /// Whether the chains agree on every event and have enough draws of it.
    #[must_use]
    pub fn converged(&self) -> bool {
        self.events.iter().all(EventPosterior::converged)
    }
}

impl EventPosterior {
    /// P(θ < 0): less of it in the experimental arms.
    #[must_use]
    pub fn less(&self) -> f64 {
        (1.0 - self.more - self.none).clamp(0.0, 1.0)
    }

    /// Whether the chains agree on it and have enough draws.
    #[must_use]
    pub fn converged(&self) -> bool {
        self.r_hat.is_some_and(|r_hat| r_hat <= LARGEST_R_HAT) && self.effective >= LEAST_EFFECTIVE
    }

    fn is_exact(&self) -> bool {
        self.converged() && self.errors.iter().all(|error| *error <= SMALL_ERROR)
    }
}

/// Draws until every event is settled and its probabilities are exact enough, or the chains are as long as they may get.
pub(super) fn settled(
    data: &Data,
    prior: &Prior,
    level: f64,
    watch: &mut dyn FnMut(usize, usize),
) -> EventMixture {
    let mut seeds = SplitMix::new(SEED);
    let mut chains: Vec<Chain> = (0..CHAINS)
        .map(|number| Chain::begin(data, number, seeds.next_bits()))
        .collect();
    let most = CHAINS * (WARM_UP + LONGEST);
    let mut done = 0;
    let mut tell = |watch: &mut dyn FnMut(usize, usize)| {
        if done % BETWEEN_REPORTS == 0 {
            watch(done, most);
        }
        done += 1;
    };
    for chain in &mut chains {
        for _ in 0..WARM_UP {
            tell(watch);
            chain.advance(data, prior);
        }
    }
    // θ by event and chain.
    let mut draws: Vec<Vec<Vec<f64>>> = vec![vec![Vec::new(); CHAINS]; data.events()];
    let mut length = 0;
    loop {
        for (number, chain) in chains.iter_mut().enumerate() {
            for _ in 0..PORTION {
                tell(watch);
                let thetas = chain.advance(data, prior);
                for (event, theta) in draws.iter_mut().zip(thetas) {
                    if let Some(chain) = event.get_mut(number) {
                        chain.push(*theta);
                    }
                }
            }
        }
        length += PORTION;
        let events: Vec<EventPosterior> = draws
            .iter()
            .filter_map(|event| posterior(event, level))
            .collect();
        if length >= LONGEST || events.iter().all(EventPosterior::is_exact) {
            return EventMixture {
                events,
                chains: CHAINS,
                draws: length,
            };
        }
    }
}

/// What the draws of an event say.
fn posterior(draws: &[Vec<f64>], level: f64) -> Option<EventPosterior> {
    let of = |value: fn(f64) -> f64| -> Option<Diagnosis> {
        let chains: Vec<Vec<f64>> = draws
            .iter()
            .map(|chain| chain.iter().map(|theta| value(*theta)).collect())
            .collect();
        diagnose(&chains)
    };
    let theta = of(|theta| theta)?;
    let more = of(|theta| f64::from(theta > 0.0))?;
    let none = of(|theta| f64::from(theta == 0.0))?;
    let all = [theta, more, none];
    let mut sorted: Vec<f64> = draws.iter().flatten().copied().collect();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| quantile(&sorted, share);
    let outside = 0.5 * (1.0 - level);
    let r_hat = all.iter().map(|one| one.r_hat).fold(1.0, f64::max);
    Some(EventPosterior {
        more: more.mean,
        none: none.mean,
        errors: [more.error, none.error],
        median: at(0.5)?,
        limits: [at(outside)?, at(1.0 - outside)?],
        mean: theta.mean,
        r_hat: r_hat.is_finite().then_some(r_hat),
        effective: all
            .iter()
            .map(|one| one.effective)
            .fold(f64::INFINITY, f64::min),
    })
}
