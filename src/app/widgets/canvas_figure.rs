//! A figure on the screen: a canvas as sharp as the device, as wide as its place. Paper gets another: see `outcome::printed`.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_use_event_listener::use_event_listener;
use leptos_use_resize_observer::use_resize_observer;
use leptos_use_window::use_window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlCanvasElement;

use crate::app::platform::timing;
use crate::app::state::Shared;
use crate::figure::paint::canvas::paint_rows;
use crate::figure::{POINTS_PER_PIXEL, Point, RegionKind, Scene, Theme, png};
use crate::wording::{tr, translate};

/// How much of a figure is painted at once, in CSS pixels: more than any window is high. A canvas of thousands of rows would
/// take seconds to paint, and milliseconds of every frame in which anything changes on the page.
const PAINTED: f64 = 3_000.0;
/// Scrolling so far, in CSS pixels, leads to another part being painted.
const STEP: f64 = 500.0;

/// The place of a figure, in CSS pixels: how wide it is, so that the figure can be laid out for it, and where the part begins
/// that is painted. The widget sets both.
#[derive(Clone, Copy)]
pub struct FigureSize {
    /// The width of the place.
    pub width: RwSignal<f64>,
    /// Where the painted part begins.
    pub start: RwSignal<f64>,
}

impl FigureSize {
    /// A place of so many CSS pixels until it is measured.
    pub fn new(width: f64) -> Self {
        Self {
            width: RwSignal::new(width),
            start: RwSignal::new(0.0),
        }
    }

    /// The part that is painted, from where to where.
    pub fn painted(self) -> std::ops::Range<f64> {
        let start = self.start.get();
        start..start + PAINTED
    }
}

/// Shows a figure, and says which of its regions is pressed.
#[component]
pub fn CanvasFigure(
    /// The figure as it is laid out.
    #[prop(into)]
    scene: Signal<Option<Shared<Scene>>>,
    /// Its colours on the screen.
    #[prop(into)]
    theme: Signal<Theme>,
    /// Where it stands.
    size: FigureSize,
    /// Called with the region that is pressed, where that does something.
    #[prop(optional, into)]
    on_press: Option<UnsyncCallback<RegionKind>>,
    /// What is said of a region under the pointer that does something when it is pressed; none where it does nothing.
    #[prop(optional, into)]
    hint: Option<UnsyncCallback<RegionKind, Option<String>>>,
    /// What lies over the figure and takes what is pointed at before it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let canvas = NodeRef::<html::Canvas>::new();
    let fonts = fonts_loaded();
    let ratio = device_pixel_ratio();
    follow_width(place, size.width);
    follow_scrolling(canvas, size.start);
    Effect::new(move |_| {
        let (Some(scene), Some(canvas)) = (scene.get(), canvas.get()) else {
            return;
        };
        if !fonts.get() {
            return;
        }
        paint_on_screen(&scene, &theme.get(), &canvas, ratio.get(), size.start.get());
        timing::painted();
    });
    let region_at = move |event: &leptos::ev::MouseEvent| {
        let at = Point {
            x: f64::from(event.offset_x()) * POINTS_PER_PIXEL,
            y: f64::from(event.offset_y()) * POINTS_PER_PIXEL,
        };
        scene.with_untracked(|scene| Some(scene.as_ref()?.region_at(at)?.kind))
    };
    let pointed_at = RwSignal::new(None::<String>);
    let point = move |event: leptos::ev::MouseEvent| {
        let now = region_at(&event).and_then(|region| hint?.run(region));
        if pointed_at.with_untracked(|before| *before != now) {
            pointed_at.set(now);
        }
    };
    let press = move |event: leptos::ev::MouseEvent| {
        if let (Some(region), Some(on_press)) = (region_at(&event), on_press) {
            on_press.run(region);
        }
    };
    let label = move || {
        scene.with(|scene| {
            let scene = scene.as_ref()?;
            Some(tr!("{}. {}", scene.title, scene.description))
        })
    };
    // The place is there before the figure is painted: nothing under it moves then.
    let reserved = move |length: fn(&Scene) -> f64| {
        move || {
            scene.with(|scene| {
                let points = length(scene.as_ref()?);
                Some(format!("{}px", (points / POINTS_PER_PIXEL).floor()))
            })
        }
    };
    view! {
        <div
            class="figure-scroll"
            tabindex="0"
            role="group"
            aria-label=translate("Figure, scrolls sideways")
            node_ref=place
        >
            <div
                class="figure-sheet"
                style:min-width=reserved(|scene| scene.width)
                style:min-height=reserved(|scene| scene.height)
            >
                <canvas
                    role="img"
                    node_ref=canvas
                    aria-label=label
                    title=move || pointed_at.get()
                    class:on-trial=move || pointed_at.with(Option::is_some)
                    on:mousemove=point
                    on:click=press
                ></canvas>
                {children.map(|children| children())}
            </div>
        </div>
    }
}

/// Paints what lies behind `start`, in CSS pixels, at the device's resolution.
fn paint_on_screen(
    scene: &Scene,
    theme: &Theme,
    canvas: &HtmlCanvasElement,
    ratio: f64,
    start: f64,
) {
    let pixels_per_point = ratio / POINTS_PER_PIXEL;
    let (width, height) = png::all_pixels(scene, pixels_per_point);
    let first = (start * ratio).floor().min(height - 1.0);
    let rows = [first, (first + (PAINTED * ratio).floor()).min(height)];
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
fn fonts_loaded() -> ReadSignal<bool> {
    let (loaded, set_loaded) = signal(false);
    spawn_local(async move {
        let fonts = document().fonts();
        for font in ["400 12px Arimo", "700 12px Arimo"] {
            let _ = JsFuture::from(fonts.load(font)).await;
        }
        set_loaded.set(true);
    });
    loaded
}

/// Device pixels in a CSS pixel; changes when the page is zoomed or moves to another screen.
fn device_pixel_ratio() -> ReadSignal<f64> {
    let (ratio, set_ratio) = signal(window().device_pixel_ratio());
    let _ = use_event_listener(use_window(), leptos::ev::resize, move |_| {
        let now = window().device_pixel_ratio();
        if (now - ratio.get_untracked()).abs() > f64::EPSILON {
            set_ratio.set(now);
        }
    });
    ratio
}

/// Keeps `width` at the width of an element.
fn follow_width(element: NodeRef<html::Div>, width: RwSignal<f64>) {
    let take = move |now: f64| {
        if now > 0.0 && (width.get_untracked() - now).abs() >= 1.0 {
            width.set(now);
        }
    };
    // Measured before the figure is painted for the first time: the observer speaks after the frame that would show it.
    Effect::new(move |_| {
        let now = element.get().map_or(0, |element| element.client_width());
        take(f64::from(now));
    });
    let _ = use_resize_observer(element, move |entries, _| {
        let Some(entry) = entries.first() else { return };
        take(entry.content_rect().width().floor());
    });
}

/// Keeps `start` at the part of a long figure that is in sight.
fn follow_scrolling(canvas: NodeRef<html::Canvas>, start: RwSignal<f64>) {
    let _ = use_event_listener(use_window(), leptos::ev::scroll, move |_| {
        let Some(canvas) = canvas.get_untracked() else {
            return;
        };
        let place = canvas.get_bounding_client_rect();
        let steps = (-place.top() / STEP - 0.5).floor();
        let now = (steps * STEP).min(place.height() - PAINTED).max(0.0);
        if (now - start.get_untracked()).abs() >= 1.0 {
            start.set(now);
        }
    });
}
