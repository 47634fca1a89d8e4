//! How the risk in an arm depends on what is linear: the logit, or the complementary log-log.

use crate::pool::noncentral_hypergeometric::LogLikelihood;

/// Below this the terms of a series are as exact as what they stand for is not.
const SMALL_HAZARD: f64 = 0.02;

/// A log hazard beyond this is certainty; far from the end of the range of an f64.
const LARGEST_LOG_HAZARD: f64 = 300.0;

/// The scale on which arms differ by the effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// η = ln(p / (1 − p)): effects are log odds ratios.
    Logit,
    /// η = ln(−ln(1 − p)): effects are log hazard ratios of arms that were followed alike.
    ComplementaryLogLog,
}

impl Link {
    /// `events` of `total` at η, without the binomial coefficient.
    pub(super) fn log_likelihood(self, events: f64, total: f64, predictor: f64) -> LogLikelihood {
        match self {
            Self::Logit => logistic(events, total, predictor),
            Self::ComplementaryLogLog => by_hazard(events, total, predictor),
        }
    }

    /// η of a risk inside (0, 1) that is given as `events` and `others`, both above zero.
    pub(super) fn predictor(self, events: f64, others: f64) -> f64 {
        match self {
            Self::Logit => libm::log(events / others),
            Self::ComplementaryLogLog => libm::log(-libm::log1p(-events / (events + others))),
        }
    }
}

/// `events` of `total` at log odds η, without the binomial coefficient.
pub(super) fn logistic(events: f64, total: f64, log_odds: f64) -> LogLikelihood {
    // e^(−|η|) never overflows, and ln(1 + e^η) = max(η, 0) + ln(1 + e^(−|η|)).
    let small = libm::exp(-log_odds.abs());
    let (p, q) = if log_odds >= 0.0 {
        (1.0 / (1.0 + small), small / (1.0 + small))
    } else {
        (small / (1.0 + small), 1.0 / (1.0 + small))
    };
    LogLikelihood {
        value: events * log_odds.min(0.0)
            - (total - events) * log_odds.max(0.0)
            - total * libm::log1p(small),
        // (events − total p) written so that neither difference cancels when all or none have the event.
        slope: events * q - (total - events) * p,
        curvature: -total * p * q,
    }
}

/// `events` of `total` at a cumulative hazard h = e^η, without the binomial coefficient: x ln(1 − e^(−h)) − (n − x) h.
///
/// With g = h / (e^h − 1) the slope in η is x g − (n − x) h, and the derivative of g in η is g (1 − h − g).
pub(super) fn by_hazard(events: f64, total: f64, log_hazard: f64) -> LogLikelihood {
    let log_hazard = log_hazard.min(LARGEST_LOG_HAZARD);
    let hazard = libm::exp(log_hazard);
    let (share, less) = if hazard < SMALL_HAZARD {
        let square = hazard * hazard;
        let share = 1.0 - hazard / 2.0 + square / 12.0 - square * square / 720.0;
        // 1 − h − g
        (
            share,
            -hazard / 2.0 - square / 12.0 + square * square / 720.0,
        )
    } else {
        let share = hazard / libm::expm1(hazard);
        (share, 1.0 - hazard - share)
    };
    let log_risk = if hazard < SMALL_HAZARD {
        // ln((1 − e^(−h)) / h) is a series, and ln h is η even where h is no longer a number above zero.
        let square = hazard * hazard;
        log_hazard - hazard / 2.0 + square / 24.0 - square * square / 2880.0
    } else {
        libm::log(-libm::expm1(-hazard))
    };
    let others = total - events;
    LogLikelihood {
        value: events * log_risk - others * hazard,
        slope: events * share - others * hazard,
        curvature: events * share * less - others * hazard,
    }
}

#[cfg(test)]
mod tests {
    use super::{Link, by_hazard};

    /// mpmath with 40 digits: x ln(1 − exp(−e^η)) − (n − x) e^η with its two derivatives, x = 3, n = 20.
    #[test]
    fn the_likelihood_of_a_hazard_is_that_of_forty_digits() {
        for (log_hazard, value, slope, curvature) in EXACT {
            let found = by_hazard(3.0, 20.0, log_hazard);
            let close = |found: f64, expected: f64| {
                (found - expected).abs() <= 2e-14 * expected.abs().max(1e-30)
            };
            assert!(close(found.value, value), "{log_hazard}: {found:?}");
            assert!(close(found.slope, slope), "{log_hazard}: {found:?}");
            assert!(
                (found.curvature - curvature).abs() <= 1e-11 * curvature.abs(),
                "{log_hazard}: {found:?}"
            );
        }
    }

    const EXACT: [(f64, f64, f64, f64); 7] = [
        (
            -30.0,
            -90.000_000_000_001_73,
            2.999_999_999_998_269,
            -1.731_160_249_235_427_8e-12,
        ),
        (
            -12.0,
            -36.000_113_667_923_82,
            2.999_886_332_080_901_5,
            -0.000_113_667_909_660_899_16,
        ),
        (
            -4.0,
            -12.338_797_386_730_318,
            2.661_244_545_746_500_4,
            -0.338_671_590_003_194_86,
        ),
        (
            -3.9,
            -12.074_424_145_049_885,
            2.625_627_071_297_859,
            -0.374_270_497_055_896_2,
        ),
        (
            -1.0,
            -9.788_871_789_176_673,
            -3.772_011_910_945_779,
            -6.738_405_811_881_485,
        ),
        (
            2.0,
            -125.615_808_191_872_2,
            -125.600_246_366_727_94,
            -125.701_593_117_079_01,
        ),
        (
            5.0,
            -2_523.023_704_743_802,
            -2_523.023_704_743_802,
            -2_523.023_704_743_802,
        ),
    ];

    #[test]
    fn the_predictor_of_a_risk_has_the_slope_of_zero() {
        for link in [Link::Logit, Link::ComplementaryLogLog] {
            for (events, others) in [(1.0, 9.0), (9.0, 1.0), (0.5, 1e6)] {
                let best = link.predictor(events, others);
                let slope = link.log_likelihood(events, events + others, best).slope;
                assert!(slope.abs() < 1e-9, "{link:?} {events} {slope}");
            }
        }
    }

    #[test]
    fn certainty_and_impossibility_stay_numbers() {
        for log_hazard in [-900.0, -700.0, 300.0, 900.0] {
            for events in [0.0, 3.0, 20.0] {
                let found = by_hazard(events, 20.0, log_hazard);
                let all = [found.value, found.slope, found.curvature];
                assert!(
                    all.iter().all(|one| one.is_finite()),
                    "{log_hazard} {found:?}"
                );
            }
        }
    }
}
