//! A column of texts that begin at its left edge and are broken into lines: names, covariates. What does not fit is cut out
//! of the middle of a text.

use crate::figure::font;
use crate::figure::grammar::slot::Slot;
use crate::figure::grammar::text::{Face, LINE, Pen};

/// A column of texts, with the lines of its head.
#[derive(Clone, Debug)]
pub(crate) struct TextColumn {
    pub(crate) slot: Slot,
    pub(crate) head: Vec<String>,
    /// A cell is broken into at most so many lines.
    pub(crate) most_lines: usize,
}

impl TextColumn {
    /// Writes the head, the last line of which stands on `baseline`.
    pub(crate) fn write_head(&self, pen: &mut Pen<'_>, baseline: f64) {
        let above = (self.head.len() as f64 - 1.0) * LINE * pen.size;
        pen.lines(&self.head, self.slot.left, baseline - above, Face::BOLD);
    }

    /// Writes a cell that stands in by `indent`, the first line of it on `baseline`. Gives back how many lines it took.
    pub(crate) fn write_cell(
        &self,
        pen: &mut Pen<'_>,
        text: &str,
        (indent, baseline): (f64, f64),
        face: Face,
    ) -> usize {
        let room = self.slot.width() - indent;
        let lines = font::wrap_name(text, face.weight, pen.size, room, self.most_lines);
        pen.lines(&lines, self.slot.left + indent, baseline, face);
        lines.len()
    }
}
