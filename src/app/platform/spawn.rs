//! Takes a worker.

use wasm_bindgen::JsCast;
use web_sys::Worker;

use super::promise::call;

/// The worker that waits since the page stands, or another one; none where the browser gives none.
pub(super) fn spawned() -> Option<Worker> {
    call(&js_sys::global(), "trialpoolSpawn", &[])
        .ok()?
        .dyn_into()
        .ok()
}
