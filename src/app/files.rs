//! Files in and out of the page, and the clipboard.

use js_sys::{Array, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AddEventListenerOptions, Blob, BlobPropertyBag, ClipboardEvent, File, HtmlAnchorElement,
    HtmlDocument, Url,
};

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
pub(super) fn copy_table(html: &str, text: &str) -> Result<(), JsValue> {
    copied(vec![
        ("text/html", html.to_owned()),
        ("text/plain", text.to_owned()),
    ])
}

/// Puts a text on the clipboard.
pub(super) fn copy_text(text: &str) -> Result<(), JsValue> {
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
