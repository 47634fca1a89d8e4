//! Says where the text of a row stands: its middle, its baseline, and how much more room further lines take.

use super::text::{LINE, MIDDLE};

/// The distance of rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowPitch {
    /// Of rows of one line, in em.
    pub(crate) pitch: f64,
    /// Size of the text, in points.
    pub(crate) size: f64,
}

impl RowPitch {
    /// The middle of the first line of a row, on which its mark stands.
    pub(crate) fn middle(self, top: f64) -> f64 {
        top + self.pitch * self.size / 2.0
    }

    /// The baseline of the first line of a row.
    pub(crate) fn baseline(self, top: f64) -> f64 {
        self.middle(top) + MIDDLE * self.size
    }

    /// The lower edge of a row of so many lines.
    pub(crate) fn bottom(self, top: f64, lines: usize) -> f64 {
        let further = lines.saturating_sub(1) as f64;
        top + self.pitch * self.size + further * LINE * self.size
    }
}
