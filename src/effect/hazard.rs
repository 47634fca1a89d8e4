//! The hazard in two arms that were followed for the same time, from the people who had an event by its end.
//!
//! Where the hazard λ of a first event is the same throughout, the risk by the time T is p = 1 − e^(−λT), so that the
//! complementary log-log of the risk is ln(−ln(1 − p)) = ln λ + ln T. With a of n₁ and c of n₂ people the log ratio of the
//! hazards is
//!
//! ln(−ln(b/n₁)) − ln(−ln(d/n₂)), variance of each arm p / (n (1 − p) ln²(1 − p)) by the delta method,
//!
//! from which T cancels (Dias, Sutton, Ades & Welton 2013, Medical Decision Making 33:607, "Rate models"). The time at which a
//! person had the event, and who was lost, are not looked at.

use super::{Cells, Effect};

/// The log hazard ratio of a trial with its variance; `None` where an arm has no event, or only events.
#[must_use]
pub fn log_hazard_ratio(cells: &Cells) -> Option<Effect> {
    let (experimental, its_variance) = complementary_log_log(cells.a, cells.b)?;
    let (control, variance) = complementary_log_log(cells.c, cells.d)?;
    Effect {
        estimate: experimental - control,
        variance: its_variance + variance,
    }
    .finite()
}

/// The hazard of one arm in the unit 1 / `time`: infinite where everybody had the event.
#[must_use]
pub fn hazard(events: u64, people: u64, time: f64) -> f64 {
    -libm::log1p(-(events as f64) / people as f64) / time
}

/// ln(−ln(1 − p)) of an arm, with its variance.
fn complementary_log_log(events: f64, others: f64) -> Option<(f64, f64)> {
    if events <= 0.0 || others <= 0.0 {
        return None;
    }
    let people = events + others;
    let cumulative = -libm::log1p(-events / people);
    let variance = events / (people * others * cumulative * cumulative);
    Some((libm::log(cumulative), variance))
}

#[cfg(test)]
mod tests {
    use super::{hazard, log_hazard_ratio};
    use crate::effect::TwoByTwo;

    fn cells([a, n1, c, n2]: [u64; 4]) -> crate::effect::Cells {
        TwoByTwo::of([a, n1, c, n2]).cells()
    }

    /// R: `f <- glm(cbind(c(4, 11), c(119, 128)) ~ c(1, 0), family = binomial("cloglog")); coef(f)[2]; vcov(f)[2, 2]`
    #[test]
    fn the_log_hazard_ratio_of_one_trial_is_that_of_a_generalized_linear_model() {
        let effect = log_hazard_ratio(&cells([4, 123, 11, 139])).unwrap();
        assert!((effect.estimate - ESTIMATE).abs() < 1e-8, "{effect:?}");
        assert!((effect.variance - VARIANCE).abs() < 1e-8, "{effect:?}");
    }
    const ESTIMATE: f64 = -0.913_765_088_937_467;
    const VARIANCE: f64 = 0.340_983_366_779_829;

    #[test]
    fn an_arm_without_an_event_or_with_nothing_else_has_no_log_hazard() {
        for counts in [
            [0, 20, 3, 20],
            [3, 20, 0, 20],
            [20, 20, 3, 20],
            [3, 20, 20, 20],
        ] {
            assert_eq!(log_hazard_ratio(&cells(counts)), None, "{counts:?}");
        }
    }

    #[test]
    fn a_hazard_is_a_risk_over_time_where_events_are_rare() {
        assert!((hazard(1, 1_000_000, 2.0) - 0.5e-6).abs() < 1e-12);
        assert!((hazard(1, 2, 1.0) - core::f64::consts::LN_2).abs() < 1e-15);
        assert!(hazard(0, 9, 2.0).abs() < 1e-300);
        assert!(hazard(9, 9, 2.0).is_infinite());
    }
}
