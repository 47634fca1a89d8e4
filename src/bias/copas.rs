//! Selection by size and result together: the model of Copas & Shi (2000, Biostatistics 1:247; 2001, Statistical Methods in Medical
//! Research 10:251).
//!
//! A trial's estimate y has mean μᵢ ~ N(μ, τ²) and variance σ², and it is known where z = γ₀ + γ₁/s + δ is above zero; s is its
//! standard error, δ is standard normal and has correlation ρ with the error of y. With u = γ₀ + γ₁/s, λ = φ/Φ and
//! c² = λ(u)(u + λ(u)), the variance before selection is σ² = s²/(1 − ρ²c²), and the log-likelihood of the known trials is
//!
//! Σ −½ ln V − (y − μ)²/(2V) + ln Φ(v) − ln Φ(u), V = σ² + τ², ρ̃ = ρσ/√V, v = (u + ρ̃ (y − μ)/√V)/√(1 − ρ̃²).
//!
//! The data do not tell γ₀ and γ₁: they are supposed, as the probabilities that a trial as small as the smallest and one as large as
//! the largest is known. μ, ρ and τ maximize the likelihood. Whether selection of that strength explains the asymmetry is asked by
//! putting β s beside μ: the likelihood-ratio test of β = 0 (2001, section 5). R: `metasens::copas(rho.bound = 0.99)`.

use crate::data::TauSquaredEstimator;
use crate::effect::Effect;
use crate::math::quasi_newton::{self, Maximum, Slope};
use crate::math::{chi_squared, normal, sum::sum};
use crate::pool::{inverse_variance, tau_squared};

/// Fewest trials of which four parameters are estimated.
pub const FEWEST: usize = 5;

/// The correlation is not followed beyond this: nearer to 1, with τ near 0, the likelihood has narrow spikes whose height depends on
/// where one stops (`metasens` stops at 0.9999).
const LARGEST_CORRELATION: f64 = 0.99;

/// A correlation as near to the end as this has run into it.
const AT_THE_END: f64 = 0.9899;

/// No component of the gradient is larger where a climb ends.
const TOLERANCE: f64 = 1e-7;

/// Deviates below this are told by a series.
const FAR_BELOW: f64 = -30.0;

/// How readily trials are known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// The probability that a trial with the largest standard error is known; between 0 and 1.
    pub smallest_trial: f64,
    /// The same of one with the smallest standard error; larger.
    pub largest_trial: f64,
}

/// The model at one supposition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Copas {
    /// μ, scale of analysis.
    pub estimate: f64,
    /// Its standard error, from the information of what was estimated.
    pub standard_error: f64,
    /// τ of the trials before selection.
    pub tau: f64,
    /// ρ.
    pub correlation: f64,
    /// How many trials there would be that are not known: Σ (1 − P)/P.
    pub unknown: f64,
    /// P of the test whether asymmetry is left; `None` where the larger model has no maximum that was found.
    pub residual_p: Option<f64>,
}

/// Why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCopas {
    /// Fewer trials than [`FEWEST`].
    FewTrials,
    /// All trials are of one size.
    OneSize,
    /// The likelihood has no maximum that was found.
    NoMaximum,
}

/// A trial in units of a usual standard error.
#[derive(Clone, Copy, Debug)]
struct Trial {
    y: f64,
    error: f64,
    /// u.
    propensity: f64,
    /// c².
    narrowing: f64,
}

/// φ(v)/Φ(v), and ln Φ(v).
fn mills(v: f64) -> (f64, f64) {
    if v < FAR_BELOW {
        let square = 1.0 / (v * v);
        let log = -0.5 * v * v
            - libm::log(-v)
            - 0.5 * libm::log(core::f64::consts::TAU)
            - square * (1.0 - 2.5 * square);
        (
            -v * (1.0 + square * (1.0 - 2.0 * square * (1.0 - 5.0 * square))),
            log,
        )
    } else {
        let below = normal::lower_tail(v);
        (normal::density(v) / below, libm::log(below))
    }
}

