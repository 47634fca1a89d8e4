//! A newer version of the page that the browser holds ready; `public/boot.js` asks for it.

use super::promise::{call, property};

/// The event of the window that says that there is one.
pub const EVENT: &str = "trialpoolnewer";

/// Whether there is one.
pub fn is_there() -> bool {
    property(&js_sys::global(), "trialpoolNewer").is_truthy()
}

/// Loads the page again in the newer version.
pub fn take() {
    // Without the function there is no newer version, and nobody was offered one.
    let _ = call(&js_sys::global(), "trialpoolUpdate", &[]);
}
