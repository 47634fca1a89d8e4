//! Starts the app in a browser; on a desk machine it only says how to start it.

#![cfg_attr(target_arch = "wasm32", no_main)]

/// Called by the bindings. A `main` of std's would bring its standard output along, which nobody sees in a browser.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
pub fn start() {
    trialpool::app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("Trialpool runs in a browser: start it with `cargo xtask serve`.");
    std::process::ExitCode::FAILURE
}
