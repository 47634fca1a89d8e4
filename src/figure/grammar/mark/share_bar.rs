//! The bar of a share with its interval: from the left end of the plot to the share, the interval as a line over it.

use super::interval::IntervalLine;
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::scale::Span;
use crate::figure::scene::{Item, Rectangle, Role, STROKE, Scene};

/// Width of the paper under the line of the interval, which keeps it visible on the bar, in strokes.
const CASING: f64 = 3.2;

/// A share with its interval.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShareBar {
    pub(crate) span: Span,
    /// The colour of the bar.
    pub(crate) role: Role,
    /// Its height, in em.
    pub(crate) height: f64,
}

impl ShareBar {
    pub(crate) fn draw(self, scene: &mut Scene, plot: &Plot, y: f64) {
        let half = self.height * plot.size / 2.0;
        scene.items.push(Item::Rectangle {
            area: Rectangle {
                left: plot.slot.left,
                top: y - half,
                right: plot.x(self.span.estimate),
                bottom: y + half,
            },
            role: self.role,
        });
        let ends = (plot.x(self.span.lower), plot.x(self.span.upper));
        scene.horizontal(ends, y, CASING * STROKE, Role::Paper);
        IntervalLine(self.span).draw(scene, plot, y);
    }
}
