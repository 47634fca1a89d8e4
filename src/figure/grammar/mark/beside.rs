//! A result that somebody else published, beneath one of ours: a hollow diamond on a line of second rank.

use super::arrow::Arrows;
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::scale::Span;
use crate::figure::scene::{Item, Point, Role, STROKE, Scene};

/// Half the height and width of the diamond, in em.
const HALF: f64 = 0.36;

/// A published result.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Published {
    pub(crate) estimate: f64,
    /// Its limits, where they are printed.
    pub(crate) limits: Option<[f64; 2]>,
}

impl Published {
    /// Draws it. An estimate beyond the axis has no diamond.
    pub(crate) fn draw(self, scene: &mut Scene, plot: &Plot, y: f64) {
        let Self { estimate, limits } = self;
        if let Some([lower, upper]) = limits {
            let span = Span {
                estimate,
                lower,
                upper,
            };
            let ends = plot.clips(span);
            let covered = Arrows::covered(plot.size);
            let left = plot.x(lower) + if ends.0 { covered } else { 0.0 };
            let right = plot.x(upper) - if ends.1 { covered } else { 0.0 };
            scene.horizontal((left, right.max(left)), y, STROKE, Role::Muted);
            let arrows = Arrows {
                ends,
                role: Role::Muted,
            };
            arrows.draw(scene, plot, y);
        }
        if !plot.axis.shows(estimate) {
            return;
        }
        let (x, half) = (plot.x(estimate), HALF * plot.size);
        let corners = [(x - half, y), (x, y - half), (x + half, y), (x, y + half)];
        let corners: Vec<Point> = corners.map(|(x, y)| Point { x, y }).to_vec();
        // Paper under the outline, so that the line does not show through.
        scene.items.push(Item::Polygon {
            corners: corners.clone(),
            role: Role::Paper,
            outline: None,
        });
        scene.items.push(Item::Polygon {
            corners,
            role: Role::Muted,
            outline: Some(STROKE),
        });
    }
}
