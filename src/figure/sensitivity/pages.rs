//! Brings many sensitivity analyses onto paper: whole, with their rows closer together, or in parts on several pages.

use super::SensitivityFigure;
use super::layout::{PITCH, Sheets};
use crate::figure::Scene;
use crate::figure::grammar::pagination::{self, Breaks};
use crate::figure::paper::{Fit, Room};

/// Distance of rows that stand closely, in em.
const COMPACT_PITCH: f64 = 1.4;

/// Brings the figure onto paper. Where it is too high, its rows stand closer together; where that does not do, it goes on as many
/// pages as it takes, with the footer on the last. A page holds at least one analysis, however low it is.
#[must_use]
pub fn on_paper(figure: &SensitivityFigure, room: Room) -> (Vec<Scene>, Fit) {
    let breaks = Breaks::anywhere(&figure.rows);
    let usual = || Sheets::of(figure, PITCH);
    let compact = || Sheets::of(figure, COMPACT_PITCH);
    pagination::on_paper(room, &breaks, usual, compact)
}
