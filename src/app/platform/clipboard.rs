//! Texts, tables and images on the clipboard.
//!
//! Images go by the browser's newer clipboard interface, which its older copy command does not take; texts go by that
//! command, which works in pages opened by double-click.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::{document, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;
use web_sys::{AddEventListenerOptions, Blob, BlobPropertyBag, ClipboardEvent, HtmlDocument};

use super::promise::{Failure, call, property, resolved};

const PNG: &str = "image/png";

/// Puts a PNG on the clipboard that is still being made.
///
/// # Errors
/// Why it is not there, in the browser's words or in those of the one who makes it.
pub async fn copy_png(
    image: impl Future<Output = Result<Vec<u8>, String>> + 'static,
) -> Result<(), String> {
    let promised = future_to_promise(async move {
        let bytes = image
            .await
            .map_err(|words| JsValue::from(js_sys::Error::new(&words)))?;
        let options = BlobPropertyBag::new();
        options.set_type(PNG);
        let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
        Blob::new_with_u8_array_sequence_and_options(&parts, &options).map(JsValue::from)
    });
    let written = written(&promised).map_err(|failure| failure.0)?;
    resolved(written)
        .await
        .map(drop)
        .map_err(|failure| failure.0)
}

/// The promise of the browser to write a promised image.
fn written(image: &Promise) -> Result<JsValue, Failure> {
    let clipboard = property(&window().navigator(), "clipboard");
    let kinds = Object::new();
    Reflect::set(&kinds, &PNG.into(), image)?;
    let kind_of_item = property(&window(), "ClipboardItem")
        .dyn_into::<js_sys::Function>()
        .map_err(|_| Failure(String::from("this browser copies no images")))?;
    let item = Reflect::construct(&kind_of_item, &Array::of1(&kinds))?;
    call(&clipboard, "write", &[Array::of1(&item).into()])
}

/// Puts a table on the clipboard, as HTML for Word and as text for everything else.
///
/// # Errors
/// When the browser does not copy.
pub fn copy_table(html: &str, text: &str) -> Result<(), JsValue> {
    copied(vec![
        ("text/html", html.to_owned()),
        ("text/plain", text.to_owned()),
    ])
}

/// Puts a text on the clipboard.
///
/// # Errors
/// When the browser does not copy.
pub fn copy_text(text: &str) -> Result<(), JsValue> {
    copied(vec![("text/plain", text.to_owned())])
}

/// Puts the same thing in several media types on the clipboard.
///
/// By the browser's own copy command: unlike the newer clipboard interface it works in pages opened by double-click, and
/// takes the HTML as it is, where the newer one parses it under the page's policy and reports each style in it.
fn copied(kinds: Vec<(&'static str, String)>) -> Result<(), JsValue> {
    let fill = Closure::once_into_js(move |event: ClipboardEvent| {
        if let Some(data) = event.clipboard_data() {
            for (media_type, text) in &kinds {
                let _ = data.set_data(media_type, text);
            }
        }
        event.prevent_default();
        event.stop_propagation();
    });
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    options.set_once(true);
    let document: HtmlDocument = document().unchecked_into();
    document.add_event_listener_with_callback_and_add_event_listener_options(
        "copy",
        fill.unchecked_ref(),
        &options,
    )?;
    if document.exec_command("copy")? {
        Ok(())
    } else {
        Err(JsValue::from_str("the browser does not copy"))
    }
}
