//! What is tested in a browser, built for WebAssembly.
#![cfg(target_arch = "wasm32")]
#![cfg(test)]
#![expect(
    unreachable_pub,
    clippy::large_types_passed_by_value,
    reason = "what the tests share stands in modules of one program, and debug builds make handles of signals large"
)]

#[path = "web/certainty.rs"]
mod certainty;
#[path = "web/findings.rs"]
mod findings;
#[path = "web/grid.rs"]
mod grid;
#[path = "web/intake.rs"]
mod intake;
#[path = "web/library.rs"]
mod library;
#[path = "web/outcome.rs"]
mod outcome;
#[path = "web/page.rs"]
mod page;
#[path = "web/platform.rs"]
mod platform;
#[path = "web/quality.rs"]
mod quality;
mod recorded_bits;
#[path = "reference/replay/mod.rs"]
mod replay;
#[path = "web/review.rs"]
mod review;
#[path = "web/shell.rs"]
mod shell;
#[path = "web/small_study.rs"]
mod small_study;
#[path = "web/state.rs"]
mod state;
#[path = "web/table.rs"]
mod table;
#[path = "web/widgets.rs"]
mod widgets;

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

macro_rules! files {
    ($($name:literal)*) => {{
        let mut files = replay::Files::default();
        $(files.add($name, include_bytes!(concat!("reference/", $name)));)*
        files
    }};
}

#[wasm_bindgen_test]
fn the_browser_computes_the_bits_of_the_whole_selection_that_a_desk_computes() {
    let files = files!(
        "reference_selection.json.gz"
        "sessionInfo.txt"
        "data/bcg.csv"
        "data/collins1985b_stillbirth.csv"
        "data/cont_curtis1998.csv"
        "data/cont_normand1999.csv"
        "data/deg_all_double_zero.csv"
        "data/deg_all_events_arm.csv"
        "data/deg_identical.csv"
        "data/deg_one_huge.csv"
        "data/deg_one_study.csv"
        "data/deg_one_study_zero.csv"
        "data/deg_trt_all_zero.csv"
        "data/deg_two_studies.csv"
        "data/gen_molloy2014.csv"
        "data/hine1989.csv"
        "data/nielweise2007.csv"
        "data/pagliaro1992_beta.csv"
        "data/prop_pritz1997.csv"
        "data/prop_sim_malignancy_trt.csv"
        "data/sim_malignancy.csv"
    );
    let computed = replay::replay(&files).map(|report| report.bits());
    assert_eq!(computed.as_deref(), Ok(include_str!("reference/bits.txt")));
}
