//! The display list: what is drawn where, in points, before anybody knows on what.

use super::font::{self, Weight};

/// Thickness of an ordinary line, in points: one CSS pixel.
pub(super) const STROKE: f64 = 0.75;

/// A figure, laid out. Lengths are points (1/72 inch), x to the right, y down, from the upper left corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Width of the page.
    pub width: f64,
    /// Height of the page.
    pub height: f64,
    /// What the figure is called; the `<title>` of an SVG.
    pub title: String,
    /// What the figure shows, in sentences, for those who cannot see it; the `<desc>` of an SVG.
    pub description: String,
    /// What is drawn, later items over earlier ones.
    pub items: Vec<Item>,
    /// Places that stand for something, for pointer and keyboard.
    pub regions: Vec<Region>,
}

/// A place on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rectangle {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Rectangle {
    /// A square around `centre`.
    #[must_use]
    pub fn square(centre: Point, side: f64) -> Self {
        Self {
            left: centre.x - side / 2.0,
            top: centre.y - side / 2.0,
            right: centre.x + side / 2.0,
            bottom: centre.y + side / 2.0,
        }
    }

    /// Whether the point lies inside, the upper and left edges included.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        (self.left..self.right).contains(&point.x) && (self.top..self.bottom).contains(&point.y)
    }
}

/// One thing that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A straight line.
    Line {
        /// One end.
        from: Point,
        /// The other end.
        to: Point,
        /// How thick.
        width: f64,
        /// In what colour.
        role: Role,
        /// Lengths of dash and gap; `None` for a solid line.
        dash: Option<(f64, f64)>,
    },
    /// A filled upright rectangle.
    Rectangle {
        /// Where.
        area: Rectangle,
        /// In what colour.
        role: Role,
    },
    /// A closed shape.
    Polygon {
        /// Its corners.
        corners: Vec<Point>,
        /// In what colour.
        role: Role,
        /// Width of its outline where it is hollow; `None` where it is filled.
        outline: Option<f64>,
    },
    /// A line of text.
    Text(Text),
}

/// A line of text in the figure's font.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// What it says; never with control characters.
    pub content: String,
    /// Where its anchor stands: x by `anchor`, y on the alphabetic baseline.
    pub position: Point,
    /// Which part of the line stands at `position`.
    pub anchor: Anchor,
    /// Size of the font.
    pub size: f64,
    /// Regular or bold.
    pub weight: Weight,
    /// In what colour.
    pub role: Role,
}

impl Text {
    /// Where the line begins and ends, by the advances of the font.
    #[must_use]
    pub fn extent(&self) -> (f64, f64) {
        let width = font::width(&self.content, self.weight, self.size);
        let start = match self.anchor {
            Anchor::Start => self.position.x,
            Anchor::Middle => self.position.x - width / 2.0,
            Anchor::End => self.position.x - width,
        };
        (start, start + width)
    }

    /// The box that holds the ink of ordinary letters: from the top of a capital to the foot of a descender.
    #[must_use]
    pub fn bounds(&self) -> Rectangle {
        let (left, right) = self.extent();
        Rectangle {
            left,
            top: self.position.y - font::CAP_HEIGHT * self.size,
            right,
            bottom: self.position.y + font::DESCENT * self.size,
        }
    }
}

/// Which part of a line of text stands at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// What a colour is for; a [`Theme`](super::Theme) says which one it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The paper.
    Paper,
    /// Text, axes, intervals.
    Ink,
    /// Text of second rank.
    Muted,
    /// Marks of the trials.
    Accent,
    /// Hairlines.
    Rule,
    /// The pooled estimate.
    Diamond,
    /// The prediction interval.
    Prediction,
    /// A band behind the marks.
    Band,
    /// A lighter band behind that.
    FaintBand,
    /// The light of a low risk of bias.
    LowRisk,
    /// The light of some risk of bias.
    SomeRisk,
    /// The light of a high risk of bias.
    HighRisk,
    /// The sign in a light.
    Sign,
}

/// A place that stands for something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    /// What it stands for.
    pub kind: RegionKind,
    /// Where it is.
    pub area: Rectangle,
}

/// What a place stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegionKind {
    /// The trial of this row of the request, counted from 0.
    Trial(usize),
    /// The pooled estimate.
    Pooled,
    /// The prediction interval.
    Prediction,
    /// The outcome of this row of a profile, counted from 0.
    Outcome(usize),
}

impl Scene {
    /// What stands at a point, if anything does.
    #[must_use]
    pub fn region_at(&self, point: Point) -> Option<&Region> {
        self.regions
            .iter()
            .find(|region| region.area.contains(point))
    }

    /// The smallest size of its texts, in points; `None` without text.
    #[must_use]
    pub fn smallest_text(&self) -> Option<f64> {
        self.texts().map(|text| text.size).min_by(f64::total_cmp)
    }

    /// Its texts.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.items.iter().filter_map(|item| match item {
            Item::Text(text) => Some(text),
            Item::Line { .. } | Item::Rectangle { .. } | Item::Polygon { .. } => None,
        })
    }

    /// Lets a stretch of the page, as wide as all of it, stand for something.
    pub(super) fn region(&mut self, kind: RegionKind, (top, bottom): (f64, f64)) {
        self.regions.push(Region {
            kind,
            area: Rectangle {
                left: 0.0,
                top,
                right: self.width,
                bottom,
            },
        });
    }

    pub(super) fn line(&mut self, from: Point, to: Point, width: f64, role: Role) {
        self.items.push(Item::Line {
            from,
            to,
            width,
            role,
            dash: None,
        });
    }

    pub(super) fn horizontal(&mut self, (left, right): (f64, f64), y: f64, width: f64, role: Role) {
        self.line(Point { x: left, y }, Point { x: right, y }, width, role);
    }

    pub(super) fn fill(&mut self, corners: Vec<Point>, role: Role) {
        self.items.push(Item::Polygon {
            corners,
            role,
            outline: None,
        });
    }

    pub(super) fn text(&mut self, text: Text) {
        if !text.content.is_empty() {
            self.items.push(Item::Text(text));
        }
    }
}
