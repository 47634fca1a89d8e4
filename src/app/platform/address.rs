//! The part of the page's address behind its `#`, the fragment.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// The fragment with its `#`, as people read it; empty where there is none.
pub fn fragment() -> String {
    let written = window().location().hash().unwrap_or_default();
    match js_sys::decode_uri_component(&written) {
        Ok(read) => String::from(read),
        Err(_) => written,
    }
}

/// Goes to a fragment: Back leads to the one before. Works in pages opened from `file://` too.
pub fn go_to(fragment: &str) {
    let _ = window().location().set_hash(fragment);
}

/// Loads the page of the present address anew.
pub fn load_anew() {
    let _ = window().location().reload();
}

/// Puts a fragment in the place of the present one; an empty one leaves the address bare.
pub fn replace(fragment: &str) {
    if fragment == self::fragment() {
        return;
    }
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&with(fragment)));
    }
}

/// The address of the page with another fragment.
pub fn with(fragment: &str) -> String {
    let mut address = window().location().href().unwrap_or_default();
    if let Some(bare) = address.find('#') {
        address.truncate(bare);
    }
    address + fragment
}
