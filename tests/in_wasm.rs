//! The work of `benches/pooling.rs`, timed in WebAssembly in a browser: `cargo xtask bench` runs it as a test, built as the page is.
#![cfg(target_arch = "wasm32")]

#[path = "../benches/workload/mod.rs"]
mod workload;

use wasm_bindgen_test::{console_log, wasm_bindgen_test};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn times() {
    let clock = web_sys::window().and_then(|window| window.performance());
    let now = || clock.as_ref().map_or(0.0, web_sys::Performance::now);
    workload::time_everything(&now, &|line| console_log!("{line}"));
}
