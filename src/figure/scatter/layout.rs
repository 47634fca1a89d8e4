//! Places a figure of points: legend, vertical axis with its name over it, the field, the axis below, footer.

use super::{Curve, Mark, Scatter, Stroke};
use crate::figure::font::{self, Weight};
use crate::figure::grammar::axis::{self, GAP as AXIS_GAP};
use crate::figure::grammar::directions::Directions;
use crate::figure::grammar::footer::{self, FooterArea};
use crate::figure::grammar::labels::{self, NamedPoint};
use crate::figure::grammar::legend;
use crate::figure::grammar::plot::Plot;
use crate::figure::grammar::scale::Tick;
use crate::figure::grammar::slot::Slot;
use crate::figure::grammar::text::{Face, LINE, MIDDLE, Pen, widest};
use crate::figure::scene::{
    Anchor, Item, Point, Rectangle, Region, RegionKind, Role, STROKE, Scene,
};
use crate::wording::{many, small_study};

/// Height of the field as a share of its width, and at least and at most, in em.
const HEIGHT: (f64, f64, f64) = (0.62, 17.0, 34.0);
/// The field is at least so wide, in em.
const NARROWEST: f64 = 14.0;
/// Length of a tick, in em.
const TICK: f64 = 0.35;
/// Room between a tick and its label, in em.
const LABEL: f64 = 0.3;
/// Room between the names of the axes and what stands next to them, in em.
const NAME_GAP: f64 = 0.55;
/// Thickness of a strong line, in points.
const STRONG: f64 = 1.25;
/// Lengths of dashes and gaps, in points.
const DASHES: (f64, f64) = (3.0, 2.0);
/// What can be pointed at around a point is at least so wide, in em.
const TARGET: f64 = 1.6;
/// So far a mark may reach beyond the field to the left and below before it would meet the labels of the axis, in em: then the axis
/// stands farther away.
const REACH: [f64; 2] = [0.9, 0.7];
/// The name of an axis has at most so many lines.
const NAME_LINES: usize = 3;

/// Places everything on one page, as wide as asked, or wider where the field would be too narrow.
#[must_use]
pub fn layout(figure: &Scatter) -> Scene {
    Drawing::of(figure).draw()
}

/// The same of a figure whose points stand for outcomes, by the places that their marks give.
#[must_use]
pub fn layout_of_outcomes(figure: &Scatter) -> Scene {
    Drawing {
        of_outcomes: true,
        ..Drawing::of(figure)
    }
    .draw()
}

/// The same with a field as high as wide, for axes that show the same.
#[must_use]
pub fn layout_square(figure: &Scatter) -> Scene {
    let mut drawing = Drawing::of(figure);
    let (_, _, most) = HEIGHT;
    let side = drawing.slot.width().min(most * drawing.size);
    drawing.slot.right = drawing.slot.left + side;
    drawing.height = side;
    drawing.draw()
}

/// How much farther than so many em marks reach beyond an edge of the field, in points; each stands so far within it.
fn beyond<'a>(marks: impl Iterator<Item = (&'a Mark, f64)>, reach: f64, size: f64) -> f64 {
    let farther = marks.map(|(mark, within)| (mark.radius - reach) * size - within);
    farther.fold(0.0, f64::max)
}

struct Drawing<'a> {
    figure: &'a Scatter,
    /// Whether points stand for outcomes, and not for trials.
    of_outcomes: bool,
    size: f64,
    page: f64,
    /// From the left to the right end of the axis below.
    slot: Slot,
    /// Height of the field.
    height: f64,
    vertical_ticks: Vec<Tick>,
    /// From the field to the vertical axis.
    beside: f64,
    scene: Scene,
    /// The field between the axes.
    field: Rectangle,
}

impl<'a> Drawing<'a> {
    fn of(figure: &'a Scatter) -> Self {
        let options = &figure.options;
        let size = options.text_size;
        let locale = options.locale;
        let margin = Plot::margin(&figure.horizontal.axis, size, locale);
        let ticks = &figure.horizontal.ticks;
        let margin = ticks.last().map_or(margin, |last| {
            margin.max(font::width(&last.label, Weight::Regular, size) / 2.0)
        });
        let vertical_ticks = figure.vertical.ticks.clone();
        let labels = vertical_ticks
            .iter()
            .map(|tick| (tick.label.as_str(), Weight::Regular));
        let labels = widest(labels, size) + (LABEL + TICK) * size;
        // As if the field were narrower than it will be: a mark reaches no farther beyond a wider one.
        let narrow = NARROWEST * size;
        let shares = figure.marks.iter().map(|mark| {
            let share = figure.horizontal.axis.share(mark.at.0).clamp(0.0, 1.0);
            (mark, share * narrow)
        });
        let beside = AXIS_GAP * size + beyond(shares, REACH[0], size);
        let left = (labels + beside).max(margin);
        let page = options.width.max(left + NARROWEST * size + margin);
        let slot = Slot {
            left,
            right: page - margin,
        };
        let (share, least, most) = HEIGHT;
        Self {
            figure,
            of_outcomes: false,
            size,
            page,
            slot,
            height: (share * slot.width()).clamp(least * size, most * size),
            vertical_ticks,
            beside,
            scene: Scene {
                width: page,
                title: figure.title.clone(),
                description: figure.description.clone(),
                ..Scene::default()
            },
            field: Rectangle::square(Point { x: 0.0, y: 0.0 }, 0.0),
        }
    }

