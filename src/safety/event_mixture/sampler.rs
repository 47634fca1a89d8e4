//! The sampler of the three-level model: one chain that is moved step by step.
//!
//! All parameters but γ, θ, α and β have conditional distributions that are drawn from as they are (Berry & Berry 2004,
//! appendix). θ goes between 0 and elsewhere by reversible jumps (Green 1995): the other place is drawn from a normal
//! approximation, and the γ of the event give way in proportion, so that risks stay where the data want them; such a shift has a
//! Jacobian of 1. γ moves by random walks of the width that suits a normal density (Roberts, Gelman & Gilks 1997), α and β by
//! slices (Neal 2003). Every step leaves the posterior as it is, whatever the approximations are worth; they only make it quick.

use super::{GroupedEvent, Prior};
use crate::effect::TwoByTwo;
use crate::math::random::SplitMix;

/// Chains that are compared.
pub const CHAINS: usize = 4;
/// Draws that are kept of each chain at most.
pub const LONGEST: usize = 10_000;
/// Sweeps over all parameters from one draw to the next.
const SWEEPS: usize = 2;
/// Draws that are thrown away at the beginning of each chain.
pub(super) const WARM_UP: usize = 1_000;
/// A random walk is about as wide as this many standard deviations of what it explores.
const WALK: f64 = 2.4;

/// The tables of all events one after the other.
#[derive(Clone, Debug)]
pub(super) struct Data {
    tables: Vec<Counts>,
    events: Vec<Event>,
    groups: Vec<Members>,
}

/// The places of the tables and events of a group.
#[derive(Clone, Debug, Default)]
struct Members {
    tables: Vec<usize>,
    events: Vec<usize>,
}

/// A table as numbers, with the information that its arms hold about their log odds near the risk of both together.
#[derive(Clone, Copy, Debug)]
struct Counts {
    control: [f64; 2],
    experimental: [f64; 2],
    information: [f64; 2],
}

/// An event: its group, its tables, and about where its likelihood lies.
#[derive(Clone, Copy, Debug)]
struct Event {
    group: usize,
    first: usize,
    end: usize,
    log_odds_ratio: f64,
    information: f64,
}

impl Data {
    pub(super) fn of(grouped: &[GroupedEvent]) -> Self {
        let mut names: Vec<usize> = grouped.iter().map(|event| event.group).collect();
        names.sort_unstable();
        names.dedup();
        let mut data = Self {
            tables: Vec::new(),
            events: Vec::new(),
            groups: vec![Members::default(); names.len()],
        };
        for event in grouped {
            let group = names.binary_search(&event.group).unwrap_or_default();
            let first = data.tables.len();
            data.tables.extend(event.tables.iter().map(Counts::of));
            if let Some(members) = data.groups.get_mut(group) {
                members.tables.extend(first..data.tables.len());
                members.events.push(data.events.len());
            }
            let (mut information, mut weighted) = (0.0, 0.0);
            for table in &event.tables {
                let (estimate, weight) = approximate(table);
                information += weight;
                weighted += weight * estimate;
            }
            data.events.push(Event {
                group,
                first,
                end: data.tables.len(),
                log_odds_ratio: if information > 0.0 {
                    weighted / information
                } else {
                    0.0
                },
                information,
            });
        }
        data
    }

    pub(super) fn events(&self) -> usize {
        self.events.len()
    }
}

/// The log odds ratio of a table with a half added to each cell, and the inverse of its variance by Woolf's formula.
fn approximate(table: &TwoByTwo) -> (f64, f64) {
    let cells = table.cells();
    let [a, b, c, d] = [cells.a, cells.b, cells.c, cells.d].map(|cell| cell + 0.5);
    let variance = 1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d;
    (libm::log(a * d / (b * c)), 1.0 / variance)
}

impl Counts {
    fn of(table: &TwoByTwo) -> Self {
        let control = [table.control_events as f64, table.control_total as f64];
        let experimental = [
            table.experimental_events as f64,
            table.experimental_total as f64,
        ];
        let people = control[1] + experimental[1];
        let risk = (control[0] + experimental[0] + 0.5) / (people + 1.0);
        Self {
            control,
            experimental,
            information: [control[1], experimental[1]].map(|people| people * risk * (1.0 - risk)),
        }
    }

