//! The certainty of results: four circles, and the word beneath them.

use crate::data::CertaintyLevel;
use crate::figure::font::Weight;
use crate::figure::grammar::mark::certainty as mark;
use crate::figure::grammar::slot::Slot;
use crate::figure::grammar::text::{Face, LINE, MIDDLE, Pen, widest};
use crate::figure::scene::Anchor;

/// A column of certainties.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CertaintyColumn {
    pub(crate) slot: Slot,
}

impl CertaintyColumn {
    /// How wide the column is with this head and these words.
    pub(crate) fn width<'a>(head: &'a str, words: impl Iterator<Item = &'a str>, size: f64) -> f64 {
        let words = words.map(|word| (word, Weight::Regular));
        widest(words.chain([(head, Weight::Bold)]), size).max(mark::WIDTH * size)
    }

    /// Writes the head on a baseline.
    pub(crate) fn write_head(self, pen: &mut Pen<'_>, head: &str, baseline: f64) {
        pen.write(head, (self.slot.left, baseline), Anchor::Start, Face::BOLD);
    }

    /// Draws the circles beside the line that stands on `baseline`, and the word under them; the word alone where nobody
    /// judged. Gives back how many lines it took.
    pub(crate) fn draw(
        self,
        pen: &mut Pen<'_>,
        (level, word): (Option<CertaintyLevel>, &str),
        baseline: f64,
    ) -> usize {
        let left = self.slot.left;
        let Some(level) = level else {
            pen.write(word, (left, baseline), Anchor::Start, Face::MUTED);
            return 1;
        };
        let size = pen.size;
        mark::draw(pen.scene, level, (left, baseline - MIDDLE * size), size);
        let under = baseline + LINE * size;
        pen.write(word, (left, under), Anchor::Start, Face::MUTED);
        2
    }
}
