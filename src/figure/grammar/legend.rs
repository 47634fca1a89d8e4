//! The legend: what symbols stand for, from the left edge on and on as many lines as it takes.

use super::mark::light::{LIGHT, Light};
use super::text::{Face, MIDDLE, Pen};
use crate::figure::font::{self, Weight};
use crate::figure::scene::{Anchor, Point, Scene};

/// Size of its text as a share of that of the rows.
const SIZE: f64 = 0.88;
/// Distance of its lines, in em of its text.
const PITCH: f64 = 1.6;
/// Room between a symbol and its name, in em of its text.
const GAP: f64 = 0.45;
/// Room between a name and the next symbol, in em of its text.
const BETWEEN: f64 = 1.4;

/// Draws the legend under `top` on a page of some width, beside rows whose text has some size. Gives back its lower edge.
pub(crate) fn draw(
    scene: &mut Scene,
    entries: &[(Light, String)],
    rows: f64,
    (top, page): (f64, f64),
) -> f64 {
    let size = SIZE * rows;
    let pitch = PITCH * size;
    let mut x = 0.0;
    let mut middle = top + pitch / 2.0;
    for (light, name) in entries {
        let whole = (LIGHT + GAP) * size + font::width(name, Weight::Regular, size);
        if x > 0.0 && x + whole > page {
            x = 0.0;
            middle += pitch;
        }
        let centre = Point {
            x: x + LIGHT * size / 2.0,
            y: middle,
        };
        light.draw(scene, centre, size);
        let place = (x + (LIGHT + GAP) * size, middle + MIDDLE * size);
        Pen { scene, size }.write(name, place, Anchor::Start, Face::MUTED);
        x += whole + BETWEEN * size;
    }
    middle + pitch / 2.0 + 0.3 * rows
}
