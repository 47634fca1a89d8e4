//! Axes: how far they reach, and where their ticks stand.
//!
//! Values are on the scale of analysis: logarithms for ratios, the differences themselves (already per 100 or per 1,000
//! people) otherwise. Ticks are chosen for the room there is; no difference (1, or 0) always has one.

use super::font::{self, Weight};
use crate::wording::{Locale, number};

/// Whether an axis shows ratios on a log scale, or differences on a linear one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Ratios; values are natural logarithms, labels are natural.
    Ratio,
    /// Differences.
    Difference,
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

/// Half-widths of a log axis, as ratios.
const RATIO_REACHES: [f64; 11] = [1.25, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 1e3, 1e4, 1e5, 1e6];
/// Half-width of a log axis that has nothing to show.
const EMPTY_RATIO_REACH: f64 = 10.0;
/// Trials alone do not stretch a log axis beyond this ratio; their intervals end in arrows.
const TRIALS_RATIO_REACH: f64 = 100.0;
/// The share of the trials' limits that a default axis shows in full.
const LIMITS_SHOWN: f64 = 0.8;
/// Room between two labels, in em.
const LABEL_GAP: f64 = 0.75;

impl Axis {
    /// The log axis from 0.01 to 100.
    pub(super) fn centuries() -> Self {
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
    pub(super) fn half_end_label(&self, size: f64, locale: Locale) -> f64 {
        [self.low, self.high]
            .map(|value| match self.kind {
                Kind::Ratio => libm::exp(value),
                Kind::Difference => value,
            })
            .map(|read| font::width(&number::tick(read, locale), Weight::Regular, size) / 2.0)
            .into_iter()
            .fold(0.0, f64::max)
    }

    /// The densest good set of ticks whose labels, at a font size, stand apart on `length` points.
    #[must_use]
    pub fn ticks(&self, length: f64, size: f64, locale: Locale) -> Vec<Tick> {
        let sets = match self.kind {
            Kind::Ratio => self.ratio_sets(),
            Kind::Difference => self.difference_sets(),
        };
        let mut last = Vec::new();
        for set in sets {
            let ticks: Vec<Tick> = set
                .into_iter()
                .filter(|(value, _)| self.shows(*value))
                .map(|(value, read)| Tick {
                    value,
                    label: number::tick(read, locale),
                })
                .collect();
            if self.stand_apart(&ticks, length, size) {
                last = ticks;
                break;
            }
            last = ticks;
        }
        if crate::COMPLETE && last.len() < 2 && !self.shows(0.0) {
            // No round number lies between the ends that were typed.
            return self.thinned(&self.ends(locale), length, size);
        }
        last
    }

    fn ends(&self, locale: Locale) -> Vec<Tick> {
        [self.low, self.high]
            .map(|value| Tick {
                value,
                label: number::tick(
                    match self.kind {
                        Kind::Ratio => libm::exp(value),
                        Kind::Difference => value,
                    },
                    locale,
                ),
            })
            .to_vec()
    }

    /// Of ticks from left to right, as many as stand apart: each that would touch the one before is left out.
    pub(super) fn thinned(&self, ticks: &[Tick], length: f64, size: f64) -> Vec<Tick> {
        let mut kept: Vec<Tick> = Vec::new();
        for tick in ticks {
            let apart = kept.last().is_none_or(|before| {
                self.stand_apart(&[before.clone(), tick.clone()], length, size)
            });
            if apart {
                kept.push(tick.clone());
            }
        }
        kept
    }

    fn stand_apart(&self, ticks: &[Tick], length: f64, size: f64) -> bool {
        let gap = LABEL_GAP * size;
        ticks.windows(2).all(|pair| match pair {
            [left, right] => {
                let apart = (self.share(right.value) - self.share(left.value)) * length;
                let halves =
                    [left, right].map(|tick| font::width(&tick.label, Weight::Regular, size) / 2.0);
                apart >= halves[0] + halves[1] + gap
            }
            _ => true,
        })
    }

    /// Sets of (value, what is read there), densest first; the last one holds 1 alone.
    fn ratio_sets(&self) -> Vec<Vec<(f64, f64)>> {
        let logged = |ratios: Vec<f64>| {
            ratios
                .into_iter()
                .map(|ratio| (libm::log(ratio), ratio))
                .collect::<Vec<_>>()
        };
        let mut sets = Vec::new();
        if self.high - self.low < libm::log(2.0) {
            sets.push(logged(vec![0.8, 0.9, 1.0, 1.1, 1.25]));
        }
        if self.high - self.low < libm::log(5.0) {
            sets.push(logged(vec![0.5, 0.7, 1.0, 1.5, 2.0]));
            sets.push(logged(vec![0.5, 1.0, 2.0]));
        } else {
            sets.push(logged(decades(1, &[1.0, 2.0, 5.0])));
        }
        sets.push(logged(self.decades_and_ends()));
        if self.high < libm::log(30.0) {
            sets.push(logged(vec![0.05, 0.2, 1.0, 5.0, 20.0]));
        }
        for step in [1, 2, 3, 6] {
            sets.push(logged(decades(step, &[1.0])));
        }
        sets.push(logged(vec![1.0]));
        sets
    }

    fn decades_and_ends(&self) -> Vec<f64> {
        let mut values = decades(1, &[1.0]);
        for end in [self.low, self.high].map(libm::exp) {
            if values.iter().all(|value| (value / end - 1.0).abs() > 1e-9) {
                values.push(end);
            }
        }
        values.sort_by(f64::total_cmp);
        values
    }

    fn difference_sets(&self) -> Vec<Vec<(f64, f64)>> {
        let reach = self.low.abs().max(self.high.abs());
        let mut sets: Vec<Vec<(f64, f64)>> = [8.0, 5.0, 4.0, 2.0, 1.0]
            .iter()
            .map(|parts| {
                let step = nice_at_least(reach / parts);
                let steps = (reach / step + 1e-9).floor();
                let mut values = Vec::new();
                let mut index = -steps;
                while index <= steps {
                    values.push((index * step, index * step));
                    index += 1.0;
                }
                values
            })
            .collect();
        sets.push(vec![(0.0, 0.0)]);
        sets
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
fn nice_at_least(value: f64) -> f64 {
    const SLACK: f64 = 1.0 - 1e-9;
    let power = libm::pow(10.0, libm::log10(value).floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|digit| digit * power)
        .find(|candidate| *candidate >= value * SLACK)
        .unwrap_or(10.0 * power)
}

/// Digits times every power of ten whose exponent is a multiple of `step`, from a millionth to a million.
fn decades(step: usize, digits: &[f64]) -> Vec<f64> {
    let powers: [f64; 13] = [
        1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6,
    ];
    powers
        .iter()
        .enumerate()
        .filter(|(index, _)| (index + 6 * (step - 1)).is_multiple_of(step))
        .flat_map(|(_, power)| digits.iter().map(move |digit| digit * power))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratio_axis(reach: f64) -> Axis {
        Axis {
            kind: Kind::Ratio,
            low: -libm::log(reach),
            high: libm::log(reach),
        }
    }

    fn labels(axis: &Axis, length: f64) -> Vec<String> {
        axis.ticks(length, 8.0, Locale::DecimalPoint)
            .into_iter()
            .map(|tick| tick.label)
            .collect()
    }

    #[test]
    fn a_wide_log_axis_has_one_two_five_and_a_narrow_one_has_decades() {
        assert_eq!(
            labels(&ratio_axis(10.0), 200.0),
            ["0.1", "0.2", "0.5", "1", "2", "5", "10"]
        );
        assert_eq!(labels(&ratio_axis(10.0), 90.0), ["0.1", "1", "10"]);
        assert_eq!(
            labels(&ratio_axis(100.0), 200.0),
            ["0.01", "0.1", "1", "10", "100"]
        );
        assert_eq!(labels(&ratio_axis(100.0), 20.0), ["1"]);
    }

    #[test]
    fn narrow_ratios_have_fine_ticks() {
        assert_eq!(
            labels(&ratio_axis(2.0), 150.0),
            ["0.5", "0.7", "1", "1.5", "2"]
        );
        assert_eq!(
            labels(&ratio_axis(1.25), 150.0),
            ["0.8", "0.9", "1", "1.1", "1.25"]
        );
    }

    #[test]
    fn a_difference_axis_counts_in_ones_twos_and_fives() {
        let axis = Axis {
            kind: Kind::Difference,
            low: -20.0,
            high: 20.0,
        };
        assert_eq!(labels(&axis, 120.0), ["−20", "−10", "0", "10", "20"]);
        assert_eq!(labels(&axis, 60.0), ["−20", "0", "20"]);
    }

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

    #[test]
    fn without_anything_to_show_there_is_still_an_axis() {
        for kind in [Kind::Ratio, Kind::Difference] {
            let axis = Axis::symmetric(kind, &[], None, &[]);
            assert!(axis.high > axis.low);
            assert!(
                labels(&axis, 100.0)
                    .contains(&if kind == Kind::Ratio { "1" } else { "0" }.to_owned())
            );
        }
    }

    proptest! {
        #[test]
        fn labels_stand_apart_and_no_difference_always_has_one(
            estimates in proptest::collection::vec(-20.0..20.0_f64, 0..30),
            half in 0.0..30.0_f64,
            length in 5.0..600.0_f64,
            ratio in proptest::bool::ANY,
        ) {
            let kind = if ratio { Kind::Ratio } else { Kind::Difference };
            let spans: Vec<Span> = estimates
                .iter()
                .map(|&estimate| Span { estimate, lower: estimate - half, upper: estimate + half })
                .collect();
            let axis = Axis::symmetric(kind, &spans, spans.first().copied(), &spans);
            let ticks = axis.ticks(length, 8.0, Locale::DecimalPoint);
            prop_assert!(ticks.iter().any(|tick| tick.value == 0.0));
            prop_assert!(axis.stand_apart(&ticks, length, 8.0));
            prop_assert!(ticks.iter().all(|tick| axis.shows(tick.value)));
            prop_assert!((axis.low + axis.high).abs() < 1e-12);
        }
    }
}
