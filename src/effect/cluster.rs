//! Trials that randomized groups of people: their numbers as those of as many people as would tell as much had each been
//! randomized for himself.
//!
//! Higgins JPT, Eldridge S, Li T. Including variants on randomized trials. Cochrane Handbook for Systematic Reviews of
//! Interventions, chapter 23, sections 23.1.4 (effective sample size) and 23.1.5 (inflated standard errors).

use super::{ArmMean, PersonTime, Proportion, TwoByTwo, TwoMeans};

/// A number of people or events divided by the design effect and rounded to a whole number, as section 23.1.4 has it done
/// before data are pooled.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count divided by a number of at least one is a count again"
)]
fn effective(count: u64, design_effect: f64) -> u64 {
    libm::round(count as f64 / design_effect) as u64
}

impl TwoByTwo {
    /// Events and totals of both arms divided by the design effect. An arm keeps at least one person.
    #[must_use]
    pub fn effective(&self, design_effect: f64) -> Self {
        let of = |count| effective(count, design_effect);
        Self {
            experimental_events: of(self.experimental_events),
            experimental_total: of(self.experimental_total).max(1),
            control_events: of(self.control_events),
            control_total: of(self.control_total).max(1),
        }
    }
}

impl Proportion {
    /// Events and total divided by the design effect. At least one person is left.
    #[must_use]
    pub fn effective(&self, design_effect: f64) -> Self {
        Self {
            events: effective(self.events, design_effect),
            total: effective(self.total, design_effect).max(1),
        }
    }
}

impl PersonTime {
    /// Events and person-time of both arms divided by the design effect; person-time is not rounded. The Handbook has no
    /// section for rates: their variance, 1/events, is inflated by the design effect in the same way.
    #[must_use]
    pub fn effective(&self, design_effect: f64) -> Self {
        Self {
            experimental_events: effective(self.experimental_events, design_effect),
            experimental_time: self.experimental_time / design_effect,
            control_events: effective(self.control_events, design_effect),
            control_time: self.control_time / design_effect,
        }
    }
}

impl TwoMeans {
    /// People of both arms divided by the design effect, at least two in each; means and standard deviations stay.
    #[must_use]
    pub fn effective(&self, design_effect: f64) -> Self {
        let arm = |arm: ArmMean| ArmMean {
            total: effective(arm.total, design_effect).max(2),
            ..arm
        };
        Self {
            experimental: arm(self.experimental),
            control: arm(self.control),
        }
    }
}

/// The standard error of an estimate that ignored the clusters, times the root of the design effect (section 23.1.5).
#[must_use]
pub fn inflated(standard_error: f64, design_effect: f64) -> f64 {
    standard_error * libm::sqrt(design_effect)
}

#[cfg(test)]
mod tests {
    use super::inflated;
    use crate::effect::{ArmMean, PersonTime, Proportion, TwoByTwo, TwoMeans};

    /// By hand, with a design effect of 2.5: 25/2.5 = 10, 12/2.5 = 4.8, 6/2.5 = 2.4, 1/2.5 = 0.4.
    #[test]
    fn counts_are_divided_and_rounded_and_times_are_divided_alone() {
        let table = TwoByTwo {
            experimental_events: 12,
            experimental_total: 25,
            control_events: 6,
            control_total: 1,
        };
        let expected = TwoByTwo {
            experimental_events: 5,
            experimental_total: 10,
            control_events: 2,
            control_total: 1,
        };
        assert_eq!(table.effective(2.5), expected);
        let arm = Proportion {
            events: 6,
            total: 25,
        };
        let expected = Proportion {
            events: 2,
            total: 10,
        };
        assert_eq!(arm.effective(2.5), expected);
        let rates = PersonTime {
            experimental_events: 12,
            experimental_time: 100.0,
            control_events: 6,
            control_time: 51.0,
        };
        let found = rates.effective(2.5);
        assert_eq!((found.experimental_events, found.control_events), (5, 2));
        assert!((found.experimental_time - 40.0).abs() < 1e-12);
        assert!((found.control_time - 20.4).abs() < 1e-12);
    }

    #[test]
    fn people_of_means_are_divided_and_means_stay() {
        let arm = |total| ArmMean {
            mean: 3.5,
            standard_deviation: 1.25,
            total,
        };
        let found = TwoMeans {
            experimental: arm(25),
            control: arm(3),
        }
        .effective(2.5);
        let expected = TwoMeans {
            experimental: arm(10),
            control: arm(2),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_standard_error_grows_by_the_root_of_the_design_effect() {
        assert!((inflated(0.3, 2.25) - 0.45).abs() < 1e-15);
    }
}
