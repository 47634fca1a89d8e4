//! A review within a link: made for the clipboard, and opened where the page was called by one.

use js_sys::Uint8Array;
use leptos::prelude::window;
use wasm_bindgen::JsValue;

use super::browser::{Settled, call, settle};
use super::files;
use super::saving::Arrival;
use super::session::Session;
use super::shelf::Shelf;
use crate::project::share::{self, LinkError};
use crate::project::{self, link_error_sentence, link_sentence, link_too_long_sentence};

/// Puts a link to the review as it is now on the clipboard, and says how long it is or that it would be too long.
pub(super) fn copy(session: Session) {
    let present = session.project.get_untracked();
    let document = project::save(&present.0);
    let packed = piped(document.as_bytes(), "CompressionStream");
    settle(
        packed,
        Box::new(move |packed| {
            let locale = leptos::prelude::untrack(|| session.locale());
            let words =
                match packed.map(|packed| share::link_of(&Uint8Array::new(&packed).to_vec())) {
                    Ok(Ok(link)) => {
                        let address = address_with(&link.fragment);
                        match files::copy_text(&address) {
                            Ok(()) => link_sentence(&link, locale),
                            Err(_) => String::from("The browser did not let the link be copied."),
                        }
                    }
                    Ok(Err(too_long)) => link_too_long_sentence(too_long, locale),
                    Err(failure) => failure.0,
                };
            session.say(words);
        }),
    );
}

/// Opens the review within the address of the page, if there is one, in a place of its own. The address is bare again
/// afterwards: a reload shows the review as it was changed since.
pub(super) fn open(session: Session, shelf: Shelf) {
    let fragment = window().location().hash().unwrap_or_default();
    if fragment.find(share::PREFIX) != Some(1) {
        return;
    }
    let locale = leptos::prelude::untrack(|| session.locale());
    let compressed = match share::compressed_in(&fragment) {
        Ok(compressed) => compressed,
        Err(error) => return session.say(link_error_sentence(&error, locale)),
    };
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address_with("")));
    }
    let unfolded = piped(&compressed, "DecompressionStream");
    settle(
        unfolded,
        Box::new(move |unfolded| {
            let opened = unfolded
                .map_err(|_| LinkError::Damaged)
                .and_then(|bytes| share::open_unfolded(Uint8Array::new(&bytes).to_vec()));
            let restored = match opened {
                Ok(restored) => Ok(restored),
                Err(LinkError::Document(error)) => Err(error),
                Err(error) => return session.say(link_error_sentence(&error, locale)),
            };
            session.take_in(restored, &mut |project| {
                shelf.begin(project, Arrival::Brought);
            });
        }),
    );
}

/// The address of the page with another part behind its `#`.
fn address_with(fragment: &str) -> String {
    let mut address = window().location().href().unwrap_or_default();
    if let Some(bare) = address.find('#') {
        address.truncate(bare);
    }
    if !fragment.is_empty() {
        address.push('#');
        address.push_str(fragment);
    }
    address
}

/// Bytes through one of the browser's own streams.
fn piped(bytes: &[u8], stream: &str) -> Settled {
    let most = JsValue::from_f64(share::MOST_BYTES as f64);
    let bytes = Uint8Array::from(bytes);
    call(
        &js_sys::global(),
        "trialpoolPipe",
        &[bytes.into(), stream.into(), "deflate".into(), most],
    )
}
