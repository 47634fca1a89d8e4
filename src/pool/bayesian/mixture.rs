//! The mean log ratio under a prior that is a mixture: an informative normal distribution, and a vague one in case the trials
//! contradict it (Schmidli et al. 2014, Biometrics 70:1023, section 2.3: the robust meta-analytic-predictive prior).
//!
//! The prior is p(μ) = w N(m, s²) + (1 − w) N(0, 4²). A posterior under a mixture is the mixture of the posteriors under its
//! parts, with weights that follow from how probable each makes the trials (their marginal likelihoods f, ibid.):
//!
//! w′ = w f₁ / (w f₁ + (1 − w) f₀).
//!
//! So the informative part gives way by itself where the trials lie far from it. In the paper it is the predictive distribution
//! of a new trial's parameter; here it is a distribution of the mean itself. R's `RBesT::robustify` and `postmix` do the same
//! with conjugate likelihoods; no R package has it for this model, and the numbers of the tests are those of plain sums in
//! Python.

use serde::{Deserialize, Serialize};

use super::density::Distribution;
use super::grid::Grid;
use super::{MeanPrior, Undefined};
use crate::data::{ConfidenceLevel, TauPrior};
use crate::effect::IntervalEstimate;
use crate::math::root::root;
use crate::pool::mixed_model::EffectLikelihood;

/// The posterior of the mean under a mixture; all on the log scale. There is none that has not converged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RobustMixture {
    /// Posterior median, standard deviation and equal-tailed interval of μ.
    pub mean: IntervalEstimate,
    /// The same under the vague part alone.
    pub vague: IntervalEstimate,
    /// The same under the informative part alone.
    pub informative: IntervalEstimate,
    /// The posterior weight of the informative part, from 0 to 1.
    pub weight: f64,
    /// The logarithm of how many times as probable the informative part makes the trials as the vague one does.
    pub log_evidence_ratio: f64,
    /// Posterior probability that the mean ratio is above 1.
    pub above_one: f64,
}

/// Fits the model under the mixture of `informative`, which has this prior weight between 0 and 1, and the vague prior.
///
/// # Errors
///
/// As [`fit`](super::fit); [`Undefined::NotApplicable`] where the deviation or the weight is none.
pub fn robust_mixture(
    trials: &[EffectLikelihood],
    prior: TauPrior,
    informative: MeanPrior,
    weight: f64,
    level: ConfidenceLevel,
) -> Result<RobustMixture, Undefined> {
    let is_prior = informative.mean.is_finite()
        && informative.deviation.is_finite()
        && informative.deviation > 0.0
        && (0.0..=1.0).contains(&weight);
    if !is_prior {
        return Err(Undefined::NotApplicable);
    }
    if trials.is_empty() {
        return Err(Undefined::NoEstimableTrial);
    }
    let grid = |mean_prior| Grid::of(trials, prior, mean_prior).ok_or(Undefined::NotConverged);
    let (informed, vague) = (grid(informative)?, grid(MeanPrior::VAGUE)?);
    let log_evidence_ratio = informed.log_evidence() - vague.log_evidence();
    // Without weight, and with all of it, the odds are 0 and infinite, and stay so.
    let log_odds = libm::log(weight / (1.0 - weight)) + log_evidence_ratio;
    let weight = 1.0 / (1.0 + libm::exp(-log_odds));
    let parts = [informed, vague];
    let [first, second] = &parts;
    let distributions = [first.mean_distribution(), second.mean_distribution()];
    let [by_first, by_second] = &distributions;
    let alone = |grid: &Grid, distribution: &Distribution<'_>| IntervalEstimate {
        estimate: distribution.quantile(0.5),
        standard_error: grid.mean_moments().1,
        lower: distribution.quantile(level.tail()),
        upper: distribution.quantile(level.below_upper()),
    };
    let below = |x: f64| weight * by_first.below(x) + (1.0 - weight) * by_second.below(x);
    let quantile = |probability: f64| {
        let ends = [by_first, by_second].map(|part| part.quantile(probability));
        let [low, high] = [ends[0].min(ends[1]), ends[0].max(ends[1])];
        // Rounding may leave both ends on one side of a probability that one part reaches alone.
        let found = root(|x| below(x) - probability, low, high, 1e-3);
        found.unwrap_or(weight * ends[0] + (1.0 - weight) * ends[1])
    };
    let ((mean_1, deviation_1), (mean_2, deviation_2)) =
        (first.mean_moments(), second.mean_moments());
    let between = mean_1 - mean_2;
    let variance = weight * deviation_1 * deviation_1
        + (1.0 - weight) * deviation_2 * deviation_2
        + weight * (1.0 - weight) * between * between;
    let mean = IntervalEstimate {
        estimate: quantile(0.5),
        standard_error: variance.sqrt(),
        lower: quantile(level.tail()),
        upper: quantile(level.below_upper()),
    };
    let is_resolved = log_evidence_ratio.is_finite()
        && mean.standard_error > 0.0
        && mean.lower <= mean.estimate
        && mean.estimate <= mean.upper;
    if !is_resolved {
        return Err(Undefined::NotConverged);
    }
    Ok(RobustMixture {
        mean,
        vague: alone(second, by_second),
        informative: alone(first, by_first),
        weight,
        log_evidence_ratio,
        above_one: 1.0 - below(0.0),
    })
}

