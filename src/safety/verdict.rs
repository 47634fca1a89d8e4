//! What the evidence on one outcome comes to, as one of a closed list of classes.
//!
//! The class follows from the interval, a margin of concern and the events; nothing of it is judged. Limits are held against
//! no difference and the margin as they are, before they are rounded; rounding keeps their order, so that no class says the
//! opposite of what is printed beside it. "Too few to tell" is said of counts alone: where both halving and doubling lie
//! within the interval *and* the events are so few that this would be so even if the trials agreed. The standard error of a
//! log rate ratio from `a` and `c` events is √(1/a + 1/c) (Rothman, Greenland & Lash 2008, eq. 14-6), and that of a log risk
//! ratio or odds ratio of rare events is as large.

use serde::{Deserialize, Serialize};

use crate::effect::IntervalEstimate;
use crate::math::normal;
use crate::pool::exact_conditional::Bound;

/// What the evidence on one outcome comes to. Harm is more of what is worse, or less of what is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VerdictClass {
    /// The whole interval is on the side of harm, and beyond the margin of concern.
    HarmBeyondMargin,
    /// The whole interval is on the side of harm.
    Harm,
    /// The interval holds no difference, and ends short of the margin of concern on the side of harm.
    MarginRuledOut,
    /// The interval holds no difference, and the margin of concern if there is one.
    NotSettled,
    /// So few events that neither halving nor doubling is ruled out.
    TooFewToTell,
    /// The whole interval is on the side of benefit.
    Benefit,
}

impl VerdictClass {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::HarmBeyondMargin,
        Self::Harm,
        Self::MarginRuledOut,
        Self::NotSettled,
        Self::TooFewToTell,
        Self::Benefit,
    ];
}

/// What is known of an outcome.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence<'a> {
    /// The pooled effect on the scale of analysis, if there is one.
    pub interval: Option<&'a IntervalEstimate>,
    /// Whether it is a ratio, pooled on the log scale.
    pub is_ratio: bool,
    /// Whether the interval tells neither size nor direction ([`tells_nothing`](super::tells_nothing)).
    pub tells_nothing: bool,
    /// Events of the experimental and the control arms, all trials together, where events are counted.
    pub events: Option<[u64; 2]>,
    /// The exact one-sided bound of the common odds ratio, where only one arm has events.
    pub bound: Option<Bound>,
    /// Whether more of the outcome is worse.
    pub more_is_worse: bool,
    /// The margin of concern, a ratio above 1.
    pub margin: Option<f64>,
}

/// Both halving and doubling within an interval tell nothing of use.
const LARGE: f64 = std::f64::consts::LN_2;

impl Evidence<'_> {
    /// Lower and upper limit with harm upwards, on the scale of analysis.
    #[must_use]
    pub fn limits_of_harm(&self) -> Option<[f64; 2]> {
        let interval = self.interval?;
        Some(if self.more_is_worse {
            [interval.lower, interval.upper]
        } else {
            [-interval.upper, -interval.lower]
        })
    }

    /// Whether the events are so few that they could not tell halving from doubling even if all trials agreed.
    #[must_use]
    pub fn has_few_events(&self) -> bool {
        self.events.is_some_and(|[experimental, control]| {
            let [a, c] = [experimental, control].map(|events| events as f64);
            let standard_error = libm::sqrt(1.0 / a + 1.0 / c);
            normal::upper_quantile(0.025) * standard_error >= LARGE
        })
    }

    /// The class; `None` where there is no pooled effect and the reason is not that events are few.
    #[must_use]
    pub fn verdict(&self) -> Option<VerdictClass> {
        let Some([lower, upper]) = self.limits_of_harm() else {
            return self.verdict_without_interval();
        };
        // A margin is a ratio: of differences it says nothing.
        let margin = self.margin.filter(|_| self.is_ratio).map(libm::log);
        let is_wide = self.is_ratio && lower <= -LARGE && upper >= LARGE;
        Some(if lower > 0.0 {
            if margin.is_some_and(|margin| lower > margin) {
                VerdictClass::HarmBeyondMargin
            } else {
                VerdictClass::Harm
            }
        } else if upper < 0.0 {
            VerdictClass::Benefit
        } else if self.tells_nothing && self.has_few_events() {
            VerdictClass::TooFewToTell
        } else if self.tells_nothing {
            VerdictClass::NotSettled
        } else if margin.is_some_and(|margin| upper <= margin) {
            VerdictClass::MarginRuledOut
        } else if is_wide && self.has_few_events() {
            VerdictClass::TooFewToTell
        } else {
            VerdictClass::NotSettled
        })
    }

    /// Where one arm has no event, the exact bound on the other side of which the odds ratio does not lie tells a direction;
    /// else the events are too few, if they are.
    fn verdict_without_interval(&self) -> Option<VerdictClass> {
        if let Some(bound) = self.bound {
            let more = !bound.is_upper && bound.log_odds_ratio > 0.0;
            let fewer = bound.is_upper && bound.log_odds_ratio < 0.0;
            if more || fewer {
                return Some(if more == self.more_is_worse {
                    VerdictClass::Harm
                } else {
                    VerdictClass::Benefit
                });
            }
        }
        self.has_few_events().then_some(VerdictClass::TooFewToTell)
    }
}

