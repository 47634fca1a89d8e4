//! What the two binomial arms of one trial say about its log risk ratio δ = ln p₁ − ln p₂, whatever its level of risk.
//!
//! The level is integrated away with a prior that is flat in the logarithm of the risk (the same whichever arm's risk it is
//! put on, for δ is fixed):
//!
//! L(δ) = ∫ p₁ᵃ (1 − p₁)ᵇ p₂ᶜ (1 − p₂)ᵈ d ln p₂, p₁ = p₂ e^δ, both below 1.
//!
//! For rare events (1 − p)ⁿ is e^(−np) and L becomes, exactly, the conditional binomial likelihood of a out of a + c that
//! is used for rates; where events are common it has the narrower width of two binomials (variance 1/a − 1/n₁ + 1/c − 1/n₂
//! in large trials). ln L is concave: the integrand is log-concave in (δ, ln p₂) jointly, and stays so when ln p₂ is
//! integrated away (Prékopa 1973). The prior is improper and the likelihood proper from one event on: a trial without an
//! event says nothing.
//!
//! With s = a + c and the arm of the larger risk in front (its people without the event B − 1 many, those of the other arm
//! D), q that arm's risk and z = e^(−|δ|),
//!
//! L = z^(the other arm's events) ∫₀¹ qˢ (1 − q)ᴮ (1 − zq)ᴰ dq / (q (1 − q)).
//!
//! In t = logit q the integrand is analytic within |Im t| < π and has one peak, so that plain sums over equal steps integrate
//! it to exponential accuracy (Trefethen & Weideman 2014). Derivatives in δ are averages over the same points: the integrand
//! is differentiated at the risk of the arm in front held fixed. R has no such likelihood; it is checked against `mpmath`'s
//! quadrature (see the tests).

use crate::effect::TwoByTwo;
use crate::pool::noncentral_hypergeometric::LogLikelihood;

/// Steps of the sum, in standard deviations of the integrand at its peak; the integrand is no normal density, and three
/// quarters of one leave 10⁻⁹.
const STEP: f64 = 0.5;

/// The widest step. Where nearly everybody had the event the integrand is like Gumbel's density, which keeps its size only
/// within |Im t| < π/2: e^(−π²/0.3) is 10⁻¹⁵.
const WIDEST_STEP: f64 = 0.3;

/// Terms this far below the largest, as logarithms, are left away.
const NEGLIGIBLE: f64 = 36.0;

/// The table of one trial, ready to be asked for the likelihood of a log risk ratio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoBinomials {
    /// Events and people without the event of the experimental arm.
    experimental: (f64, f64),
    /// The same of the control arm.
    control: (f64, f64),
    /// Subtracted from every value: with it the likelihood is 1 at no difference, or, where an arm has no event, at the
    /// end towards which it rises.
    log_scale: f64,
}

impl TwoBinomials {
    /// The likelihood of a table that has an event.
    #[must_use]
    pub fn of(table: &TwoByTwo) -> Self {
        let arm = |events: u64, total: u64| (events as f64, total.saturating_sub(events) as f64);
        let experimental = arm(table.experimental_events, table.experimental_total);
        let control = arm(table.control_events, table.control_total);
        let ((a, b), (c, d)) = (experimental, control);
        let log_scale = if a <= 0.0 {
            log_beta(c, d + 1.0)
        } else if c <= 0.0 {
            log_beta(a, b + 1.0)
        } else {
            log_beta(a + c, b + d + 1.0)
        };
        Self {
            experimental,
            control,
            log_scale,
        }
    }

    /// Whether it falls (rises) throughout: an arm without an event.
    #[must_use]
    pub fn is_monotone(&self) -> bool {
        self.experimental.0 <= 0.0 || self.control.0 <= 0.0
    }

    /// Whether it rises throughout: the control arm alone has no event.
    #[must_use]
    pub fn is_rising(&self) -> bool {
        self.control.0 <= 0.0 && self.experimental.0 > 0.0
    }

    /// The log-likelihood at a log risk ratio, with its derivatives.
    #[must_use]
    pub fn at(&self, effect: f64) -> LogLikelihood {
        // The arm of the larger risk stands in front; `sign` is the direction in which δ moves the other one.
        let (front, other, sign) = if effect <= 0.0 {
            (self.control, self.experimental, 1.0)
        } else {
            (self.experimental, self.control, -1.0)
        };
        let averaged = Integrand {
            events: front.0 + other.0,
            front: front.1 + 1.0,
            other: other.1,
            ratio: libm::exp(-effect.abs()),
            complement: -libm::expm1(-effect.abs()),
        }
        .averaged();
        // d/dδ at the front arm's risk held fixed: the other arm's events less its people without, times their odds.
        LogLikelihood {
            value: averaged.log + sign * effect * other.0 - self.log_scale,
            slope: sign * (other.0 - averaged.odds),
            curvature: averaged.odds_variance - averaged.odds_slope,
        }
    }
}

