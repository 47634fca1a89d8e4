//! Images on the clipboard, by the browser's newer clipboard interface: its older copy command takes texts only.

use std::future::Future;

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;
use web_sys::{Blob, BlobPropertyBag};

use super::browser::{Settled, call, field, settle};

const PNG: &str = "image/png";

/// Puts a PNG on the clipboard that is still being made, and says whether it is there or why not.
pub(super) fn copy_png(
    image: impl Future<Output = Result<Vec<u8>, String>> + 'static,
    then: Box<dyn FnOnce(Result<(), String>)>,
) {
    let promised = future_to_promise(async move {
        let bytes = image
            .await
            .map_err(|words| JsValue::from(js_sys::Error::new(&words)))?;
        let options = BlobPropertyBag::new();
        options.set_type(PNG);
        let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
        Blob::new_with_u8_array_sequence_and_options(&parts, &options).map(JsValue::from)
    });
    settle(
        written(&promised),
        Box::new(move |settled| then(settled.map(drop).map_err(|failure| failure.0))),
    );
}

/// The promise of the browser to write a promised image.
fn written(image: &Promise) -> Settled {
    let clipboard = field(&window().navigator(), "clipboard");
    let kinds = Object::new();
    Reflect::set(&kinds, &PNG.into(), image)?;
    let kind_of_item = field(&window(), "ClipboardItem")
        .dyn_into::<js_sys::Function>()
        .map_err(|_| super::browser::Failure(String::from("this browser copies no images")))?;
    let item = Reflect::construct(&kind_of_item, &Array::of1(&kinds))?;
    call(&clipboard, "write", &[Array::of1(&item).into()])
}
