//! What is tested in a browser, built for WebAssembly.
#![cfg(target_arch = "wasm32")]

mod recorded_bits;

use wasm_bindgen_test::wasm_bindgen_test;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_browser_computes_the_bits_recorded_on_a_desk() {
    let differences = recorded_bits::differences();
    assert!(
        differences.is_empty(),
        "computed in the browser, but not recorded:\n{}",
        differences.join("\n")
    );
}
