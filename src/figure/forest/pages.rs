//! Brings a long forest plot onto paper: whole, with its rows closer together, or in parts on several pages, each with the
//! heads and the axis.

use super::Forest;
use super::density::Density;
use super::layout::Sheets;
use super::lines::Line;
use crate::figure::Scene;
use crate::figure::grammar::pagination::{self, Breaks};
use crate::figure::paper::{Fit, Room};

/// Brings a forest plot onto paper. Where it is too high, its rows stand closer together; where that does not do, it goes on as
/// many pages as it takes, as [`pages`] places it.
#[must_use]
pub fn on_paper(forest: &Forest, room: Room) -> (Vec<Scene>, Fit) {
    let lines = forest.lines();
    let usual = || Sheets::of(forest, Density::Usual);
    let compact = || Sheets::of(forest, Density::Compact);
    pagination::on_paper(room, &breaks(&lines), usual, compact)
}

/// Places a forest plot on pages no higher than `height` points, each with the heads and the axis; the pooled estimates
/// and the footer stand on the last. A page holds at least one trial, however low it is.
#[must_use]
pub fn pages(forest: &Forest, height: f64) -> Vec<Scene> {
    let sheets = Sheets::of(forest, Density::Usual);
    breaks(&forest.lines()).pages(Room::pages(height), &sheets)
}

fn breaks<'a>(lines: &'a [Line<'a>]) -> Breaks<'a, Line<'a>> {
    Breaks {
        lines,
        may_begin: Line::may_begin_a_page,
        may_end: Line::may_end_a_page,
    }
}
