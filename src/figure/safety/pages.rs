//! Brings a long safety profile onto paper: whole, with its rows closer together, or in parts on several pages, each with the
//! heads and the axes.

use super::layout::{PITCH, Sheets};
use super::{Line, SafetyProfile};
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

/// Brings a safety profile onto paper. Where it is too high, its rows stand closer together; where that does not do, it goes on
/// as many pages as it takes, with the footer on the last. A page holds at least one outcome, however low it is.
#[must_use]
pub fn on_paper(profile: &SafetyProfile, room: Room) -> (Vec<Scene>, Fit) {
    let breaks = Breaks {
        lines: &profile.lines,
        may_begin: |_| true,
        may_end: Line::may_end_a_page,
    };
    let usual = || Sheets::of(profile, PITCH);
    let compact = || Sheets::of(profile, COMPACT_PITCH);
    pagination::on_paper(room, &breaks, usual, compact)
}
