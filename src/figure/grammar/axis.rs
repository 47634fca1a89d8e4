//! The axis under a plot: its line, its ticks and their labels.

use super::plot::Plot;
use super::scale::Tick;
use super::text::{Face, Pen};
use crate::figure::scene::{Anchor, Point, Role, STROKE, Scene};

/// Length of a tick, in em.
const TICK: f64 = 0.35;
/// Room between a tick and the baseline of its label, in em.
const LABEL: f64 = 1.05;

/// Draws the axis at a height. Gives back the baseline of its labels.
pub(crate) fn draw(scene: &mut Scene, plot: &Plot, top: f64, ticks: &[Tick]) -> f64 {
    let size = plot.size;
    scene.horizontal((plot.slot.left, plot.slot.right), top, STROKE, Role::Ink);
    let baseline = top + (TICK + LABEL) * size;
    for tick in ticks {
        let x = plot.x(tick.value);
        let bottom = top + TICK * size;
        scene.line(
            Point { x, y: top },
            Point { x, y: bottom },
            STROKE,
            Role::Ink,
        );
        Pen { scene, size }.write(&tick.label, (x, baseline), Anchor::Middle, Face::TEXT);
    }
    baseline
}
