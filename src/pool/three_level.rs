//! The random-effects model of three levels: effect estimates (level 1) within trials (level 2), and trials among each other
//! (level 3), for trials that give several numbers (Konstantopoulos 2011, Res Synth Methods 2:61, equations 3 to 5; Van den
//! Noortgate, López-López, Marín-Martínez & Sánchez-Meca 2013, Behav Res Methods 45:576, equations 5 to 7).
//!
//! y = μ + u + w + e with Var u = σ²₁ of each trial, Var w = σ²₂ of each number, and Cov e = V known. Both variances are by
//! restricted maximum likelihood, μ by generalised least squares.
//!
//! Given σ²₂ the numbers of a trial act as one: with A = V + σ²₂ I of the trial, s = 1ᵀA⁻¹1 and t = 1ᵀA⁻¹y, the estimate is t/s
//! and its variance 1/s, and σ²₁ is τ² of an ordinary random-effects model of those. What remains is a likelihood of σ²₂ alone,
//! of which the highest hill is taken as it is of τ² ([`tau_squared`]). V of a trial is taken to its eigenvectors once, so that
//! A⁻¹ costs nothing.
//!
//! I² of a level is its variance over σ²₁ + σ²₂ + s², where s² = (n − 1) / tr P and P = V⁻¹ − V⁻¹1(1ᵀV⁻¹1)⁻¹1ᵀV⁻¹ is the
//! typical sampling variance (Higgins & Thompson 2002, equation 9, as generalised for metafor by Viechtbauer).
//!
//! R: `metafor::rma.mv(yi, V, random = ~ 1 | trial/number)`, with `test = "t", dfs = "contain"` for an interval by Student's t.
//! R climbs from one start; it agrees where it is told to go on.

use super::cluster_robust::{self, Cluster, ClusterRobust};
use super::inverse_variance;
use super::tau_squared::{self, global_maximum, restricted_log_likelihood};
use super::{ChiSquaredTest, Undefined};
use crate::data::TauSquaredEstimator;
use crate::effect::Effect;
use crate::math::sum::sum;
use crate::math::symmetric::{Eigen, Symmetric};

/// An eigenvalue of the sampling errors below this share of the largest counts as none: two numbers say the same.
const LEAST_SHARE: f64 = 1e-10;

/// The numbers of one trial, with the covariance of their sampling errors.
#[derive(Clone, Debug, PartialEq)]
pub struct TrialNumbers {
    estimates: Vec<f64>,
    covariance: Symmetric,
    errors: Eigen,
}

impl TrialNumbers {
    /// Numbers whose sampling errors vary together as `covariance` says; on its diagonal are their variances. `None` where that is
    /// no covariance of as many numbers, or of numbers of which one follows from the others.
    #[must_use]
    pub fn new(estimates: Vec<f64>, covariance: Symmetric) -> Option<Self> {
        let errors = covariance.eigen()?;
        let largest = errors.values.iter().copied().fold(0.0, f64::max);
        let told_apart = |value: &f64| *value > LEAST_SHARE * largest;
        let is_one = !estimates.is_empty()
            && estimates.len() == covariance.size()
            && errors.values.iter().all(told_apart);
        is_one.then_some(Self {
            estimates,
            covariance,
            errors,
        })
    }

    /// Numbers whose sampling errors have nothing to do with each other; `None` without numbers.
    #[must_use]
    pub fn independent(effects: &[Effect]) -> Option<Self> {
        let variances: Vec<f64> = effects.iter().map(|effect| effect.variance).collect();
        Some(Self {
            estimates: effects.iter().map(|effect| effect.estimate).collect(),
            covariance: Symmetric::diagonal(&variances),
            // Whatever their sizes: nothing is turned.
            errors: Symmetric::diagonal(&variances).eigen()?,
        })
        .filter(|_| !effects.is_empty())
    }

