//! A scene on a canvas, by the canvas backend of plotters at [`UNITS`] units to a device pixel.

use js_sys::Reflect;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::{Grid, UNITS, onto};
use crate::figure::{Scene, Theme, png};

type CanvasError = <CanvasBackend as DrawingBackend>::ErrorType;

/// Why nothing was painted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The bitmap would be larger than browsers make them.
    TooLarge(png::TooLarge),
    /// The browser gave no drawing context, or refused a call.
    Refused,
}

/// Paints a scene at a number of device pixels per point: `devicePixelRatio` / 0.75 on the screen, dpi / 72 for a file.
/// Sets the size of the canvas, which clears it, and gives back that size in pixels: the CSS size that keeps it crisp is
/// this size over `devicePixelRatio`.
///
/// # Errors
///
/// If the bitmap would be larger than browsers make them, or the browser refuses.
pub fn paint(
    scene: &Scene,
    theme: &Theme,
    canvas: &HtmlCanvasElement,
    pixels_per_point: f64,
) -> Result<(u32, u32), Failure> {
    let (width, height) =
        png::size_in_pixels(scene, pixels_per_point).map_err(Failure::TooLarge)?;
    let rows = [0.0, f64::from(height)];
    paint_rows(scene, theme, canvas, pixels_per_point, rows)?;
    Ok((width, height))
}

/// Paints what lies between two rows of pixels, counted as in [`paint`]: of a long figure, what is in sight. The canvas
/// gets as high as that.
///
/// # Errors
///
/// If the browser refuses.
pub fn paint_rows(
    scene: &Scene,
    theme: &Theme,
    canvas: &HtmlCanvasElement,
    pixels_per_point: f64,
    [first, end]: [f64; 2],
) -> Result<(), Failure> {
    /// What a mark may reach beyond where it stands, in points.
    const AROUND: f64 = 36.0;
    let (width, _) = png::all_pixels(scene, pixels_per_point);
    canvas.set_width(png::counted(width));
    canvas.set_height(png::counted(end - first));
    let mut surface = Surface::of(canvas).ok_or(Failure::Refused)?;
    surface.prepare(first).map_err(|_| Failure::Refused)?;
    let grid = Grid {
        units_per_point: UNITS * pixels_per_point,
        pixel: Some(UNITS),
        font_scale: UNITS * pixels_per_point,
        part: Some([
            first / pixels_per_point - AROUND,
            end / pixels_per_point + AROUND,
        ]),
    };
    onto(&mut surface, scene, theme, grid).map_err(|_| Failure::Refused)
}

/// The canvas backend, but for text: it asks for baselines ("top", "bottom") that browsers place differently, so that
/// texts are written here on the alphabetic one.
struct Surface {
    shapes: CanvasBackend,
    context: CanvasRenderingContext2d,
    font: String,
}

impl Surface {
    fn of(canvas: &HtmlCanvasElement) -> Option<Self> {
        let context = canvas
            .get_context("2d")
            .ok()??
            .dyn_into::<CanvasRenderingContext2d>()
            .ok()?;
        Some(Self {
            shapes: CanvasBackend::with_canvas_object(canvas.clone())?,
            context,
            font: String::new(),
        })
    }

    /// Puts this row of pixels at the upper edge.
    fn prepare(&self, first: f64) -> Result<(), JsValue> {
        self.context
            .set_transform(1.0 / UNITS, 0.0, 0.0, 1.0 / UNITS, 0.0, -first)?;
        self.context.set_text_baseline("alphabetic");
        // Not every browser knows these two; where they are unknown, setting them does nothing.
        Reflect::set(&self.context, &"fontKerning".into(), &"none".into())?;
        Reflect::set(
            &self.context,
            &"textRendering".into(),
            &"geometricPrecision".into(),
        )?;
        Ok(())
    }
}

impl DrawingBackend for Surface {
    type ErrorType = CanvasError;

    fn get_size(&self) -> (u32, u32) {
        self.shapes.get_size()
    }

    fn ensure_prepared(&mut self) -> Result<(), DrawingErrorKind<CanvasError>> {
        self.shapes.ensure_prepared()
    }

    fn present(&mut self) -> Result<(), DrawingErrorKind<CanvasError>> {
        self.shapes.present()
    }

    fn draw_pixel(
        &mut self,
        point: BackendCoord,
        colour: BackendColor,
    ) -> Result<(), DrawingErrorKind<CanvasError>> {
        self.shapes.draw_pixel(point, colour)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Result<(), DrawingErrorKind<CanvasError>> {
        self.shapes.draw_line(from, to, style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Result<(), DrawingErrorKind<CanvasError>> {
        self.shapes.draw_rect(upper_left, bottom_right, style, fill)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<CanvasError>> {
        self.shapes.draw_path(path, style)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Result<(), DrawingErrorKind<CanvasError>> {
        self.shapes.fill_polygon(path, style)
    }

    fn draw_text<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        position: BackendCoord,
    ) -> Result<(), DrawingErrorKind<CanvasError>> {
        let font = format!(
            "{} {}px {}",
            style.style().as_str(),
            style.size(),
            style.family().as_str()
        );
        // Browsers parse the font anew at every change, and most texts of a figure share one.
        if font != self.font {
            self.context.set_font(&font);
            self.font = font;
        }
        let (red, green, blue) = style.color().rgb;
        self.context
            .set_fill_style_str(&format!("rgb({red},{green},{blue})"));
        self.context.set_text_align(match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        let (x, y) = (f64::from(position.0), f64::from(position.1));
        // A text that the browser refuses is missing from the figure, where it is seen; the rest is painted.
        let _ = self.context.fill_text(text, x, y);
        Ok(())
    }
}