/// How a result stands to other methods on the same numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RobustnessClass {
    /// Every method comes to the same, and to something that is settled.
    Holds,
    /// Every method finds the same direction, but not every one comes to the same.
    DirectionHolds,
    /// Methods disagree on the direction.
    DirectionVaries,
    /// There is no pooled effect to hold others against.
    NoEffect,
    /// No other method has a result.
    NoOther,
}

/// Another method, as far as it is held against the result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OtherMethod {
    /// Whether its estimate lies on the other side of no difference.
    pub direction_differs: bool,
    /// Whether its interval excludes no difference where the main one does not, or the reverse.
    pub significance_differs: bool,
    /// Its interval where it is of the same measure, scale of analysis.
    pub same_measure: Option<IntervalEstimate>,
}

impl Evidence<'_> {
    /// How the result stands to other methods. Those of the same measure are held against the margin of concern as well.
    #[must_use]
    pub fn robustness(&self, others: &[OtherMethod]) -> RobustnessClass {
        if self.interval.is_none() {
            return RobustnessClass::NoEffect;
        }
        if others.is_empty() {
            return RobustnessClass::NoOther;
        }
        let verdict = self.verdict();
        // What is not settled by one method and not by another holds in its direction alone.
        let is_settled = match verdict {
            Some(
                VerdictClass::HarmBeyondMargin
                | VerdictClass::Harm
                | VerdictClass::MarginRuledOut
                | VerdictClass::Benefit,
            ) => true,
            Some(VerdictClass::NotSettled | VerdictClass::TooFewToTell) | None => false,
        };
        let comes_to_the_same = |other: &OtherMethod| {
            let same_verdict = other.same_measure.is_none_or(|interval| {
                let evidence = Evidence {
                    interval: Some(&interval),
                    ..*self
                };
                evidence.verdict() == verdict
            });
            !other.significance_differs && same_verdict
        };
        if others.iter().any(|other| other.direction_differs) {
            RobustnessClass::DirectionVaries
        } else if is_settled && others.iter().all(comes_to_the_same) {
            RobustnessClass::Holds
        } else {
            RobustnessClass::DirectionHolds
        }
    }
}

/// What testing many outcomes means: how many of so many independent tests at 5 % would be expected below 0.05 if nothing
/// differed, and the probability of at least one, 1 − 0.95ⁿ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Multiplicity {
    /// How many outcomes have a result that tells a side or could have.
    pub tested: usize,
    /// 0.05 n.
    pub expected: f64,
    /// 1 − 0.95ⁿ.
    pub at_least_one: f64,
}

