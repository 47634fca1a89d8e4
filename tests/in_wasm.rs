//! The work of `benches/pooling.rs`, timed in WebAssembly in a browser: `cargo xtask bench` runs it as a test, built as the page is.
#![cfg(target_arch = "wasm32")]

#[path = "../benches/workload/mod.rs"]
mod workload;

use wasm_bindgen_test::{console_log, wasm_bindgen_test};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn times() {
    let clock = web_sys::window().and_then(|window| window.performance());
    let now = || clock.as_ref().map_or(0.0, web_sys::Performance::now);
    let say = |line: &str| console_log!("{line}");
    workload::time_closed_forms(&now, &say);
    for piece in workload::pieces() {
        pause().await;
        piece.time(&now, &say);
    }
}

/// Lets the browser answer whoever drives it: one that is silent for half a minute is given up.
async fn pause() {
    let later = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 0);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(later).await;
}