    /// How many numbers it gives.
    #[must_use]
    pub fn len(&self) -> usize {
        self.estimates.len()
    }

    /// Whether it gives none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.estimates.is_empty()
    }

    /// The covariance of their sampling errors.
    #[must_use]
    pub fn covariance(&self) -> &Symmetric {
        &self.covariance
    }

    fn variances(&self) -> impl Iterator<Item = f64> {
        (0..self.len()).map(|place| self.covariance.cell(place, place))
    }
}

/// A fit of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct ThreeLevel {
    /// μ, scale of analysis.
    pub estimate: f64,
    /// Its standard error by the model.
    pub standard_error: f64,
    /// σ²₁, the variance between trials.
    pub between: f64,
    /// σ²₂, the variance between the numbers of one trial; 0 where no trial gives two.
    pub within: f64,
    /// The share of each number in the estimate, in percent, by trial; below 0 is possible where errors vary together.
    pub weights: Vec<Vec<f64>>,
    /// I² between trials and within trials, in percent.
    pub i_squared: [f64; 2],
    /// Cochran's Q of all numbers around their mean with the sampling errors alone (metafor's QE).
    pub q: ChiSquaredTest,
    /// The cluster-robust standard error; `None` where it is not told, one trial being all that counts.
    pub robust: Option<ClusterRobust>,
    /// Whether both searches met their tolerance.
    pub converged: bool,
}

/// Fits the model to trials with their numbers. Where no trial gives two this is the random-effects model by restricted maximum
/// likelihood.
///
/// # Errors
///
/// [`Undefined::TooFewTrials`] for fewer than two trials, of which no variance between them is told; [`Undefined::NotConverged`]
/// where nothing finite is found.
pub fn fit(trials: &[TrialNumbers]) -> Result<ThreeLevel, Undefined> {
    if trials.len() < 2 {
        return Err(Undefined::TooFewTrials {
            trials: trials.len(),
            needed: 2,
        });
    }
    let nested: Vec<Nested> = trials.iter().map(Nested::of).collect();
    let (within, within_converged) = within(trials, &nested);
    let effects = as_one_each(&nested, within);
    let between = between(&effects);
    let mean = inverse_variance::mean(&effects, between.value)
        .filter(|mean| mean.standard_error.is_finite() && mean.standard_error > 0.0)
        .ok_or(Undefined::NotConverged)?;
    let clusters = trials.iter().map(|trial| Cluster {
        estimates: trial.estimates.clone(),
        covariance: marginal(trial, between.value, within),
    });
    let clusters: Vec<Cluster> = clusters.collect();
    let weights = nested.iter().zip(trials).zip(&mean.weights);
    let weights = weights.map(|((nested, trial), weight)| nested.shares(trial, within, *weight));
    Ok(ThreeLevel {
        estimate: mean.estimate,
        standard_error: mean.standard_error,
        between: between.value,
        within,
        weights: weights.collect(),
        i_squared: i_squared(&nested, [between.value, within]),
        q: q(&nested),
        robust: cluster_robust::of_mean(&clusters),
        converged: between.converged && within_converged,
    })
}

/// σ²₁ given the trials as one effect each.
fn between(effects: &[Effect]) -> tau_squared::TauSquared {
    tau_squared::estimate(effects, TauSquaredEstimator::RestrictedMaximumLikelihood)
}

/// σ²₂, and whether its search met its tolerance.
fn within(trials: &[TrialNumbers], nested: &[Nested]) -> (f64, bool) {
    if trials.iter().all(|trial| trial.len() < 2) {
        // Nothing tells the two variances apart: all of it stands between trials.
        return (0.0, true);
    }
    let numbers = trials.iter().flat_map(|trial| {
        let estimates = trial.estimates.iter().zip(trial.variances());
        estimates.map(|(estimate, variance)| Effect {
            estimate: *estimate,
            variance,
        })
    });
    let numbers: Vec<Effect> = numbers.collect();
    let count = numbers.len() as f64;
    let mean = sum(numbers.iter().map(|number| number.estimate)) / count;
    let squares = numbers
        .iter()
        .map(|number| (number.estimate - mean) * (number.estimate - mean));
    let found = global_maximum(
        &numbers,
        sum(squares),
        count - 1.0,
        |within| slope(nested, within),
        |within| height(nested, within),
    );
    (found.value, found.converged)
}

