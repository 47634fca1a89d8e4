//! The diamond of a pooled estimate: tips at the limits, full height at the estimate.

use super::arrow::Arrows;
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::scale::Span;
use crate::figure::grammar::slot::Slot;
use crate::figure::scene::{Item, Point, Role, STROKE, Scene};

/// A diamond narrower than this, in em, is drawn this wide: it would not be seen.
const NARROWEST: f64 = 0.4;

/// A diamond.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Diamond {
    pub(crate) span: Span,
    /// In points.
    pub(crate) height: f64,
    /// Whether only its outline is drawn, as of a second model.
    pub(crate) hollow: bool,
}

impl Diamond {
    pub(crate) fn draw(self, scene: &mut Scene, plot: &Plot, y: f64) {
        let Self {
            span,
            height,
            hollow,
        } = self;
        let x = |value| plot.x_beyond(value);
        let (left, middle, right) = (x(span.lower), x(span.estimate), x(span.upper));
        let least = NARROWEST * plot.size / 2.0;
        let corners = [
            (left.min(middle - least), y),
            (middle, y - height / 2.0),
            (right.max(middle + least), y),
            (middle, y + height / 2.0),
        ]
        .map(|(x, y)| Point { x, y });
        let corners = between(&corners, plot.slot);
        if corners.len() >= 3 {
            scene.items.push(Item::Polygon {
                corners,
                role: Role::Diamond,
                outline: hollow.then_some(STROKE),
            });
        }
        let arrows = Arrows {
            ends: plot.clips(span),
            role: Role::Diamond,
        };
        arrows.draw(scene, plot, y);
    }
}

/// The part of a polygon between the ends of a slot.
fn between(corners: &[Point], slot: Slot) -> Vec<Point> {
    let right_of = cut(corners, slot.left, |x, edge| x >= edge);
    cut(&right_of, slot.right, |x, edge| x <= edge)
}

/// The part of a polygon on one side of an upright line (Sutherland and Hodgman 1974).
fn cut(corners: &[Point], edge: f64, inside: impl Fn(f64, f64) -> bool) -> Vec<Point> {
    let mut left_over = Vec::new();
    let following = corners.iter().cycle().skip(1);
    for (from, to) in corners.iter().zip(following) {
        if inside(from.x, edge) {
            left_over.push(*from);
        }
        if inside(from.x, edge) != inside(to.x, edge) {
            let share = (edge - from.x) / (to.x - from.x);
            left_over.push(Point {
                x: edge,
                y: from.y + share * (to.y - from.y),
            });
        }
    }
    left_over
}
