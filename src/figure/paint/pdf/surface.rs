//! One page: plotters' calls as operators of a content stream.

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};
use std::convert::Infallible;

use pdf_writer::Content;

use super::lettering::Letters;
use super::{FIGURE, UNITS, single};
use crate::figure::font::{self, Weight};

/// SVG draws a corner as a point up to this ratio, and PDF otherwise up to 10.
const MITRE_LIMIT: f32 = 4.0;
/// Distance of the controls of a quarter of a circle from its ends, in radii; the curve then stays within 0.03 % of it.
const QUARTER: f32 = 0.552_285;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;
type Rgb = (u8, u8, u8);

/// A page that is being drawn.
pub(super) struct Surface<'a> {
    content: Content,
    letters: &'a mut Letters,
    filling: Option<Rgb>,
    stroking: Option<(Rgb, u32)>,
}

impl<'a> Surface<'a> {
    /// An empty page of this height in units; y then counts down from its upper edge.
    pub(super) fn new(height: f32, letters: &'a mut Letters) -> Self {
        let mut content = Content::new();
        let unit = single(1.0 / UNITS);
        content
            .begin_marked_content_with_properties(FIGURE)
            .properties()
            .identify(0);
        content
            .transform([unit, 0.0, 0.0, -unit, 0.0, height * unit])
            .set_miter_limit(MITRE_LIMIT);
        Self {
            content,
            letters,
            filling: None,
            stroking: None,
        }
    }

    /// The operators.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.content.end_marked_content();
        self.content.finish().to_vec()
    }

    /// What is filled from now on has this colour.
    fn fill_with(&mut self, colour: BackendColor) {
        if self.filling != Some(colour.rgb) {
            let [red, green, blue] = shares(colour.rgb);
            self.content.set_fill_rgb(red, green, blue);
            self.filling = Some(colour.rgb);
        }
    }

    /// Lines have this colour and thickness from now on.
    fn stroke_with<S: BackendStyle>(&mut self, style: &S) {
        let (colour, width) = (style.color().rgb, style.stroke_width());
        if self.stroking != Some((colour, width)) {
            let [red, green, blue] = shares(colour);
            self.content
                .set_stroke_rgb(red, green, blue)
                .set_line_width(single(f64::from(width)));
            self.stroking = Some((colour, width));
        }
    }

    /// What comes next is filled, or drawn as a line, in this style.
    fn prepare<S: BackendStyle>(&mut self, style: &S, fill: bool) {
        if fill {
            self.fill_with(style.color());
        } else {
            self.stroke_with(style);
        }
    }

    /// Fills what was prepared for, or draws its line.
    fn paint(&mut self, fill: bool) {
        if fill {
            self.content.fill_nonzero();
        } else {
            self.content.stroke();
        }
    }

    fn path(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        for (index, point) in points.into_iter().enumerate() {
            let (x, y) = (coordinate(point.0), coordinate(point.1));
            if index == 0 {
                self.content.move_to(x, y);
            } else {
                self.content.line_to(x, y);
            }
        }
    }

    /// A circle by four curves.
    fn circle(&mut self, centre: BackendCoord, radius: u32) {
        let (x, y) = (coordinate(centre.0), coordinate(centre.1));
        let radius = single(f64::from(radius));
        let control = radius * QUARTER;
        let (left, right) = (x - radius, x + radius);
        let (top, bottom) = (y - radius, y + radius);
        self.content
            .move_to(right, y)
            .cubic_to(right, y + control, x + control, bottom, x, bottom)
            .cubic_to(x - control, bottom, left, y + control, left, y)
            .cubic_to(left, y - control, x - control, top, x, top)
            .cubic_to(x + control, top, right, y - control, right, y)
            .close_path();
    }
}

fn coordinate(units: i32) -> f32 {
    single(f64::from(units))
}

/// Red, green and blue from 0 to 1.
fn shares((red, green, blue): Rgb) -> [f32; 3] {
    [red, green, blue].map(|channel| f32::from(channel) / 255.0)
}

impl DrawingBackend for Surface<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        // Only plotters' own layout asks, which is not used.
        (0, 0)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, colour: BackendColor) -> Drawn {
        self.fill_with(colour);
        self.content
            .rect(coordinate(point.0), coordinate(point.1), 1.0, 1.0)
            .fill_nonzero();
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        lower_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.prepare(style, fill);
        let (x, y) = (coordinate(upper_left.0), coordinate(upper_left.1));
        let (right, bottom) = (coordinate(lower_right.0), coordinate(lower_right.1));
        self.content.rect(x, y, right - x, bottom - y);
        self.paint(fill);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.stroke_with(style);
        self.path(path);
        self.content.stroke();
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.prepare(style, fill);
        self.circle(centre, radius);
        self.paint(fill);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.fill_with(style.color());
        self.path(path);
        self.content.close_path().fill_nonzero();
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        position: BackendCoord,
    ) -> Drawn {
        let weight = match style.style() {
            FontStyle::Bold => Weight::Bold,
            _ => Weight::Regular,
        };
        let width = font::width(text, weight, style.size());
        let start = f64::from(position.0)
            - match style.anchor().h_pos {
                HPos::Left => 0.0,
                HPos::Center => width / 2.0,
                HPos::Right => width,
            };
        let line = self.letters.line(text, weight, style.size());
        self.fill_with(style.color());
        let size = single(style.size());
        let mut font = line.runs.first().map(|run| run.font);
        self.content.begin_text();
        if let Some(font) = font {
            self.content.set_font(font, size);
        }
        self.content
            .set_text_matrix([1.0, 0.0, 0.0, -1.0, single(start), coordinate(position.1)]);
        // Boxes may take more room than what they stand for was given.
        let tight = line.width > width && line.width > 0.0;
        if tight {
            self.content
                .set_horizontal_scaling(single(100.0 * width / line.width));
        }
        for run in &line.runs {
            if font != Some(run.font) {
                self.content.set_font(run.font, size);
                font = Some(run.font);
            }
            self.content.show(pdf_writer::Str(&run.codes));
        }
        if tight {
            self.content.set_horizontal_scaling(100.0);
        }
        self.content.end_text();
        Ok(())
    }
}
