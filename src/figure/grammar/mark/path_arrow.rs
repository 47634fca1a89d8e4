//! A line along several points that ends in an arrow head, from one box of a diagram to another.

use super::arrow::{Arrows, arrow_head};
use crate::figure::scene::{Point, Role, STROKE, Scene};

/// Half the width of the arrow head, in em.
const HALF: f64 = 0.26;

/// A line along points, upright or level, with its head at the last.
#[derive(Clone, Debug)]
pub(crate) struct PathArrow {
    pub(crate) points: Vec<Point>,
    /// Size of the text beside it, in points.
    pub(crate) size: f64,
}

impl PathArrow {
    /// Draws it; a path of fewer than two points is none.
    pub(crate) fn draw(&self, scene: &mut Scene) {
        let [.., before, tip] = self.points.as_slice() else {
            return;
        };
        let (length, half) = (Arrows::length(self.size), HALF * self.size);
        let is_level = (before.y - tip.y).abs() < (before.x - tip.x).abs();
        let back = if is_level {
            (before.x - tip.x).signum() * length
        } else {
            (before.y - tip.y).signum() * length
        };
        let head = if is_level {
            arrow_head(tip.x, back, half, tip.y)
        } else {
            let base = tip.y + back;
            vec![
                *tip,
                Point {
                    x: tip.x - half,
                    y: base,
                },
                Point {
                    x: tip.x + half,
                    y: base,
                },
            ]
        };
        // The line stops within the head, so that its blunt end does not stick out of it.
        let covered = back * Arrows::covered(self.size) / length;
        let end = if is_level {
            Point {
                x: tip.x + covered,
                y: tip.y,
            }
        } else {
            Point {
                x: tip.x,
                y: tip.y + covered,
            }
        };
        let mut from: Option<Point> = None;
        let last = self.points.len() - 1;
        for (place, point) in self.points.iter().enumerate() {
            let to = if place == last { end } else { *point };
            if let Some(from) = from {
                scene.line(from, to, STROKE, Role::Ink);
            }
            from = Some(to);
        }
        scene.fill(head, Role::Ink);
    }
}
