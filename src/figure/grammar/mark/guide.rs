//! Upright lines through a value of the axis, under the marks.

use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::{axis, head};
use crate::figure::scene::{Item, Point, Role, STROKE, Scene};

/// Thickness of a dashed line, in points.
const DASHED: f64 = 0.5;
/// Lengths of its dashes and of the gaps between them, in points.
const DASHES: (f64, f64) = (2.0, 2.0);

/// An upright line.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Guide {
    /// Solid, where there is no difference.
    NoDifference,
    /// Dashed, through an estimate.
    Through(f64),
}

impl Guide {
    /// Draws the line from the rule over the rows to the axis under them, if the axis shows its value.
    pub(crate) fn draw(self, scene: &mut Scene, plot: &Plot, (top, bottom): (f64, f64)) {
        let (top, bottom) = (top - head::GAP * plot.size, bottom + axis::GAP * plot.size);
        let (value, width, role, dash) = match self {
            Self::NoDifference => (0.0, STROKE, Role::Muted, None),
            Self::Through(value) => (value, DASHED, Role::Rule, Some(DASHES)),
        };
        if plot.axis.shows(value) {
            let x = plot.x(value);
            scene.items.push(Item::Line {
                from: Point { x, y: top },
                to: Point { x, y: bottom },
                width,
                role,
                dash,
            });
        }
    }
}
