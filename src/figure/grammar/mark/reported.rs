//! What a trial says of an outcome, as a small mark that is told from the others by its shape, not by its colour.

use super::circle::CircleStyle;
use crate::analysis::ReportedAs;
use crate::figure::scene::{Item, Point, Rectangle, Role, Scene};

/// Side of a mark, in em.
pub(crate) const SIDE: f64 = 0.86;
/// Width of an outline, in points.
const OUTLINE: f64 = 0.8;

/// Draws the mark around a point, beside text of some size.
pub(crate) fn draw(reported: ReportedAs, scene: &mut Scene, centre: Point, size: f64) {
    let side = SIDE * size;
    let area = Rectangle::square(centre, side);
    match reported {
        ReportedAs::EventsInBoth => scene.items.push(Item::Rectangle {
            area,
            role: Role::Accent,
        }),
        ReportedAs::EventsInOne => {
            scene.fill(
                vec![
                    Point {
                        x: area.left,
                        y: area.top,
                    },
                    Point {
                        x: area.left,
                        y: area.bottom,
                    },
                    Point {
                        x: area.right,
                        y: area.bottom,
                    },
                ],
                Role::Accent,
            );
            outline(scene, area, Role::Accent);
        }
        ReportedAs::NoEvents => outline(scene, area, Role::Accent),
        ReportedAs::OtherNumbers => CircleStyle::Full.draw(scene, centre, side / 2.0),
        ReportedAs::NotPooled => {
            let inset = side / 2.0 * 0.8;
            for turn in [1.0, -1.0] {
                scene.line(
                    Point {
                        x: centre.x - inset,
                        y: centre.y - turn * inset,
                    },
                    Point {
                        x: centre.x + inset,
                        y: centre.y + turn * inset,
                    },
                    OUTLINE,
                    Role::Muted,
                );
            }
        }
        ReportedAs::NotReported => {
            let half = 0.18 * side;
            scene.horizontal(
                (centre.x - half, centre.x + half),
                centre.y,
                OUTLINE,
                Role::Rule,
            );
        }
    }
}

fn outline(scene: &mut Scene, area: Rectangle, role: Role) {
    let half = OUTLINE / 2.0;
    let (left, right) = (area.left + half, area.right - half);
    let (top, bottom) = (area.top + half, area.bottom - half);
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    scene.items.push(Item::Polygon {
        corners: corners.map(|(x, y)| Point { x, y }).to_vec(),
        role,
        outline: Some(OUTLINE),
    });
}
