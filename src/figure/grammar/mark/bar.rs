//! The bar of a prediction interval, with arrow heads where it reaches beyond the axis.

use super::arrow::Arrows;
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::scale::Span;
use crate::figure::scene::{Item, Rectangle, Role, Scene};

/// Height of the bar, in em.
const HEIGHT: f64 = 0.36;

/// The bar of a prediction interval.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PredictionBar(pub(crate) Span);

impl PredictionBar {
    pub(crate) fn draw(self, scene: &mut Scene, plot: &Plot, y: f64) {
        let Self(span) = self;
        let half = HEIGHT * plot.size / 2.0;
        let covered = Arrows::covered(plot.size);
        let clipped = plot.clips(span);
        let left = plot.x(span.lower) + if clipped.0 { covered } else { 0.0 };
        let right = plot.x(span.upper) - if clipped.1 { covered } else { 0.0 };
        scene.items.push(Item::Rectangle {
            area: Rectangle {
                left,
                top: y - half,
                right: right.max(left),
                bottom: y + half,
            },
            role: Role::Prediction,
        });
        let arrows = Arrows {
            ends: clipped,
            role: Role::Prediction,
        };
        arrows.draw(scene, plot, y);
    }
}