/// Fits the model where trials are known so readily.
///
/// # Errors
/// Why there is none.
pub fn fit(effects: &[Effect], known: Known) -> Result<Copas, NoCopas> {
    if effects.len() < FEWEST {
        return Err(NoCopas::FewTrials);
    }
    let errors = effects.iter().map(|effect| effect.variance.sqrt());
    let smallest = errors.clone().fold(f64::INFINITY, f64::min);
    let largest = errors.fold(0.0, f64::max);
    let across = 1.0 / smallest - 1.0 / largest;
    if across * largest <= 1e-6 {
        return Err(NoCopas::OneSize);
    }
    let ends = [known.smallest_trial, known.largest_trial].map(normal::quantile);
    let slope = (ends[1] - ends[0]) / across;
    let intercept = ends[0] - slope / largest;
    let unit = (sum(effects.iter().map(|one| one.variance)) / effects.len() as f64).sqrt();
    if !(unit.is_finite() && unit > 0.0) {
        return Err(NoCopas::NoMaximum);
    }
    let trial = |effect: &Effect| {
        let error = effect.variance.sqrt();
        let propensity = intercept + slope / error;
        let (mills, _) = mills(propensity);
        Trial {
            y: effect.estimate / unit,
            error: error / unit,
            propensity,
            narrowing: mills * (propensity + mills),
        }
    };
    let trials: Vec<Trial> = effects.iter().map(trial).collect();
    let mut starts = starts(&trials).to_vec();
    let best = best(&trials, &starts, false).ok_or(NoCopas::NoMaximum)?;
    let turned = libm::atanh(best.correlation.clamp(-AT_THE_END, AT_THE_END));
    starts.push([best.mean, best.tau.max(0.1), turned]);
    let residual_p = self::best(&trials, &starts, true).map(|with_slope| {
        let ratio = (2.0 * (with_slope.value - best.value)).max(0.0);
        chi_squared::upper_tail(ratio, 1.0)
    });
    let unknown = sum(trials
        .iter()
        .map(|trial| normal::upper_tail(trial.propensity) / normal::lower_tail(trial.propensity)));
    Ok(Copas {
        estimate: best.mean * unit,
        standard_error: best.error * unit,
        tau: best.tau * unit,
        correlation: best.correlation,
        unknown,
        residual_p,
    })
}

/// A maximum of the likelihood.
#[derive(Clone, Copy, Debug)]
struct Best {
    mean: f64,
    error: f64,
    tau: f64,
    correlation: f64,
    value: f64,
}

/// Where a climb begins: (mean, τ, atanh of the correlation over its end).
type Start = [f64; 3];

/// Climbs begin at the random-effects mean with its τ, whichever way selection goes.
fn starts(trials: &[Trial]) -> [Start; 3] {
    let effects: Vec<Effect> = trials
        .iter()
        .map(|trial| Effect {
            estimate: trial.y,
            variance: trial.error * trial.error,
        })
        .collect();
    let spread = tau_squared::estimate(&effects, TauSquaredEstimator::DerSimonianLaird);
    let mean = inverse_variance::mean(&effects, spread.value);
    let mean = mean.map_or(0.0, |mean| mean.estimate);
    // The likelihood is even in τ: from 0 no climb would leave it.
    let tau = spread.value.sqrt().max(0.3);
    [-0.7, 0.0, 0.7].map(|turned| [mean, tau, turned])
}

/// The highest maximum that is found from these starts: inside, or with the correlation at either end. There can be several.
fn best(trials: &[Trial], starts: &[Start], with_slope: bool) -> Option<Best> {
    if with_slope {
        highest::<4, 3>(trials, starts)
    } else {
        highest::<3, 2>(trials, starts)
    }
}

