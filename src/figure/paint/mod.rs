//! Painters: from a scene to a backend of plotters.
//!
//! One function, [`onto`], turns every item into calls of plotters' [`DrawingBackend`]. The backends count in whole
//! units and know nothing of screens, so that a scene is painted in small units ([`UNITS`] to a point or to a device
//! pixel) under a transformation that shrinks them again; see [`svg`], [`pdf`] and `canvas`.

#[cfg(target_arch = "wasm32")]
pub mod canvas;
pub mod pdf;
pub mod svg;

use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontFamily, FontStyle, FontTransform,
};

use super::font::{self, Weight};
use super::scene::{Anchor, Item, Point, Rectangle, STROKE, Scene, Text};
use super::theme::{Colour, Theme};

/// Units of the backend in a point (SVG) or in a device pixel (canvas).
pub const UNITS: f64 = 16.0;

/// How points become units of the backend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Grid {
    /// Units in a point.
    pub(super) units_per_point: f64,
    /// Units in a device pixel, where upright and level edges shall fall between pixels; `None` where there are none.
    pub(super) pixel: Option<f64>,
    /// What a font size in points becomes for the backend.
    pub(super) font_scale: f64,
    /// From which height to which something is painted, in points; `None` for everything.
    pub(super) part: Option<[f64; 2]>,
}

impl Grid {
    /// Whether nothing is painted that lies between these two heights.
    fn hides(&self, one: f64, other: f64) -> bool {
        self.part
            .is_some_and(|[top, bottom]| one.max(other) < top || one.min(other) > bottom)
    }
}

/// Paints a scene, its paper first. The backend writes text at an alphabetic baseline, whatever the anchor in the style
/// says: the backends of plotters disagree about where that is, and the painters correct them.
pub(super) fn onto<B: DrawingBackend>(
    backend: &mut B,
    scene: &Scene,
    theme: &Theme,
    grid: Grid,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    let page = Rectangle {
        left: 0.0,
        top: 0.0,
        right: scene.width,
        bottom: scene.height,
    };
    let mut painter = Painter { backend, grid };
    painter.page(page, theme.paper)?;
    for item in &scene.items {
        let (top, bottom) = reach(item);
        if grid.hides(top, bottom) {
            continue;
        }
        match item {
            Item::Line {
                from,
                to,
                width,
                role,
                dash,
            } => painter.line((*from, *to), *width, theme.colour(*role), *dash)?,
            Item::Rectangle { area, role } => painter.rectangle(*area, theme.colour(*role))?,
            Item::Polygon {
                corners,
                role,
                outline,
            } => painter.polygon(corners, theme.colour(*role), *outline)?,
            Item::Text(text) => painter.text(text, theme.colour(text.role))?,
        }
    }
    painter.backend.present()
}

/// From which height to which something reaches, but for what is no larger than a mark.
fn reach(item: &Item) -> (f64, f64) {
    match item {
        Item::Line { from, to, .. } => (from.y, to.y),
        Item::Rectangle { area, .. } => (area.top, area.bottom),
        Item::Polygon { corners, .. } => {
            let height = corners.first().map_or(0.0, |corner| corner.y);
            (height, height)
        }
        Item::Text(text) => (text.position.y - text.size, text.position.y + text.size),
    }
}

struct Painter<'a, B> {
    backend: &'a mut B,
    grid: Grid,
}

type Painted<B> = Result<(), DrawingErrorKind<<B as DrawingBackend>::ErrorType>>;

