//! A column of short numbers under each other: weights, numbers of trials.

use crate::figure::grammar::head::Heads;
use crate::figure::grammar::slot::Slot;
use crate::figure::grammar::text::{Face, Pen};
use crate::figure::scene::Anchor;

/// A column of numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NumberColumn {
    pub(crate) slot: Slot,
    /// Where in the column they stand.
    pub(crate) anchor: Anchor,
}

impl NumberColumn {
    fn x(&self) -> f64 {
        match self.anchor {
            Anchor::Start => self.slot.left,
            Anchor::Middle => self.slot.middle(),
            Anchor::End => self.slot.right,
        }
    }

    pub(crate) fn write_head(&self, pen: &mut Pen<'_>, heads: Heads, head: &[String; 2]) {
        heads.pair(pen, head, self.x(), self.anchor);
    }

    pub(crate) fn write_cell(&self, pen: &mut Pen<'_>, number: &str, baseline: f64, face: Face) {
        pen.write(number, (self.x(), baseline), self.anchor, face);
    }
}