/// Each trial as one effect, given σ²₂.
fn as_one_each(nested: &[Nested], within: f64) -> Vec<Effect> {
    let sums = nested.iter().map(|trial| trial.sums(within));
    sums.map(|sums| Effect {
        estimate: sums.products / sums.weights,
        variance: 1.0 / sums.weights,
    })
    .collect()
}

/// The restricted log-likelihood of σ²₂ with σ²₁ profiled out, without its constant.
fn height(nested: &[Nested], within: f64) -> f64 {
    let effects = as_one_each(nested, within);
    let own = nested.iter().map(|trial| {
        let sums = trial.sums(within);
        let mean = sums.products / sums.weights;
        let spread = trial.axes().map(|(one, estimate, variance)| {
            let deviation = estimate - mean * one;
            libm::log(variance + within) + deviation * deviation / (variance + within)
        });
        sum(spread) + libm::log(sums.weights)
    });
    restricted_log_likelihood(&effects, between(&effects).value) - 0.5 * sum(own)
}

/// Its slope: ½ (yᵀPPy − tr P) with P = Σ⁻¹ − Σ⁻¹1(1ᵀΣ⁻¹1)⁻¹1ᵀΣ⁻¹, at the σ²₁ that is best there (the envelope theorem).
fn slope(nested: &[Nested], within: f64) -> f64 {
    let effects = as_one_each(nested, within);
    let between = between(&effects).value;
    let Some(mean) = inverse_variance::mean(&effects, between) else {
        return f64::NAN;
    };
    let parts: Vec<[f64; 3]> = nested
        .iter()
        .map(|trial| trial.squared(mean.estimate, between, within))
        .collect();
    let [residuals, traces, ones] =
        [0, 1, 2].map(|part| sum(parts.iter().map(|parts| parts[part])));
    0.5 * (residuals - traces + ones * mean.standard_error * mean.standard_error)
}

/// V + σ²₂ I + σ²₁ 11ᵀ of a trial.
fn marginal(trial: &TrialNumbers, between: f64, within: f64) -> Symmetric {
    Symmetric::new(trial.len(), |row, column| {
        let own = if row == column { within } else { 0.0 };
        trial.covariance.cell(row, column) + own + between
    })
}

/// I² between and within trials.
fn i_squared(nested: &[Nested], variances: [f64; 2]) -> [f64; 2] {
    let traces = nested.iter().map(|trial| {
        let weights = trial.variances.iter().map(|variance| 1.0 / variance);
        let squares = trial.axes().map(|(one, _, variance)| {
            let part = one / variance;
            part * part
        });
        [sum(weights), sum(squares), trial.sums(0.0).weights]
    });
    let traces: Vec<[f64; 3]> = traces.collect();
    let [weights, squares, total] = [0, 1, 2].map(|part| sum(traces.iter().map(|one| one[part])));
    let numbers: usize = nested.iter().map(|trial| trial.variances.len()).sum();
    let typical = (numbers as f64 - 1.0) / (weights - squares / total);
    let all = variances[0] + variances[1] + typical;
    variances.map(|variance| 100.0 * variance / all)
}

