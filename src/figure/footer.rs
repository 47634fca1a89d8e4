//! The paragraphs beneath the rows: they stand beside the axis as far as it goes, and over the whole page below it.

use super::font::{self, Weight};
use super::scene::{Anchor, Point, Role, Scene, Text};

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
pub(super) struct Place {
    /// Size of the text of the rows.
    pub(super) size: f64,
    /// Its upper edge.
    pub(super) top: f64,
    /// How far a line may reach beside the axis.
    pub(super) beside: f64,
    /// Where the axis ends.
    pub(super) beside_until: f64,
    /// How far a line may reach below the axis.
    pub(super) page: f64,
    /// What its colour is for.
    pub(super) role: Role,
}

/// Draws the paragraphs and gives back the lower edge of the page.
pub(super) fn draw(scene: &mut Scene, paragraphs: &[String], place: &Place) -> f64 {
    let size = SIZE * place.size;
    let top = if place.beside < LEAST_ROOM * size {
        place.top.max(place.beside_until)
    } else {
        place.top
    };
    let mut baseline = top + size;
    let mut bottom = place.beside_until;
    for paragraph in paragraphs {
        let first = baseline;
        let room = |line: usize| {
            let line_top = first + line as f64 * LINE * size - size;
            if line_top < place.beside_until {
                place.beside
            } else {
                place.page
            }
        };
        for content in font::wrap_by(paragraph, Weight::Regular, size, MOST_LINES, room) {
            scene.text(Text {
                content,
                position: Point {
                    x: 0.0,
                    y: baseline,
                },
                anchor: Anchor::Start,
                size,
                weight: Weight::Regular,
                role: place.role,
            });
            bottom = bottom.max(baseline + font::DESCENT * size);
            baseline += LINE * size;
        }
        baseline += PARAGRAPH * size;
    }
    bottom + BELOW * place.size
}