/// The first so many of some numbers, or zeros.
fn first<const N: usize>(numbers: &[f64]) -> [f64; N] {
    std::array::from_fn(|place| numbers.get(place).copied().unwrap_or(0.0))
}

/// `INSIDE` parameters where the correlation is one of them, `END` where it is held.
fn highest<const INSIDE: usize, const END: usize>(
    trials: &[Trial],
    starts: &[Start],
) -> Option<Best> {
    // (mean, τ, atanh of the correlation over its end, slope on the standard error)
    let inside = |at: [f64; INSIDE]| {
        let [mean, tau, turned, slope] = first(&at);
        let turned = libm::tanh(turned);
        let correlation = LARGEST_CORRELATION * turned;
        let (value, by) = likelihood(trials, [mean, tau, correlation, slope]);
        let chain = LARGEST_CORRELATION * (1.0 - turned * turned);
        (value, first(&[by[0], by[1], by[2] * chain, by[3]]))
    };
    let climbs = starts.iter();
    let climbs = climbs.map(|start| quasi_newton::climb(inside, first(start), TOLERANCE));
    let found = climbs
        .filter(|found| found.value.is_finite())
        .max_by(|one, other| one.value.total_cmp(&other.value))?;
    let [_, _, turned] = first(&found.at);
    let correlation = LARGEST_CORRELATION * libm::tanh(turned);
    // One that ran into an end is looked at there.
    let is_inside = correlation.abs() < AT_THE_END;
    let inside = if is_inside {
        told(inside, found, correlation)
    } else {
        None
    };
    let ends = [-LARGEST_CORRELATION, LARGEST_CORRELATION].map(|end| {
        // (mean, τ, slope on the standard error)
        let held = |at: [f64; END]| {
            let [mean, tau, slope] = first(&at);
            let (value, by) = likelihood(trials, [mean, tau, end, slope]);
            (value, first(&[by[0], by[1], by[3]]))
        };
        let [mean, tau, _] = *starts.first()?;
        let found = quasi_newton::climb(held, first(&[mean, tau, 0.0]), TOLERANCE);
        told(held, found, end)
    });
    let all = ends.into_iter().flatten().chain(inside);
    all.max_by(|one, other| one.value.total_cmp(&other.value))
}

/// A climb to its last figures, with the standard error of the mean.
fn told<const N: usize>(
    f: impl Fn([f64; N]) -> Slope<N>,
    climbed: Maximum<N>,
    correlation: f64,
) -> Option<Best> {
    let (found, information) = quasi_newton::polish(f, climbed);
    let error = information?.inverse_column(0).first().copied()?.sqrt();
    let [mean, tau, turned] = first(&found.at);
    let is_held = correlation.abs() >= AT_THE_END;
    (found.converged && error.is_finite()).then_some(Best {
        mean,
        error,
        tau: tau.abs(),
        correlation: if is_held {
            correlation
        } else {
            LARGEST_CORRELATION * libm::tanh(turned)
        },
        value: found.value,
    })
}

/// The log-likelihood, without what does not depend on the parameters, at (μ, τ, ρ, β), with its gradient. It is even in τ.
fn likelihood(trials: &[Trial], [mean, tau, correlation, slope]: [f64; 4]) -> Slope<4> {
    let mut value = 0.0;
    let mut gradient = [0.0; 4];
    for trial in trials {
        let (u, s) = (trial.propensity, trial.error);
        let off = trial.y - mean - slope * s;
        let square = s * s / (1.0 - correlation * correlation * trial.narrowing);
        let sigma = square.sqrt();
        let whole = square + tau * tau;
        let rest = whole - correlation * correlation * square;
        let root = (whole * rest).sqrt();
        let v = (u * whole + correlation * sigma * off) / root;
        let (mills, log_known) = mills(v);
        value += -0.5 * libm::log(whole) - off * off / (2.0 * whole) + log_known;
        // What a change of V does to the normal part.
        let by_whole = off * off / (2.0 * whole * whole) - 0.5 / whole;
        let by_mean = off / whole - mills * correlation * sigma / root;
        let by_tau =
            2.0 * tau * (by_whole + mills * (u / root - 0.5 * v * (1.0 / whole + 1.0 / rest)));
        let widening = 2.0 * correlation * trial.narrowing * square * square / (s * s);
        let turn = u * widening + off * (sigma + correlation * widening / (2.0 * sigma));
        let narrowing =
            widening - 2.0 * correlation * square - correlation * correlation * widening;
        let by_correlation = widening * by_whole
            + mills * (turn / root - 0.5 * v * (widening / whole + narrowing / rest));
        for (sum, part) in gradient
            .iter_mut()
            .zip([by_mean, by_tau, by_correlation, s * by_mean])
        {
            *sum += part;
        }
    }
    (value, gradient)
}