/// Q of all numbers.
fn q(nested: &[Nested]) -> ChiSquaredTest {
    let sums: Vec<Sums> = nested.iter().map(|trial| trial.sums(0.0)).collect();
    let weights = sum(sums.iter().map(|sums| sums.weights));
    let mean = sum(sums.iter().map(|sums| sums.products)) / weights;
    let around = nested
        .iter()
        .flat_map(Nested::axes)
        .map(|(one, estimate, variance)| {
            let deviation = estimate - mean * one;
            deviation * deviation / variance
        });
    let statistic = sum(around);
    let numbers: usize = nested.iter().map(|trial| trial.variances.len()).sum();
    ChiSquaredTest::new(statistic, numbers as f64 - 1.0)
}

/// A trial along the eigenvectors of its sampling errors.
struct Nested {
    /// The variance along each.
    variances: Vec<f64>,
    /// A vector of ones along them.
    ones: Vec<f64>,
    /// The estimates along them.
    estimates: Vec<f64>,
}

/// 1ᵀA⁻¹1 and 1ᵀA⁻¹y of a trial.
struct Sums {
    weights: f64,
    products: f64,
}

impl Nested {
    fn of(trial: &TrialNumbers) -> Self {
        Self {
            variances: trial.errors.values.clone(),
            ones: trial.errors.coordinates(&vec![1.0; trial.len()]),
            estimates: trial.errors.coordinates(&trial.estimates),
        }
    }

    /// One, estimate and variance along each eigenvector.
    fn axes(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        let pairs = self.ones.iter().zip(&self.estimates).zip(&self.variances);
        pairs.map(|((one, estimate), variance)| (*one, *estimate, *variance))
    }

    fn sums(&self, within: f64) -> Sums {
        let of = |part: fn(f64, f64) -> f64| {
            sum(self
                .axes()
                .map(|(one, estimate, variance)| part(one, estimate) / (variance + within)))
        };
        Sums {
            weights: of(|one, _| one * one),
            products: of(|one, estimate| one * estimate),
        }
    }

    /// |Σ⁻¹(y − μ)|², tr Σ⁻¹ and |Σ⁻¹1|² of the trial, where Σ⁻¹ = A⁻¹ − σ²₁ A⁻¹1 1ᵀA⁻¹ / (1 + σ²₁ 1ᵀA⁻¹1).
    fn squared(&self, mean: f64, between: f64, within: f64) -> [f64; 3] {
        let sums = self.sums(within);
        let shrunk = between / (1.0 + between * sums.weights);
        let of_residuals = shrunk * (sums.products - mean * sums.weights);
        let of_ones = 1.0 - shrunk * sums.weights;
        let along = |part: &dyn Fn(f64, f64, f64) -> f64| {
            sum(self
                .axes()
                .map(|(one, estimate, variance)| part(one, estimate, 1.0 / (variance + within))))
        };
        [
            along(&|one, estimate, weight| {
                let part = weight * (estimate - mean * one - of_residuals * one);
                part * part
            }),
            along(&|one, _, weight| weight - shrunk * (weight * one) * (weight * one)),
            along(&|one, _, weight| {
                let part = weight * one * of_ones;
                part * part
            }),
        ]
    }

    /// The weight of the trial divided among its numbers: A⁻¹1 over its sum.
    fn shares(&self, trial: &TrialNumbers, within: f64, weight: f64) -> Vec<f64> {
        let total = self.sums(within).weights;
        let inverse = trial
            .errors
            .with_values(|variance| 1.0 / (variance + within));
        let parts = inverse.times(&vec![1.0; trial.len()]);
        parts.iter().map(|part| weight * part / total).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Nested, ThreeLevel, TrialNumbers, fit, height, slope};
    use crate::data::TauSquaredEstimator;
    use crate::effect::Effect;
    use crate::math::symmetric::Symmetric;
    use crate::pool::{Undefined, random_effects};

