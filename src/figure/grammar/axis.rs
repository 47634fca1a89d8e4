//! The axis under the rows of a plot: its line, its ticks with their labels, and the words on either side.

use super::directions::Directions;
use super::plot::Plot;
use super::scale::Tick;
use super::text::{Face, Pen};
use crate::figure::scene::{Anchor, Point, Role, STROKE, Scene};

/// Room between the rows and the axis, in em.
pub(crate) const GAP: f64 = 0.35;
/// Length of a tick, in em.
const TICK: f64 = 0.35;
/// Room between a tick and the baseline of its label, in em.
const LABEL: f64 = 1.05;
/// From the baseline of the labels to that of the words beneath, in em.
const DIRECTIONS: f64 = 1.45;
/// Room under the last baseline, in em.
const BELOW: f64 = 0.4;

/// Draws the axis under rows that end at a height, and beneath it the directions if they stand there. Gives back the lower
/// edge.
pub(crate) fn draw(
    scene: &mut Scene,
    plot: &Plot,
    rows: f64,
    ticks: &[Tick],
    directions: Option<&Directions>,
) -> f64 {
    let size = plot.size;
    let top = rows + GAP * size;
    scene.horizontal((plot.slot.left, plot.slot.right), top, STROKE, Role::Ink);
    let labels = top + (TICK + LABEL) * size;
    for tick in ticks {
        let x = plot.x(tick.value);
        let bottom = top + TICK * size;
        scene.line(
            Point { x, y: top },
            Point { x, y: bottom },
            STROKE,
            Role::Ink,
        );
        Pen { scene, size }.write(&tick.label, (x, labels), Anchor::Middle, Face::TEXT);
    }
    let Some(directions) = directions else {
        return labels + BELOW * size;
    };
    let baseline = labels + DIRECTIONS * size;
    directions.draw(scene, baseline);
    baseline + directions.height() + BELOW * size
}
