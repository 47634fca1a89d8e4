//! A circle as a polygon, and circles that stand for a trial.

use crate::figure::scene::{Item, Point, Rectangle, Role, Scene};

/// Corners of what is drawn for a circle.
const CORNERS: u32 = 24;
/// Width of the outline of an open circle, in points.
const OUTLINE: f64 = 0.9;

/// How a circle looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CircleStyle {
    /// Filled, for what was reported.
    Full,
    /// Hollow, for what was put in.
    Open,
    /// Light with an outline, so that one behind another is seen.
    Bubble,
    /// One of thousands: so small that a square, which is light to draw, is seen as a circle.
    Dot,
    /// One of thousands that is marked.
    MarkedDot,
}

/// The corners of a circle.
pub(crate) fn circle(centre: Point, radius: f64) -> Vec<Point> {
    (0..CORNERS)
        .map(|corner| {
            let angle = f64::from(corner) / f64::from(CORNERS) * std::f64::consts::TAU;
            Point {
                x: centre.x + radius * libm::cos(angle),
                y: centre.y + radius * libm::sin(angle),
            }
        })
        .collect()
}

impl CircleStyle {
    /// Draws a circle around a point.
    pub(crate) fn draw(self, scene: &mut Scene, centre: Point, radius: f64) {
        if matches!(self, Self::Dot | Self::MarkedDot) {
            scene.items.push(Item::Rectangle {
                area: Rectangle::square(centre, 2.0 * radius),
                role: if self == Self::Dot {
                    Role::Muted
                } else {
                    Role::Accent
                },
            });
            return;
        }
        let mut polygon = |role, outline| {
            scene.items.push(Item::Polygon {
                corners: circle(centre, radius),
                role,
                outline,
            });
        };
        match self {
            Self::Full => polygon(Role::Accent, None),
            Self::Open => {
                polygon(Role::Paper, None);
                polygon(Role::Accent, Some(OUTLINE));
            }
            // Drawn above.
            Self::Dot | Self::MarkedDot => {}
            Self::Bubble => {
                polygon(Role::Band, None);
                polygon(Role::Accent, Some(OUTLINE));
            }
        }
    }
}