    /// District, estimate and variance of each school: `metadat::dat.konstantopoulos2011` (Cooper, Valentine, Charlton & Melson
    /// 2003, as Konstantopoulos 2011 printed it in his table 1).
    const SCHOOLS: [(u16, f64, f64); 56] = [
        (11, -0.18, 0.118),
        (11, -0.22, 0.118),
        (11, 0.23, 0.144),
        (11, -0.3, 0.144),
        (12, 0.13, 0.014),
        (12, -0.26, 0.014),
        (12, 0.19, 0.015),
        (12, 0.32, 0.024),
        (18, 0.45, 0.023),
        (18, 0.38, 0.043),
        (18, 0.29, 0.012),
        (27, 0.16, 0.02),
        (27, 0.65, 0.004),
        (27, 0.36, 0.004),
        (27, 0.6, 0.007),
        (56, 0.08, 0.019),
        (56, 0.04, 0.007),
        (56, 0.19, 0.005),
        (56, -0.06, 0.004),
        (58, -0.18, 0.02),
        (58, 0.0, 0.018),
        (58, 0.0, 0.019),
        (58, -0.28, 0.022),
        (58, -0.04, 0.02),
        (58, -0.3, 0.021),
        (58, 0.07, 0.006),
        (58, 0.0, 0.007),
        (58, 0.05, 0.007),
        (58, -0.08, 0.007),
        (58, -0.09, 0.007),
        (71, 0.3, 0.015),
        (71, 0.98, 0.011),
        (71, 1.19, 0.01),
        (86, -0.07, 0.001),
        (86, -0.05, 0.001),
        (86, -0.01, 0.001),
        (86, 0.02, 0.001),
        (86, -0.03, 0.001),
        (86, 0.0, 0.001),
        (86, 0.01, 0.001),
        (86, -0.1, 0.001),
        (91, 0.5, 0.01),
        (91, 0.66, 0.011),
        (91, 0.2, 0.01),
        (91, 0.0, 0.009),
        (91, 0.05, 0.013),
        (91, 0.07, 0.013),
        (108, -0.52, 0.031),
        (108, 0.7, 0.031),
        (108, -0.03, 0.03),
        (108, 0.27, 0.03),
        (108, -0.34, 0.03),
        (644, 0.12, 0.087),
        (644, 0.61, 0.082),
        (644, 0.04, 0.067),
        (644, -0.05, 0.067),
    ];

    fn nested(numbers: &[(u16, f64, f64)]) -> Vec<TrialNumbers> {
        let trials = numbers.chunk_by(|one, other| one.0 == other.0);
        let trials = trials.map(|numbers| {
            let effects = numbers.iter().map(|(_, estimate, variance)| Effect {
                estimate: *estimate,
                variance: *variance,
            });
            TrialNumbers::independent(&effects.collect::<Vec<_>>()).unwrap()
        });
        trials.collect()
    }

    #[track_caller]
    fn close(found: f64, expected: f64, within: f64) {
        assert!(
            (found - expected).abs() < within,
            "{found} and not {expected}"
        );
    }

    /// σ²₁, σ²₂, μ, its error, I² of both levels, Q, the robust error with its degrees of freedom.
    #[track_caller]
    fn is(found: &ThreeLevel, expected: [f64; 9]) {
        assert!(found.converged);
        let robust = found.robust.unwrap();
        let numbers = [
            found.between,
            found.within,
            found.estimate,
            found.standard_error,
            found.i_squared[0],
            found.i_squared[1],
            found.q.statistic,
            robust.standard_error,
            robust.degrees_of_freedom,
        ];
        for (found, expected) in numbers.into_iter().zip(expected) {
            close(found, expected, 1e-7 * expected.abs().max(1.0));
        }
    }

