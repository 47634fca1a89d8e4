//! Bayesian random-effects pooling of a log ratio (Spiegelhalter, Abrams & Myles 2004; Röver 2020), by quadrature and
//! without simulation: the same data give the same bits.
//!
//! Model: the trials' true log ratios are N(μ, τ²); μ ~ N(0, 4²), which leaves ratios from 1/2,500 to 2,500 open; τ is
//! half-normal with scale 0.5 (1.0 as a sensitivity, half-Cauchy with scale 0.5 as an option; Friede et al. 2017). A
//! trial's likelihood is exact where it has one ([`EffectLikelihood`]: noncentral hypergeometric for odds ratios,
//! binomial for rate ratios) and normal otherwise. With the normal likelihood it is R's `bayesmeta`; no R package was at
//! hand for the exact one, which was checked by plain sums over all three levels in R (see the tests).
//!
//! The posterior of (μ, τ) is taken on a grid. In τ = s sinh u the density is even and analytic, so that equal steps in u
//! (at half-steps, where no node is at τ = 0) integrate it to exponential accuracy (Trefethen & Weideman 2014), over the
//! whole half line: even where every trial is on one side alone and the half-Cauchy prior's tail is left as it is, which has
//! one part in a hundred beyond τ = 30. For each
//! τ the density of μ is log-concave, and is followed outward from its mode until nothing is left of it.

mod averaged;
mod density;
mod grid;
mod mixture;

use serde::{Deserialize, Serialize};

use super::Undefined;
use super::mixed_model::EffectLikelihood;
use crate::data::{ConfidenceLevel, TauPrior};
use crate::effect::IntervalEstimate;
use grid::Grid;

pub use mixture::{RobustMixture, robust_mixture};

/// Standard deviation of the prior of μ.
pub const MEAN_PRIOR_DEVIATION: f64 = 4.0;

/// A normal distribution of the mean log ratio before the trials are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeanPrior {
    /// Its mean, log scale.
    pub mean: f64,
    /// Its standard deviation, log scale; above zero.
    pub deviation: f64,
}

impl MeanPrior {
    /// The one that is used where nothing is known: it leaves ratios from 1/2,500 to 2,500 open.
    pub const VAGUE: Self = Self {
        mean: 0.0,
        deviation: MEAN_PRIOR_DEVIATION,
    };
}

/// The ratios beyond which the posterior probability is told.
const MARGINS: [f64; 4] = [1.0, 1.25, 1.5, 2.0];

/// What the posterior says beyond its interval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Posterior {
    /// The prior of τ it was computed under.
    pub prior: TauPrior,
    /// Posterior probability that the mean ratio is above each of these.
    pub exceedances: Vec<Exceedance>,
    /// Posterior median of τ with its equal-tailed interval.
    pub tau: (f64, f64, f64),
}

/// The probability that the mean ratio is above a margin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exceedance {
    /// The margin, natural scale.
    pub ratio: f64,
    /// Posterior probability that the mean ratio is larger.
    pub probability: f64,
}

/// A fitted model; all on the log scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Bayesian {
    /// Posterior median, standard deviation and equal-tailed interval of μ.
    pub mean: IntervalEstimate,
    /// Equal-tailed interval of the effect of a new trial.
    pub prediction: (f64, f64),
    /// Probabilities, and τ.
    pub posterior: Posterior,
    /// Posterior mean and standard deviation of each trial's own effect, in the order given, with ± z times it (1.96 at 95 %); `None` where
    /// they are not finite: under the half-Cauchy prior, for a trial whose likelihood has no maximum of its own among fewer
    /// than two that have one.
    pub shrunken: Vec<Option<IntervalEstimate>>,
}

