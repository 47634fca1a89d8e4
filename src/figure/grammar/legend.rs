//! The legend: what symbols stand for, from the left edge on and on as many lines as it takes.

use super::mark::circle::CircleStyle;
use super::mark::light::{LIGHT, Light};
use super::mark::reported;
use super::text::{Face, MIDDLE, Pen};
use crate::analysis::ReportedAs;
use crate::figure::font::{self, Weight};
use crate::figure::scene::{Anchor, Item, Point, Rectangle, Role, STROKE, Scene};

/// Size of its text as a share of that of the rows.
const SIZE: f64 = 0.88;
/// Distance of its lines, in em of its text.
const PITCH: f64 = 1.6;
/// Room between a symbol and its name, in em of its text.
const GAP: f64 = 0.45;
/// Room between a name and the next symbol, in em of its text.
const BETWEEN: f64 = 1.4;

/// Something whose meaning the legend gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// The light of a judgement.
    Light(Light),
    /// A circle.
    Circle(CircleStyle),
    /// What a trial says of an outcome.
    Reported(ReportedAs),
    /// A band, by its colour.
    Band(Role),
    /// A solid line, by its colour.
    Line(Role),
    /// A dashed line.
    Dashed,
}

/// Lengths of the dashes of a dashed line and of the gaps between them, in points.
const DASHES: (f64, f64) = (2.0, 2.0);

impl Symbol {
    /// How wide it is, in em.
    fn width(self) -> f64 {
        match self {
            Self::Light(_) => LIGHT,
            Self::Circle(_) => 0.8,
            Self::Reported(_) => reported::SIDE,
            Self::Band(_) | Self::Line(_) | Self::Dashed => 1.5,
        }
    }

    /// Draws it around a point.
    fn draw(self, scene: &mut Scene, centre: Point, size: f64) {
        let half = self.width() * size / 2.0;
        let (left, right) = (centre.x - half, centre.x + half);
        let mut line = |role, dash| {
            scene.items.push(Item::Line {
                from: Point { x: left, ..centre },
                to: Point { x: right, ..centre },
                width: STROKE,
                role,
                dash,
            });
        };
        match self {
            Self::Light(light) => light.draw(scene, centre, size),
            Self::Circle(style @ (CircleStyle::Dot | CircleStyle::MarkedDot)) => {
                style.draw(scene, centre, 0.4 * half);
            }
            Self::Circle(style) => style.draw(scene, centre, half),
            Self::Reported(what) => reported::draw(what, scene, centre, size),
            Self::Line(role) => line(role, None),
            Self::Dashed => line(Role::Muted, Some(DASHES)),
            Self::Band(role) => scene.items.push(Item::Rectangle {
                area: Rectangle {
                    left,
                    top: centre.y - 0.4 * size,
                    right,
                    bottom: centre.y + 0.4 * size,
                },
                role,
            }),
        }
    }
}

/// Judgements as entries of a legend.
pub(crate) fn of_lights(lights: &[(Light, String)]) -> Vec<(Symbol, String)> {
    let lights = lights.iter();
    lights
        .map(|(light, name)| (Symbol::Light(*light), name.clone()))
        .collect()
}

/// Draws the legend under `top` on a page of some width, beside rows whose text has some size. Gives back its lower edge.
pub(crate) fn draw(
    scene: &mut Scene,
    entries: &[(Symbol, String)],
    rows: f64,
    (top, page): (f64, f64),
) -> f64 {
    let size = SIZE * rows;
    let pitch = PITCH * size;
    let mut x = 0.0;
    let mut middle = top + pitch / 2.0;
    for (symbol, name) in entries {
        let width = symbol.width();
        let whole = (width + GAP) * size + font::width(name, Weight::Regular, size);
        if x > 0.0 && x + whole > page {
            x = 0.0;
            middle += pitch;
        }
        let centre = Point {
            x: x + width * size / 2.0,
            y: middle,
        };
        symbol.draw(scene, centre, size);
        let place = (x + (width + GAP) * size, middle + MIDDLE * size);
        Pen { scene, size }.write(name, place, Anchor::Start, Face::MUTED);
        x += whole + BETWEEN * size;
    }
    middle + pitch / 2.0 + 0.3 * rows
}