#[cfg(test)]
mod tests {
    use super::{Copas, Known, NoCopas, Trial, best, fit, likelihood, mills, starts};
    use crate::effect::Effect;
    use crate::math::normal;
    use crate::math::random::SplitMix;

    /// Estimates that grow with their errors.
    fn leaning() -> Vec<Effect> {
        let errors = [0.1, 0.15, 0.2, 0.3, 0.35, 0.5, 0.6, 0.8];
        let off = [0.1, -0.2, 0.3, -0.1, 0.4, -0.3, 0.2, 0.1];
        let trials = errors.into_iter().zip(off);
        let effects = trials.map(|(error, off)| Effect {
            estimate: 0.1 + 0.8 * error + off,
            variance: error * error,
        });
        effects.collect()
    }

    fn known(smallest_trial: f64, largest_trial: f64) -> Known {
        Known {
            smallest_trial,
            largest_trial,
        }
    }

    #[test]
    fn slopes_are_those_of_the_likelihood() {
        let trials = [(0.4, 0.3, -0.2), (-0.2, 0.9, 0.8), (0.9, 1.6, -1.4)].map(|(y, error, u)| {
            let (mills, _) = mills(u);
            Trial {
                y,
                error,
                propensity: u,
                narrowing: mills * (u + mills),
            }
        });
        for at in [
            [0.1, 0.4, 0.5, 0.2],
            [-0.3, 0.0, -0.9, 0.0],
            [0.2, 1.5, 0.999, -0.4],
        ] {
            let (_, slopes) = likelihood(&trials, at);
            for place in 0..4 {
                let moved = |by: f64| {
                    let mut moved = at;
                    moved[place] += by;
                    likelihood(&trials, moved).0
                };
                let expected = (moved(1e-6) - moved(-1e-6)) / 2e-6;
                assert!(
                    (slopes[place] - expected).abs() < 1e-5 * expected.abs().max(1.0),
                    "{at:?} {place}"
                );
            }
        }
    }

