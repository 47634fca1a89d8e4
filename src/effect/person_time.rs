//! Events over person-time in two arms, and the effects of one such trial.
//!
//! With a events in time t₁ and c events in time t₂ (Rothman, Greenland & Lash 2008, chapter 14):
//! - rate ratio: ln((a/t₁) / (c/t₂)), variance 1/a + 1/c;
//! - rate difference: a/t₁ − c/t₂, variance a/t₁² + c/t₂².
//!
//! R: `escalc(measure = "IRR")` and `escalc(measure = "IRD", to = "none")`. A person may have the event more than once;
//! the variances take the events as Poisson. The unit of time cancels from the ratio, and is that of the difference.

use serde::{Deserialize, Serialize};

use super::{Amount, DoubleZero, Effect, LARGEST_COUNT, Policy, Scope};

/// The shortest and the longest person-time that is computed with, in whatever unit: squares of their products stay
/// inside the range of an f64.
const POSSIBLE_TIMES: std::ops::RangeInclusive<f64> = 1e-12..=1e18;

/// Events over person-time in two arms.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonTime {
    /// Events, experimental arm.
    pub experimental_events: u64,
    /// Person-time at risk, experimental arm.
    pub experimental_time: f64,
    /// Events, control arm.
    pub control_events: u64,
    /// Person-time at risk, control arm, in the same unit.
    pub control_time: f64,
}

/// The same in the letters of the textbooks, fractions of events allowed (a correction makes them so).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// Events, experimental arm.
    pub a: f64,
    /// Person-time, experimental arm.
    pub t1: f64,
    /// Events, control arm.
    pub c: f64,
    /// Person-time, control arm.
    pub t2: f64,
}

impl PersonTime {
    /// Whether the numbers can be those of a trial: times above zero, and nothing beyond what is computed with.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let arm = |events, time| events <= LARGEST_COUNT && POSSIBLE_TIMES.contains(time);
        arm(self.experimental_events, &self.experimental_time)
            && arm(self.control_events, &self.control_time)
    }

    /// No event in either arm.
    #[must_use]
    pub fn is_double_zero(&self) -> bool {
        self.experimental_events == 0 && self.control_events == 0
    }

    /// Whether an arm is without an event.
    #[must_use]
    pub fn has_empty_arm(&self) -> bool {
        self.experimental_events == 0 || self.control_events == 0
    }

    /// The numbers as they were reported.
    #[must_use]
    pub fn rates(&self) -> Rates {
        Rates {
            a: self.experimental_events as f64,
            t1: self.experimental_time,
            c: self.control_events as f64,
            t2: self.control_time,
        }
    }
}

impl Rates {
    /// Person-time of both arms.
    #[must_use]
    pub fn time(&self) -> f64 {
        self.t1 + self.t2
    }

    /// Events of both arms.
    #[must_use]
    pub fn events(&self) -> f64 {
        self.a + self.c
    }
}

impl Policy {
    /// The events to compute with, or `None` where the policy leaves the trial out.
    ///
    /// The treatment-arm correction adds t₁/T and t₂/T, the same rate to both arms, as it does with people for tables.
    #[must_use]
    pub fn rates(&self, trial: &PersonTime) -> Option<Rates> {
        if self.double_zero == DoubleZero::Drop && trial.is_double_zero() {
            return None;
        }
        let raw = trial.rates();
        if !self.touches_rates(trial) {
            return Some(raw);
        }
        let (experimental, control) = match self.amount {
            Amount::Nothing => (0.0, 0.0),
            Amount::Constant(constant) => (constant, constant),
            Amount::TreatmentArm => (raw.t1 / raw.time(), raw.t2 / raw.time()),
        };
        Some(Rates {
            a: raw.a + experimental,
            c: raw.c + control,
            ..raw
        })
    }

    /// Whether something is added to the events of this trial.
    #[must_use]
    pub fn touches_rates(&self, trial: &PersonTime) -> bool {
        self.amount != Amount::Nothing && (self.scope == Scope::Every || trial.has_empty_arm())
    }
}

