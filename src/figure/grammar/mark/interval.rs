//! The line of an interval, with arrow heads where it reaches beyond the axis.

use super::arrow::Arrows;
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::scale::Span;
use crate::figure::scene::{Role, STROKE, Scene};

/// The line of an interval.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IntervalLine(pub(crate) Span);

impl IntervalLine {
    pub(crate) fn draw(self, scene: &mut Scene, plot: &Plot, y: f64) {
        let Self(span) = self;
        let length = Arrows::length(plot.size);
        let clipped = plot.clips(span);
        let mut ends = (plot.x(span.lower), plot.x(span.upper));
        if ends.1 - ends.0 < 2.0 * length {
            // Wholly beyond one end: a short stem carries the arrow head.
            if clipped.1 {
                ends.0 = ends.0.min(plot.slot.right - 2.0 * length);
            }
            if clipped.0 {
                ends.1 = ends.1.max(plot.slot.left + 2.0 * length);
            }
        }
        let covered = Arrows::covered(plot.size);
        let left = ends.0 + if clipped.0 { covered } else { 0.0 };
        let right = ends.1 - if clipped.1 { covered } else { 0.0 };
        scene.horizontal((left, right.max(left)), y, STROKE, Role::Ink);
        let arrows = Arrows {
            ends: clipped,
            role: Role::Ink,
        };
        arrows.draw(scene, plot, y);
    }
}
