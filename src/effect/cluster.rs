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
