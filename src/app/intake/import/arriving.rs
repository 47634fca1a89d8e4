//! Files → what they are.

use js_sys::{ArrayBuffer, Uint8Array};
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::Arrived;
use crate::app::platform::files::LARGEST_FILE;
use crate::project;
use crate::read::{self, Opened, Refusal};

/// Reads files one after the other, and then gives what all of them are.
pub(super) fn arrive(files: Vec<File>, then: impl FnOnce(Vec<Arrived>) + 'static) {
    spawn_local(async move {
        let mut arrived = Vec::new();
        for file in files {
            arrived.push((file.name(), opened(&file).await));
        }
        then(arrived);
    });
}

async fn opened(file: &File) -> Result<Opened, Refusal> {
    if file.size() > LARGEST_FILE {
        return Err(Refusal::TooMuch);
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    // What cannot be read (a folder, a file that was moved away) is a file with nothing in it.
    let bytes = buffer.map_or_else(|_| Vec::new(), bytes_of);
    if let Some(document) = project::carried_document(&bytes) {
        return Ok(Opened::Json(document));
    }
    read::file(&bytes)
}

fn bytes_of(buffer: JsValue) -> Vec<u8> {
    Uint8Array::new(&ArrayBuffer::from(buffer)).to_vec()
}