    fn draw(mut self) -> Scene {
        let (figure, size) = (self.figure, self.size);
        let mut top = 0.0;
        if !figure.legend.is_empty() {
            top = legend::draw(&mut self.scene, &figure.legend, size, (top, self.page));
        }
        top = self.vertical_name(top + NAME_GAP * size);
        self.field = Rectangle {
            left: self.slot.left,
            top,
            right: self.slot.right,
            bottom: top + self.height,
        };
        self.bands();
        for curve in &figure.curves {
            self.curve(curve);
        }
        self.vertical_axis();
        let bottom = self.horizontal_axis();
        // The heaviest lie behind: a small circle on a large one is seen.
        let mut marks: Vec<&Mark> = figure
            .marks
            .iter()
            .filter(|mark| self.shows(mark))
            .collect();
        marks.sort_by(|one, other| other.radius.total_cmp(&one.radius));
        for mark in marks {
            self.mark(mark);
        }
        // What is smaller is found first.
        self.scene.regions.reverse();
        let unnamed = self.names();
        let mut footer = figure.footer.clone();
        if unnamed > 0 {
            let locale = figure.options.locale;
            footer.push(if self.of_outcomes {
                many::unnamed(unnamed, locale)
            } else {
                small_study::unnamed(unnamed, locale)
            });
        }
        let area = FooterArea {
            role: Role::Muted,
            size,
            top: bottom + 0.5 * size,
            beside: 0.0,
            beside_until: bottom,
            page: self.page,
        };
        self.scene.height = footer::draw(&mut self.scene, &footer, &area);
        self.scene
    }

