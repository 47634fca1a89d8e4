//! The posterior of (μ, τ) on its grid.

use super::MeanPrior;
use super::averaged::{Averaged, POINTS, WIDE};
use super::density::{Distribution, LogDensity};
use crate::data::{ConfidenceLevel, TauPrior};
use crate::effect::IntervalEstimate;
use crate::math::concave::maximum;
use crate::math::gauss::{Rule, hermite};
use crate::math::root::root;
use crate::math::{normal, sum::sum};
use crate::pool::mixed_model::EffectLikelihood;

/// Densities this far below the highest, as logarithms, are left away: 10⁻¹⁰ of it.
const DROP: f64 = 23.0;

/// Nodes in u at least.
const TAU_NODES: f64 = 14.0;

/// Widest step in u, for priors whose tail is long.
const WIDEST_TAU_STEP: f64 = 0.25;

/// Widest step of the grid in μ: likelihoods of counts bend over a unit of log odds.
const WIDEST_STEP: f64 = 0.5;

/// The whole half line of τ is integrated, which in u is a range of moderate length even for a prior with a long tail: there
/// the density falls like e^(−u) at least. This is for numbers that no trial has.
const LARGEST_TAU: f64 = 1e13;

/// Trials with a maximum of their own that make the second moment of τ finite under a prior that falls like 1/τ²: each
/// takes a factor of τ from the posterior.
const FEWEST_FOR_MOMENTS: usize = 2;

/// One τ with the density of μ there.
struct Slice {
    tau: f64,
    /// The logarithm of the joint density of (μ, u), the node's share of the integral in u included.
    density: LogDensity,
    /// For each point of the density, each trial's posterior mean and variance.
    trials: Vec<Vec<(f64, f64)>>,
}

pub(super) struct Grid {
    slices: Vec<Slice>,
    /// The marginal of u, mirrored at zero.
    marginal: LogDensity,
    /// The densities of μ at the τ that have weight.
    densities: Vec<LogDensity>,
    scale: f64,
    mean_prior: MeanPrior,
    /// For each trial, whether its effect has a posterior mean and variance.
    has_moments: Vec<bool>,
}

/// The joint density at one point, with its derivatives in μ.
struct Joint {
    log: f64,
    slope: f64,
    curvature: f64,
    trials: Vec<(f64, f64)>,
}

struct Model<'a> {
    trials: Vec<Averaged<'a>>,
    prior: TauPrior,
    mean_prior: MeanPrior,
    rule: Rule,
}

impl TauPrior {
    /// The scale parameter s.
    fn scale(self) -> f64 {
        match self {
            Self::HalfNormal | Self::HalfCauchy => 0.5,
            Self::HalfNormalWide => 1.0,
        }
    }

    /// Whether its second moment is finite.
    fn has_variance(self) -> bool {
        match self {
            Self::HalfNormal | Self::HalfNormalWide => true,
            Self::HalfCauchy => false,
        }
    }

    /// The logarithm of the density, up to a constant.
    fn log_density(self, tau: f64) -> f64 {
        let ratio = tau / self.scale();
        match self {
            Self::HalfNormal | Self::HalfNormalWide => -0.5 * ratio * ratio,
            Self::HalfCauchy => -libm::log1p(ratio * ratio),
        }
    }
}