    /// Random trials with selection and without: 27 starts find nothing higher than the three.
    #[test]
    fn three_starts_find_what_many_find() {
        let mut random = SplitMix::new(20_001_247);
        let mut uniform = move || (random.next_bits() >> 11) as f64 / 9_007_199_254_740_992.0;
        let mut compared = 0;
        for case in 0..40 {
            let k = 6 + case % 30;
            let tau = [0.0, 0.3, 1.0][case % 3];
            let trials: Vec<Trial> = (0..k)
                .map(|_| {
                    let error = 0.3 + 1.7 * uniform();
                    let u = -0.5 + 1.2 / error;
                    let (mills, _) = mills(u);
                    let mut noise = || normal::quantile(uniform().clamp(1e-9, 1.0 - 1e-9));
                    let y = 0.2 + tau * noise() + error * noise() + 0.4 * error;
                    Trial {
                        y,
                        error,
                        propensity: u,
                        narrowing: mills * (u + mills),
                    }
                })
                .collect();
            let few = starts(&trials);
            let mean = few[0][0];
            let mut many = Vec::new();
            for start in [mean - 1.0, mean, mean + 1.0] {
                for tau in [0.1, 1.0, 3.0] {
                    many.extend([-1.5, 0.1, 1.5].map(|turned| [start, tau, turned]));
                }
            }
            let found = best(&trials, &few, false);
            let on_a_grid = (0..1_000).map(|place| {
                let step = |by: i32| f64::from(place / by % 10);
                let at = [
                    mean - 1.0 + 0.2 * step(1),
                    0.2 * step(10),
                    -0.9 + 0.2 * step(100),
                    0.0,
                ];
                likelihood(&trials, at).0
            });
            let highest = on_a_grid.fold(f64::NEG_INFINITY, f64::max);
            assert!(
                found.is_none_or(|found| found.value > highest - 1e-6),
                "{case}: {found:?} {highest}"
            );
            let all = best(&trials, &many, false);
            if let Some(all) = all {
                compared += 1;
                assert!(
                    found.is_some_and(|found| found.value > all.value - 1e-6),
                    "{case}: {found:?} {all:?}"
                );
            }
        }
        assert!(compared > 30, "{compared}");
    }

    #[test]
    fn the_other_direction_is_the_mirror_image() {
        let turned: Vec<Effect> = leaning()
            .iter()
            .map(|one| Effect {
                estimate: -one.estimate,
                ..*one
            })
            .collect();
        let [one, other]: [Copas; 2] =
            [leaning(), turned].map(|effects| fit(&effects, known(0.4, 0.95)).unwrap());
        assert!((one.estimate + other.estimate).abs() < 1e-7);
        assert!((one.correlation + other.correlation).abs() < 1e-6);
        assert!((one.standard_error - other.standard_error).abs() < 1e-6);
    }

    #[test]
    fn few_trials_and_trials_of_one_size_have_no_such_model() {
        assert_eq!(
            fit(&leaning()[..4], known(0.5, 0.99)),
            Err(NoCopas::FewTrials)
        );
        let alike = [0.1, 0.3, -0.2, 0.5, 0.0].map(|estimate| Effect {
            estimate,
            variance: 0.04,
        });
        assert_eq!(fit(&alike, known(0.5, 0.99)), Err(NoCopas::OneSize));
    }

    /// mpmath with 40 digits.
    #[test]
    fn mills_ratio_far_below_is_a_series() {
        for (v, ratio, log) in MILLS {
            let found = mills(v);
            assert!((found.0 / ratio - 1.0).abs() < 1e-8, "{v}: {found:?}");
            assert!((found.1 / log - 1.0).abs() < 1e-10, "{v}: {found:?}");
        }
    }

    const MILLS: [(f64, f64, f64); 4] = [
        (-29.9, 29.933_370_411_296_2, -451.322_912_458_529),
        (-30.5, 30.532_716_770_660_2, -469.462_737_322_912),
        (-60.0, 60.016_657_420_241_1, -1_805.013_560_680_57),
        (-400.0, 400.002_499_968_751, -80_006.910_409_330_2),
    ];

    /// Estimates and errors in another unit have the answer in that unit.
    #[test]
    fn the_unit_of_the_measure_does_not_matter() {
        let one = fit(&leaning(), known(0.4, 0.9)).unwrap();
        for unit in [1e-5, 1e5] {
            let effects = leaning().into_iter().map(|effect| Effect {
                estimate: effect.estimate * unit,
                variance: effect.variance * unit * unit,
            });
            let effects: Vec<Effect> = effects.collect();
            let other = fit(&effects, known(0.4, 0.9)).unwrap();
            let near = |found: f64, expected: f64| (found / expected - 1.0).abs() < 1e-6;
            assert!(near(other.estimate / unit, one.estimate), "{other:?}");
            assert!(near(other.standard_error / unit, one.standard_error));
        }
    }
}
