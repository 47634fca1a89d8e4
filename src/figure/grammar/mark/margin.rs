//! The margin of concern of one row: a dashed upright line as high as the row.

use crate::figure::grammar::plot::Plot;
use crate::figure::scene::{Item, Point, Role, STROKE, Scene};

/// Lengths of its dashes and of the gaps between them, in points.
const DASHES: (f64, f64) = (1.5, 1.5);

/// The margin of concern of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MarginLine(pub(crate) f64);

impl MarginLine {
    /// Draws it from the upper to the lower edge of the row, if the axis shows its value.
    pub(crate) fn draw(self, scene: &mut Scene, plot: &Plot, (top, bottom): (f64, f64)) {
        let Self(value) = self;
        if plot.axis.shows(value) {
            let x = plot.x(value);
            scene.items.push(Item::Line {
                from: Point { x, y: top },
                to: Point { x, y: bottom },
                width: STROKE,
                role: Role::Muted,
                dash: Some(DASHES),
            });
        }
    }
}
