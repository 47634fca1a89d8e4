//! The certainty of a result: four circles, as many of them full as it has levels. Number and word tell, not colour.

use super::circle::circle;
use crate::data::CertaintyLevel;
use crate::figure::scene::{Item, Point, Role, Scene};

/// Diameter of a circle, in em.
const CIRCLE: f64 = 0.8;
/// Distance between the middles of two circles, in em.
const STEP: f64 = 1.02;
/// Width of the outline of an open circle, in points.
const OUTLINE: f64 = 0.6;
/// How many circles there are.
const CIRCLES: u8 = 4;

/// How wide the four circles are, in em.
pub(crate) const WIDTH: f64 = 3.0 * STEP + CIRCLE;

/// Draws the circles from a left edge on around a height.
pub(crate) fn draw(
    scene: &mut Scene,
    level: CertaintyLevel,
    (left, middle): (f64, f64),
    size: f64,
) {
    let radius = CIRCLE * size / 2.0;
    for place in 0..CIRCLES {
        let centre = Point {
            x: left + radius + f64::from(place) * STEP * size,
            y: middle,
        };
        let is_full = place < level.circles();
        scene.items.push(Item::Polygon {
            corners: circle(centre, radius),
            role: Role::Ink,
            outline: (!is_full).then_some(OUTLINE),
        });
    }
}
