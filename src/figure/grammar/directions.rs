//! The words on either side of no difference: "◂ fewer with …" and "more with … ▸".

use super::mark::arrow::arrow_head;
use super::plot::Plot;
use super::slot::Slot;
use super::text::{Face, Pen};
use crate::figure::font::{self, Weight};
use crate::figure::scene::{Anchor, Role, Scene};

/// Size of the words as a share of that of the rows.
const SIZE: f64 = 0.92;
/// Distance of their lines, in their em.
const LINE: f64 = 1.25;
/// They are broken into at most so many lines.
const MOST_LINES: usize = 4;

/// The words for either direction, broken to fit their half of a column.
pub(crate) struct Directions {
    lines: [Vec<String>; 2],
    /// Where the tips of the arrow heads stand.
    edges: [f64; 2],
    /// Length of an arrow head.
    arrow: f64,
    size: f64,
}

impl Directions {
    pub(crate) fn new(words: &[String; 2], plot: &Plot, column: Slot) -> Self {
        let size = SIZE * plot.size;
        let arrow = 0.5 * size;
        let middle = if plot.axis.shows(0.0) {
            plot.x(0.0)
        } else {
            plot.slot.middle()
        };
        let edges = [
            column.left + 0.5 * plot.size,
            column.right - 0.5 * plot.size,
        ];
        let lines = [0, 1].map(|side| {
            let room = (middle - edges[side]).abs() - 1.4 * arrow - 0.3 * size;
            font::wrap(&words[side], Weight::Regular, size, room, MOST_LINES)
        });
        Self {
            lines,
            edges,
            arrow,
            size,
        }
    }

    /// From the baseline of the first line to that of the last.
    pub(crate) fn height(&self) -> f64 {
        let most = self.lines.iter().map(Vec::len).max().unwrap_or(1);
        most.saturating_sub(1) as f64 * LINE * self.size
    }

    /// Writes them, the first lines on `baseline`.
    pub(crate) fn draw(&self, scene: &mut Scene, baseline: f64) {
        let anchors = [(Anchor::Start, 1.0), (Anchor::End, -1.0)];
        for ((lines, edge), (anchor, inward)) in self.lines.iter().zip(self.edges).zip(anchors) {
            if lines.iter().all(String::is_empty) {
                continue;
            }
            let y = baseline - font::X_HEIGHT * self.size / 2.0;
            let head = arrow_head(edge, inward * self.arrow, self.arrow * 0.55, y);
            scene.fill(head, Role::Ink);
            let x = edge + inward * 1.4 * self.arrow;
            let mut pen = Pen {
                scene,
                size: self.size,
            };
            for (index, content) in lines.iter().enumerate() {
                let y = baseline + index as f64 * LINE * self.size;
                pen.write(content, (x, y), anchor, Face::TEXT);
            }
        }
    }
}