    /// The log likelihood but for a constant.
    fn log_likelihood(&self, gamma: f64, theta: f64) -> f64 {
        let arm = |[events, people]: [f64; 2], log_odds: f64| {
            events * log_odds - people * softplus(log_odds)
        };
        arm(self.control, gamma) + arm(self.experimental, gamma + theta)
    }
}

/// ln(1 + eˣ).
fn softplus(x: f64) -> f64 {
    x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
}

/// A normal distribution.
#[derive(Clone, Copy, Debug)]
struct Normal {
    mean: f64,
    variance: f64,
}

impl Normal {
    /// ln of its density but for −ln √(2π).
    fn log_density(self, x: f64) -> f64 {
        -0.5 * ((x - self.mean) * (x - self.mean) / self.variance + libm::log(self.variance))
    }

    fn draw(self, random: &mut SplitMix) -> f64 {
        self.mean + self.variance.sqrt() * random.next_normal()
    }
}

/// The parameters of one group, or those from which the groups come.
#[derive(Clone, Copy, Debug)]
struct Level {
    baseline: Normal,
    effect: Normal,
}

/// A chain where it is now.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    random: SplitMix,
    /// γ and the log likelihood of each table.
    gammas: Vec<f64>,
    likelihoods: Vec<f64>,
    /// θ of each event; exactly 0 where it has no difference.
    thetas: Vec<f64>,
    groups: Vec<Level>,
    /// π of each group.
    none: Vec<f64>,
    top: Level,
    /// α and β.
    shapes: [f64; 2],
    /// γ that a step proposes for the tables of an event, with their likelihoods.
    proposed: Vec<[f64; 2]>,
}

impl Chain {
    /// The chain of a number. They begin apart: in every second one all events have no difference, in the others all have the one
    /// that their own tables say.
    pub(super) fn begin(data: &Data, number: usize, seed: u64) -> Self {
        let is_apart = number % 2 == 1;
        let wide = if number < CHAINS / 2 { 1.0 } else { 0.25 };
        let start = Normal {
            mean: 0.0,
            variance: wide,
        };
        let thetas: Vec<f64> = data
            .events
            .iter()
            .map(|event| if is_apart { event.log_odds_ratio } else { 0.0 })
            .collect();
        let mut gammas = Vec::with_capacity(data.tables.len());
        for (event, theta) in data.events.iter().zip(&thetas) {
            for table in data.tables.get(event.first..event.end).unwrap_or_default() {
                let events = table.control[0] + table.experimental[0] + 0.5;
                let others = table.control[1] + table.experimental[1] + 1.0 - events;
                gammas.push(libm::log(events / others) - 0.5 * theta);
            }
        }
        let mean = gammas.iter().sum::<f64>() / (gammas.len() as f64).max(1.0);
        let level = Level {
            baseline: Normal {
                mean,
                variance: wide,
            },
            effect: start,
        };
        let mut chain = Self {
            random: SplitMix::new(seed),
            likelihoods: vec![0.0; gammas.len()],
            gammas,
            thetas,
            groups: vec![level; data.groups.len()],
            none: vec![if is_apart { 0.2 } else { 0.8 }; data.groups.len()],
            top: level,
            shapes: [1.5, 1.5],
            proposed: Vec::new(),
        };
        for (event, theta) in data.events.iter().zip(&chain.thetas) {
            for place in event.first..event.end {
                if let (Some(table), Some(gamma), Some(slot)) = (
                    data.tables.get(place),
                    chain.gammas.get(place),
                    chain.likelihoods.get_mut(place),
                ) {
                    *slot = table.log_likelihood(*gamma, *theta);
                }
            }
        }
        chain
    }

    /// Goes on to the next draw, and gives θ of each event.
    pub(super) fn advance(&mut self, data: &Data, prior: &Prior) -> &[f64] {
        for _ in 0..SWEEPS {
            for (place, event) in data.events.iter().enumerate() {
                self.jump(data, place, event);
                self.move_theta(data, place, event);
            }
            self.move_gammas(data);
            self.draw_groups(data, prior);
            self.draw_top(prior);
            self.draw_shapes(prior);
        }
        &self.thetas
    }

    fn group(&self, group: usize) -> Level {
        self.groups.get(group).copied().unwrap_or(self.top)
    }

    /// About what the posterior of θ is where it is not 0, a little wider.
    fn near(event: &Event, effect: Normal) -> Normal {
        let precision = event.information + 1.0 / effect.variance;
        let weighted = event.information * event.log_odds_ratio + effect.mean / effect.variance;
        Normal {
            mean: weighted / precision,
            variance: 1.4 / precision,
        }
    }

