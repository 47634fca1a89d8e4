//! Brings many sensitivity analyses onto paper: whole, with their rows closer together, or in parts on several pages.

use super::SensitivityFigure;
use super::layout::{PITCH, Sheets};
use crate::figure::Scene;
use crate::figure::grammar::pagination::{Breaks, Part};
use crate::figure::paper::{Fit, OnePage, Room, fitted};

/// Distance of rows that stand closely, in em.
const COMPACT_PITCH: f64 = 1.4;

/// Brings the figure onto paper. Where it is too high, its rows stand closer together; where that does not do, it goes on as many
/// pages as it takes, with the footer on the last. A page holds at least one analysis, however low it is.
#[must_use]
pub fn on_paper(figure: &SensitivityFigure, room: Room) -> (Vec<Scene>, Fit) {
    let whole = |pitch| {
        let sheets = Sheets::of(figure, pitch);
        let scene = sheets.page(&figure.rows, Part::WHOLE);
        let height = sheets.scale() * scene.height;
        OnePage { scene, height }
    };
    fitted(
        room,
        || whole(PITCH),
        || whole(COMPACT_PITCH),
        || parted(figure, room),
    )
}

fn parted(figure: &SensitivityFigure, room: Room) -> Vec<Scene> {
    let sheets = Sheets::of(figure, PITCH);
    let breaks = Breaks {
        lines: &figure.rows,
        may_begin: |_| true,
        may_end: |_| true,
    };
    breaks.pages(room, sheets.scale(), |lines, part| sheets.page(lines, part))
}
