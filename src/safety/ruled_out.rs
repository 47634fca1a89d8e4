//! What the data do not exclude.

use serde::{Deserialize, Serialize};

use super::Absolute;
use crate::data::{ConfidenceLevel, ExactTail, Measure};
use crate::effect::{IntervalEstimate, TwoByTwo};
use crate::math::{noncentral_student, normal, student};
use crate::pool::exact_conditional::{self, Bound};

/// What the data do not exclude.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RuledOut {
    /// The largest relative harm inside the interval, scale of analysis: the upper limit of a ratio; below 0 where even
    /// that is on the side of benefit.
    pub largest_relative: Option<f64>,
    /// The largest absolute harm inside the interval, as a share of people.
    pub largest_absolute: Option<f64>,
    /// Exact one-sided upper bounds of each arm's risk where that arm had no events.
    pub zero_bounds: Vec<ExactBound>,
    /// The exact one-sided bound of the common odds ratio, where one arm has all that it can have in one
    /// direction and no two-sided ratio exists: given the margins, only one arm has events.
    #[serde(default)]
    pub odds_ratio_bound: Option<Bound>,
    /// The smallest effect this analysis would have detected with 80 % power, scale of analysis, away from no difference: the
    /// standard error times the shift at which the interval's own distribution, normal or Student's t, excludes no difference
    /// with that probability. `None` for intervals that rest on no standard error. It speaks of the design, never of the
    /// result ("observed power").
    pub smallest_detectable: Option<f64>,
}

/// An exact bound on the risk of an arm without events.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExactBound {
    /// Whether it is the experimental arm.
    pub experimental: bool,
    /// People at risk in that arm, all trials together.
    pub total: u64,
    /// 1 − 0.05^(1/n), at 95 %.
    pub exact: f64,
    /// 3/n, the rule of three; at other levels than 95 % −ln α / n, of which it is the familiar case.
    pub rule_of_three: f64,
}

/// The one-sided upper bound of a risk of which `total` people showed no event: at 95 % the risk at which no event among
/// them would happen one time in twenty, 1 − 0.05^(1/n) (Clopper & Pearson 1934; Hanley & Lippman-Hand 1983 for 3/n).
#[must_use]
pub fn exact_bound(experimental: bool, total: u64, level: ConfidenceLevel) -> ExactBound {
    let people = total as f64;
    let log_left_out = libm::log(level.left_out());
    let numerator = match level {
        ConfidenceLevel::NinetyFive => 3.0,
        ConfidenceLevel::Ninety | ConfidenceLevel::NinetyNine => -log_left_out,
    };
    ExactBound {
        experimental,
        total,
        exact: -libm::expm1(log_left_out / people),
        rule_of_three: numerator / people,
    }
}

/// The smallest effect that an interval of this standard error excludes from no difference with 80 % power: 2.80 standard
/// errors where the interval is normal, more where it is Student's t (5.6 at two degrees of freedom).
#[must_use]
pub fn smallest_detectable(
    standard_error: f64,
    degrees_of_freedom: Option<f64>,
    level: ConfidenceLevel,
) -> Option<f64> {
    let shift = match degrees_of_freedom {
        None => level.normal_quantile() + normal::QUANTILE_80,
        Some(df) => {
            noncentral_student::shift_for(0.8, student::upper_quantile(level.tail(), df), df)?
        }
    };
    Some(shift * standard_error)
}

/// What is not excluded by this answer on these tables; `detectable` is the smallest effect it would have found.
#[must_use]
pub fn ruled_out(
    measure: Measure,
    pooled: Option<&IntervalEstimate>,
    absolute: Option<&Absolute>,
    detectable: Option<f64>,
    tables: &[TwoByTwo],
    level: ConfidenceLevel,
) -> RuledOut {
    let mut zero_bounds = Vec::new();
    for experimental in [true, false] {
        let (events, total) = tables.iter().fold((0, 0), |(events, total), t| {
            if experimental {
                (events + t.experimental_events, total + t.experimental_total)
            } else {
                (events + t.control_events, total + t.control_total)
            }
        });
        if events == 0 && total > 0 {
            zero_bounds.push(exact_bound(experimental, total, level));
        }
    }
    RuledOut {
        largest_relative: pooled
            .filter(|_| measure.is_ratio())
            .map(|interval| interval.upper),
        largest_absolute: absolute.map(|absolute| absolute.difference.upper),
        zero_bounds,
        odds_ratio_bound: exact_conditional::one_sided(tables, ExactTail::Exact, level).ok(),
        smallest_detectable: detectable,
    }
}

#[cfg(test)]
mod tests {
    use super::{exact_bound, smallest_detectable};
    use crate::data::ConfidenceLevel;

    /// R 4.2: `uniroot(function(s) 1 - pt(qt(.975, 2), 2, s) + pt(-qt(.975, 2), 2, s) - .8, c(0, 20), tol = 1e-12)$root`.
    #[test]
    fn three_trials_with_a_t_interval_detect_only_twice_what_the_normal_one_says() {
        let found = smallest_detectable(1.0, Some(2.0), ConfidenceLevel::default()).unwrap();
        assert!((found - 5.653_489_266).abs() < 1e-6, "{found}");
        assert!(
            (smallest_detectable(0.5, None, ConfidenceLevel::default()).unwrap() - 1.400_792_6)
                .abs()
                < 1e-6
        );
    }

    #[test]
    fn three_hundred_people_without_an_event_exclude_a_risk_of_one_percent() {
        let bound = exact_bound(true, 300, ConfidenceLevel::NinetyFive);
        // 1 − 0.05^(1/300) to fifteen decimals.
        assert!(
            (bound.exact - 0.009_936_081_944_458).abs() < 1e-15,
            "{}",
            bound.exact
        );
        assert!((bound.rule_of_three - 0.01).abs() < 1e-15);
    }
}
