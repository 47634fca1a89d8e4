//! Where the ticks of an axis stand: as many round numbers as their labels leave room for. No difference (1, or 0) always
//! has one where the axis shows it.

use super::scale::{Axis, Kind, Tick, nice_at_least};
use crate::figure::font::{self, Weight};
use crate::wording::{Locale, number};

/// Room between two labels, in em.
const LABEL_GAP: f64 = 0.75;

/// Round numbers within two ends, about as many as asked for and no more than half as many again.
pub(crate) fn round_steps((low, high): (f64, f64), wanted: f64) -> Vec<f64> {
    let step = nice_at_least((high - low) / wanted);
    if !(step.is_finite() && step > 0.0) {
        return vec![low];
    }
    let first = (low / step - SLACK).ceil();
    let last = (high / step + SLACK).floor();
    let mut values = Vec::new();
    let mut multiple = first;
    while multiple <= last {
        values.push(multiple * step);
        multiple += 1.0;
    }
    values
}

/// An end is a round number if it misses one by less than this share of a step.
const SLACK: f64 = 1e-9;

impl Axis {
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
        if last.len() < 2 && !self.shows(0.0) {
            // No round number lies between the ends that were typed.
            return self.thinned(&self.ends(locale), length, size);
        }
        last
    }

    fn ends(&self, locale: Locale) -> Vec<Tick> {
        [self.low, self.high]
            .map(|value| Tick {
                value,
                label: number::tick(self.kind.natural(value), locale),
            })
            .to_vec()
    }

    /// Of ticks from left to right, as many as stand apart: each that would touch the one before is left out.
    pub(crate) fn thinned(&self, ticks: &[Tick], length: f64, size: f64) -> Vec<Tick> {
        let mut apart: Vec<Tick> = Vec::new();
        for tick in ticks {
            let stands_apart = apart.last().is_none_or(|before| {
                self.stand_apart(&[before.clone(), tick.clone()], length, size)
            });
            if stands_apart {
                apart.push(tick.clone());
            }
        }
        apart
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
    use crate::figure::Span;
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
