//! What one trial says about its own log odds ratio, log risk ratio or log rate ratio δ, all else conditioned or integrated
//! away.

use super::TwoBinomials;
use super::link::logistic;
use crate::effect::{Effect, TwoByTwo};
use crate::math::concave::maximum;
use crate::pool::noncentral_hypergeometric::{LogLikelihood, NoncentralHypergeometric};

/// A conditional likelihood of one trial's effect; log-concave in the effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EffectLikelihood {
    /// Events of the experimental arm given all margins of the table.
    Hypergeometric {
        /// The distribution given the margins.
        distribution: NoncentralHypergeometric,
        /// Events of the experimental arm.
        events: f64,
    },
    /// Events of the experimental arm given the events of both: binomial with ln(p/q) = δ + offset.
    Binomial {
        /// Events of the experimental arm.
        events: f64,
        /// Events of both arms.
        total: f64,
        /// ln of the experimental over the control arm's people or person-time.
        offset: f64,
        /// ln C(total, events).
        log_coefficient: f64,
    },
    /// The two binomial arms of a table, for its log risk ratio.
    TwoBinomials(TwoBinomials),
    /// An estimate taken for normal with a known variance.
    Normal {
        /// The estimate.
        estimate: f64,
        /// Its variance, above zero.
        variance: f64,
    },
}

impl EffectLikelihood {
    /// The exact conditional likelihood of a log odds ratio.
    #[must_use]
    pub fn hypergeometric(table: &TwoByTwo) -> Self {
        Self::Hypergeometric {
            distribution: NoncentralHypergeometric::of(table),
            events: table.experimental_events as f64,
        }
    }

    /// The binomial likelihood of `experimental` out of both arms' events, at sizes (people or person-time) whose ratio
    /// decides what is expected.
    #[must_use]
    pub fn binomial(experimental: u64, control: u64, sizes: (f64, f64)) -> Self {
        let (events, others) = (experimental as f64, control as f64);
        let total = events + others;
        Self::Binomial {
            events,
            total,
            offset: libm::log(sizes.0 / sizes.1),
            log_coefficient: libm::lgamma(total + 1.0)
                - libm::lgamma(events + 1.0)
                - libm::lgamma(others + 1.0),
        }
    }

    /// The log-likelihood at an effect, with its derivatives in the effect.
    #[must_use]
    pub fn at(&self, effect: f64) -> LogLikelihood {
        match self {
            Self::Hypergeometric {
                distribution,
                events,
            } => distribution.log_likelihood(*events, effect),
            Self::Binomial {
                events,
                total,
                offset,
                log_coefficient,
            } => {
                let arm = logistic(*events, *total, effect + offset);
                LogLikelihood {
                    value: arm.value + log_coefficient,
                    ..arm
                }
            }
            Self::TwoBinomials(arms) => arms.at(effect),
            Self::Normal { estimate, variance } => {
                let deviation = estimate - effect;
                LogLikelihood {
                    value: -0.5 * deviation * deviation / variance,
                    slope: deviation / variance,
                    curvature: -1.0 / variance,
                }
            }
        }
    }

    /// Whether the likelihood falls (rises) throughout: the effect that fits best is −∞ (+∞).
    #[must_use]
    pub fn is_monotone(&self) -> bool {
        match self {
            Self::Hypergeometric {
                distribution,
                events,
            } => *events <= distribution.lowest() || *events >= distribution.highest(),
            Self::Binomial { events, total, .. } => *events <= 0.0 || events >= total,
            Self::TwoBinomials(arms) => arms.is_monotone(),
            Self::Normal { .. } => false,
        }
    }

    /// Whether the likelihood rises throughout: the effect that fits best is +∞.
    #[must_use]
    pub fn is_rising(&self) -> bool {
        match self {
            Self::Hypergeometric {
                distribution,
                events,
            } => *events >= distribution.highest() && *events > distribution.lowest(),
            Self::Binomial { events, total, .. } => events >= total && *events > 0.0,
            Self::TwoBinomials(arms) => arms.is_rising(),
            Self::Normal { .. } => false,
        }
    }

    /// The largest log-likelihood any effect gives this trial.
    #[must_use]
    pub fn best(&self) -> f64 {
        if self.is_monotone() {
            return 0.0;
        }
        self.at(self.maximum().0).value
    }

    /// The effect that fits best, with the inverse of the observed information as its variance; `None` where none is finite.
    #[must_use]
    pub fn estimate(&self) -> Option<Effect> {
        (!self.is_monotone()).then(|| {
            let (estimate, curvature) = self.maximum();
            Effect {
                estimate,
                variance: -1.0 / curvature,
            }
        })
    }

    /// Where it is highest, and the curvature there.
    fn maximum(&self) -> (f64, f64) {
        let mut derivatives = |effect: f64| {
            let here = self.at(effect);
            (here.slope, here.curvature)
        };
        maximum(&mut derivatives, 0.0, 2.0, 1e-9)
    }
}