    /// To 0, or away from it.
    fn jump(&mut self, data: &Data, place: usize, event: &Event) {
        let Some(theta) = self.thetas.get(place).copied() else {
            return;
        };
        let effect = self.group(event.group).effect;
        let none = self.none.get(event.group).copied().unwrap_or(0.5);
        let near = Self::near(event, effect);
        let is_none = theta == 0.0;
        let away = if is_none {
            near.draw(&mut self.random)
        } else {
            theta
        };
        // How much likelier it is away than at 0, over how often it is proposed.
        let odds = libm::log1p(-none) + effect.log_density(away)
            - libm::log(none)
            - near.log_density(away);
        let (to, odds) = if is_none { (away, odds) } else { (0.0, -odds) };
        self.shift(data, place, event, to, odds);
    }

    /// θ where it is not 0: by the approximation or by a random walk, as a coin falls.
    fn move_theta(&mut self, data: &Data, place: usize, event: &Event) {
        let Some(theta) = self.thetas.get(place).copied() else {
            return;
        };
        if theta == 0.0 {
            return;
        }
        let effect = self.group(event.group).effect;
        let near = Self::near(event, effect);
        let (to, proposed) = if self.random.next_unit() < 0.5 {
            let to = near.draw(&mut self.random);
            (to, near.log_density(theta) - near.log_density(to))
        } else {
            let width = WALK * (near.variance / 1.4).sqrt();
            (theta + width * self.random.next_normal(), 0.0)
        };
        let odds = proposed + effect.log_density(to) - effect.log_density(theta);
        self.shift(data, place, event, to, odds);
    }

    /// Takes θ to a place where the data and the γ allow it, which give way by the share of information that the experimental arm
    /// holds; `odds` are those of prior and proposal, as logarithm.
    fn shift(&mut self, data: &Data, place: usize, event: &Event, to: f64, mut odds: f64) {
        let Some(theta) = self.thetas.get(place).copied() else {
            return;
        };
        let baseline = self.group(event.group).baseline;
        self.proposed.clear();
        for index in event.first..event.end {
            let (Some(table), Some(gamma), Some(likelihood)) = (
                data.tables.get(index),
                self.gammas.get(index),
                self.likelihoods.get(index),
            ) else {
                return;
            };
            let [control, experimental] = table.information;
            let share = experimental / (control + experimental + 1.0 / baseline.variance);
            let moved = gamma - share * (to - theta);
            let found = table.log_likelihood(moved, to);
            odds += found - likelihood + baseline.log_density(moved) - baseline.log_density(*gamma);
            self.proposed.push([moved, found]);
        }
        if libm::log(self.random.next_unit()) < odds {
            if let Some(slot) = self.thetas.get_mut(place) {
                *slot = to;
            }
            let gammas = self.gammas.iter_mut().zip(&mut self.likelihoods);
            let slots = gammas.skip(event.first).zip(&self.proposed);
            for ((gamma, likelihood), [moved, found]) in slots {
                (*gamma, *likelihood) = (*moved, *found);
            }
        }
    }

    /// Every γ by a random walk.
    fn move_gammas(&mut self, data: &Data) {
        for (place, event) in data.events.iter().enumerate() {
            let theta = self.thetas.get(place).copied().unwrap_or_default();
            let baseline = self.group(event.group).baseline;
            let slots = self.gammas.iter_mut().zip(&mut self.likelihoods);
            let tables = data.tables.iter().zip(slots);
            for (table, (gamma, likelihood)) in tables.take(event.end).skip(event.first) {
                let [control, experimental] = table.information;
                let precision = control + experimental + 1.0 / baseline.variance;
                let moved = *gamma + WALK / precision.sqrt() * self.random.next_normal();
                let found = table.log_likelihood(moved, theta);
                let odds = found - *likelihood + baseline.log_density(moved)
                    - baseline.log_density(*gamma);
                if libm::log(self.random.next_unit()) < odds {
                    (*gamma, *likelihood) = (moved, found);
                }
            }
        }
    }