impl Model<'_> {
    fn at(&mut self, mean: f64, tau: f64) -> Joint {
        let MeanPrior {
            mean: centre,
            deviation,
        } = self.mean_prior;
        let prior = (mean - centre) / deviation;
        let square = tau * tau;
        let (mut log, mut slope, mut curvature) = (0.0, 0.0, 0.0);
        let mut trials = Vec::with_capacity(self.trials.len());
        for trial in &mut self.trials {
            let average = trial.over(mean, tau, &self.rule);
            log += average.log;
            // Tweedie's formula: the posterior mean of an effect is μ + τ² ∂/∂μ of the log average.
            slope += (average.mean - mean) / square;
            curvature += (average.variance / square - 1.0) / square;
            trials.push((average.mean, average.variance));
        }
        Joint {
            log: log - 0.5 * prior * prior + self.prior.log_density(tau),
            slope: slope - prior / deviation,
            curvature: curvature - 1.0 / (deviation * deviation),
            trials,
        }
    }

    /// The mode of μ at one τ, with the standard deviation its curvature suggests.
    fn mode(&mut self, start: f64, tau: f64) -> (f64, f64, f64) {
        let mut derivatives = |mean: f64| {
            let here = self.at(mean, tau);
            (here.slope, here.curvature)
        };
        let (mean, curvature) = maximum(&mut derivatives, start, 2.0, 1e-4);
        (mean, 1.0 / (-curvature).sqrt(), self.at(mean, tau).log)
    }

    /// ln of the density of u at its node, μ integrated by Laplace's approximation: only to see how far u matters.
    fn outline(&mut self, u: f64, start: &mut f64) -> f64 {
        let tau = self.prior.scale() * libm::sinh(u);
        let (mode, deviation, log) = self.mode(*start, tau);
        *start = mode;
        log + libm::log(deviation) + libm::log(libm::cosh(u))
    }

    /// The range of u within `DROP` of the highest.
    fn range(&mut self) -> Option<(f64, f64)> {
        let largest = libm::asinh(LARGEST_TAU / self.prior.scale());
        let mut start = 0.0;
        let mut outline = Vec::new();
        let mut highest = f64::NEG_INFINITY;
        let mut u = 0.05;
        while u < largest {
            let height = self.outline(u, &mut start);
            highest = highest.max(height);
            outline.push((u, height));
            if height < highest - DROP {
                break;
            }
            u += 0.15;
        }
        let mut within = outline
            .iter()
            .filter(|(_, height)| *height >= highest - DROP);
        let first = within.next()?.0;
        let last = within.next_back().map_or(first, |(u, _)| *u);
        Some(((first - 0.15).max(0.0), (last + 0.15).min(largest)))
    }

    fn slice(&mut self, u: f64, start: &mut f64) -> Option<Slice> {
        let tau = self.prior.scale() * libm::sinh(u);
        let (mode, deviation, highest) = self.mode(*start, tau);
        *start = mode;
        // Averages over so wide a random effect bend no faster than it does.
        let widest = if tau > WIDE {
            f64::INFINITY
        } else {
            WIDEST_STEP
        };
        let step = (0.8 * deviation).min(widest);
        let jacobian = libm::log(libm::cosh(u));
        let mut points: Vec<(f64, Vec<(f64, f64)>)> = Vec::new();
        let mut first = 0.0;
        for direction in [-1.0, 1.0] {
            let mut index = if direction < 0.0 { 1.0 } else { 0.0 };
            loop {
                let here = self.at(mode + direction * index * step, tau);
                if !here.log.is_finite() {
                    return None;
                }
                let outside = here.log < highest - DROP && index > 4.0;
                points.push((here.log + jacobian, here.trials));
                if outside || index > 2000.0 {
                    break;
                }
                index += 1.0;
            }
            if direction < 0.0 {
                first = index;
                points.reverse();
            }
        }
        let (values, trials) = points.into_iter().unzip();
        Some(Slice {
            tau,
            density: LogDensity {
                start: mode - first * step,
                step,
                values,
            },
            trials,
        })
    }
}

impl Grid {
    pub(super) fn of(
        trials: &[EffectLikelihood],
        prior: TauPrior,
        mean_prior: MeanPrior,
    ) -> Option<Self> {
        let mut model = Model {
            trials: trials.iter().map(Averaged::new).collect(),
            prior,
            mean_prior,
            rule: hermite(POINTS),
        };
        let (low, high) = model.range()?;
        let step = ((high - low) / TAU_NODES).min(WIDEST_TAU_STEP);
        let mut start = 0.0;
        let mut slices = Vec::new();
        let mut nodes = Vec::new();
        let mut index = (low / step).floor();
        // At half-steps: the rule is as exact and τ = 0, where a new trial's effect has no density, is no node.
        while (index + 0.5) * step <= high + step {
            let u = (index + 0.5) * step;
            slices.push(model.slice(u, &mut start)?);
            nodes.push(u);
            index += 1.0;
        }
        let all: Vec<LogDensity> = slices.iter().map(|slice| slice.density.clone()).collect();
        let marginal = mirrored(&nodes, &all, step);
        let highest = all
            .iter()
            .map(LogDensity::largest)
            .fold(f64::NEG_INFINITY, f64::max);
        // A τ without weight must not decide how finely the others are cut.
        let densities = all
            .into_iter()
            .filter(|d| d.largest() > highest - DROP)
            .collect();
        let has_maximum = |trial: &EffectLikelihood| !trial.is_monotone();
        let all_have_moments = prior.has_variance()
            || trials.iter().filter(|trial| has_maximum(trial)).count() >= FEWEST_FOR_MOMENTS;
        Some(Self {
            slices,
            marginal,
            densities,
            scale: prior.scale(),
            mean_prior,
            has_moments: trials
                .iter()
                .map(|trial| all_have_moments || has_maximum(trial))
                .collect(),
        })
    }

