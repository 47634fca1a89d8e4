//! How close the rows of a forest plot stand: as its preset has them, or closer, where it then fits on one sheet of paper.

use crate::figure::preset::Style;

/// Distance of rows that stand closely, in em: a line of text and a little air, with squares of up to 1.15 em.
const COMPACT_PITCH: f64 = 1.28;

/// How close the rows stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Density {
    /// As in the conventions that the figure follows.
    Usual,
    /// Closely, with every name on one line.
    Compact,
}

impl Density {
    /// The distance of rows, in em.
    pub(super) fn pitch(self, style: &Style) -> f64 {
        match self {
            Self::Usual => style.pitch,
            Self::Compact => style.pitch.min(COMPACT_PITCH),
        }
    }

    /// A name is broken into at most so many lines, and cut beyond.
    pub(super) fn lines_of_a_name(self) -> usize {
        match self {
            Self::Usual => 3,
            Self::Compact => 1,
        }
    }
}