/// What testing so many outcomes means.
#[must_use]
pub fn multiplicity(tested: usize) -> Multiplicity {
    let count = tested as f64;
    Multiplicity {
        tested,
        expected: 0.05 * count,
        at_least_one: -libm::expm1(count * libm::log(0.95)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Evidence, OtherMethod, RobustnessClass, VerdictClass, multiplicity};
    use crate::effect::IntervalEstimate;
    use crate::pool::exact_conditional::Bound;

    fn interval(lower: f64, upper: f64) -> IntervalEstimate {
        let (lower, upper) = (libm::log(lower), libm::log(upper));
        IntervalEstimate {
            estimate: f64::midpoint(lower, upper),
            standard_error: (upper - lower) / 3.92,
            lower,
            upper,
        }
    }

    const ASKED: Evidence<'_> = Evidence {
        interval: None,
        is_ratio: true,
        tells_nothing: false,
        events: Some([100, 100]),
        bound: None,
        more_is_worse: true,
        margin: Some(1.25),
    };

    fn class(limits: [f64; 2], evidence: &Evidence<'_>) -> Option<VerdictClass> {
        let interval = interval(limits[0], limits[1]);
        Evidence {
            interval: Some(&interval),
            ..*evidence
        }
        .verdict()
    }

    #[test]
    fn classes_follow_from_the_limits_and_the_margin() {
        let of = |limits| class(limits, &ASKED);
        assert_eq!(of([1.27, 4.86]), Some(VerdictClass::HarmBeyondMargin));
        assert_eq!(of([1.05, 4.86]), Some(VerdictClass::Harm));
        assert_eq!(of([0.65, 1.05]), Some(VerdictClass::MarginRuledOut));
        assert_eq!(of([0.65, 1.30]), Some(VerdictClass::NotSettled));
        assert_eq!(of([0.65, 0.94]), Some(VerdictClass::Benefit));
        let without = Evidence {
            margin: None,
            ..ASKED
        };
        assert_eq!(
            class([0.65, 1.05], &without),
            Some(VerdictClass::NotSettled)
        );
    }

    /// √(1/4 + 1/4) · 1.96 = 1.39 > log 2; √(1/16 + 1/16) · 1.96 = 0.693 < 0.6931 by a hair (0.69296), √(1/15 + 1/16) · 1.96 is more.
    #[test]
    fn few_events_are_said_to_be_few_and_many_that_differ_are_not() {
        let few = Evidence {
            events: Some([4, 4]),
            ..ASKED
        };
        assert_eq!(class([0.28, 4.05], &few), Some(VerdictClass::TooFewToTell));
        // A wide interval of many events comes from trials that differ.
        assert_eq!(class([0.28, 4.05], &ASKED), Some(VerdictClass::NotSettled));
        let edge = |events| Evidence { events, ..ASKED }.has_few_events();
        assert!(!edge(Some([16, 16])) && edge(Some([15, 16])) && !edge(None));
    }

    #[test]
    fn of_what_is_better_fewer_is_harm() {
        let survival = Evidence {
            more_is_worse: false,
            ..ASKED
        };
        assert_eq!(
            class([0.65, 0.78], &survival),
            Some(VerdictClass::HarmBeyondMargin)
        );
        assert_eq!(class([0.65, 0.94], &survival), Some(VerdictClass::Harm));
        assert_eq!(
            class([0.85, 1.4], &survival),
            Some(VerdictClass::MarginRuledOut)
        );
        assert_eq!(class([1.1, 1.4], &survival), Some(VerdictClass::Benefit));
    }

    #[test]
    fn without_a_ratio_the_exact_bound_tells_a_direction_or_the_events_are_few() {
        let of = |log_odds_ratio, is_upper, events| {
            Evidence {
                events: Some(events),
                bound: Some(Bound {
                    log_odds_ratio,
                    is_upper,
                }),
                ..ASKED
            }
            .verdict()
        };
        assert_eq!(of(0.4, false, [40, 0]), Some(VerdictClass::Harm));
        assert_eq!(of(-2.5, false, [1, 0]), Some(VerdictClass::TooFewToTell));
        assert_eq!(of(-0.3, true, [0, 12]), Some(VerdictClass::Benefit));
        assert_eq!(ASKED.verdict(), None);
    }

    #[test]
    fn methods_hold_a_result_its_direction_or_neither() {
        let main = interval(0.65, 1.05);
        let evidence = Evidence {
            interval: Some(&main),
            ..ASKED
        };
        let other = |lower, upper, direction_differs| OtherMethod {
            direction_differs,
            significance_differs: false,
            same_measure: Some(interval(lower, upper)),
        };
        let same = other(0.6, 1.1, false);
        let wider = other(0.5, 1.4, false);
        let of = |others: &[OtherMethod]| evidence.robustness(others);
        assert_eq!(of(&[same]), RobustnessClass::Holds);
        assert_eq!(of(&[same, wider]), RobustnessClass::DirectionHolds);
        assert_eq!(
            of(&[same, other(0.9, 1.2, true)]),
            RobustnessClass::DirectionVaries
        );
        assert_eq!(of(&[]), RobustnessClass::NoOther);
        assert_eq!(ASKED.robustness(&[same]), RobustnessClass::NoEffect);
    }

    /// R: `1 - 0.95^14` is 0.5123250, `1 - 0.95^105` 0.9954188.
    #[test]
    fn of_many_outcomes_some_differ_by_chance() {
        let panel = multiplicity(14);
        assert!((panel.expected - 0.7).abs() < 1e-12);
        assert!(
            (panel.at_least_one - 0.512_325_0).abs() < 1e-7,
            "{}",
            panel.at_least_one
        );
        assert!((multiplicity(105).at_least_one - 0.995_418_8).abs() < 1e-7);
        assert!(multiplicity(0).at_least_one.abs() < 1e-15);
    }
}
