//! Estimates as they are printed: whether the estimate, its interval and its P can belong together.
//!
//! Nearly every interval is made as the estimate plus and minus the same number of standard errors, on the log scale for a
//! ratio; the estimate then lies in its middle, and P follows from both (Altman & Bland 2011, BMJ 343:d2090 and d2304).
//! Numbers are printed rounded, so that the question is whether any numbers that round to these would fit.

use super::{EstimateEntries, ProblemKind};
use crate::math::normal;

/// P may come from a test with another distribution than the interval: so far apart the two deviates may lie.
const DEVIATES_APART: f64 = 0.1;

/// What contradicts itself in an estimate with an interval, each with what was printed.
pub(super) fn contradictions(entries: &EstimateEntries, ratio: bool) -> Vec<ProblemKind> {
    let Some(printed) = Printed::of(entries, ratio) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if !printed.lies_in_the_middle() {
        found.push(ProblemKind::OffMiddle);
    }
    if PrintedP::of(&entries.p).is_some_and(|p| !printed.fits(&p)) {
        found.push(ProblemKind::PDisagrees {
            typed: entries.p.trim().to_owned(),
        });
    }
    found
}

/// What a printed number may have been before it was rounded: from, to.
type Range = (f64, f64);

/// An estimate with its limits, on the scale of analysis.
struct Printed {
    estimate: Range,
    lower: Range,
    upper: Range,
}

impl Printed {
    fn of(entries: &EstimateEntries, ratio: bool) -> Option<Self> {
        let range = |entry: &super::Entry<f64>| {
            let (value, half) = (entry.value()?, half_a_unit(&entry.typed));
            let (from, to) = (value - half, value + half);
            if !ratio {
                Some((from, to))
            } else if from > 0.0 {
                Some((libm::log(from), libm::log(to)))
            } else {
                // Rounded to zero, it may have been anything below: its logarithm says nothing.
                None
            }
        };
        Some(Self {
            estimate: range(&entries.estimate)?,
            lower: range(&entries.lower)?,
            upper: range(&entries.upper)?,
        })
    }

    /// Whether the estimate can be the middle of the interval.
    fn lies_in_the_middle(&self) -> bool {
        let from = f64::midpoint(self.lower.0, self.upper.0);
        let to = f64::midpoint(self.lower.1, self.upper.1);
        self.estimate.0 <= to && from <= self.estimate.1
    }

    /// Whether P can be that of "no difference".
    fn fits(&self, p: &PrintedP) -> bool {
        let width =
            |lower: f64, upper: f64| (upper - lower) / (2.0 * normal::upper_quantile(0.025));
        let narrowest = width(self.lower.1, self.upper.0);
        let widest = width(self.lower.0, self.upper.1);
        if narrowest <= 0.0 {
            return true;
        }
        let (from, to) = self.estimate;
        let nearest = if from <= 0.0 && to >= 0.0 {
            0.0
        } else {
            from.abs().min(to.abs())
        };
        let smallest = nearest / widest - DEVIATES_APART;
        let largest = from.abs().max(to.abs()) / narrowest + DEVIATES_APART;
        normal::two_sided(largest) <= p.to && normal::two_sided(smallest.max(0.0)) >= p.from
    }
}

/// P as printed: "0.53", "<0.01", "p = 0.04".
struct PrintedP {
    from: f64,
    to: f64,
}

impl PrintedP {
    fn of(typed: &str) -> Option<Self> {
        let number: String = typed
            .chars()
            .skip_while(|&sign| !sign.is_numeric() && sign != '.' && sign != ',')
            .take_while(|&sign| sign.is_numeric() || sign == '.' || sign == ',')
            .map(|sign| if sign == ',' { '.' } else { sign })
            .collect();
        let value = number
            .parse::<f64>()
            .ok()
            .filter(|value| (0.0..=1.0).contains(value))?;
        let half = half_a_unit(&number);
        let is_said = |signs: [char; 2]| typed.chars().any(|sign| signs.contains(&sign));
        Some(if is_said(['<', '≤']) {
            Self {
                from: 0.0,
                to: value,
            }
        } else if is_said(['>', '≥']) {
            Self {
                from: value,
                to: 1.0,
            }
        } else {
            Self {
                from: value - half,
                to: value + half,
            }
        })
    }
}

/// Half a unit of the last decimal that was printed.
pub(super) fn half_a_unit(typed: &str) -> f64 {
    let mark = |sign: char| sign == '.' || sign == ',';
    let decimals = typed
        .chars()
        .skip_while(|&sign| !mark(sign))
        .skip(1)
        .take_while(|&sign| sign.is_numeric())
        .count();
    (0..decimals).fold(0.5, |unit, _| unit / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Entry;

    fn printed(estimate: &str, lower: &str, upper: &str, p: &str) -> Vec<ProblemKind> {
        let entry = |typed: &str| Entry {
            typed: typed.to_owned(),
            state: crate::data::State::Reported(typed.parse().unwrap()),
        };
        let entries = EstimateEntries {
            estimate: entry(estimate),
            standard_error: Entry::not_reported(),
            lower: entry(lower),
            upper: entry(upper),
            p: p.to_owned(),
        };
        contradictions(&entries, true)
    }

    #[test]
    fn an_estimate_off_the_middle_of_its_interval_is_found() {
        // Wang and colleagues 2024: √(1.26 · 2.24) is 1.68.
        assert_eq!(
            printed("1.75", "1.26", "2.24", "<0.01"),
            [ProblemKind::OffMiddle]
        );
        // Thompson and colleagues 2020.
        assert_eq!(printed("2.48", "1.27", "4.86", ""), []);
    }

    #[test]
    fn a_p_that_contradicts_its_interval_is_found() {
        assert_eq!(
            printed("0.58", "0.38", "0.87", "0.53 printed"),
            [ProblemKind::PDisagrees {
                typed: "0.53 printed".to_owned()
            }]
        );
        assert_eq!(printed("0.58", "0.38", "0.87", "P = 0.01"), []);
        assert_eq!(printed("1.61", "1.22", "2.11", "<0.01"), []);
        assert_eq!(printed("1.61", "1.22", "2.11", ">0.05").len(), 1);
    }

    #[test]
    fn a_p_that_another_test_may_have_given_is_let_pass() {
        // Of the interval P is between 0.147 and 0.195: a test by t gives as much.
        assert_eq!(printed("0.83", "0.64", "1.09", "0.14"), []);
    }

    #[test]
    fn what_is_rounded_to_zero_is_not_judged() {
        assert_eq!(printed("0.03", "0.00", "0.50", "0.01"), []);
    }
}