fn log_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b)
}

/// qˢ (1 − q)ᴮ (1 − zq)ᴰ over t = logit q.
struct Integrand {
    /// s, at least 1.
    events: f64,
    /// B, at least 1.
    front: f64,
    /// D.
    other: f64,
    /// z.
    ratio: f64,
    /// 1 − z.
    complement: f64,
}

/// The logarithm of an integral with averages under the integrand.
struct Averages {
    log: f64,
    /// D zq / (1 − zq): the people without the event of the other arm, times their odds of it.
    odds: f64,
    /// The variance of the same.
    odds_variance: f64,
    /// The average of its derivative in ln z, D zq / (1 − zq)².
    odds_slope: f64,
}

impl Integrand {
    /// The peak in t, with the standard deviation its curvature suggests. The slope s (1 − q) − B q − D z q (1 − q) / (1 − zq)
    /// is zero where z (s + B + D) q² − (s + s z + B + D z) q + s = 0.
    fn peak(&self) -> (f64, f64) {
        let (s, b, d, z) = (self.events, self.front, self.other, self.ratio);
        let linear = s + s * z + b + d * z;
        let square = z * (s + b + d);
        let q = 2.0 * s / (linear + (linear * linear - 4.0 * square * s).max(0.0).sqrt());
        let without = 1.0 - z * q;
        let curvature =
            q * (1.0 - q) * (s + b + d * z * (1.0 - 2.0 * q + z * q * q) / (without * without));
        (libm::log(q / (1.0 - q)), 1.0 / curvature.sqrt())
    }

    /// The logarithm of the integrand at t, and the odds zq / (1 − zq) of the other arm.
    fn at(&self, t: f64) -> (f64, f64) {
        let odds = libm::exp(t);
        let log_whole = if t > 0.0 {
            t + libm::log1p(libm::exp(-t))
        } else {
            libm::log1p(odds)
        };
        // 1 − zq = (1 + (1 − z) e^t) / (1 + e^t).
        let without = 1.0 + self.complement * odds;
        let log = self.events * t - (self.events + self.front + self.other) * log_whole
            + self.other * libm::log(without);
        (log, self.ratio * odds / without)
    }