    /// R 4.2, metafor 3.8-1, clubSandwich 0.5.8: `m <- rma.mv(yi, vi, random = ~ 1 | district/school, data =
    /// dat.konstantopoulos2011, control = list(optimizer = "optim", optmethod = "Nelder-Mead", reltol = 1e-16, maxit = 5000))`;
    /// `robust(m, cluster = district, clubSandwich = TRUE)`; I² by the P of metafor's page on I² in multilevel models. That page
    /// and Konstantopoulos print 0.065, 0.033, 0.185 and 0.085.
    #[test]
    fn schools_within_districts_are_those_of_metafor() {
        let found = fit(&nested(&SCHOOLS)).unwrap();
        is(
            &found,
            [
                0.065_061_940_850_587_4,
                0.032_736_517_021_794_7,
                0.184_713_163_587_542,
                0.084_555_916_876_9,
                63.324_836_601_9,
                31.862_476_959_9,
                578.864_017_958,
                0.084_457_995_404_417_8,
                9.863_156_222_899_08,
            ],
        );
        close(found.q.p_value / 1.796_830_301_93e-88, 1.0, 1e-8);
    }

    /// Three arms against one control in trials 1 and 3: log risk ratios with the covariance 1/c − 1/n of Gleser & Olkin (2009).
    fn shared(added: [f64; 7]) -> Vec<TrialNumbers> {
        let arms = [
            (1, 12.0, 100.0, 15.0, 101.0),
            (1, 9.0, 98.0, 15.0, 101.0),
            (2, 20.0, 150.0, 25.0, 149.0),
            (3, 5.0, 60.0, 9.0, 59.0),
            (3, 8.0, 62.0, 9.0, 59.0),
            (3, 14.0, 58.0, 9.0, 59.0),
            (4, 30.0, 200.0, 22.0, 205.0),
        ];
        let arms: Vec<_> = arms.into_iter().zip(added).collect();
        let trials = arms.chunk_by(|one, other| one.0.0 == other.0.0);
        let trials = trials.map(|arms| {
            let estimates = arms
                .iter()
                .map(|((_, a, n1, c, n2), added)| libm::log(a / n1) - libm::log(c / n2) + added);
            let covariance = Symmetric::new(arms.len(), |row, column| {
                let (_, a, n1, c, n2) = arms[row].0;
                let own = if row == column {
                    1.0 / a - 1.0 / n1
                } else {
                    0.0
                };
                own + 1.0 / c - 1.0 / n2
            });
            TrialNumbers::new(estimates.collect(), covariance).unwrap()
        });
        trials.collect()
    }

    /// R: the restricted likelihood written out, climbed by `optim` from four places; then `rma.mv(yi, V, random = ~ 1 | trial/id,
    /// sigma2 = ...)` and `robust(..., clubSandwich = TRUE)`; weights by `rowSums(solve(m$M))`.
    #[test]
    fn arms_that_share_a_control_vary_together() {
        let found = fit(&shared([0.5, 0.3, -0.6, 0.2, 0.6, 0.1, -0.5])).unwrap();
        is(
            &found,
            [
                0.048_151_688_340_965_5,
                0.109_615_732_309_771,
                -0.141_662_629_547_948,
                0.233_774_972_674_049,
                18.285_003_302_413_4,
                41.625_207_678_864_1,
                13.829_312_268_532_2,
                0.231_076_531_595_325,
                2.989_058_691_731_17,
            ],
        );
        let weights = [
            14.418_121_747_049_2,
            12.529_675_554_06,
            23.316_221_112_692_9,
            6.206_112_507_287_54,
            8.321_215_249_512_24,
            11.099_159_960_877_4,
            24.109_493_968_520_6,
        ];
        for (found, expected) in found.weights.iter().flatten().zip(weights) {
            close(*found, expected, 1e-5);
        }
    }