/// Fits the model.
///
/// # Errors
///
/// [`Undefined::NoEstimableTrial`] without trials; [`Undefined::NotConverged`] where a density is not finite, or the
/// trials contradict each other so far beyond the prior of τ that the posterior falls between the nodes of the grid.
pub fn fit(
    trials: &[EffectLikelihood],
    prior: TauPrior,
    level: ConfidenceLevel,
) -> Result<Bayesian, Undefined> {
    if trials.is_empty() {
        return Err(Undefined::NoEstimableTrial);
    }
    let grid = Grid::of(trials, prior, MeanPrior::VAGUE).ok_or(Undefined::NotConverged)?;
    let mean = grid.mean_distribution();
    let tau = grid.tau_distribution();
    let tau_quantile = |probability: f64| grid.tau_at(tau.quantile(0.5 + 0.5 * probability));
    let exceedances = MARGINS
        .iter()
        .map(|&ratio| Exceedance {
            ratio,
            probability: 1.0 - mean.below(libm::log(ratio)),
        })
        .collect();
    let mean = IntervalEstimate {
        estimate: mean.quantile(0.5),
        standard_error: grid.mean_moments().1,
        lower: mean.quantile(level.tail()),
        upper: mean.quantile(level.below_upper()),
    };
    let is_resolved =
        mean.standard_error > 0.0 && mean.lower <= mean.estimate && mean.estimate <= mean.upper;
    if !is_resolved {
        return Err(Undefined::NotConverged);
    }
    Ok(Bayesian {
        mean,
        prediction: grid.prediction(level).ok_or(Undefined::NotConverged)?,
        posterior: Posterior {
            prior,
            exceedances,
            tau: (
                tau_quantile(0.5),
                tau_quantile(level.tail()),
                tau_quantile(level.below_upper()),
            ),
        },
        shrunken: grid.shrunken(level),
    })
}

#[cfg(test)]
mod tests {
    use super::{Undefined, fit};
    use crate::data::{ConfidenceLevel, TauPrior};
    use crate::effect::TwoByTwo;
    use crate::pool::mixed_model::EffectLikelihood;

    /// Catheter infections of Niel-Weise 2007, the first six trials.
    const SIX: [[u64; 4]; 6] = [
        [0, 116, 3, 117],
        [1, 44, 3, 35],
        [2, 208, 9, 195],
        [0, 130, 7, 136],
        [5, 151, 6, 157],
        [1, 98, 4, 139],
    ];

    fn hypergeometric() -> Vec<EffectLikelihood> {
        SIX.iter()
            .map(|counts| EffectLikelihood::hypergeometric(&TwoByTwo::of(*counts)))
            .collect()
    }

