//! What is drawn on an axis: intervals, squares, diamonds, bars, the axis itself and the words beneath it.

use super::axis::{Axis, Span, Tick};
use super::font::{self, Weight};
use super::scene::{Anchor, Item, Point, Rectangle, Role, STROKE, Scene, Text};
use super::table::Slot;
use crate::wording::Locale;

/// Thickness of a dashed guide, in points.
const GUIDE: f64 = 0.5;
/// Smallest side of a square: 3 CSS pixels, in points.
pub(super) const SMALLEST_SQUARE: f64 = 2.25;
/// From this side on, in em, a square that hides its interval carries it as a light tick.
const TICKED_SQUARE: f64 = 0.6;
/// A diamond narrower than this, in em, is drawn this wide: it would not be seen.
const NARROWEST_DIAMOND: f64 = 0.4;
/// Height of the bar of a prediction interval, in em.
const BAR: f64 = 0.36;
/// Length and half-width of an arrow head, in em.
const ARROW: (f64, f64) = (0.55, 0.26);
/// How much of an arrow head the line behind it reaches into, as a share of its length.
const ARROW_COVERS: f64 = 0.8;
/// Length of a tick, in em.
const TICK: f64 = 0.35;
/// Size of the words beside the axis as a share of that of the rows.
const DIRECTIONS: f64 = 0.92;
/// Distance of lines of those words, in their em.
const DIRECTIONS_LINE: f64 = 1.25;

/// An axis in its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    pub(super) axis: Axis,
    /// From the left to the right end of the axis.
    pub(super) slot: Slot,
    /// Size of the text of the rows, in points.
    pub(super) size: f64,
    pub(super) locale: Locale,
}

impl Plot {
    /// Where a value stands; one beyond the axis stands at its end.
    pub(super) fn x(&self, value: f64) -> f64 {
        let share = self.axis.share(value).clamp(0.0, 1.0);
        self.slot.left + share * self.slot.width()
    }

    /// An interval with the square of its estimate. An estimate beyond the axis has none.
    pub(super) fn interval_with_square(&self, scene: &mut Scene, span: Span, side: f64, y: f64) {
        self.interval(scene, span, y);
        if !self.axis.shows(span.estimate) {
            return;
        }
        let centre = Point {
            x: self.x(span.estimate),
            y,
        };
        let area = Rectangle::square(centre, side);
        scene.items.push(Item::Rectangle {
            area,
            role: Role::Accent,
        });
        let ends = (self.x(span.lower), self.x(span.upper));
        let hidden = ends.0 >= area.left && ends.1 <= area.right;
        if hidden && side >= TICKED_SQUARE * self.size {
            scene.horizontal(ends, y, STROKE, Role::Paper);
        }
    }

    /// The line of an interval, with arrow heads where it reaches beyond the axis.
    fn interval(&self, scene: &mut Scene, span: Span, y: f64) {
        let length = ARROW.0 * self.size;
        let beyond = self.beyond(span);
        let mut ends = (self.x(span.lower), self.x(span.upper));
        if ends.1 - ends.0 < 2.0 * length {
            // Wholly beyond one end: a short stem carries the arrow head.
            if beyond.1 {
                ends.0 = ends.0.min(self.slot.right - 2.0 * length);
            }
            if beyond.0 {
                ends.1 = ends.1.max(self.slot.left + 2.0 * length);
            }
        }
        // The line stops inside the head, so that its blunt end does not stick out of the tip.
        let covered = ARROW_COVERS * length;
        let left = ends.0 + if beyond.0 { covered } else { 0.0 };
        let right = ends.1 - if beyond.1 { covered } else { 0.0 };
        scene.horizontal((left, right.max(left)), y, STROKE, Role::Ink);
        self.arrows(scene, beyond, y, Role::Ink);
    }

    /// Whether an interval reaches beyond the left and the right end of the axis.
    fn beyond(&self, span: Span) -> (bool, bool) {
        let limits = [span.lower, span.upper];
        let outside = |value: f64| !self.axis.shows(value);
        (
            limits
                .iter()
                .any(|&limit| outside(limit) && limit < self.axis.low),
            limits
                .iter()
                .any(|&limit| outside(limit) && limit > self.axis.high),
        )
    }

    fn arrows(&self, scene: &mut Scene, beyond: (bool, bool), y: f64, role: Role) {
        let (length, half) = (ARROW.0 * self.size, ARROW.1 * self.size);
        if beyond.0 {
            scene.fill(arrow_head(self.slot.left, length, half, y), role);
        }
        if beyond.1 {
            scene.fill(arrow_head(self.slot.right, -length, half, y), role);
        }
    }