    /// R as above; where one variance is at its bound, `sigma2` is given as 0.
    #[test]
    fn variances_at_their_bound_are_zero() {
        is(
            &fit(&shared([0.0; 7])).unwrap(),
            [
                0.0,
                0.071_597_109_775_124,
                -0.054_214_465_753_194_6,
                0.189_526_558_382_973,
                0.0,
                40.411_651_173_929_6,
                9.625_977_530_890_51,
                0.153_574_918_630_146,
                2.993_225_023_514_48,
            ],
        );
        let variances = [0.05, 0.06, 0.04, 0.05, 0.07, 0.03, 0.05];
        let of = |estimates: [f64; 7]| {
            let trials = [1, 1, 2, 2, 3, 3, 4].into_iter();
            let numbers = trials.zip(estimates).zip(variances);
            let numbers = numbers.map(|((trial, estimate), variance)| (trial, estimate, variance));
            fit(&nested(&numbers.collect::<Vec<_>>())).unwrap()
        };
        is(
            &of([0.1, 0.12, 0.9, 0.88, -0.4, -0.41, 0.5]),
            [
                0.291_004_138_542_778,
                0.0,
                0.268_558_288_152_552,
                0.283_158_902_051_02,
                85.974_779_638_482_4,
                0.0,
                40.992_515_683_147_3,
                0.284_014_587_629_873,
                2.995_671_745_590_66,
            ],
        );
        is(
            &of([-0.8, 0.9, 0.7, -0.6, 1.0, -0.9, 0.2]),
            [
                0.0,
                0.635_560_155_030_051,
                0.063_128_140_763_882_7,
                0.312_901_556_267_187,
                0.0,
                93.049_810_912_704_1,
                87.487_081_339_712_9,
                0.025_833_774_599_407,
                2.777_507_137_818_55,
            ],
        );
        is(
            &of([0.1, 0.12, 0.2, 0.08, 0.14, 0.11, 0.05]),
            [
                0.0,
                0.0,
                0.115_661_881_977_671,
                0.081_844_759_107_113_5,
                0.0,
                0.0,
                0.304_238_171_185_54,
                0.014_694_134_483_749_3,
                2.708_130_464_526_77,
            ],
        );
    }

    #[test]
    fn one_trial_alone_tells_nothing_of_the_variance_between_trials() {
        let one = nested(&[(1, 0.3, 0.1), (1, 0.5, 0.2)]);
        let needed = |trials| Undefined::TooFewTrials { trials, needed: 2 };
        assert_eq!(fit(&one), Err(needed(1)));
        assert_eq!(fit(&[]), Err(needed(0)));
    }

    #[test]
    fn numbers_of_which_one_follows_from_the_others_are_refused() {
        let same = Symmetric::new(2, |_, _| 0.1);
        assert_eq!(TrialNumbers::new(vec![0.1, 0.1], same.clone()), None);
        assert_eq!(TrialNumbers::new(vec![0.1], same), None);
        assert_eq!(TrialNumbers::independent(&[]), None);
    }

    /// R: `ll <- function(w) logLik(rma.mv(yi, vi, random = ~ 1 | district/school, data = dat.konstantopoulos2011, sigma2 = c(NA, w)))`
    /// and `ll(w) - ll(0.03)`: two hills of σ²₂ are told apart by these differences.
    #[test]
    fn the_likelihood_of_the_variance_within_trials_is_that_of_metafor() {
        let trials: Vec<Nested> = nested(&SCHOOLS).iter().map(Nested::of).collect();
        let expected = [
            (0.003, -13.519_988_732_013),
            (0.01, -4.899_437_342_226),
            (0.1, -5.586_310_427_695),
            (0.5, -30.398_871_753_121),
        ];
        for (within, expected) in expected {
            close(
                height(&trials, within) - height(&trials, 0.03),
                expected,
                1e-6,
            );
        }
    }

    /// The slope whose zeros are looked for belongs to the likelihood that chooses among them, also where numbers vary together.
    #[test]
    fn the_slope_is_the_derivative_of_the_likelihood() {
        let together = shared([0.0; 7]);
        for trials in [&nested(&SCHOOLS), &together] {
            let trials: Vec<Nested> = trials.iter().map(Nested::of).collect();
            for within in [0.01, 0.04, 0.2, 1.0] {
                let step = 1e-5 * within;
                let rise = height(&trials, within + step) - height(&trials, within - step);
                let expected = slope(&trials, within);
                close(
                    rise / (2.0 * step),
                    expected,
                    1e-5 * expected.abs().max(1.0),
                );
            }
        }
    }

