//! A horizontal scale in its place on the page: from values to the x at which their marks stand.

use super::scale::{Axis, Span, Tick};
use super::slot::Slot;
use crate::wording::Locale;

/// Least margins of a graph inside its column, where half of the outermost labels stand, in em.
const MARGIN: f64 = 1.1;

/// An axis in its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plot {
    pub(crate) axis: Axis,
    /// From the left to the right end of the axis.
    pub(crate) slot: Slot,
    /// Size of the text of the rows, in points.
    pub(crate) size: f64,
    /// How the labels of the axis are written.
    pub(crate) locale: Locale,
}

impl Plot {
    /// Room that a graph keeps free on either side of its axis, for the labels at the ends.
    pub(crate) fn margin(axis: &Axis, size: f64, locale: Locale) -> f64 {
        axis.half_end_label(size, locale).max(MARGIN * size)
    }

    /// Where a value stands; one beyond the axis stands at its end.
    pub(crate) fn x(&self, value: f64) -> f64 {
        let share = self.axis.share(value).clamp(0.0, 1.0);
        self.slot.left + share * self.slot.width()
    }

    /// Where a value stands, also beyond the axis.
    pub(crate) fn x_beyond(&self, value: f64) -> f64 {
        self.slot.left + self.axis.share(value) * self.slot.width()
    }

    /// Whether an interval reaches beyond the left and the right end of the axis.
    pub(crate) fn clips(&self, span: Span) -> (bool, bool) {
        let limits = [span.lower, span.upper];
        let outside = |value: f64| !self.axis.shows(value);
        (
            limits
                .iter()
                .any(|&limit| outside(limit) && limit < self.axis.low),
            limits
                .iter()
                .any(|&limit| outside(limit) && limit > self.axis.high),
        )
    }

    /// The ticks that its length has room for: those that were typed, or else a good choice.
    pub(crate) fn ticks(&self, typed: &[Tick]) -> Vec<Tick> {
        let length = self.slot.width();
        if typed.is_empty() {
            self.axis.ticks(length, self.size, self.locale)
        } else {
            self.axis.thinned(typed, length, self.size)
        }
    }
}
