//! The square of an estimate, and how large the squares of trials are.

use super::interval::IntervalLine;
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::scale::Span;
use crate::figure::preset::SquareRule;
use crate::figure::scene::{Item, Point, Rectangle, Role, STROKE, Scene};

/// Smallest side of a square: 3 CSS pixels, in points.
const SMALLEST: f64 = 2.25;
/// From this side on, in em, a square that hides its interval carries it as a light tick.
const TICKED: f64 = 0.6;
/// Largest side a square may take, and the least that the largest of a plot takes, in em.
const LARGEST: (f64, f64) = (1.15, 0.6);
/// Side of the square of a trial that had all the weight, in em.
const OF_ALL: f64 = 1.7;
/// RevMan's squares, in pixels at letters of 14: side without weight, side per percent, letters.
const LINEAR: (f64, f64, f64) = (2.0, 0.16, 14.0);

/// An estimate as a square on the line of its interval.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SquareOnInterval {
    pub(crate) span: Span,
    /// In points.
    pub(crate) side: f64,
}

impl SquareOnInterval {
    /// Draws both, the square as those of the trials. An estimate beyond the axis has no square.
    pub(crate) fn draw(self, scene: &mut Scene, plot: &Plot, y: f64) {
        self.draw_as(Role::Accent, scene, plot, y);
    }

    /// Draws both, the square in a colour of its own.
    pub(crate) fn draw_as(self, role: Role, scene: &mut Scene, plot: &Plot, y: f64) {
        let Self { span, side } = self;
        IntervalLine(span).draw(scene, plot, y);
        if !plot.axis.shows(span.estimate) {
            return;
        }
        let centre = Point {
            x: plot.x(span.estimate),
            y,
        };
        let area = Rectangle::square(centre, side);
        scene.items.push(Item::Rectangle { area, role });
        let ends = (plot.x(span.lower), plot.x(span.upper));
        let hidden = ends.0 >= area.left && ends.1 <= area.right;
        if hidden && side >= TICKED * plot.size {
            scene.horizontal(ends, y, STROKE, Role::Paper);
        }
    }
}

/// Sizes of squares from weights.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SquareSizes {
    rule: SquareRule,
    size: f64,
    /// Side per root of a percent of weight, in points.
    side_per_root: f64,
}

impl SquareSizes {
    /// Sizes for the trials of one plot, from their weights in percent, beside text of some size.
    pub(crate) fn new(weights: impl Iterator<Item = f64>, rule: SquareRule, size: f64) -> Self {
        let heaviest = weights
            .filter(|weight| weight.is_finite())
            .fold(0.0, f64::max);
        let largest =
            (OF_ALL * size * (heaviest / 100.0).sqrt()).clamp(LARGEST.1 * size, LARGEST.0 * size);
        Self {
            rule,
            size,
            side_per_root: if heaviest > 0.0 {
                largest / heaviest.sqrt()
            } else {
                0.0
            },
        }
    }

    /// Side of the square of a weight in percent, in points.
    pub(crate) fn side(&self, weight: Option<f64>) -> f64 {
        let weight = weight.filter(|weight| weight.is_finite());
        let weight = weight.unwrap_or(0.0).max(0.0);
        match self.rule {
            SquareRule::Area => (self.side_per_root * weight.sqrt()).max(SMALLEST),
            SquareRule::LinearSide => {
                let (least, per_percent, letters) = LINEAR;
                (least + per_percent * weight) / letters * self.size
            }
        }
    }
}