/// ln((a/t₁) / (c/t₂)), or `None` where an arm has no event.
#[must_use]
pub fn log_rate_ratio(r: &Rates) -> Option<Effect> {
    Effect {
        estimate: libm::log(r.a / r.t1) - libm::log(r.c / r.t2),
        variance: 1.0 / r.a + 1.0 / r.c,
    }
    .finite()
}

/// a/t₁ − c/t₂; its variance is 0 where neither arm has an event.
#[must_use]
pub fn rate_difference(r: &Rates) -> Option<Effect> {
    Effect {
        estimate: r.a / r.t1 - r.c / r.t2,
        variance: r.a / (r.t1 * r.t1) + r.c / (r.t2 * r.t2),
    }
    .finite()
}

#[cfg(test)]
mod tests {
    use super::{PersonTime, log_rate_ratio, rate_difference};
    use crate::data::Correction;
    use crate::effect::Policy;

    fn trial(a: u64, t1: f64, c: u64, t2: f64) -> PersonTime {
        PersonTime {
            experimental_events: a,
            experimental_time: t1,
            control_events: c,
            control_time: t2,
        }
    }

    #[test]
    fn the_treatment_arm_correction_adds_one_rate_to_both_arms() {
        let corrected = Policy::from(Correction::TreatmentArm)
            .rates(&trial(0, 300.0, 2, 100.0))
            .unwrap();
        assert!((corrected.a / 300.0 - (corrected.c - 2.0) / 100.0).abs() < 1e-17);
        assert!((corrected.a + corrected.c - 3.0).abs() < 1e-15);
    }

    #[test]
    fn an_arm_without_an_event_has_a_difference_and_no_ratio() {
        let rates = trial(0, 10.0, 2, 20.0).rates();
        assert_eq!(log_rate_ratio(&rates), None);
        assert!((rate_difference(&rates).unwrap().estimate + 0.1).abs() < 1e-16);
    }

    #[test]
    fn time_that_is_not_above_zero_is_impossible() {
        for time in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(!trial(1, time, 1, 5.0).is_possible());
        }
    }

    /// R: `escalc(measure = "IRR", add = 1/2, to = "only0", drop00 = TRUE)` for the first three, `to = "all"` for the last two.
    #[test]
    fn a_correction_adds_to_trials_with_an_empty_arm_and_leaves_out_those_without_any_event() {
        let events = |correction: Correction, a, c| {
            let rates = Policy::from(correction).rates(&trial(a, 30.0, c, 40.0));
            rates.map(|rates| (rates.a, rates.c))
        };
        assert_eq!(events(Correction::HalfWhereZero, 0, 0), None);
        assert_eq!(events(Correction::HalfWhereZero, 0, 3), Some((0.5, 3.5)));
        assert_eq!(events(Correction::HalfWhereZero, 3, 0), Some((3.5, 0.5)));
        assert_eq!(events(Correction::HalfWhereZero, 3, 2), Some((3.0, 2.0)));
        assert_eq!(events(Correction::HalfEverywhere, 3, 2), Some((3.5, 2.5)));
        assert_eq!(events(Correction::HalfEverywhere, 0, 0), None);
        assert_eq!(events(Correction::None, 0, 0), Some((0.0, 0.0)));
        assert_eq!(events(Correction::None, 0, 3), Some((0.0, 3.0)));
    }

    #[test]
    fn more_events_than_are_computed_with_are_impossible_in_either_arm() {
        let most = crate::effect::LARGEST_COUNT;
        assert!(trial(most, 1.0, most, 1.0).is_possible());
        assert!(!trial(most + 1, 1.0, 0, 1.0).is_possible());
        assert!(!trial(0, 1.0, most + 1, 1.0).is_possible());
        assert!(!trial(1, 5.0, 1, 0.0).is_possible());
    }
}