    pub(super) fn mean_distribution(&self) -> Distribution<'_> {
        let narrowest = self
            .densities
            .iter()
            .map(|d| d.step)
            .fold(f64::INFINITY, f64::min);
        Distribution::of(&self.densities, 2.0 * narrowest)
    }

    /// The distribution of u over the whole line; τ is that of its absolute value.
    pub(super) fn tau_distribution(&self) -> Distribution<'_> {
        Distribution::of(std::slice::from_ref(&self.marginal), self.marginal.step)
    }

    pub(super) fn tau_at(&self, u: f64) -> f64 {
        self.scale * libm::sinh(u.max(0.0))
    }

    fn largest(&self) -> f64 {
        self.slices
            .iter()
            .map(|slice| slice.density.largest())
            .fold(f64::NEG_INFINITY, f64::max)
    }

    /// Calls with (share of the posterior, μ, τ, trials) for each point of the grid.
    fn each(&self, mut visit: impl FnMut(f64, f64, f64, &[(f64, f64)])) {
        let largest = self.largest();
        let share = |slice: &Slice, value: f64| slice.density.step * libm::exp(value - largest);
        let total = sum(self.slices.iter().flat_map(|slice| {
            slice
                .density
                .values
                .iter()
                .map(|value| share(slice, *value))
        }));
        for slice in &self.slices {
            for (index, (value, trials)) in
                slice.density.values.iter().zip(&slice.trials).enumerate()
            {
                let mean = slice.density.start + slice.density.step * index as f64;
                visit(share(slice, *value) / total, mean, slice.tau, trials);
            }
        }
    }

    /// Posterior mean and standard deviation of μ.
    pub(super) fn mean_moments(&self) -> (f64, f64) {
        let (mut first, mut second) = (0.0, 0.0);
        self.each(|share, mean, _, _| first += share * mean);
        self.each(|share, mean, _, _| second += share * (mean - first) * (mean - first));
        (first, second.sqrt())
    }

    /// The logarithm of the marginal likelihood of the trials, up to a constant that is the same under every prior of μ.
    pub(super) fn log_evidence(&self) -> f64 {
        let largest = self.largest();
        let under = |slice: &Slice| {
            let heights = slice.density.values.iter();
            slice.density.step * sum(heights.map(|value| libm::exp(value - largest)))
        };
        let mass = self.marginal.step * sum(self.slices.iter().map(under));
        // The density of the prior of μ has its deviation in the denominator, which the grid leaves out.
        largest + libm::log(mass) - libm::log(self.mean_prior.deviation)
    }

    /// Posterior mean and standard deviation of each trial's effect, where it has them.
    pub(super) fn shrunken(&self, level: ConfidenceLevel) -> Vec<Option<IntervalEstimate>> {
        let mut means = vec![0.0; self.has_moments.len()];
        self.each(|share, _, _, own| {
            for (mean, own) in means.iter_mut().zip(own) {
                *mean += share * own.0;
            }
        });
        let mut variances = vec![0.0; self.has_moments.len()];
        self.each(|share, _, _, own| {
            for ((variance, own), mean) in variances.iter_mut().zip(own).zip(&means) {
                *variance += share * (own.1 + (own.0 - mean) * (own.0 - mean));
            }
        });
        means
            .iter()
            .zip(&variances)
            .zip(&self.has_moments)
            .map(|((mean, variance), has_moments)| {
                has_moments.then(|| IntervalEstimate::wald(*mean, variance.max(0.0).sqrt(), level))
            })
            .collect()
    }

    /// The equal-tailed interval of a new trial's effect: normal with variance τ² around every μ, taken at a quarter
    /// of the grid's steps; where τ is smaller than half of such a step, that stands in for it.
    pub(super) fn prediction(&self, level: ConfidenceLevel) -> Option<(f64, f64)> {
        let largest = self.largest();
        let mut normals: Vec<(f64, f64, f64)> = Vec::new();
        for slice in &self.slices {
            let density = &slice.density;
            // A normal distribution so wide needs no finer steps than the grid's.
            let parts: u8 = if slice.tau > WIDE { 1 } else { 4 };
            let step = density.step / f64::from(parts);
            for index in 0..usize::from(parts) * density.values.len() {
                let mean = density.start + step * index as f64;
                let share = step * libm::exp(density.at(mean) - largest);
                normals.push((share, mean, slice.tau.max(0.5 * step)));
            }
        }
        let total = sum(normals.iter().map(|(share, ..)| *share));
        let below = |x: f64| {
            let part = |(share, mean, deviation): &(f64, f64, f64)| {
                share * normal::lower_tail((x - mean) / deviation)
            };
            sum(normals.iter().map(part)) / total
        };
        let reach = normals
            .iter()
            .map(|(_, mean, deviation)| mean.abs() + 9.0 * deviation);
        let widest = reach.fold(1.0, f64::max);
        let quantile = |probability: f64| root(|x| below(x) - probability, -widest, widest, 1e-3);
        Some((quantile(level.tail())?, quantile(level.below_upper())?))
    }
}

/// The marginal density of u at its nodes and, by symmetry, at their negatives.
fn mirrored(nodes: &[f64], densities: &[LogDensity], step: f64) -> LogDensity {
    let mass: Vec<f64> = densities
        .iter()
        .map(|density| {
            let largest = density.largest();
            largest
                + libm::log(
                    density.step
                        * sum(density
                            .values
                            .iter()
                            .map(|value| libm::exp(value - largest))),
                )
        })
        .collect();
    let first = nodes.first().copied().unwrap_or(0.0);
    // Between the negative and the positive nodes, where the posterior stays away from τ = 0, there is nothing: steps far
    // below everything else.
    let floor = mass.iter().copied().fold(f64::INFINITY, f64::min) - DROP;
    let mut between = Vec::new();
    let mut u = first - step;
    while u > 0.0 {
        between.push(floor);
        u -= step;
    }
    let half: Vec<f64> = between.into_iter().chain(mass).collect();
    let values: Vec<f64> = half.iter().rev().chain(&half).copied().collect();
    LogDensity {
        start: -step * (half.len() as f64 - 0.5),
        step,
        values,
    }
}
