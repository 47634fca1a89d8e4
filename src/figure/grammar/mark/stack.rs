//! A bar of parts beside each other, each with the colour and the sign of a judgement and as long as its share.

use super::light::Light;
use crate::figure::font::{self, Weight};
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::text::{Face, MIDDLE, Pen};
use crate::figure::scene::{Anchor, Item, Point, Rectangle, Role, Scene};

/// Height of the bar, in em.
const HEIGHT: f64 = 1.15;
/// Size of what is written in it, in em.
const TEXT: f64 = 0.88;
/// Room that a text keeps to either end of its part, in em.
const MARGIN: f64 = 0.25;
/// Width of the outline of a part without a colour, in points.
const OUTLINE: f64 = 0.6;
/// Width of the paper between two parts, in points.
const BETWEEN: f64 = 0.9;

/// A part of the bar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StackPart {
    /// Its colour and its sign.
    pub(crate) light: Light,
    /// Its length, on the scale of the plot.
    pub(crate) length: f64,
    /// How long it is, as text.
    pub(crate) label: String,
}

/// Draws the parts from the left end of a plot on, around a height.
pub(crate) fn draw(scene: &mut Scene, parts: &[StackPart], plot: &Plot, middle: f64) {
    let half = HEIGHT * plot.size / 2.0;
    let mut begin = plot.axis.low;
    for part in parts {
        let ends = (plot.x(begin), plot.x(begin + part.length));
        begin += part.length;
        let gap = if ends.1 - ends.0 > 4.0 * BETWEEN {
            BETWEEN / 2.0
        } else {
            0.0
        };
        let area = Rectangle {
            left: ends.0 + gap,
            top: middle - half,
            right: ends.1 - gap,
            bottom: middle + half,
        };
        match part.light.role {
            Some(role) => scene.items.push(Item::Rectangle { area, role }),
            None => scene.items.push(Item::Polygon {
                corners: vec![
                    Point {
                        x: area.left,
                        y: area.top,
                    },
                    Point {
                        x: area.right,
                        y: area.top,
                    },
                    Point {
                        x: area.right,
                        y: area.bottom,
                    },
                    Point {
                        x: area.left,
                        y: area.bottom,
                    },
                ],
                role: Role::Muted,
                outline: Some(OUTLINE),
            }),
        }
        write(scene, part, area, plot.size);
    }
}

/// Writes sign and length where they have room, or the sign alone.
fn write(scene: &mut Scene, part: &StackPart, area: Rectangle, rows: f64) {
    let size = TEXT * rows;
    let sign = part.light.sign;
    let both = format!("{sign} {}", part.label);
    let both = both.trim();
    let room = area.right - area.left - 2.0 * MARGIN * rows;
    let fits = |text: &str| font::width(text, Weight::Bold, size) <= room;
    let Some(text) = [both, sign].into_iter().find(|text| fits(text)) else {
        return;
    };
    let role = if part.light.role.is_some() {
        Role::Sign
    } else {
        Role::Muted
    };
    let face = Face {
        weight: Weight::Bold,
        role,
    };
    let middle = Point {
        x: f64::midpoint(area.left, area.right),
        y: f64::midpoint(area.top, area.bottom),
    };
    let place = (middle.x, middle.y + MIDDLE * size);
    Pen { scene, size }.write(text, place, Anchor::Middle, face);
}
