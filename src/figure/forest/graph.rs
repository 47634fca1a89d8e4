//! The marks of the graph: intervals, squares, diamonds, the bar of the prediction interval, and the axis.

use super::columns::{Columns, Slot};
use super::{Forest, Mark};
use crate::figure::axis::{Axis, Span};
use crate::figure::font::{self, Weight};
use crate::figure::scene::{Anchor, Item, Point, Rectangle, Role, Scene, Text};

/// Thickness of intervals, axis and the line of no difference, in points.
const STROKE: f64 = 0.75;
/// Smallest side of a square: 3 CSS pixels, in points.
const SMALLEST_SQUARE: f64 = 2.25;
/// Largest side a square may take, and the least that the largest of a plot takes, in em.
const LARGEST_SQUARE: (f64, f64) = (1.15, 0.6);
/// From this side on, in em, a square that hides its interval carries it as a light tick.
const TICKED_SQUARE: f64 = 0.6;
/// A diamond narrower than this, in em, is drawn this wide: it would not be seen.
const NARROWEST_DIAMOND: f64 = 0.4;
/// Side of the square of a trial that had all the weight, in em.
const SQUARE_OF_ALL: f64 = 1.7;
/// Height of a diamond, in em.
const DIAMOND: f64 = 1.05;
/// Height of the prediction interval's bar, in em.
const BAR: f64 = 0.36;
/// Length and half-width of an arrow head, in em.
const ARROW: (f64, f64) = (0.55, 0.26);
/// Length of a tick, in em.
const TICK: f64 = 0.35;

/// Size of the words under the axis as a share of that of the rows.
const DIRECTIONS: f64 = 0.92;

/// Draws on the axis of a forest plot.
pub(super) struct Graph<'a> {
    forest: &'a Forest,
    axis: Axis,
    slot: Slot,
    /// Side of a square per root of a percent of weight, in points.
    side_per_root: f64,
}

impl<'a> Graph<'a> {
    pub(super) fn new(forest: &'a Forest, columns: &Columns) -> Self {
        let heaviest = forest
            .rows
            .iter()
            .filter_map(|row| row.mark?.weight)
            .filter(|weight| weight.is_finite())
            .fold(0.0, f64::max);
        let size = forest.text_size;
        let largest = (SQUARE_OF_ALL * size * (heaviest / 100.0).sqrt())
            .clamp(LARGEST_SQUARE.1 * size, LARGEST_SQUARE.0 * size);
        Self {
            forest,
            axis: forest.axis,
            slot: columns.axis,
            side_per_root: if heaviest > 0.0 {
                largest / heaviest.sqrt()
            } else {
                0.0
            },
        }
    }

    fn x(&self, value: f64) -> f64 {
        let share = self.axis.share(value).clamp(0.0, 1.0);
        self.slot.left + share * self.slot.width()
    }

    /// Side of the square of a weight in percent: its area is proportional to the weight.
    fn side(&self, weight: Option<f64>) -> f64 {
        let root = weight
            .filter(|weight| weight.is_finite())
            .unwrap_or(0.0)
            .max(0.0)
            .sqrt();
        (self.side_per_root * root).max(SMALLEST_SQUARE)
    }

    /// The interval and square of a trial.
    pub(super) fn trial(&self, scene: &mut Scene, mark: &Mark, y: f64) {
        let Span { estimate, .. } = mark.span;
        self.interval(scene, mark.span, y);
        if !self.axis.shows(estimate) {
            return;
        }
        let side = self.side(mark.weight);
        let area = Rectangle::square(
            Point {
                x: self.x(estimate),
                y,
            },
            side,
        );
        scene.items.push(Item::Rectangle {
            area,
            role: Role::Accent,
        });
        let ends = (self.x(mark.span.lower), self.x(mark.span.upper));
        if side >= TICKED_SQUARE * self.forest.text_size
            && ends.0 >= area.left
            && ends.1 <= area.right
        {
            scene.horizontal(ends, y, STROKE, Role::Paper);
        }
    }

