//! Stretches of the page from left to right, one for each column.

/// A stretch from left to right, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Slot {
    pub(crate) left: f64,
    pub(crate) right: f64,
}

impl Slot {
    pub(crate) fn middle(self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    pub(crate) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(crate) fn without_margins(self, margin: f64) -> Self {
        Self {
            left: self.left + margin,
            right: self.right - margin,
        }
    }
}

/// Hands out slots from left to right.
pub(crate) struct Slots {
    /// Where the next slot begins.
    pub(crate) x: f64,
    /// Room between two slots.
    pub(crate) gap: f64,
}

impl Slots {
    /// The next slot, with the gap after it.
    pub(crate) fn next(&mut self, width: f64) -> Slot {
        let slot = self.next_adjoining(width);
        self.x += self.gap;
        slot
    }

    /// The next slot, without a gap after it.
    pub(crate) fn next_adjoining(&mut self, width: f64) -> Slot {
        let slot = Slot {
            left: self.x,
            right: self.x + width,
        };
        self.x = slot.right;
        slot
    }
}
