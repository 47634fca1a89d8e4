//! Brings the figure of the findings onto paper: whole, with its rows closer together, or in parts, each with the heads and the axis.

use super::layout::{PITCH, Sheets};
use super::{FindingsFigure, Line};
use crate::figure::Scene;
use crate::figure::grammar::pagination::{self, Breaks};
use crate::figure::paper::{Fit, Room};

/// Distance of rows that stand closely, in em.
const COMPACT_PITCH: f64 = 1.4;

impl Line {
    /// Whether a page may end with it: the head of a group stands over its outcomes.
    fn may_end_a_page(&self) -> bool {
        match self {
            Self::Group(_) => false,
            Self::Outcome(_) => true,
        }
    }
}

/// Brings the figure onto paper. Where it is too high, its rows stand closer together; where that does not do, it goes on as many
/// pages as it takes, with the footer on the last.
#[must_use]
pub fn on_paper(figure: &FindingsFigure, room: Room) -> (Vec<Scene>, Fit) {
    let breaks = Breaks {
        lines: &figure.lines,
        may_begin: |_| true,
        may_end: Line::may_end_a_page,
    };
    let usual = || Sheets::of(figure, PITCH);
    let compact = || Sheets::of(figure, COMPACT_PITCH);
    pagination::on_paper(room, &breaks, usual, compact)
}
