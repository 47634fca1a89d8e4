//! Starts the app in a browser; on a desk machine it only says how to start it.

#[cfg(target_arch = "wasm32")]
fn main() {
    trialpool::app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    eprintln!("Trialpool runs in a browser: start it with `cargo xtask serve`.");
    std::process::ExitCode::FAILURE
}
