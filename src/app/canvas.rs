//! A figure on the screen: a canvas as sharp as the device, as wide as its place.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, HtmlCanvasElement, MouseEvent, ResizeObserver, ResizeObserverEntry};

use super::element::{Element, follow_standing, html, listen};
use super::outcome::figures;
use super::session::Session;
use super::timing;
use crate::app::state::{Derived, Held, Stored};
use crate::figure::paint::canvas::{Failure, paint, paint_rows};
use crate::figure::{POINTS_PER_PIXEL, Point, RegionKind, Scene, Theme, png};

/// How much of a figure is painted at once, in CSS pixels: more than any window is high. A canvas of thousands of rows would
/// take seconds to paint, and milliseconds of every frame in which anything changes on the page.
pub(super) const PAINTED: f64 = 3_000.0;
/// Scrolling so far, in CSS pixels, leads to another part being painted.
const STEP: f64 = 500.0;

/// A figure that was laid out, compared by pointer.
#[derive(Clone)]
pub(super) struct LaidOut(pub(super) Arc<Scene>);

impl PartialEq for LaidOut {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Shows a figure, and says which of its regions is pressed.
///
/// `width` is kept at the width of the place, in CSS pixels, so that the figure can be laid out for it. `start` is where
/// the part of it begins that is painted, in CSS pixels too. `marks` lie over the figure and take what is pointed at before
/// it.
pub(super) fn figure(
    scene: Derived<Option<LaidOut>>,
    [width, start]: [Held<f64>; 2],
    marks: Option<Element>,
    on_press: impl Fn(RegionKind) + 'static,
) -> Element {
    let session = Session::expect();
    let fonts = fonts_loaded();
    let ratio = device_pixel_ratio();
    let printing = Held::new(false);
    for (event, begins) in [("beforeprint", true), ("afterprint", false)] {
        listen(&window(), event, move |_: Event| printing.set(begins));
    }
    let place = html("div")
        .class("figure-scroll")
        .attribute("tabindex", "0")
        .attribute("role", "group")
        .label("Figure, scrolls sideways");
    observe_width(&place, width);
    let canvas = html("canvas").attribute("role", "img");
    let (painted_on, seen) = (canvas.clone(), canvas.clone());
    listen(&window(), "scroll", move |_: Event| {
        let place = seen.node().get_bounding_client_rect();
        let steps = (-place.top() / STEP - 0.5).floor();
        let now = (steps * STEP).min(place.height() - PAINTED).max(0.0);
        if (now - start.get_untracked()).abs() >= 1.0 {
            start.set(now);
        }
    });
    follow_standing(move || {
        let Some(LaidOut(scene)) = scene.get() else {
            return;
        };
        if !fonts.get() {
            return;
        }
        // Paper is white, and gets the whole figure.
        let printing = printing.get();
        let theme = if session.theme.dark() && !printing {
            Theme::DARK
        } else {
            Theme::LIGHT
        };
        let theme = colours(session, theme);
        let start = (!printing).then(|| start.get());
        paint_on_screen(&scene, &theme, painted_on.known_as(), ratio.get(), start);
        timing::painted();
    });
    let region_at = move |event: &MouseEvent| {
        let at = Point {
            x: f64::from(event.offset_x()) * POINTS_PER_PIXEL,
            y: f64::from(event.offset_y()) * POINTS_PER_PIXEL,
        };
        scene.with_untracked(|scene| {
            let region = scene.as_ref()?.0.region_at(at)?;
            Some(region.kind)
        })
    };
    let over_trial = Held::new(false);
    let label = move || {
        scene.with(|scene| {
            scene
                .as_ref()
                .map(|scene| format!("{}. {}", scene.0.title, scene.0.description))
        })
    };
    let title = move || {
        over_trial
            .get()
            .then(|| String::from("Take this trial out"))
    };
    let canvas = canvas
        .attribute_from("aria-label", label)
        .attribute_from("title", title)
        .class_while("on-trial", move || over_trial.get())
        .on("mousemove", move |event: MouseEvent| {
            let over = matches!(region_at(&event), Some(RegionKind::Trial(_)));
            if over != over_trial.get_untracked() {
                over_trial.set(over);
            }
        })
        .on("click", move |event: MouseEvent| {
            if let Some(region) = region_at(&event) {
                on_press(region);
            }
        });
    match marks {
        Some(marks) if crate::COMPLETE => {
            place.child(html("div").class("figure-sheet").child(canvas).child(marks))
        }
        _ => place.child(canvas),
    }
}

/// A theme with the colours that were chosen for the figures.
pub(super) fn colours(session: Session, theme: Theme) -> Theme {
    if crate::COMPLETE {
        theme.chosen(&figures(session))
    } else {
        theme
    }
}

/// Paints what lies behind `start`, in CSS pixels, at the device's resolution; without a start the whole figure, at the
/// finest resolution that the browser makes where it is very long.
fn paint_on_screen(
    scene: &Scene,
    theme: &Theme,
    canvas: &HtmlCanvasElement,
    ratio: f64,
    start: Option<f64>,
) {
    let mut ratio = ratio;
    if start.is_none()
        && let Err(limit) = png::size_in_pixels(scene, ratio / POINTS_PER_PIXEL)
    {
        ratio = f64::from(limit.largest_dpi) / 72.0 * POINTS_PER_PIXEL;
    }
    let pixels_per_point = ratio / POINTS_PER_PIXEL;
    let (width, height) = png::all_pixels(scene, pixels_per_point);
    let rows = start.map_or([0.0, height], |start| {
        let first = (start * ratio).floor().min(height - 1.0);
        [first, (first + (PAINTED * ratio).floor()).min(height)]
    });
    if paint_rows(scene, theme, canvas, pixels_per_point, rows).is_err() {
        return;
    }
    // The size in CSS pixels follows from the bitmap's: any other would blur it. What is not painted is left free.
    let style = canvas.unchecked_ref::<web_sys::HtmlElement>().style();
    let (above, below) = (rows[0] / ratio, (height - rows[1]) / ratio);
    for (name, length) in [
        ("padding", format!("{above}px 0 {below}px")),
        ("width", format!("{}px", width / ratio)),
        ("height", format!("{}px", height / ratio)),
    ] {
        let _ = style.set_property(name, &length);
    }
}

/// Whether the fonts of the figures are there; text painted before would stand in another font.
fn fonts_loaded() -> Held<bool> {
    let loaded = Held::new(false);
    spawn_local(async move {
        let fonts = document().fonts();
        for font in ["400 12px Arimo", "700 12px Arimo"] {
            let _ = JsFuture::from(fonts.load(font)).await;
        }
        loaded.set(true);
    });
    loaded
}

/// Device pixels in a CSS pixel; changes when the page is zoomed or moves to another screen.
fn device_pixel_ratio() -> Held<f64> {
    let ratio = Held::new(window().device_pixel_ratio());
    listen(&window(), "resize", move |_: Event| {
        let now = window().device_pixel_ratio();
        if (now - ratio.get_untracked()).abs() > f64::EPSILON {
            ratio.set(now);
        }
    });
    ratio
}

/// Keeps `width` at the width of an element.
fn observe_width(element: &Element, width: Held<f64>) {
    let on_resize = Closure::<dyn FnMut(JsValue)>::new(move |entries: JsValue| {
        let entries: js_sys::Array = entries.unchecked_into();
        let entry: ResizeObserverEntry = entries.get(0).unchecked_into();
        let now = entry.content_rect().width().floor();
        if now > 0.0 && (width.get_untracked() - now).abs() >= 1.0 {
            width.set(now);
        }
    });
    let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(element.node());
    let parts = Stored::new((observer, on_resize));
    on_cleanup(move || parts.with(|(observer, _)| observer.disconnect()));
}

/// The PNG of a scene in a theme, at a number of pixels per point.
///
/// # Errors
/// The painter's failure, as it says it.
pub(super) async fn png_bytes(
    scene: &Scene,
    theme: &Theme,
    pixels_per_point: f64,
) -> Result<Vec<u8>, Failure> {
    let refused = |_: JsValue| Failure::Refused;
    let canvas: HtmlCanvasElement = document()
        .create_element("canvas")
        .map_err(refused)?
        .unchecked_into();
    paint(scene, theme, &canvas, pixels_per_point)?;
    let encoded = js_sys::Promise::new(&mut |resolve, _| {
        let _ = canvas.to_blob(&resolve);
    });
    let blob: web_sys::Blob = JsFuture::from(encoded)
        .await
        .map_err(refused)?
        .dyn_into()
        .map_err(refused)?;
    let buffer = JsFuture::from(blob.array_buffer()).await.map_err(refused)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}