    fn pen(&mut self) -> Pen<'_> {
        Pen {
            size: self.size,
            scene: &mut self.scene,
        }
    }

    /// The name of the vertical axis, over it. Gives back where the field begins.
    fn vertical_name(&mut self, top: f64) -> f64 {
        let (size, page) = (self.size, self.page);
        let lines = font::wrap(
            &self.figure.vertical.name,
            Weight::Regular,
            size,
            page,
            NAME_LINES,
        );
        let baseline = top + font::CAP_HEIGHT * size;
        self.pen().lines(&lines, 0.0, baseline, Face::MUTED);
        let last = baseline + lines.len().saturating_sub(1) as f64 * LINE * size;
        // Half a label of the uppermost tick, or half a mark, reaches over the field.
        let marks = self.figure.marks.iter().map(|mark| mark.radius);
        let reaches = marks.fold(font::CAP_HEIGHT / 2.0, f64::max);
        last + (font::DESCENT + NAME_GAP + reaches) * size
    }

    fn place(&self, (x, y): (f64, f64)) -> Point {
        let across = self.figure.horizontal.axis.share(x).clamp(0.0, 1.0);
        let up = self.figure.vertical.axis.share(y).clamp(0.0, 1.0);
        let down = if self.figure.from_top { up } else { 1.0 - up };
        let Rectangle {
            left,
            top,
            right,
            bottom,
        } = self.field;
        Point {
            x: left + across * (right - left),
            y: top + down * (bottom - top),
        }
    }

    fn is_in_field(&self, (x, y): (f64, f64)) -> bool {
        self.figure.horizontal.axis.shows(x) && self.figure.vertical.axis.shows(y)
    }

    fn shows(&self, mark: &Mark) -> bool {
        self.is_in_field(mark.at)
    }

    fn bands(&mut self) {
        for band in &self.figure.bands {
            let corners = band.corners.iter().map(|corner| self.place(*corner));
            let corners: Vec<Point> = corners.collect();
            if corners.len() > 2 {
                self.scene.items.push(Item::Polygon {
                    corners,
                    role: band.role,
                    outline: None,
                });
            }
        }
    }

    fn curve(&mut self, curve: &Curve) {
        let (width, role, dash) = match curve.stroke {
            Stroke::Dashed => (STROKE, Role::Muted, Some(DASHES)),
            Stroke::Thin => (STROKE, Role::Muted, None),
            Stroke::Strong => (STRONG, Role::Accent, None),
            Stroke::Firm => (STRONG, Role::Ink, None),
        };
        let points = curve.through.iter().zip(curve.through.iter().skip(1));
        for (from, to) in points {
            if self.is_in_field(*from) && self.is_in_field(*to) {
                let (from, to) = (self.place(*from), self.place(*to));
                self.scene.items.push(Item::Line {
                    from,
                    to,
                    width,
                    role,
                    dash,
                });
            }
        }
    }

    fn vertical_axis(&mut self) {
        let size = self.size;
        let x = self.field.left - self.beside;
        let (top, bottom) = (self.field.top, self.field.bottom);
        let line = |from: Point, to: Point| Item::Line {
            from,
            to,
            width: STROKE,
            role: Role::Ink,
            dash: None,
        };
        self.scene
            .items
            .push(line(Point { x, y: top }, Point { x, y: bottom }));
        for tick in self.vertical_ticks.clone() {
            let Point { y, .. } = self.place((self.figure.horizontal.axis.low, tick.value));
            let end = x - TICK * size;
            self.scene
                .items
                .push(line(Point { x: end, y }, Point { x, y }));
            let place = (end - LABEL * size, y + MIDDLE * size);
            self.pen()
                .write(&tick.label, place, Anchor::End, Face::TEXT);
        }
    }

    /// The axis below with its name and directions. Gives back the lower edge.
    fn horizontal_axis(&mut self) -> f64 {
        let (figure, size) = (self.figure, self.size);
        let plot = Plot {
            axis: figure.horizontal.axis,
            slot: self.slot,
            size,
            locale: figure.options.locale,
        };
        let ticks = plot.ticks(&figure.horizontal.ticks);
        let whole = Slot {
            left: 0.0,
            right: self.page,
        };
        let directions = Directions::new(&figure.directions, &plot, whole);
        let has_words = figure.directions.iter().any(|word| !word.is_empty());
        let marks = figure.marks.iter().filter(|mark| self.shows(mark));
        let heights = marks.map(|mark| (mark, self.field.bottom - self.place(mark.at).y));
        let below = beyond(heights, REACH[1], size);
        let bottom = axis::draw(
            &mut self.scene,
            &plot,
            self.field.bottom + below,
            &ticks,
            has_words.then_some(&directions),
        );
        let lines = font::wrap(
            &figure.horizontal.name,
            Weight::Regular,
            size,
            self.page,
            NAME_LINES,
        );
        let mut baseline = bottom + font::CAP_HEIGHT * size + 0.2 * size;
        for line in &lines {
            let half = font::width(line, Weight::Regular, size) / 2.0;
            let middle = self.slot.middle().min(self.page - half).max(half);
            self.pen()
                .write(line, (middle, baseline), Anchor::Middle, Face::MUTED);
            baseline += LINE * size;
        }
        baseline - LINE * size + font::DESCENT * size
    }

    fn mark(&mut self, mark: &Mark) {
        let centre = self.place(mark.at);
        let radius = mark.radius * self.size;
        // A circle at the edge of the field stays on the page.
        let centre = Point {
            x: centre.x.clamp(
                radius.min(self.page / 2.0),
                (self.page - radius).max(self.page / 2.0),
            ),
            y: centre.y,
        };
        mark.style.draw(&mut self.scene, centre, radius);
        if let Some(row) = mark.row {
            let side = (TARGET * self.size).max(2.0 * radius);
            let square = Rectangle::square(centre, side);
            self.scene.regions.push(Region {
                kind: if self.of_outcomes {
                    RegionKind::Outcome(row)
                } else {
                    RegionKind::Trial(row)
                },
                area: Rectangle {
                    left: square.left.max(0.0),
                    right: square.right.min(self.page),
                    ..square
                },
            });
        }
    }

    /// Writes the names; answers how many found no place.
    fn names(&mut self) -> usize {
        let marks = self.figure.marks.iter();
        let named: Vec<NamedPoint<'_>> = marks
            .filter(|mark| !mark.name.is_empty() && self.shows(mark))
            .map(|mark| NamedPoint {
                at: self.place(mark.at),
                radius: mark.radius * self.size,
                name: &mark.name,
            })
            .collect();
        let area = Rectangle {
            right: self.page,
            ..self.field
        };
        labels::draw(&mut self.scene, &named, area, self.size)
    }
}
