//! Whether an interval tells anything.
//!
//! An interval can be right and of no use: fever in 7 of 72 against 3 of 59 once stood here with a risk ratio between 0.005
//! and 562. It tells nothing where its limits lie [`LARGEST_FOLD`] times apart or more, or where the risk that the upper
//! limit implies in the experimental arm is beyond what that arm's own people leave room for, [`LARGEST_EXCESS`] times their
//! exact 97.5 % bound (Clopper & Pearson 1934): whoever was watched knows more than the interval says. Both numbers are
//! those of the simulation in `docs/simulation.md`.

use serde::{Deserialize, Serialize};

use super::absolute::risk_at_upper_limit;
use crate::data::{ConfidenceLevel, Measure};
use crate::effect::{IntervalEstimate, Proportion, TwoByTwo};

/// Limits of a ratio further apart than this tell nothing.
pub const LARGEST_FOLD: f64 = 100.0;

/// A risk implied by the upper limit that is further above the exact bound of the arm's own risk tells nothing. Once or twice
/// is too strict: baselines differ, and an upper limit that allows for trials which differ lies above what the people of
/// large trials show (of the intervals proposed in the simulation 92 % lie above it once, 11 % twice, 2 % three times).
pub const LARGEST_EXCESS: f64 = 3.0;

/// Why an interval tells nothing of how large an effect is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TellsNothing {
    /// The upper limit over the lower one, where that is too much.
    pub fold: Option<f64>,
    /// The risk of the experimental arm that the upper limit implies, where that is too much.
    pub implied_risk: Option<ImpliedRisk>,
    /// Whether it tells the direction all the same: it does not hold no difference.
    pub direction: bool,
}

impl TellsNothing {
    /// Whether the interval tells neither how large the effect is nor in which direction.
    #[must_use]
    pub fn at_all(&self) -> bool {
        !self.direction
    }
}

/// A risk that an upper limit implies, beside what the arm itself shows.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImpliedRisk {
    /// The risk at the upper limit, between 0 and 1.
    pub implied: f64,
    /// Exact 97.5 % upper bound of the risk of the experimental arms' people, all trials together.
    pub bound: f64,
}

/// Why an interval tells nothing; `None` where it tells something.
#[must_use]
pub fn tells_nothing(
    measure: Measure,
    interval: &IntervalEstimate,
    tables: &[TwoByTwo],
) -> Option<TellsNothing> {
    if !measure.is_ratio() {
        return None;
    }
    let fold = libm::exp(interval.upper - interval.lower);
    let fold = (fold > LARGEST_FOLD).then_some(fold.min(f64::MAX));
    // The bound, which takes far longer than all else here, lies above the arm's own risk.
    let arm = experimental_arm(tables);
    let own = arm.events as f64 / arm.total as f64;
    let implied_risk = risk_at_upper_limit(measure, interval, tables)
        .filter(|implied| *implied > LARGEST_EXCESS * own)
        .and_then(|implied| beside_bound(implied, arm))
        .filter(|risk| risk.implied > LARGEST_EXCESS * risk.bound);
    (fold.is_some() || implied_risk.is_some()).then_some(TellsNothing {
        fold,
        implied_risk,
        direction: interval.lower > 0.0 || interval.upper < 0.0,
    })
}

/// The risk that the upper limit implies, with the bound of the arm's own; `None` where none can be told.
#[must_use]
pub fn implied_risk(
    measure: Measure,
    interval: &IntervalEstimate,
    tables: &[TwoByTwo],
) -> Option<ImpliedRisk> {
    let implied = risk_at_upper_limit(measure, interval, tables)?;
    beside_bound(implied, experimental_arm(tables))
}

fn beside_bound(implied: f64, arm: Proportion) -> Option<ImpliedRisk> {
    arm.is_possible().then(|| ImpliedRisk {
        implied,
        bound: arm.clopper_pearson(ConfidenceLevel::NinetyFive).1,
    })
}

/// The experimental arms of all tables as one.
fn experimental_arm(tables: &[TwoByTwo]) -> Proportion {
    let all = TwoByTwo::together(tables);
    Proportion {
        events: all.experimental_events,
        total: all.experimental_total,
    }
}

#[cfg(test)]
mod tests {
    use super::tells_nothing;
    use crate::data::Measure;
    use crate::effect::{IntervalEstimate, TwoByTwo};

    /// Seven of 72 against three of 59.
    const FEVER: [TwoByTwo; 1] = [TwoByTwo {
        experimental_events: 7,
        experimental_total: 72,
        control_events: 3,
        control_total: 59,
    }];

    fn with_limits(lower: f64, upper: f64) -> Option<super::TellsNothing> {
        let (lower, upper) = (libm::log(lower), libm::log(upper));
        let interval = IntervalEstimate {
            estimate: 0.5 * (lower + upper),
            standard_error: 1.0,
            lower,
            upper,
        };
        tells_nothing(Measure::RiskRatio, &interval, &FEVER)
    }

    #[test]
    fn limits_a_hundred_times_apart_tell_nothing() {
        assert!(with_limits(0.02, 2.1).is_some_and(|why| why.fold.is_some()));
        assert_eq!(with_limits(0.5, 6.0), None);
    }

    #[test]
    fn limits_far_apart_on_one_side_of_no_difference_still_tell_the_direction() {
        assert!(with_limits(0.02, 2.1).is_some_and(|why| why.at_all()));
        assert!(with_limits(1.1, 120.0).is_some_and(|why| !why.at_all()));
        assert!(with_limits(0.001, 0.9).is_some_and(|why| !why.at_all()));
    }

    /// Clopper and Pearson's 97.5 % bound of 7 of 72 is 19.01 % (R: `qbeta(0.975, 8, 65)`); 3/59 · 12 is 61.0 %, more than
    /// three times as much, 3/59 · 11 is 55.9 %, less.
    #[test]
    fn a_limit_beyond_what_the_people_themselves_show_tells_nothing() {
        assert!(with_limits(0.7, 12.0).is_some_and(|why| why.implied_risk.is_some()));
        assert_eq!(with_limits(0.7, 11.0), None);
    }
}