    /// The diamond of a pooled estimate: tips at the limits, full height at the estimate.
    pub(super) fn diamond(
        &self,
        scene: &mut Scene,
        span: Span,
        (y, height): (f64, f64),
        hollow: bool,
    ) {
        let x = |value: f64| self.slot.left + self.axis.share(value) * self.slot.width();
        let (left, middle, right) = (x(span.lower), x(span.estimate), x(span.upper));
        let least = NARROWEST_DIAMOND * self.size / 2.0;
        let corners = [
            (left.min(middle - least), y),
            (middle, y - height / 2.0),
            (right.max(middle + least), y),
            (middle, y + height / 2.0),
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
    pub(super) fn bar(&self, scene: &mut Scene, span: Span, y: f64) {
        let half = BAR * self.size / 2.0;
        let covered = ARROW_COVERS * ARROW.0 * self.size;
        let beyond = self.beyond(span);
        let left = self.x(span.lower) + if beyond.0 { covered } else { 0.0 };
        let right = self.x(span.upper) - if beyond.1 { covered } else { 0.0 };
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

    /// The line of no difference, if the axis shows it.
    pub(super) fn no_difference(&self, scene: &mut Scene, (top, bottom): (f64, f64)) {
        if crate::COMPLETE && !self.axis.shows(0.0) {
            return;
        }
        let x = self.x(0.0);
        scene.line(
            Point { x, y: top },
            Point { x, y: bottom },
            STROKE,
            Role::Muted,
        );
    }

    /// A dashed line through a value, if the axis shows it.
    pub(super) fn dashed(&self, scene: &mut Scene, value: f64, (top, bottom): (f64, f64)) {
        if self.axis.shows(value) {
            let x = self.x(value);
            scene.items.push(Item::Line {
                from: Point { x, y: top },
                to: Point { x, y: bottom },
                width: GUIDE,
                role: Role::Rule,
                dash: Some((2.0, 2.0)),
            });
        }
    }

    /// The ticks that its length has room for.
    pub(super) fn ticks(&self) -> Vec<Tick> {
        self.axis.ticks(self.slot.width(), self.size, self.locale)
    }

    /// The axis with ticks. Gives back the baseline of their labels.
    pub(super) fn axis(&self, scene: &mut Scene, top: f64, ticks: Vec<Tick>) -> f64 {
        let ends = (self.slot.left, self.slot.right);
        scene.horizontal(ends, top, STROKE, Role::Ink);
        let baseline = top + (TICK + 1.05) * self.size;
        for tick in ticks {
            let x = self.x(tick.value);
            let bottom = top + TICK * self.size;
            scene.line(
                Point { x, y: top },
                Point { x, y: bottom },
                STROKE,
                Role::Ink,
            );
            scene.text(Text {
                content: tick.label,
                position: Point { x, y: baseline },
                anchor: Anchor::Middle,
                size: self.size,
                weight: Weight::Regular,
                role: Role::Ink,
            });
        }
        baseline
    }

    /// The words for either direction, broken to fit their half of `column`.
    pub(super) fn directions(&self, words: &[String; 2], column: Slot) -> Directions {
        const MOST_LINES: usize = 4;
        let size = DIRECTIONS * self.size;
        let arrow = 0.5 * size;
        let middle = if !crate::COMPLETE || self.axis.shows(0.0) {
            self.x(0.0)
        } else {
            self.slot.middle()
        };
        let edges = [
            column.left + 0.5 * self.size,
            column.right - 0.5 * self.size,
        ];
        let lines = [0, 1].map(|side| {
            let room = (middle - edges[side]).abs() - 1.4 * arrow - 0.3 * size;
            font::wrap(&words[side], Weight::Regular, size, room, MOST_LINES)
        });
        Directions {
            lines,
            edges,
            arrow,
            size,
        }
    }
}

/// "◂ fewer with …" and "more with … ▸".
pub(super) struct Directions {
    lines: [Vec<String>; 2],
    /// Where the tips of the arrow heads stand.
    edges: [f64; 2],
    arrow: f64,
    size: f64,
}

impl Directions {
    /// From the baseline of the first line to that of the last.
    pub(super) fn height(&self) -> f64 {
        let most = self.lines.iter().map(Vec::len).max().unwrap_or(1);
        most.saturating_sub(1) as f64 * DIRECTIONS_LINE * self.size
    }

    /// Writes them, the first lines on `baseline`.
    pub(super) fn write(&self, scene: &mut Scene, baseline: f64) {
        let anchors = [(Anchor::Start, 1.0), (Anchor::End, -1.0)];
        for ((lines, edge), (anchor, inward)) in self.lines.iter().zip(self.edges).zip(anchors) {
            if lines.iter().all(String::is_empty) {
                continue;
            }
            let y = baseline - font::X_HEIGHT * self.size / 2.0;
            let head = arrow_head(edge, inward * self.arrow, self.arrow * 0.55, y);
            scene.fill(head, Role::Ink);
            for (index, content) in lines.iter().enumerate() {
                scene.text(Text {
                    content: content.clone(),
                    position: Point {
                        x: edge + inward * 1.4 * self.arrow,
                        y: baseline + index as f64 * DIRECTIONS_LINE * self.size,
                    },
                    anchor,
                    size: self.size,
                    weight: Weight::Regular,
                    role: Role::Ink,
                });
            }
        }
    }
}

/// A triangle with its tip at `tip` and its base `length` to the right of it.
fn arrow_head(tip: f64, length: f64, half: f64, y: f64) -> Vec<Point> {
    let base = tip + length;
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
    ]
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
