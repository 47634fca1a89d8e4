//! A figure as the bytes of a PNG, painted on a canvas that is not in the page.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlCanvasElement;

use crate::figure::paint::canvas::{Failure, paint};
use crate::figure::{Scene, Theme};

/// The PNG of a scene in a theme, at a number of pixels per point.
///
/// # Errors
/// The painter's failure, as it says it.
pub async fn png_bytes(
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