    /// The line of an interval, with arrow heads where it reaches beyond the axis.
    fn interval(&self, scene: &mut Scene, span: Span, y: f64) {
        let length = ARROW.0 * self.forest.text_size;
        let beyond = self.beyond(span);
        let mut ends = (self.x(span.lower), self.x(span.upper));
        if ends.1 - ends.0 < 2.0 * length {
            // Wholly beyond one end: a short stem carries the arrow head.
            if beyond.1 && ends.0 >= self.slot.right - 2.0 * length {
                ends.0 = self.slot.right - 2.0 * length;
            }
            if beyond.0 && ends.1 <= self.slot.left + 2.0 * length {
                ends.1 = self.slot.left + 2.0 * length;
            }
        }
        // The line stops inside the head, so that its blunt end does not stick out of the tip.
        let left = if beyond.0 {
            ends.0 + length * 0.8
        } else {
            ends.0
        };
        let right = if beyond.1 {
            ends.1 - length * 0.8
        } else {
            ends.1
        };
        scene.horizontal((left, right.max(left)), y, STROKE, Role::Ink);
        self.arrows(scene, beyond, y, Role::Ink);
    }

    /// Whether the interval reaches beyond the left and the right end of the axis.
    fn beyond(&self, span: Span) -> (bool, bool) {
        let outside = |value: f64| !self.axis.shows(value);
        (
            outside(span.lower) && span.lower < self.axis.low
                || outside(span.upper) && span.upper < self.axis.low,
            outside(span.upper) && span.upper > self.axis.high
                || outside(span.lower) && span.lower > self.axis.high,
        )
    }

    fn arrows(&self, scene: &mut Scene, beyond: (bool, bool), y: f64, role: Role) {
        let (length, half) = (
            ARROW.0 * self.forest.text_size,
            ARROW.1 * self.forest.text_size,
        );
        let mut head = |tip: f64, base: f64| {
            scene.fill(
                vec![
                    Point { x: tip, y },
                    Point {
                        x: base,
                        y: y - half,
                    },
                    Point {
                        x: base,
                        y: y + half,
                    },
                ],
                role,
            );
        };
        if beyond.0 {
            head(self.slot.left, self.slot.left + length);
        }
        if beyond.1 {
            head(self.slot.right, self.slot.right - length);
        }
    }

    /// The diamond of a pooled estimate: tips at the limits, full height at the estimate.
    pub(super) fn diamond(&self, scene: &mut Scene, span: Span, y: f64, hollow: bool) {
        let half = DIAMOND * self.forest.text_size / 2.0;
        let x = |value: f64| self.slot.left + self.axis.share(value) * self.slot.width();
        let (left, middle, right) = (x(span.lower), x(span.estimate), x(span.upper));
        let least = NARROWEST_DIAMOND * self.forest.text_size / 2.0;
        let corners = [
            (left.min(middle - least), y),
            (middle, y - half),
            (right.max(middle + least), y),
            (middle, y + half),
        ]
        .map(|(x, y)| Point { x, y });
        let corners = between(&corners, self.slot);
        if corners.len() >= 3 {
            scene.items.push(Item::Polygon {
                corners,
                role: Role::Diamond,
                outline: hollow.then_some(STROKE),
            });
        }
        self.arrows(scene, self.beyond(span), y, Role::Diamond);
    }

    /// The bar of a prediction interval.
    pub(super) fn prediction(&self, scene: &mut Scene, span: Span, y: f64) {
        let half = BAR * self.forest.text_size / 2.0;
        let length = ARROW.0 * self.forest.text_size;
        let beyond = self.beyond(span);
        let left = self.x(span.lower) + if beyond.0 { length * 0.8 } else { 0.0 };
        let right = self.x(span.upper) - if beyond.1 { length * 0.8 } else { 0.0 };
        scene.items.push(Item::Rectangle {
            area: Rectangle {
                left,
                top: y - half,
                right: right.max(left),
                bottom: y + half,
            },
            role: Role::Prediction,
        });
        self.arrows(scene, beyond, y, Role::Prediction);
    }