#[cfg(test)]
mod tests {
    use super::{MeanPrior, RobustMixture, Undefined, robust_mixture};
    use crate::data::{ConfidenceLevel, TauPrior};
    use crate::effect::TwoByTwo;
    use crate::pool::bayesian::fit;
    use crate::pool::mixed_model::EffectLikelihood;

    /// Catheter infections of Niel-Weise 2007, the first six trials.
    fn six() -> Vec<EffectLikelihood> {
        [
            [0, 116, 3, 117],
            [1, 44, 3, 35],
            [2, 208, 9, 195],
            [0, 130, 7, 136],
            [5, 151, 6, 157],
            [1, 98, 4, 139],
        ]
        .map(|counts| EffectLikelihood::hypergeometric(&TwoByTwo::of(counts)))
        .to_vec()
    }

    fn three() -> Vec<EffectLikelihood> {
        [(0.4, 0.09), (-0.1, 0.2), (0.7, 0.16)]
            .map(|(estimate, variance)| EffectLikelihood::Normal { estimate, variance })
            .to_vec()
    }

    fn mixed(
        trials: &[EffectLikelihood],
        (mean, deviation): (f64, f64),
        weight: f64,
    ) -> Result<RobustMixture, Undefined> {
        let informative = MeanPrior { mean, deviation };
        let level = ConfidenceLevel::NinetyFive;
        robust_mixture(trials, TauPrior::HalfNormal, informative, weight, level)
    }

    /// Python (`scipy` 1.17), on equal steps and without the program: each trial's likelihood averaged over μ + τz by steps of 0.1
    /// in z from −9 to 9, τ = ½ sinh u by half-steps of 0.1, μ by 0.01; evidence by sums, quantiles from the antiderivative of a
    /// spline. Mean and deviation of the informative part and its weight; then median, limits, standard deviation, posterior
    /// weight, logarithm of the ratio of evidence, P(μ > 0). Another step in u and μ leaves eight decimals.
    #[test]
    fn the_mixture_is_that_of_plain_sums_in_agreement_and_in_conflict() {
        let cases = [
            (
                six(),
                (-std::f64::consts::LN_2, 0.3),
                0.8,
                [
                    -0.937_580_094,
                    -1.595_689_530,
                    -0.451_371_078,
                    0.291_490_591,
                    0.930_432_733,
                    1.207_061_261,
                    0.000_144_539,
                ],
            ),
            (
                six(),
                (0.5, 0.15),
                0.8,
                [
                    -1.373_763_478,
                    -2.402_856_625,
                    -0.427_444_883,
                    0.508_115_781,
                    0.012_786_456,
                    -5.732_794_284,
                    0.013_451_761,
                ],
            ),
            (
                six(),
                (-1.2, 0.5),
                0.5,
                [
                    -1.308_504_710,
                    -2.052_173_756,
                    -0.654_427_343,
                    0.356_040_312,
                    0.857_870_308,
                    1.797_712_965,
                    0.000_141_262,
                ],
            ),
            (
                three(),
                (0.3, 0.2),
                0.8,
                [
                    0.324_739_840,
                    0.003_149_099,
                    0.643_300_881,
                    0.164_186_982,
                    0.978_667_699,
                    2.439_675_383,
                    0.976_034_878,
                ],
            ),
            (
                three(),
                (-2.0, 0.1),
                0.9,
                [
                    0.359_529_473,
                    -0.304_124_654,
                    0.963_058_773,
                    0.346_218_005,
                    0.004_737_483,
                    -7.544_725_146,
                    0.890_878_435,
                ],
            ),
        ];
        for (trials, prior, weight, expected) in cases {
            let found = mixed(&trials, prior, weight).unwrap();
            let numbers = [
                found.mean.estimate,
                found.mean.lower,
                found.mean.upper,
                found.mean.standard_error,
                found.weight,
                found.log_evidence_ratio,
                found.above_one,
            ];
            for (found, expected) in numbers.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-7, "{numbers:?} {expected}");
            }
        }
    }

    #[test]
    fn without_weight_the_vague_posterior_is_left_and_with_all_of_it_the_informative_one() {
        let vague = fit(&six(), TauPrior::HalfNormal, ConfidenceLevel::NinetyFive).unwrap();
        let none = mixed(&six(), (0.5, 0.15), 0.0).unwrap();
        assert_eq!(none.vague, vague.mean);
        assert!((none.mean.estimate - vague.mean.estimate).abs() < 1e-12);
        assert!((none.mean.upper - vague.mean.upper).abs() < 1e-12);
        let all = mixed(&six(), (0.5, 0.15), 1.0).unwrap();
        assert!((all.mean.lower - all.informative.lower).abs() < 1e-12);
        assert!(all.mean.estimate > none.mean.estimate);
    }

    #[test]
    fn an_informative_part_as_vague_as_the_other_keeps_its_weight() {
        let same = mixed(&three(), (0.0, 4.0), 0.3).unwrap();
        assert!((same.weight - 0.3).abs() < 1e-12, "{same:?}");
        assert!(same.log_evidence_ratio.abs() < 1e-12);
    }

    #[test]
    fn what_is_no_prior_and_no_trial_are_refused() {
        let refused = Err(Undefined::NotApplicable);
        assert_eq!(mixed(&three(), (0.0, 0.0), 0.5), refused);
        assert_eq!(mixed(&three(), (f64::NAN, 1.0), 0.5), refused);
        assert_eq!(mixed(&three(), (0.0, 1.0), 1.5), refused);
        assert_eq!(
            mixed(&[], (0.0, 1.0), 0.5),
            Err(Undefined::NoEstimableTrial)
        );
    }
}