    fn averaged(&self) -> Averages {
        let (peak, deviation) = self.peak();
        let step = (STEP * deviation).min(WIDEST_STEP);
        let (highest, odds_at_peak) = self.at(peak);
        let reference = self.other * odds_at_peak;
        let (mut total, mut first, mut second, mut slope) = (0.0, 0.0, 0.0, 0.0);
        let mut add = |log: f64, odds: f64| {
            let weight = libm::exp(log - highest);
            let distance = self.other * odds - reference;
            total += weight;
            first += weight * distance;
            second += weight * distance * distance;
            slope += weight * self.other * odds * (1.0 + odds);
        };
        add(highest, odds_at_peak);
        for direction in [-1.0, 1.0] {
            let mut index = 1.0;
            loop {
                let (log, odds) = self.at(peak + direction * index * step);
                // Not a number ends it, too.
                let matters = log >= highest - NEGLIGIBLE;
                if !matters {
                    break;
                }
                add(log, odds);
                index += 1.0;
            }
        }
        let mean = first / total;
        Averages {
            log: highest + libm::log(total * step),
            odds: reference + mean,
            odds_variance: (second / total - mean * mean).max(0.0),
            odds_slope: slope / total,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Integrand, TwoBinomials};
    use crate::effect::TwoByTwo;
    use crate::pool::mixed_model::EffectLikelihood;

    #[test]
    fn the_likelihood_is_that_of_forty_digits() {
        for (counts, effect, expected) in EXACT {
            let found = TwoBinomials::of(&TwoByTwo::of(counts)).at(effect);
            let near = |one: f64, other: f64| (one - other).abs() <= 1e-9 * other.abs().max(1.0);
            assert!(
                near(found.value, expected[0])
                    && near(found.slope, expected[1])
                    && near(found.curvature, expected[2]),
                "{counts:?} {effect}: {found:?} {expected:?}"
            );
        }
    }

    /// `mpmath` 1.3 at 40 digits: counts, log risk ratio; value, first and second derivative (by central differences).
    const EXACT: [([u64; 4], f64, [f64; 3]); 10] = [
        (
            [3, 20, 8, 31],
            -0.75,
            [
                0.363_263_012_375_66,
                0.548_715_824_787_154,
                -2.296_852_534_11,
            ],
        ),
        (
            [3, 20, 8, 31],
            0.5,
            [
                -1.284_722_436_381_52,
                -3.458_780_362_665_39,
                -3.456_000_892_906,
            ],
        ),
        (
            [0, 30, 4, 29],
            -1.5,
            [
                -0.828_459_148_580_45,
                -0.767_944_942_779_204,
                -0.654_193_279_131_9,
            ],
        ),
        (
            [0, 30, 4, 29],
            1.0,
            [
                -5.633_192_954_391_65,
                -3.117_603_180_831_71,
                -0.730_411_258_255_3,
            ],
        ),
        (
            [25, 30, 18, 33],
            0.25,
            [2.538_912_021_337_8, 5.523_991_275_596_49, -38.679_250_279_4],
        ),
        (
            [143, 720, 153, 642],
            -0.2,
            [1.554_003_841_492_18, 1.693_511_222_658_2, -94.467_685_928],
        ),
        (
            [20, 20, 15, 22],
            0.3,
            [
                3.824_571_475_192_1,
                2.011_336_901_935_4,
                -53.907_247_182_363,
            ],
        ),
        ([20, 20, 15, 22], -0.4, [-8.0, 20.0, 0.0]),
        (
            [1, 50, 1, 50],
            3.0,
            [
                -1.735_489_426_169_38,
                -0.909_923_284_366_08,
                -0.086_455_612_690_74,
            ],
        ),
        (
            [7, 40, 0, 45],
            5.0,
            [
                -0.051_645_540_057_473_7,
                0.051_524_050_809_660_8,
                -0.051_281_323_265_96,
            ],
        ),
    ];

    #[test]
    fn for_rare_events_it_is_the_conditional_binomial_likelihood() {
        let trial = TwoBinomials::of(&TwoByTwo::of([4, 2_000_000, 9, 3_000_000]));
        let rare = EffectLikelihood::binomial(4, 9, (2e6, 3e6));
        let at_none = rare.at(0.0).value;
        for effect in [-3.0, -0.5, 0.7, 2.5] {
            let found = trial.at(effect).value;
            let expected = rare.at(effect).value - at_none;
            assert!(
                (found - expected).abs() < 1e-4,
                "{effect}: {found} {expected}"
            );
        }
    }

    #[test]
    fn exchanging_the_arms_turns_the_effect_round() {
        let one = TwoBinomials::of(&TwoByTwo::of([3, 20, 8, 31]));
        let other = TwoBinomials::of(&TwoByTwo::of([8, 31, 3, 20]));
        for effect in [-2.0, -0.3, 0.4, 1.5] {
            let (one, other) = (one.at(effect), other.at(-effect));
            assert!((one.value - other.value).abs() < 1e-12);
            assert!((one.slope + other.slope).abs() < 1e-10);
        }
    }

    /// Where the sum over t is centred its integrand has no slope, and the deviation is that of its curvature there.
    #[test]
    fn the_sum_is_centred_at_the_peak_of_what_it_integrates() {
        for (events, front, other, effect) in [
            (11.0, 24.0, 17.0, 0.75),
            (4.0, 26.0, 30.0, 0.0),
            (43.0, 6.0, 15.0, 0.25),
            (7.0, 46.0, 33.0, 5.0),
            (35.0, 1.0, 7.0, 0.3),
            (300.0, 900.0, 20.0, 1.5),
        ] {
            let integrand = Integrand {
                events,
                front,
                other,
                ratio: libm::exp(-effect),
                complement: -libm::expm1(-effect),
            };
            let (peak, deviation) = integrand.peak();
            let [below, here, above] =
                [-1e-3, 0.0, 1e-3].map(|away| integrand.at(peak + away * deviation).0);
            let slope = (above - below) / 2e-3;
            let curvature = (above - 2.0 * here + below) / 1e-6;
            assert!(slope.abs() < 1e-5, "{events} {effect} {slope}");
            assert!(
                (curvature + 1.0).abs() < 1e-4,
                "{events} {effect} {curvature}"
            );
        }
    }
}