impl<B: DrawingBackend> Painter<'_, B> {
    fn unit(&self, length: f64) -> i32 {
        whole(length * self.grid.units_per_point)
    }

    fn at(&self, point: Point) -> BackendCoord {
        (self.unit(point.x), self.unit(point.y))
    }

    /// The edge between two device pixels that is nearest to a coordinate.
    fn edge(&self, length: f64) -> i32 {
        match self.grid.pixel {
            Some(pixel) => whole((length * self.grid.units_per_point / pixel).round() * pixel),
            None => self.unit(length),
        }
    }

    /// The edge behind the last device pixel on which a coordinate falls: a bitmap has that pixel, and paper covers it.
    fn last_edge(&self, length: f64) -> i32 {
        match self.grid.pixel {
            // As the size of the bitmap: what is whole up to rounding errors gets no additional pixel.
            Some(pixel) => {
                whole((length * self.grid.units_per_point / pixel - 1e-6).ceil() * pixel)
            }
            None => self.unit(length),
        }
    }

    /// Thickness of a line: whole device pixels where there are pixels, at least one.
    fn thickness(&self, width: f64) -> f64 {
        let units = width * self.grid.units_per_point;
        match self.grid.pixel {
            Some(pixel) => (units / pixel).round().max(1.0) * pixel,
            None => units.max(1.0),
        }
    }

    /// The middle of a line of this thickness such that both its edges fall between device pixels.
    fn middle(&self, length: f64, thickness: f64) -> i32 {
        match self.grid.pixel {
            Some(pixel) => {
                let upper = length * self.grid.units_per_point - thickness / 2.0;
                whole((upper / pixel).round() * pixel + thickness / 2.0)
            }
            None => self.unit(length),
        }
    }

    fn line(
        &mut self,
        (from, to): (Point, Point),
        width: f64,
        colour: Colour,
        dash: Option<(f64, f64)>,
    ) -> Painted<B> {
        let thickness = self.thickness(width);
        let stroke = Stroke {
            colour,
            width: whole(thickness).unsigned_abs(),
        };
        for (from, to) in dashes(from, to, dash) {
            if self.grid.hides(from.y, to.y) {
                continue;
            }
            let (mut start, mut end) = (self.at(from), self.at(to));
            if start.0 == end.0 {
                let x = self.middle(from.x, thickness);
                (start.0, end.0) = (x, x);
            }
            if start.1 == end.1 {
                let y = self.middle(from.y, thickness);
                (start.1, end.1) = (y, y);
            }
            self.backend.draw_line(start, end, &stroke)?;
        }
        Ok(())
    }

    /// The page, from edge to edge.
    fn page(&mut self, page: Rectangle, colour: Colour) -> Painted<B> {
        let upper_left = (self.edge(page.left), self.edge(page.top));
        let lower_right = (self.last_edge(page.right), self.last_edge(page.bottom));
        self.backend
            .draw_rect(upper_left, lower_right, &Stroke { colour, width: 0 }, true)
    }

    /// A mark: a square, a bar.
    fn rectangle(&mut self, area: Rectangle, colour: Colour) -> Painted<B> {
        let (left, right) = self.sides(area.left, area.right);
        let (top, bottom) = self.sides(area.top, area.bottom);
        let style = Stroke { colour, width: 0 };
        self.backend
            .draw_rect((left, top), (right, bottom), &style, true)
    }

    /// Both sides of a mark. Where there are pixels its length is a whole number of them, odd if an ordinary line is an
    /// odd number of them thick: the mark then sits on the middle of its line.
    fn sides(&self, from: f64, to: f64) -> (i32, i32) {
        let Some(pixel) = self.grid.pixel else {
            return (self.unit(from), self.unit(to).max(self.unit(from) + 1));
        };
        let units = self.grid.units_per_point;
        let odd = (self.thickness(STROKE) / pixel).round() % 2.0;
        let pixels = (to - from) * units / pixel;
        let length = (((pixels - odd) / 2.0).round() * 2.0 + odd).max(1.0) * pixel;
        let start = f64::midpoint(from, to) * units - length / 2.0;
        let start = (start / pixel).round() * pixel;
        (whole(start), whole(start + length))
    }

    fn polygon(&mut self, corners: &[Point], colour: Colour, outline: Option<f64>) -> Painted<B> {
        let mut path: Vec<BackendCoord> = corners.iter().map(|corner| self.at(*corner)).collect();
        match outline {
            None => self
                .backend
                .fill_polygon(path, &Stroke { colour, width: 0 }),
            Some(width) => {
                // The first side twice, so that the corner where the outline closes is mitred like the others.
                path.extend_from_within(..path.len().min(2));
                let width = whole(self.thickness(width)).unsigned_abs();
                self.backend.draw_path(path, &Stroke { colour, width })
            }
        }
    }

    fn text(&mut self, text: &Text, colour: Colour) -> Painted<B> {
        let position = (self.unit(text.position.x), self.edge(text.position.y));
        let style = Lettering {
            colour,
            size: text.size * self.grid.font_scale,
            weight: text.weight,
            anchor: text.anchor,
        };
        self.backend.draw_text(&text.content, &style, position)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast of this kind saturates; no page is that large"
)]
fn whole(units: f64) -> i32 {
    units.round() as i32
}

