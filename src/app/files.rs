//! Files in and out of the page, and the clipboard.

use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, ClipboardItem, File, HtmlAnchorElement, Url};

/// The largest file that is read, in bytes; text beyond it is no table of trials.
pub(super) const LARGEST_FILE: f64 = 32.0 * 1024.0 * 1024.0;

/// Hands a file to the browser's download list.
pub(super) fn download(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), JsValue> {
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

/// The text of a file; UTF-8, with anything else shown as replacement characters.
pub(super) async fn text_of(file: &File) -> Result<String, JsValue> {
    let text = JsFuture::from(file.text()).await?;
    Ok(text.as_string().unwrap_or_default())
}

/// Puts a table on the clipboard, as HTML for Word and as text for everything else.
///
/// Browsers without `ClipboardItem`, and pages opened by double-click in some of them, take the text alone.
pub(super) async fn copy_table(html: &str, text: &str) -> Result<(), JsValue> {
    let clipboard = web_sys::window()
        .ok_or(JsValue::NULL)?
        .navigator()
        .clipboard();
    if clipboard.is_undefined() {
        return Err(JsValue::from_str("no clipboard here"));
    }
    if let Ok(item) = clipboard_item(html, text) {
        let written = clipboard.write(&Array::of1(&item));
        if JsFuture::from(written).await.is_ok() {
            return Ok(());
        }
    }
    JsFuture::from(clipboard.write_text(text)).await?;
    Ok(())
}

fn clipboard_item(html: &str, text: &str) -> Result<ClipboardItem, JsValue> {
    let flavours = Object::new();
    for (media_type, content) in [("text/html", html), ("text/plain", text)] {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&content.into()), &options)?;
        Reflect::set(&flavours, &media_type.into(), &blob)?;
    }
    ClipboardItem::new_with_record_from_str_to_blob_promise(&flavours)
}

/// A file name from words: lower case, with hyphens; what no file system takes is left out.
pub(super) fn slug(words: &[&str]) -> String {
    let mut slug = String::new();
    for character in words.join(" ").chars() {
        if character.is_alphanumeric() {
            slug.extend(character.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= 80 {
            break;
        }
    }
    let slug = slug.trim_matches('-');
    if slug.is_empty() {
        String::from("trialpool")
    } else {
        slug.to_owned()
    }
}
