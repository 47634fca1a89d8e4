//! Files in and out of the page.

use js_sys::{Array, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FileList, HtmlAnchorElement, Url};

use crate::project;

/// The largest file that is read, in bytes; text beyond it is no table of trials.
pub const LARGEST_FILE: f64 = 32.0 * 1024.0 * 1024.0;

/// Hands a file to the browser's download list.
///
/// # Errors
/// When the browser refuses.
pub fn download(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // The download has taken hold of the blob by the time the next task runs.
    leptos::prelude::set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(10),
    );
    Ok(())
}

/// The files of a list of the browser.
pub fn listed(files: &FileList) -> Vec<File> {
    (0..files.length())
        .filter_map(|nth| files.get(nth))
        .collect()
}

/// How much of a file is read at once, in bytes: little enough that the page goes on in between.
const PIECE: usize = 1024 * 1024;

/// The bytes of a file, read in pieces; none where it cannot be read, as a folder or a file that was moved away cannot.
/// `take` sees each piece and may end the reading.
///
/// # Errors
/// With what `take` ended the reading for.
pub async fn bytes_of<E>(
    file: &File,
    take: &mut dyn FnMut(&[u8]) -> Result<(), E>,
) -> Result<Vec<u8>, E> {
    let mut bytes = Vec::new();
    loop {
        let from = bytes.len() as f64;
        if from >= file.size() {
            return Ok(bytes);
        }
        let Ok(piece) = file.slice_with_f64_and_f64(from, from + PIECE as f64) else {
            return Ok(Vec::new());
        };
        let Ok(buffer) = JsFuture::from(piece.array_buffer()).await else {
            return Ok(Vec::new());
        };
        let piece = Uint8Array::new(&buffer).to_vec();
        if piece.is_empty() {
            return Ok(bytes);
        }
        take(&piece)?;
        bytes.extend(piece);
    }
}

/// A file name from words, without its extension: lower case, with hyphens; what no file system takes is left out.
pub fn slug(words: &[&str]) -> String {
    let slug = project::slug(&words.join(" "));
    if slug.is_empty() {
        String::from("trialpool")
    } else {
        slug
    }
}
