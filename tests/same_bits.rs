//! The desk's half of "the same input gives the same bits natively and in wasm"; `tests/web.rs` is the other half.
#![cfg(not(target_arch = "wasm32"))]

mod recorded_bits;

#[test]
fn the_desk_computes_the_recorded_bits() {
    let differences = recorded_bits::differences();
    assert!(
        differences.is_empty(),
        "computed, but not recorded:\n{}",
        differences.join("\n")
    );
}
