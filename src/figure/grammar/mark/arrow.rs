//! Arrow heads: an interval goes on beyond the end of the axis.

use crate::figure::grammar::plot::Plot;
use crate::figure::scene::{Point, Role, Scene};

/// Length and half-width of an arrow head, in em.
const HEAD: (f64, f64) = (0.55, 0.26);
/// How much of an arrow head the line behind it reaches into, as a share of its length.
const COVERED: f64 = 0.8;

/// Arrow heads at the ends of an axis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrows {
    /// Whether they stand at the left and at the right end.
    pub(crate) ends: (bool, bool),
    pub(crate) role: Role,
}

impl Arrows {
    /// Length of an arrow head at some size of text.
    pub(crate) fn length(size: f64) -> f64 {
        HEAD.0 * size
    }

    /// How far behind the tip a line stops, so that its blunt end does not stick out of it.
    pub(crate) fn covered(size: f64) -> f64 {
        COVERED * Self::length(size)
    }

    pub(crate) fn draw(self, scene: &mut Scene, plot: &Plot, y: f64) {
        let (length, half) = (Self::length(plot.size), HEAD.1 * plot.size);
        if self.ends.0 {
            scene.fill(arrow_head(plot.slot.left, length, half, y), self.role);
        }
        if self.ends.1 {
            scene.fill(arrow_head(plot.slot.right, -length, half, y), self.role);
        }
    }
}

/// A triangle with its tip at `tip` and its base `length` to the right of it.
pub(crate) fn arrow_head(tip: f64, length: f64, half: f64, y: f64) -> Vec<Point> {
    let base = tip + length;
    vec![
        Point { x: tip, y },
        Point {
            x: base,
            y: y - half,
        },
        Point {
            x: base,
            y: y + half,
        },
    ]
}