/// The pieces of a line.
fn dashes(from: Point, to: Point, dash: Option<(f64, f64)>) -> Vec<(Point, Point)> {
    let (x, y) = (to.x - from.x, to.y - from.y);
    let length = libm::hypot(x, y);
    let Some((dash, gap)) = dash.filter(|(dash, gap)| *dash > 0.0 && *gap > 0.0 && length > 0.0)
    else {
        return vec![(from, to)];
    };
    let at = |distance: f64| {
        let share = (distance / length).min(1.0);
        Point {
            x: from.x + share * x,
            y: from.y + share * y,
        }
    };
    let mut pieces = Vec::new();
    let mut start = 0.0;
    while start < length {
        pieces.push((at(start), at(start + dash)));
        start += dash + gap;
    }
    pieces
}

/// A colour and a thickness in units.
struct Stroke {
    colour: Colour,
    width: u32,
}

impl BackendStyle for Stroke {
    fn color(&self) -> BackendColor {
        backend_colour(self.colour)
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

fn backend_colour(Colour(red, green, blue): Colour) -> BackendColor {
    BackendColor {
        alpha: 1.0,
        rgb: (red, green, blue),
    }
}

/// How a text looks.
struct Lettering {
    colour: Colour,
    size: f64,
    weight: Weight,
    anchor: Anchor,
}

impl BackendTextStyle for Lettering {
    type FontError = std::convert::Infallible;

    fn color(&self) -> BackendColor {
        backend_colour(self.colour)
    }

    fn size(&self) -> f64 {
        self.size
    }

    fn transform(&self) -> FontTransform {
        FontTransform::None
    }

    fn style(&self) -> FontStyle {
        match self.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        }
    }

    fn anchor(&self) -> Pos {
        let horizontal = match self.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(horizontal, VPos::Top)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(font::FAMILIES)
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        let width = font::width(text, self.weight, self.size);
        Ok(((0, 0), (whole(width), whole(self.size))))
    }

    fn draw<E, Draw: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: (i32, i32),
        _: Draw,
    ) -> Result<Result<(), E>, Self::FontError> {
        // Only bitmap backends rasterise text themselves; both painters have fonts.
        Ok(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_a_screen_a_mark_sits_on_the_middle_of_its_line() {
        let mut drawn = String::new();
        for (pixels_per_point, y) in [(4.0 / 3.0, 10.1), (4.0 / 3.0, 10.7), (8.0 / 3.0, 10.3)] {
            let mut backend = plotters::prelude::SVGBackend::with_string(&mut drawn, (1, 1));
            let painter = Painter {
                backend: &mut backend,
                grid: Grid {
                    units_per_point: UNITS * pixels_per_point,
                    pixel: Some(UNITS),
                    font_scale: 1.0,
                    part: None,
                },
            };
            let line = painter.middle(y, painter.thickness(STROKE));
            for side in [2.25, 3.0, 4.1, 7.9] {
                let (top, bottom) = painter.sides(y - side / 2.0, y + side / 2.0);
                assert_eq!(top + bottom, 2 * line, "{y}, {side}");
                assert_eq!((top % 16, bottom % 16), (0, 0));
            }
        }
    }

    #[test]
    fn paper_covers_every_pixel_of_a_bitmap() {
        for (length, pixels) in [(493.228_346, 2056), (72.0, 300), (72.01, 301)] {
            let mut drawn = String::new();
            let mut backend = plotters::prelude::SVGBackend::with_string(&mut drawn, (1, 1));
            let painter = Painter {
                backend: &mut backend,
                grid: Grid {
                    units_per_point: UNITS * 300.0 / 72.0,
                    pixel: Some(UNITS),
                    font_scale: 1.0,
                    part: None,
                },
            };
            assert_eq!(painter.last_edge(length), pixels * 16, "{length}");
        }
    }

    #[test]
    fn dashes_cover_the_line_and_end_where_it_ends() {
        let (from, to) = (Point { x: 0.0, y: 0.0 }, Point { x: 0.0, y: 10.0 });
        let pieces = dashes(from, to, Some((3.0, 2.0)));
        let ends: Vec<(f64, f64)> = pieces.iter().map(|(from, to)| (from.y, to.y)).collect();
        assert_eq!(ends, [(0.0, 3.0), (5.0, 8.0)]);
        let cut = dashes(from, to, Some((4.0, 4.0)));
        assert_eq!(cut.last().map(|(_, to)| to.y), Some(10.0));
        assert_eq!(dashes(from, to, None).len(), 1);
        assert_eq!(dashes(from, from, Some((1.0, 1.0))).len(), 1);
    }
}
