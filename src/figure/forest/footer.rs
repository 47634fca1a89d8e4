//! The paragraphs beneath the rows: they stand beside the axis as far as it goes, and over the whole page below it.

use super::Forest;
use super::columns::Columns;
use crate::figure::font::{self, Weight};
use crate::figure::scene::{Anchor, Point, Role, Scene, Text};

/// Size of the footer's text as a share of that of the rows.
const SIZE: f64 = 0.88;
/// Distance of lines, in em of the footer.
const LINE: f64 = 1.38;
/// Additional distance of paragraphs, in em of the footer.
const PARAGRAPH: f64 = 0.22;
/// No paragraph is cut: names of arms may be long, but not this long.
const MOST_LINES: usize = 40;

/// Draws the paragraphs from `top` on; `axis_bottom` is where the axis ends. Gives back their lower edge.
pub(super) fn draw(
    scene: &mut Scene,
    forest: &Forest,
    columns: &Columns,
    top: f64,
    axis_bottom: f64,
) -> f64 {
    let size = SIZE * forest.text_size;
    let beside = columns.effect.slot.right;
    let mut baseline = top + size;
    for paragraph in &forest.footer {
        let first = baseline;
        let room = |line: usize| {
            let line_top = first + line as f64 * LINE * size - size;
            if line_top < axis_bottom {
                beside
            } else {
                columns.page
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
                role: Role::Muted,
            });
            baseline += LINE * size;
        }
        baseline += PARAGRAPH * size;
    }
    baseline - LINE * size + font::DESCENT * size
}