    #[track_caller]
    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 5e-7, "{found} {expected}");
    }

    #[test]
    fn the_posterior_of_exact_likelihoods_is_that_of_plain_sums() {
        let found = fit(
            &hypergeometric(),
            TauPrior::HalfNormal,
            ConfidenceLevel::NinetyFive,
        )
        .unwrap();
        let [median, lower, upper, deviation, below_one, tau_median] = EXACT;
        assert_near(found.mean.estimate, median);
        assert_near(found.mean.lower, lower);
        assert_near(found.mean.upper, upper);
        assert_near(found.mean.standard_error, deviation);
        assert_near(1.0 - found.posterior.exceedances[0].probability, below_one);
        assert_near(found.posterior.tau.0, tau_median);
    }

    /// R 4.2, on equal steps: each trial's effect by 361 points over ±9 τ, μ by 0.02 over −9 to 5, τ by 0.01 up to 4.5
    /// (Simpson's rule), distribution functions by Simpson's rule on the spline through the marginal densities. Median,
    /// limits and standard deviation of μ, P(μ < 0), median of τ.
    const EXACT: [f64; 6] = [
        -1.381_061_632_125,
        -2.406_328_324_167,
        -0.549_090_763_749,
        0.470_683_021_750,
        0.999_205_682_237,
        0.391_055_706_402,
    ];

    /// Python (`scipy` 1.17): given τ the mean and each trial's effect are normal, with means and variances that are written
    /// out, and τ is integrated by Simpson's rule at 16,000 steps. Median, limits and standard deviation of μ, P(μ > 0),
    /// limits for a new trial, median and limits of τ, posterior mean and standard deviation of the first two trials' effects.
    #[test]
    fn the_posterior_of_normal_likelihoods_is_that_of_an_integral_over_the_spread_alone() {
        let far_apart: Vec<EffectLikelihood> = (0..24)
            .map(|i| EffectLikelihood::Normal {
                estimate: 0.5 + 1.2 * libm::sin(1.7 * f64::from(i)),
                variance: 0.01 + 0.002 * f64::from(i % 5),
            })
            .collect();
        // The density of these is e^(−1035) at its highest: no number by itself.
        let many: Vec<EffectLikelihood> = (0..400)
            .map(|i| EffectLikelihood::Normal {
                estimate: 0.3 + 9.0 * libm::sin(1.7 * f64::from(i)),
                variance: 100.0 + 10.0 * f64::from(i % 7),
            })
            .collect();
        for (trials, expected) in [(far_apart, FAR_APART), (many, MANY)] {
            let found = fit(&trials, TauPrior::HalfNormal, ConfidenceLevel::NinetyFive).unwrap();
            let own = [0, 1].map(|trial| found.shrunken[trial].unwrap());
            let (median, lower, upper) = found.posterior.tau;
            let numbers = [
                found.mean.estimate,
                found.mean.lower,
                found.mean.upper,
                found.mean.standard_error,
                found.posterior.exceedances[0].probability,
                found.prediction.0,
                found.prediction.1,
                median,
                lower,
                upper,
                own[0].estimate,
                own[0].standard_error,
                own[1].estimate,
                own[1].standard_error,
            ];
            for (place, (found, expected)) in numbers.iter().zip(expected).enumerate() {
                // Limits for a new trial have normal distributions at the grid's steps stand in for narrower ones.
                let allowed = if matches!(place, 5 | 6) { 3e-4 } else { 2e-5 };
                assert!((found - expected).abs() < allowed, "{expected} {numbers:?}");
            }
        }
    }

    const FAR_APART: [f64; 14] = [
        0.541_885_843_359,
        0.195_123_139_219,
        0.888_351_757_831,
        0.175_595_333_448,
        0.998_323_165_482,
        -1.177_996_536_877,
        2.261_467_132_255,
        0.833_044_944_758,
        0.646_630_769_665,
        1.109_882_353_304,
        0.500_611_895_489,
        0.099_298_418_453,
        1.669_951_800_362,
        0.108_757_349_959,
    ];

    const MANY: [f64; 14] = [
        0.291_693_450_458,
        -0.801_678_404_297,
        1.385_065_230_305,
        0.557_852_819_526,
        0.699_473_424_844,
        -1.069_068_882_116,
        1.652_445_468_128,
        0.272_739_673_766,
        0.012_671_642_124,
        0.906_576_818_168,
        0.291_706_985_031,
        0.687_711_931_586,
        0.304_917_409_194,
        0.688_082_534_220,
    ];

    #[test]
    fn own_effects_are_told_of_trials_in_which_they_have_moments() {
        let table = |[a, n1, c, n2]: [u64; 4]| {
            EffectLikelihood::hypergeometric(&TwoByTwo::of([a, n1, c, n2]))
        };
        let told = |trials: &[[u64; 4]], prior| {
            let trials: Vec<EffectLikelihood> = trials.iter().copied().map(table).collect();
            let found = fit(&trials, prior, ConfidenceLevel::NinetyFive).unwrap();
            found
                .shrunken
                .iter()
                .map(Option::is_some)
                .collect::<Vec<_>>()
        };
        let (open, empty) = ([4, 30, 9, 31], [0, 40, 6, 40]);
        assert_eq!(told(&[empty], TauPrior::HalfNormal), [true]);
        assert_eq!(told(&[open, empty], TauPrior::HalfNormal), [true, true]);
        // One trial with a maximum leaves the other's effect without a mean; two do not.
        assert_eq!(told(&[open, empty], TauPrior::HalfCauchy), [true, false]);
        assert_eq!(told(&[open, empty, open], TauPrior::HalfCauchy), [true; 3]);
    }

    #[test]
    fn normal_likelihoods_with_one_trial_shrink_towards_the_prior_mean() {
        let trial = EffectLikelihood::Normal {
            estimate: 1.0,
            variance: 0.25,
        };
        let found = fit(&[trial], TauPrior::HalfNormal, ConfidenceLevel::NinetyFive).unwrap();
        assert!(found.mean.estimate > 0.9 && found.mean.estimate < 1.0);
        assert!(found.prediction.0 < found.mean.lower && found.prediction.1 > found.mean.upper);
        assert!(found.shrunken[0].is_some_and(|own| own.estimate > 0.9 && own.estimate < 1.0));
    }

    #[test]
    fn a_wider_prior_of_the_spread_widens_the_interval() {
        let width = |prior| {
            let mean = fit(&hypergeometric(), prior, ConfidenceLevel::NinetyFive)
                .unwrap()
                .mean;
            mean.upper - mean.lower
        };
        assert!(width(TauPrior::HalfNormal) < width(TauPrior::HalfNormalWide));
        assert!(width(TauPrior::HalfNormal) < width(TauPrior::HalfCauchy));
    }

    #[test]
    fn trials_without_events_in_one_arm_have_a_posterior_under_every_prior() {
        let trials = [[0, 30, 2, 73], [0, 7, 3, 1461]]
            .map(|counts| EffectLikelihood::hypergeometric(&TwoByTwo::of(counts)));
        for prior in [
            TauPrior::HalfNormal,
            TauPrior::HalfNormalWide,
            TauPrior::HalfCauchy,
        ] {
            let found = fit(&trials, prior, ConfidenceLevel::NinetyFive).unwrap();
            assert!(
                found.mean.estimate < 0.0 && found.mean.upper > 0.0,
                "{found:?}"
            );
        }
    }

    #[test]
    fn trials_that_contradict_each_other_beyond_the_prior_are_no_convergence() {
        let trials = [
            (6_218_508, 0, (1.076_633_207_552_034, 8_652.180_694_944_858)),
            (156, 0, (1.0, 1.0)),
            (1_448, 3_631_185, (3_199.403_571_446_8, 0.000_162_212)),
            (1_839, 0, (1.0, 7_478_880.165_317_811)),
            (0, 3_074_528, (6.158_685_899_456_8e-5, 1.937_438_128_679e-5)),
        ]
        .map(|(experimental, control, times)| {
            EffectLikelihood::binomial(experimental, control, times)
        });
        assert_eq!(
            fit(&trials, TauPrior::HalfNormal, ConfidenceLevel::NinetyFive),
            Err(Undefined::NotConverged)
        );
    }

    #[test]
    fn an_arm_without_events_has_a_finite_posterior() {
        let trial = EffectLikelihood::hypergeometric(&TwoByTwo {
            experimental_events: 0,
            experimental_total: 40,
            control_events: 6,
            control_total: 40,
        });
        let found = fit(
            &[trial, trial],
            TauPrior::HalfCauchy,
            ConfidenceLevel::NinetyFive,
        )
        .unwrap();
        assert!(
            found.mean.lower.is_finite() && found.mean.upper < 0.0,
            "{found:?}"
        );
    }

    /// Three levels of integrals in Python (`scipy` 1.17): δ by the trapezoidal rule at steps of 0.1 with the normal tails
    /// beyond ± 120, μ at steps of 0.1, τ = ½ sinh u at steps of 0.05 up to u = 34; quantiles from splines. Median, limits
    /// and standard deviation of μ, P(μ > 0), τ with its limits. One part in 170, and in 7, lies beyond τ = 30.
    #[test]
    fn the_half_cauchy_prior_is_integrated_to_the_end_of_its_tail() {
        for (tables, expected) in [
            (
                vec![[0, 30, 2, 73], [0, 7, 3, 1461]],
                [
                    -2.692_262_14,
                    -9.021_352_53,
                    1.665_337_19,
                    2.755_017_042,
                    0.122_905_586,
                    0.477_273_638,
                    0.019_057_185,
                    8.138_283_61,
                ],
            ),
            (
                // Fever in the built-in review of stromal cells.
                vec![[0, 29, 3, 29], [3, 19, 0, 20], [4, 24, 0, 10]],
                [
                    0.915_245_84,
                    -5.510_743_37,
                    7.069_129_89,
                    3.002_893_215,
                    0.659_767_91,
                    6.435_219_1,
                    0.248_707_89,
                    175.786_56,
                ],
            ),
        ] {
            let trials: Vec<EffectLikelihood> = tables
                .iter()
                .map(|counts| EffectLikelihood::hypergeometric(&TwoByTwo::of(*counts)))
                .collect();
            let found = fit(&trials, TauPrior::HalfCauchy, ConfidenceLevel::NinetyFive).unwrap();
            let (median, lower, upper) = found.posterior.tau;
            let numbers = [
                found.mean.estimate,
                found.mean.lower,
                found.mean.upper,
                found.mean.standard_error,
                found.posterior.exceedances[0].probability,
                median,
                lower,
                upper,
            ];
            for (found, expected) in numbers.iter().zip(expected) {
                let size = f64::max(1.0, f64::abs(expected));
                assert!((found - expected).abs() < 1e-6 * size, "{numbers:?}");
            }
            // Neither trial's own effect has a mean: it grows with τ, whose tail falls like 1/τ².
            assert!(found.shrunken.iter().all(Option::is_none));
        }
    }
}
