//! Replays the committed selection of reference results; `tests/reference/README.md` says where they come from.

use std::path::{Path, PathBuf};

#[path = "reference/replay/mod.rs"]
mod replay;

use replay::{Files, Report};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference")
}

#[expect(
    clippy::unwrap_used,
    reason = "a selection that cannot be read is a failed test"
)]
fn report() -> Report {
    replay::replay(&Files::of_folder(&folder()).unwrap()).unwrap()
}

/// What the replay says of one record about the BCG trials.
#[expect(
    clippy::unwrap_used,
    reason = "a record that cannot be read is a failed test"
)]
fn report_on_bcg(record: &str) -> Report {
    let bcg = std::fs::read(folder().join("data/bcg.csv")).unwrap();
    let text = format!(
        r#"{{"datasets":{{"bcg":{{"kind":"2x2"}}}},"records":[{{"id":1,"dataset":"bcg",{record}}}]}}"#
    );
    let mut files = Files::default();
    files.add("reference.json", text.as_bytes());
    files.add("data/bcg.csv", &bcg);
    replay::replay(&files).unwrap()
}

#[test]
fn every_record_of_the_selection_agrees_with_r() {
    let report = report();
    println!("{report}");
    assert!(
        report.disagreements.is_empty(),
        "{}",
        report.disagreements.join("\n")
    );
    let total = report.total();
    assert_eq!(total.unsupported, 0, "every analysis is there");
    assert!(total.agreed > 3300, "{} records agreed", total.agreed);
    assert!(
        total.numbers > 100_000,
        "{} numbers compared",
        total.numbers
    );
}

#[test]
fn the_desk_computes_the_recorded_bits_of_the_selection() {
    let recorded = include_str!("reference/bits.txt");
    let computed = report().bits();
    assert!(
        computed == recorded,
        "what would be recorded now:\n{computed}"
    );
}

#[test]
fn a_number_that_is_off_by_a_millionth_is_a_disagreement() {
    let disagreements = |estimate: f64| {
        let record = format!(
            r#""analysis":"common_mh","source":"own","measure":"OR","mh_policy":"formula_no_correction","status":"ok",
            "result":{{"est":{estimate}}}"#
        );
        report_on_bcg(&record).disagreements.len()
    };
    let printed = -0.473_410_988_388_585_5;
    assert_eq!(disagreements(printed), 0);
    assert_eq!(disagreements(printed * (1.0 + 1e-6)), 1);
}

#[test]
fn a_number_where_r_has_none_is_a_disagreement() {
    let record = r#""analysis":"common_peto","source":"own","measure":"PETO","status":"undefined","reason":"not estimable",
        "result":null"#;
    assert_eq!(report_on_bcg(record).disagreements.len(), 1);
}

#[test]
fn the_check_sum_of_an_analysis_is_that_of_its_numbers_alone() {
    let record = |result: &str| {
        format!(
            r#""analysis":"common_peto","source":"own","measure":"PETO","status":"ok","result":{result}"#
        )
    };
    let of_estimate = report_on_bcg(&record(r#"{"est":0.5}"#)).bits();
    assert_eq!(of_estimate, report_on_bcg(&record(r#"{"est":0.7}"#)).bits());
    assert_ne!(of_estimate, report_on_bcg(&record(r#"{"se":0.5}"#)).bits());
}
