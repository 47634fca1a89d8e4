//! One hazard of several arms, each followed for a time of its own.
//!
//! With x events in n people followed for T the log-likelihood in η = ln λ is x ln(1 − e^(−λT)) − (n − x) λT, and concave. R:
//! `glm(cbind(x, n − x) ~ 1, offset = log(T), family = binomial("cloglog"))`.

use super::link::by_hazard;
use crate::math::concave::maximum;
use crate::math::sum::sum;

/// An arm that was followed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FollowedArm {
    /// People with the event by the end.
    pub events: f64,
    /// People.
    pub people: f64,
    /// For how long, above zero.
    pub time: f64,
}

/// The hazard that fits all arms best, in the unit 1 / time; `None` where nobody had the event, or everybody, or there is no arm.
#[must_use]
pub fn common_hazard(arms: &[FollowedArm]) -> Option<f64> {
    let arms: Vec<&FollowedArm> = arms.iter().filter(|arm| arm.time > 0.0).collect();
    let events = sum(arms.iter().map(|arm| arm.events));
    let others = sum(arms.iter().map(|arm| arm.people - arm.events));
    if events <= 0.0 || others <= 0.0 {
        return None;
    }
    let mut derivatives = |log_hazard: f64| {
        let at = |arm: &&FollowedArm| {
            by_hazard(arm.events, arm.people, log_hazard + libm::log(arm.time))
        };
        (
            sum(arms.iter().map(|arm| at(arm).slope)),
            sum(arms.iter().map(|arm| at(arm).curvature)),
        )
    };
    let time = sum(arms.iter().map(|arm| arm.people * arm.time));
    let (log_hazard, _) = maximum(&mut derivatives, libm::log(events / time), 2.0, 1e-10);
    let hazard = libm::exp(log_hazard);
    hazard.is_finite().then_some(hazard)
}

#[cfg(test)]
mod tests {
    use super::{FollowedArm, common_hazard};

    fn arm(events: f64, people: f64, time: f64) -> FollowedArm {
        FollowedArm {
            events,
            people,
            time,
        }
    }

    #[test]
    fn the_hazard_of_one_arm_is_that_of_its_risk() {
        let found = common_hazard(&[arm(3.0, 20.0, 0.5)]).unwrap();
        assert!((found + libm::log(17.0 / 20.0) / 0.5).abs() < 1e-12);
    }

    /// R: `exp(coef(glm(cbind(c(3, 10, 1), c(17, 30, 9)) ~ 1, offset = log(c(0.5, 2, 1)), family = binomial("cloglog"))))`
    #[test]
    fn the_hazard_of_several_arms_is_that_of_a_generalized_linear_model() {
        let arms = [
            arm(3.0, 20.0, 0.5),
            arm(10.0, 40.0, 2.0),
            arm(1.0, 10.0, 1.0),
        ];
        assert!((common_hazard(&arms).unwrap() - EXPECTED).abs() < 1e-9);
    }
    const EXPECTED: f64 = 0.158_732_613_487_28;

    #[test]
    fn without_an_event_or_with_nothing_else_there_is_none() {
        assert_eq!(common_hazard(&[]), None);
        assert_eq!(common_hazard(&[arm(0.0, 20.0, 1.0)]), None);
        assert_eq!(common_hazard(&[arm(20.0, 20.0, 1.0)]), None);
        assert_eq!(common_hazard(&[arm(1.0, 20.0, 0.0)]), None);
    }
}
