//! Paragraphs beneath the rows: they stand beside the axis as far as it goes, and over the whole page below it.

use super::text::{Face, Pen};
use crate::figure::font::{self, Weight};
use crate::figure::scene::{Anchor, Role, Scene};

/// Size of the footer's text as a share of that of the rows.
const SIZE: f64 = 0.88;
/// Distance of lines, in em of the footer.
const LINE: f64 = 1.38;
/// Additional distance of paragraphs, in em of the footer.
const PARAGRAPH: f64 = 0.22;
/// Room below the last line, in em of the rows.
const BELOW: f64 = 0.5;
/// No paragraph is cut: names of arms may be long, but not this long.
const MOST_LINES: usize = 40;
/// Beside the axis a paragraph needs this much room, in em of the footer; where there is less it waits.
const LEAST_ROOM: f64 = 16.0;

/// Where a footer stands, in points.
pub(crate) struct FooterArea {
    /// Size of the text of the rows.
    pub(crate) size: f64,
    /// Its upper edge.
    pub(crate) top: f64,
    /// How far a line may reach beside the axis.
    pub(crate) beside: f64,
    /// Where the axis ends.
    pub(crate) beside_until: f64,
    /// How far a line may reach below the axis.
    pub(crate) page: f64,
    /// What its colour is for.
    pub(crate) role: Role,
}

/// Draws the paragraphs and gives back the lower edge of the page.
pub(crate) fn draw(scene: &mut Scene, paragraphs: &[String], area: &FooterArea) -> f64 {
    let size = SIZE * area.size;
    let top = if area.beside < LEAST_ROOM * size {
        area.top.max(area.beside_until)
    } else {
        area.top
    };
    let mut baseline = top + size;
    let mut bottom = area.beside_until;
    for paragraph in paragraphs {
        let first = baseline;
        let room = |line: usize| {
            let line_top = first + line as f64 * LINE * size - size;
            if line_top < area.beside_until {
                area.beside
            } else {
                area.page
            }
        };
        for content in font::wrap_by(paragraph, Weight::Regular, size, MOST_LINES, room) {
            let face = Face {
                weight: Weight::Regular,
                role: area.role,
            };
            Pen { scene, size }.write(&content, (0.0, baseline), Anchor::Start, face);
            bottom = bottom.max(baseline + font::DESCENT * size);
            baseline += LINE * size;
        }
        baseline += PARAGRAPH * size;
    }
    bottom + BELOW * area.size
}