    /// Means and variances of the groups, and how often their events have no difference.
    fn draw_groups(&mut self, data: &Data, prior: &Prior) {
        let top = self.top;
        let groups = self.groups.iter_mut().zip(&mut self.none);
        for ((group, none), members) in groups.zip(&data.groups) {
            let gammas = &self.gammas;
            let gammas = members.tables.iter().filter_map(|place| gammas.get(*place));
            group.baseline = drawn(
                gammas.copied(),
                group.baseline.variance,
                top.baseline,
                prior.within,
                &mut self.random,
            );
            let thetas = &self.thetas;
            let thetas = members.events.iter().filter_map(|place| thetas.get(*place));
            let thetas = thetas.copied();
            let is_none = |theta: &f64| *theta == 0.0;
            let zeros = thetas.clone().filter(is_none).count() as f64;
            let others = thetas.clone().count() as f64 - zeros;
            group.effect = drawn(
                thetas.filter(|theta| *theta != 0.0),
                group.effect.variance,
                top.effect,
                prior.within,
                &mut self.random,
            );
            let [alpha, beta] = self.shapes;
            let share = self.random.next_beta(alpha + zeros, beta + others);
            *none = share.clamp(1e-12, 1.0 - 1e-12);
        }
    }

    /// The distributions from which the means of the groups come.
    fn draw_top(&mut self, prior: &Prior) {
        let of_prior = |[mean, variance]: [f64; 2]| Normal { mean, variance };
        self.top.baseline = drawn(
            self.groups.iter().map(|group| group.baseline.mean),
            self.top.baseline.variance,
            of_prior(prior.baseline),
            prior.between,
            &mut self.random,
        );
        self.top.effect = drawn(
            self.groups.iter().map(|group| group.effect.mean),
            self.top.effect.variance,
            of_prior(prior.effect),
            prior.between,
            &mut self.random,
        );
    }

    /// α and β, each given the other and every π.
    fn draw_shapes(&mut self, prior: &Prior) {
        let groups = self.none.len() as f64;
        let logs: f64 = self.none.iter().map(|none| libm::log(*none)).sum();
        let others: f64 = self.none.iter().map(|none| libm::log1p(-none)).sum();
        let [alpha, beta] = self.shapes;
        let density = |shape: f64, other: f64, logs: f64| {
            groups * (libm::lgamma(shape + other) - libm::lgamma(shape)) + (shape - 1.0) * logs
                - prior.rate * shape
        };
        let alpha = slice_above_one(alpha, &|shape| density(shape, beta, logs), &mut self.random);
        let beta = slice_above_one(
            beta,
            &|shape| density(shape, alpha, others),
            &mut self.random,
        );
        self.shapes = [alpha, beta];
    }
}

/// A mean given its variables, their variance and its own prior, and then the variance given the mean, of which shape and rate of
/// the inverse gamma prior are given.
fn drawn(
    variables: impl Iterator<Item = f64> + Clone,
    variance: f64,
    of_mean: Normal,
    [shape, rate]: [f64; 2],
    random: &mut SplitMix,
) -> Normal {
    let count = variables.clone().count() as f64;
    let sum: f64 = variables.clone().sum();
    let precision = count / variance + 1.0 / of_mean.variance;
    let mean = Normal {
        mean: (sum / variance + of_mean.mean / of_mean.variance) / precision,
        variance: 1.0 / precision,
    }
    .draw(random);
    let squares: f64 = variables.map(|one| (one - mean) * (one - mean)).sum();
    let draw = random.next_gamma(shape + 0.5 * count);
    Normal {
        mean,
        variance: (rate + 0.5 * squares) / draw,
    }
}

/// The next draw from a density above 1 by its logarithm: Neal 2003 (Annals of Statistics 31:705), stepping out and shrinkage
/// (figures 3 and 5).
fn slice_above_one(now: f64, log_density: &dyn Fn(f64) -> f64, random: &mut SplitMix) -> f64 {
    const WIDTH: f64 = 2.0;
    const MOST_STEPS: usize = 60;
    let height = log_density(now) + libm::log(random.next_unit());
    let mut low = now - WIDTH * random.next_unit();
    let mut high = low + WIDTH;
    let mut steps = 0;
    while low > 1.0 && log_density(low) > height && steps < MOST_STEPS {
        low -= WIDTH;
        steps += 1;
    }
    low = low.max(1.0);
    steps = 0;
    while log_density(high) > height && steps < MOST_STEPS {
        high += WIDTH;
        steps += 1;
    }
    for _ in 0..200 {
        let next = low + (high - low) * random.next_unit();
        if next > 1.0 && log_density(next) > height {
            return next;
        }
        if next < now {
            low = next;
        } else {
            high = next;
        }
    }
    now
}
