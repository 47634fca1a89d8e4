//! Estimates as they are printed: whether the estimate, its interval and its P can belong together.
//!
//! Nearly every interval is made as the estimate plus and minus the same number of standard errors, on the log scale for a
//! ratio; the estimate then lies in its middle, and P follows from both (Altman & Bland 2011, BMJ 343:d2090 and d2304).
//! Numbers are printed rounded, so that the question is whether any numbers that round to these would fit.

use super::{Entry, ErrorReading, EstimateEntries, ProblemKind};
use crate::math::normal;

/// P may come from a test with another distribution than the interval: so far apart the two deviates may lie.
const DEVIATES_APART: f64 = 0.1;

/// A standard error and the width of an interval may differ by this share: limits are sometimes those of Student's t.
const SHARE_APART: f64 = 0.15;

/// Under another reading of the row they agree if they differ by no more than this share.
const SHARE_ALIKE: f64 = 0.03;

/// Quantiles of the normal distribution of which limits are made: of 95 %, of 90 % and of 99 %.
const TAILS: [f64; 3] = [0.025, 0.05, 0.005];

/// What contradicts itself in an estimate with an interval, each with what was printed.
pub(super) fn contradictions(entries: &EstimateEntries, ratio: bool) -> Vec<ProblemKind> {
    let against_error = limits_not_of_error(entries, ratio);
    let Some(printed) = Printed::of(entries, ratio) else {
        return against_error.into_iter().collect();
    };
    let mut found = Vec::new();
    if let Some(against_error) = against_error {
        // One cause: neither the middle nor P says anything about limits that are not those of the estimate.
        return vec![against_error];
    }
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

/// Limits that are not those which the standard error makes around the estimate. Where both are there the standard error
/// is pooled and drawn, so that the limits as typed are seen nowhere.
fn limits_not_of_error(entries: &EstimateEntries, ratio: bool) -> Option<ProblemKind> {
    let error = ErrorRange::of(&entries.standard_error)?;
    let estimate = entries.estimate.value()?;
    let [lower, upper] = [&entries.lower, &entries.upper];
    let (low, high) = (lower.value()?, upper.value()?);
    let as_logarithms = |entry: &Entry<f64>| printed_range(entry).and_then(logarithms);
    let width = |of: &dyn Fn(&Entry<f64>) -> Option<Range>, tail: f64| {
        let (lower, upper) = (of(lower)?, of(upper)?);
        let quantile = 2.0 * normal::upper_quantile(tail);
        Some((
            (upper.0 - lower.1) / quantile,
            (upper.1 - lower.0) / quantile,
        ))
    };
    let own: &dyn Fn(&Entry<f64>) -> Option<Range> = if ratio {
        &as_logarithms
    } else {
        &printed_range
    };
    let other: &dyn Fn(&Entry<f64>) -> Option<Range> = if ratio {
        &printed_range
    } else {
        &as_logarithms
    };
    let own_width = width(own, TAILS[0]);
    let in_middle = Printed::of(entries, ratio).is_none_or(|printed| printed.lies_in_the_middle());
    let agree = own_width.is_some_and(|width| alike(width, error.range, SHARE_APART));
    if agree && in_middle {
        return None;
    }
    let of_level = |tail| {
        let width = width(own, tail);
        in_middle && width.is_some_and(|width| alike(width, error.range, SHARE_ALIKE))
    };
    let on_other_scale = || width(other, TAILS[0]);
    // The estimate as the limits would have it on the other scale.
    let moved = if ratio {
        libm::log(estimate)
    } else {
        libm::exp(estimate)
    };
    let is_between = low <= moved && moved <= high;
    let fits = |reading: &ErrorReading| match reading {
        ErrorReading::ErrorsNotVariances => {
            error.is_root
                && own_width.is_some_and(|width| alike(width, error.squared(), SHARE_ALIKE))
        }
        ErrorReading::VariancesNotErrors => {
            !error.is_root && own_width.is_some_and(|width| alike(width, error.root(), SHARE_ALIKE))
        }
        ErrorReading::LimitsAreLogarithms => {
            ratio
                && is_between
                && on_other_scale().is_some_and(|width| alike(width, error.range, SHARE_ALIKE))
        }
        ErrorReading::LimitsAreRatios => {
            !ratio
                && is_between
                && on_other_scale().is_some_and(|width| alike(width, error.range, SHARE_ALIKE))
        }
        ErrorReading::ErrorOfTheRatio => {
            ratio && on_other_scale().is_some_and(|width| alike(width, error.range, SHARE_ALIKE))
        }
        ErrorReading::NinetyPercent => of_level(TAILS[1]),
        ErrorReading::NinetyNinePercent => of_level(TAILS[2]),
    };
    let reading = [
        ErrorReading::LimitsAreLogarithms,
        ErrorReading::LimitsAreRatios,
        ErrorReading::ErrorsNotVariances,
        ErrorReading::VariancesNotErrors,
        ErrorReading::ErrorOfTheRatio,
        ErrorReading::NinetyPercent,
        ErrorReading::NinetyNinePercent,
    ]
    .into_iter()
    .find(|reading| {
        let of_scale = matches!(
            reading,
            ErrorReading::LimitsAreLogarithms | ErrorReading::LimitsAreRatios
        );
        (of_scale || !agree) && fits(reading)
    });
    // A ratio's limit that is no ratio, or was rounded to none, has no width of its own.
    if own_width.is_none() && reading.is_none() {
        return None;
    }
    let reach = normal::upper_quantile(TAILS[0]) * entries.standard_error.value()?;
    let drawn = if ratio {
        let centre = libm::log(estimate);
        [libm::exp(centre - reach), libm::exp(centre + reach)]
    } else {
        [estimate - reach, estimate + reach]
    };
    let shown = |entry: &Entry<f64>| entry.typed.trim().to_owned();
    Some(ProblemKind::LimitsNotOfError {
        typed: [shown(lower), shown(upper)],
        drawn,
        reading,
    })
}

/// What a standard error may have been before it, or the variance that it is the root of, was rounded.
struct ErrorRange {
    range: Range,
    /// Whether it is the root of a variance that was printed.
    is_root: bool,
}

impl ErrorRange {
    fn of(entry: &Entry<f64>) -> Option<Self> {
        /// A root has so many digits or more.
        const DIGITS_OF_A_ROOT: usize = 10;
        /// A variance is printed with at most so many decimals.
        const MOST_DECIMALS: u8 = 8;
        let value = entry.value().filter(|value| *value > 0.0)?;
        let half = half_a_unit(&entry.typed);
        let printed = (value - half, value + half);
        let digits = entry.typed.bytes().filter(u8::is_ascii_digit).count();
        let square = value * value;
        let decimals = (0..=MOST_DECIMALS).find(|decimals| {
            let unit = libm::pow(10.0, f64::from(*decimals));
            (square * unit - libm::round(square * unit)).abs() < 1e-9 * unit * square
        });
        let of_variance = decimals
            .filter(|_| digits >= DIGITS_OF_A_ROOT)
            .map(|decimals| {
                let half = 0.5 * libm::pow(10.0, -f64::from(decimals));
                ((square - half).max(0.0).sqrt(), (square + half).sqrt())
            });
        Some(Self {
            range: of_variance.unwrap_or(printed),
            is_root: of_variance.is_some(),
        })
    }

    fn squared(&self) -> Range {
        (self.range.0 * self.range.0, self.range.1 * self.range.1)
    }

    fn root(&self) -> Range {
        (self.range.0.max(0.0).sqrt(), self.range.1.sqrt())
    }
}

/// Whether two numbers that were rounded can be the same but for a share of themselves.
fn alike(one: Range, other: Range, share: f64) -> bool {
    one.0 <= other.1 * (1.0 + share) && other.0 <= one.1 * (1.0 + share)
}

/// What a printed number may have been before it was rounded.
fn printed_range(entry: &Entry<f64>) -> Option<Range> {
    let (value, half) = (entry.value()?, half_a_unit(&entry.typed));
    Some((value - half, value + half))
}

/// The logarithms; nothing where the number may have been anything below what it was rounded to.
fn logarithms((from, to): Range) -> Option<Range> {
    (from > 0.0).then(|| (libm::log(from), libm::log(to)))
}

/// An estimate with its limits, on the scale of analysis.
struct Printed {
    estimate: Range,
    lower: Range,
    upper: Range,
}

impl Printed {
    fn of(entries: &EstimateEntries, ratio: bool) -> Option<Self> {
        let range = |entry: &Entry<f64>| {
            let printed = printed_range(entry)?;
            if ratio {
                logarithms(printed)
            } else {
                Some(printed)
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
