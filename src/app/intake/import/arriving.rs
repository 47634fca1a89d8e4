//! Files → what they are, their archives unpacked by the browser's own DEFLATE.

use js_sys::{ArrayBuffer, Promise, Uint8Array};
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::Arrived;
use crate::app::platform::promise::call;
use crate::app::platform::files::LARGEST_FILE;
use crate::project;
use crate::read::archive::{Entry, Fault, Packing, Part};
use crate::read::{self, Archive, Opened, Refusal};

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
    let mut opened = read::file(bytes)?;
    // Each archive stands one deeper than the one before, and `read` ends that.
    while let Opened::Archive(archive) = &opened {
        opened = archive.open(parts(archive).await?)?;
    }
    Ok(opened)
}

async fn parts(archive: &Archive) -> Result<Vec<Part>, Refusal> {
    let mut parts = Vec::new();
    for entry in &archive.wanted {
        parts.push(entry.part(unpacked(archive, entry).await?)?);
    }
    Ok(parts)
}

async fn unpacked(archive: &Archive, entry: &Entry) -> Result<Vec<u8>, Fault> {
    let packed = entry.packed_bytes(&archive.bytes);
    if entry.packing == Packing::Stored {
        return Ok(packed.to_vec());
    }
    let arguments = [
        Uint8Array::from(packed).into(),
        "DecompressionStream".into(),
        "deflate-raw".into(),
        JsValue::from_f64(entry.length as f64),
    ];
    let piped = call(&js_sys::global(), "trialpoolPipe", &arguments).map_err(|_| Fault::Damaged)?;
    let unpacked = JsFuture::from(Promise::resolve(&piped)).await;
    unpacked
        .map(|bytes| Uint8Array::new(&bytes).to_vec())
        .map_err(|_| Fault::Damaged)
}

fn bytes_of(buffer: JsValue) -> Vec<u8> {
    Uint8Array::new(&ArrayBuffer::from(buffer)).to_vec()
}