    fn effects() -> impl Strategy<Value = Vec<Effect>> {
        let effect = (-3.0..3.0, -6.0..2.0).prop_map(|(estimate, log_variance)| Effect {
            estimate,
            variance: libm::exp(log_variance),
        });
        prop::collection::vec(effect, 2..12)
    }

    proptest! {
        #[test]
        fn trials_with_one_number_each_are_the_random_effects_model(effects in effects()) {
            let trials = effects.iter().map(|effect| TrialNumbers::independent(&[*effect]).unwrap());
            let found = fit(&trials.collect::<Vec<_>>()).unwrap();
            let estimator = TauSquaredEstimator::RestrictedMaximumLikelihood;
            let ordinary = random_effects::fit(&effects, estimator).unwrap();
            let scale = ordinary.mean.standard_error;
            prop_assert!((found.estimate - ordinary.mean.estimate).abs() < 1e-10 * scale);
            prop_assert!((found.standard_error - scale).abs() < 1e-10 * scale);
            prop_assert!((found.between - ordinary.tau_squared.value).abs() < 1e-10);
            prop_assert!(found.within.abs() < f64::MIN_POSITIVE);
            let shares = found.weights.iter().flatten().zip(&ordinary.mean.weights);
            for (found, ordinary) in shares {
                prop_assert!((found - ordinary).abs() < 1e-8);
            }
        }

        #[test]
        fn what_is_added_to_all_numbers_moves_the_estimate_alone_and_weights_add_up(
            trials in prop::collection::vec(effects(), 2..8),
            added in -1e3..1e3,
        ) {
            let of = |added: f64| {
                let moved = |effect: &Effect| Effect { estimate: effect.estimate + added, ..*effect };
                let trials = trials.iter().map(|effects| {
                    let moved: Vec<Effect> = effects.iter().map(moved).collect();
                    TrialNumbers::independent(&moved).unwrap()
                });
                fit(&trials.collect::<Vec<_>>()).unwrap()
            };
            let (found, moved) = (of(0.0), of(added));
            prop_assert!(found.converged);
            prop_assert!(found.between >= 0.0 && found.within >= 0.0);
            prop_assert!((moved.estimate - added - found.estimate).abs() < 1e-5);
            prop_assert!((moved.standard_error - found.standard_error).abs() < 1e-5 * found.standard_error);
            let all: f64 = found.weights.iter().flatten().sum();
            prop_assert!((all - 100.0).abs() < 1e-8);
            if let Some(robust) = found.robust {
                prop_assert!(robust.degrees_of_freedom <= trials.len() as f64 + 1e-6);
            }
        }
    }

    #[test]
    fn numbers_have_a_covariance_of_their_own_number() {
        let covariance = || Symmetric::diagonal(&[0.1, 0.2]);
        let two = TrialNumbers::new(vec![0.3, 0.4], covariance()).unwrap();
        assert!(two.len() == 2 && !two.is_empty());
        assert_eq!(TrialNumbers::new(vec![0.3], covariance()), None);
        assert_eq!(TrialNumbers::new(vec![0.3, 0.4, 0.5], covariance()), None);
        assert_eq!(TrialNumbers::new(Vec::new(), covariance()), None);
    }

    #[test]
    fn the_unit_of_the_numbers_does_not_matter_to_whether_they_have_a_covariance() {
        for unit in [1e-9, 1e9] {
            let covariance = Symmetric::new(
                2,
                |row, column| if row == column { unit } else { 0.5 * unit },
            );
            assert!(TrialNumbers::new(vec![0.3, 0.4], covariance).is_some());
            let of_one = Symmetric::new(2, |_, _| unit);
            assert_eq!(TrialNumbers::new(vec![0.3, 0.4], of_one), None);
        }
    }
}