    /// The line of no difference, and a dashed one at the pooled estimate; beneath everything else.
    pub(super) fn guides(&self, scene: &mut Scene, top: f64, bottom: f64) {
        let mut upright = |x: f64, role: Role, dash: Option<(f64, f64)>| {
            scene.items.push(Item::Line {
                from: Point { x, y: top },
                to: Point { x, y: bottom },
                width: if dash.is_some() { 0.5 } else { STROKE },
                role,
                dash,
            });
        };
        upright(self.x(0.0), Role::Muted, None);
        let primary = self.forest.pooled.first().and_then(|pooled| pooled.span);
        if let Some(span) = primary.filter(|span| self.axis.shows(span.estimate)) {
            upright(self.x(span.estimate), Role::Rule, Some((2.0, 2.0)));
        }
    }

    /// The axis with its ticks and what lies in either direction. Gives back its lower edge.
    pub(super) fn axis(&self, scene: &mut Scene, top: f64) -> f64 {
        let size = self.forest.text_size;
        let ends = (self.slot.left, self.slot.right);
        scene.horizontal(ends, top, STROKE, Role::Ink);
        let label_baseline = top + (TICK + 1.05) * size;
        for tick in self.axis.ticks(self.slot.width(), size, self.forest.locale) {
            let x = self.x(tick.value);
            scene.line(
                Point { x, y: top },
                Point {
                    x,
                    y: top + TICK * size,
                },
                STROKE,
                Role::Ink,
            );
            scene.text(Text {
                content: tick.label,
                position: Point {
                    x,
                    y: label_baseline,
                },
                anchor: Anchor::Middle,
                size,
                weight: Weight::Regular,
                role: Role::Ink,
            });
        }
        self.directions(scene, label_baseline + 1.55 * size)
    }

    /// "◂ fewer with …" and "more with … ▸", each in its half of the graph's column, broken where it is long.
    fn directions(&self, scene: &mut Scene, baseline: f64) -> f64 {
        const MOST_LINES: usize = 4;
        let size = DIRECTIONS * self.forest.text_size;
        let (arrow, line) = (0.5 * size, 1.25 * size);
        let margin = 0.6 * size;
        let middle = self.x(0.0);
        let mut bottom = baseline;
        let sides = [
            (Anchor::Start, self.slot.left - margin, middle),
            (Anchor::End, self.slot.right + margin, middle),
        ];
        for ((anchor, edge, middle), words) in sides.into_iter().zip(&self.forest.directions) {
            let inward = if anchor == Anchor::Start { 1.0 } else { -1.0 };
            let room = (middle - edge).abs() - 1.3 * arrow - 0.6 * size;
            let y = baseline - font::X_HEIGHT * size / 2.0;
            let half = arrow * 0.55;
            scene.fill(
                vec![
                    Point { x: edge, y },
                    Point {
                        x: edge + inward * arrow,
                        y: y - half,
                    },
                    Point {
                        x: edge + inward * arrow,
                        y: y + half,
                    },
                ],
                Role::Ink,
            );
            let lines = font::wrap(words, Weight::Regular, size, room, MOST_LINES);
            for (index, content) in lines.into_iter().enumerate() {
                let y = baseline + index as f64 * line;
                bottom = bottom.max(y);
                scene.text(Text {
                    content,
                    position: Point {
                        x: edge + inward * 1.4 * arrow,
                        y,
                    },
                    anchor,
                    size,
                    weight: Weight::Regular,
                    role: Role::Ink,
                });
            }
        }
        bottom + 0.4 * size
    }
}

/// The part of a polygon between the ends of a slot.
fn between(corners: &[Point], slot: Slot) -> Vec<Point> {
    let right_of = cut(corners, slot.left, |x, edge| x >= edge);
    cut(&right_of, slot.right, |x, edge| x <= edge)
}

/// The part of a polygon on one side of an upright line (Sutherland and Hodgman 1974).
fn cut(corners: &[Point], edge: f64, inside: impl Fn(f64, f64) -> bool) -> Vec<Point> {
    let mut kept = Vec::new();
    let following = corners.iter().cycle().skip(1);
    for (from, to) in corners.iter().zip(following) {
        if inside(from.x, edge) {
            kept.push(*from);
        }
        if inside(from.x, edge) != inside(to.x, edge) {
            let share = (edge - from.x) / (to.x - from.x);
            kept.push(Point {
                x: edge,
                y: from.y + share * (to.y - from.y),
            });
        }
    }
    kept
}
