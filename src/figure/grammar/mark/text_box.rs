//! A box with lines of text in it, as a diagram of boxes and arrows has them.

use crate::figure::font;
use crate::figure::grammar::text::{Face, LINE, Pen};
use crate::figure::scene::{Anchor, Point, Rectangle, Role, STROKE, Scene};

/// Room between the edge of a box and its text, in em.
const PADDING: f64 = 0.6;
/// A text is broken into at most so many lines.
const MOST_LINES: usize = 6;

/// Draws the edges of a box. They lie within it, so that one at the edge of the page is drawn whole.
pub(crate) fn frame(scene: &mut Scene, area: &Rectangle, role: Role) {
    let half = STROKE / 2.0;
    for y in [area.top + half, area.bottom - half] {
        scene.horizontal((area.left, area.right), y, STROKE, role);
    }
    for x in [area.left + half, area.right - half] {
        let (from, to) = (Point { x, y: area.top }, Point { x, y: area.bottom });
        scene.line(from, to, STROKE, role);
    }
}

/// Lines of text that stand in a box of a width.
#[derive(Clone, Debug)]
pub(crate) struct TextBox {
    lines: Vec<String>,
    width: f64,
    size: f64,
}

impl TextBox {
    /// Breaks paragraphs into the lines of a box so wide.
    pub(crate) fn of(paragraphs: &[String], width: f64, size: f64) -> Self {
        let room = width - 2.0 * PADDING * size;
        let face = Face::TEXT;
        let lines = paragraphs
            .iter()
            .flat_map(|paragraph| font::wrap(paragraph, face.weight, size, room, MOST_LINES))
            .collect();
        Self { lines, width, size }
    }

    /// How high the box is.
    pub(crate) fn height(&self) -> f64 {
        let further = self.lines.len().saturating_sub(1) as f64;
        (further * LINE + font::CAP_HEIGHT + font::DESCENT + 2.0 * PADDING) * self.size
    }

    /// Draws it with its upper left corner at a point. Gives back where it stands.
    pub(crate) fn draw(&self, scene: &mut Scene, corner: Point) -> Rectangle {
        let area = Rectangle {
            left: corner.x,
            top: corner.y,
            right: corner.x + self.width,
            bottom: corner.y + self.height(),
        };
        frame(scene, &area, Role::Ink);
        let mut pen = Pen {
            scene,
            size: self.size,
        };
        let baseline = area.top + (PADDING + font::CAP_HEIGHT) * self.size;
        for (nth, line) in self.lines.iter().enumerate() {
            let y = baseline + nth as f64 * LINE * self.size;
            let x = area.left + PADDING * self.size;
            pen.write(line, (x, y), Anchor::Start, Face::TEXT);
        }
        area
    }
}
