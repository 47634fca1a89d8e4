//! Axes: what they show, and how far they reach.
//!
//! Values are on the scale of analysis: logarithms for ratios, the differences themselves (already per 100 or per 1,000
//! people) otherwise.

use crate::effect::IntervalEstimate;
use crate::figure::font::{self, Weight};
use crate::wording::{Locale, number};

/// Whether an axis shows ratios on a log scale, or differences on a linear one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Ratios; values are natural logarithms, labels are natural.
    Ratio,
    /// Differences.
    Difference,
}

impl Kind {
    /// What is read at a value of the axis.
    pub(super) fn natural(self, value: f64) -> f64 {
        match self {
            Self::Ratio => libm::exp(value),
            Self::Difference => value,
        }
    }
}

/// What an axis covers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// What it shows.
    pub kind: Kind,
    /// Value at its left end.
    pub low: f64,
    /// Value at its right end, above `low`.
    pub high: f64,
}

/// A tick of an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Its value.
    pub value: f64,
    /// Its label.
    pub label: String,
}

/// An interval that wants to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Point estimate.
    pub estimate: f64,
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

impl Span {
    /// An interval as it is, on the scale of analysis.
    #[must_use]
    pub fn of(interval: &IntervalEstimate) -> Self {
        Self {
            estimate: interval.estimate,
            lower: interval.lower,
            upper: interval.upper,
        }
    }
}

/// Half-widths of a log axis, as ratios.
const RATIO_REACHES: [f64; 11] = [1.25, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 1e3, 1e4, 1e5, 1e6];
/// Half-width of a log axis that has nothing to show.
const EMPTY_RATIO_REACH: f64 = 10.0;
/// Trials alone do not stretch a log axis beyond this ratio; their intervals end in arrows.
const TRIALS_RATIO_REACH: f64 = 100.0;
/// The share of the trials' limits that a default axis shows in full.
const LIMITS_SHOWN: f64 = 0.8;

impl Axis {
    /// The log axis from 0.01 to 100.
    pub(crate) fn centuries() -> Self {
        let reach = libm::log(100.0);
        Self {
            kind: Kind::Ratio,
            low: -reach,
            high: reach,
        }
    }

    /// An axis that is symmetric about no difference and shows the whole of `primary`, the estimate of every trial, four
    /// in five of their limits, and the whole of `others` (a second model, a prediction interval), within reason: what
    /// lies beyond ends in an arrow.
    #[must_use]
    pub fn symmetric(kind: Kind, trials: &[Span], primary: Option<Span>, others: &[Span]) -> Self {
        let mut limits: Vec<f64> = trials.iter().flat_map(limits_of).collect();
        limits.sort_by(f64::total_cmp);
        let most = limits
            .get(rank(LIMITS_SHOWN, limits.len()))
            .copied()
            .unwrap_or(0.0);
        let estimates = trials.iter().map(|span| span.estimate.abs());
        let wanted = farthest(
            estimates
                .chain(others.iter().flat_map(limits_of))
                .chain([most]),
        );
        let pooled = farthest(primary.iter().flat_map(limits_of));
        let reach = match kind {
            Kind::Ratio => {
                let bound = libm::log(TRIALS_RATIO_REACH);
                ratio_reach(wanted.min(bound).max(pooled))
            }
            Kind::Difference => difference_reach(wanted.max(pooled)),
        };
        Self {
            kind,
            low: -reach,
            high: reach,
        }
    }

    /// An axis of percentages, from none to a round number that holds every estimate and the whole of `primary`, and of
    /// the other limits as many as [`Self::symmetric`] shows; 100 at most.
    #[must_use]
    pub fn of_shares(trials: &[Span], primary: Option<Span>, others: &[Span]) -> Self {
        let symmetric = Self::symmetric(Kind::Difference, trials, primary, others);
        Self {
            low: 0.0,
            high: symmetric.high.min(100.0),
            ..symmetric
        }
    }

    /// Where a value lies between the ends: 0 at the left one, 1 at the right one.
    #[must_use]
    pub fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// Whether a value lies on the axis, its ends included.
    #[must_use]
    pub fn shows(&self, value: f64) -> bool {
        const SLACK: f64 = 1e-9;
        (-SLACK..=1.0 + SLACK).contains(&self.share(value))
    }

    /// Half the width of the wider of the labels that can stand at the ends.
    pub(crate) fn half_end_label(&self, size: f64, locale: Locale) -> f64 {
        [self.low, self.high]
            .map(|value| self.kind.natural(value))
            .map(|read| font::width(&number::tick(read, locale), Weight::Regular, size) / 2.0)
            .into_iter()
            .fold(0.0, f64::max)
    }
}

fn limits_of(span: &Span) -> impl Iterator<Item = f64> + use<> {
    [span.lower.abs(), span.upper.abs()].into_iter()
}

fn farthest(values: impl Iterator<Item = f64>) -> f64 {
    values.filter(|value| value.is_finite()).fold(0.0, f64::max)
}

/// The place of a quantile in a sorted list.
fn rank(share: f64, length: usize) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the length of a list"
    )]
    let rank = (share * length as f64).ceil() as usize;
    rank.saturating_sub(1)
}

fn ratio_reach(wanted: f64) -> f64 {
    const SLACK: f64 = 1e-9;
    if wanted <= 0.0 {
        return libm::log(EMPTY_RATIO_REACH);
    }
    let reaches = RATIO_REACHES.map(libm::log);
    reaches
        .into_iter()
        .find(|reach| wanted <= reach + SLACK)
        .unwrap_or(reaches[reaches.len() - 1])
}

fn difference_reach(wanted: f64) -> f64 {
    if wanted > 0.0 && wanted.is_finite() {
        nice_at_least(wanted)
    } else {
        1.0
    }
}

/// The smallest of 1, 2, 5 times a power of ten that is not below a positive `value`.
pub(crate) fn nice_at_least(value: f64) -> f64 {
    const SLACK: f64 = 1.0 - 1e-9;
    let power = libm::pow(10.0, libm::log10(value).floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|digit| digit * power)
        .find(|candidate| *candidate >= value * SLACK)
        .unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_shows_the_pooled_interval_and_lets_lonely_limits_go() {
        let span = |lower: f64, estimate: f64, upper: f64| Span {
            estimate: libm::log(estimate),
            lower: libm::log(lower),
            upper: libm::log(upper),
        };
        let mut trials = vec![span(0.3, 0.9, 3.0); 9];
        trials.push(span(0.0001, 1.2, 10_000.0));
        let axis = Axis::symmetric(Kind::Ratio, &trials, Some(span(0.5, 0.8, 1.1)), &[]);
        assert!((axis.high - libm::log(5.0)).abs() < 1e-12);
        let wide = Axis::symmetric(Kind::Ratio, &trials, Some(span(0.001, 0.8, 700.0)), &[]);
        assert!((wide.high - libm::log(1000.0)).abs() < 1e-12);
    }
}
