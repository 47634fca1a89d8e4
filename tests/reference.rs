//! Replays the committed selection of reference results; `tests/reference/README.md` says where they come from.

use std::path::Path;

#[path = "reference/replay/mod.rs"]
mod replay;

#[expect(
    clippy::unwrap_used,
    reason = "a selection that cannot be read is a failed test"
)]
fn report() -> replay::Report {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference");
    replay::replay(&folder).unwrap()
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
    assert!(total.agreed > 1200, "{} records agreed", total.agreed);
    assert!(total.numbers > 50_000, "{} numbers compared", total.numbers);
}

#[test]
fn a_number_that_is_off_by_a_millionth_is_a_disagreement() {
    let scratch = std::env::temp_dir().join(format!("replay-{}", std::process::id()));
    std::fs::create_dir_all(scratch.join("data")).unwrap();
    let bcg = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/data/bcg.csv");
    std::fs::copy(bcg, scratch.join("data/bcg.csv")).unwrap();
    let write = |estimate: f64| {
        let text = format!(
            r#"{{"datasets":{{"bcg":{{"kind":"2x2"}}}},"records":[{{"id":1,"dataset":"bcg","analysis":"common_mh","source":"own",
            "measure":"OR","mh_policy":"formula_no_correction","status":"ok","result":{{"est":{estimate}}}}}]}}"#
        );
        std::fs::write(scratch.join("reference.json"), text).unwrap();
        replay::replay(&scratch).unwrap().disagreements.len()
    };
    let printed = -0.473_410_988_388_585_5;
    assert_eq!(write(printed), 0);
    assert_eq!(write(printed * (1.0 + 1e-6)), 1);
    std::fs::remove_dir_all(scratch).unwrap();
}

#[test]
fn a_number_where_r_has_none_is_a_disagreement() {
    let scratch = std::env::temp_dir().join(format!("replay-none-{}", std::process::id()));
    std::fs::create_dir_all(scratch.join("data")).unwrap();
    let bcg = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/data/bcg.csv");
    std::fs::copy(bcg, scratch.join("data/bcg.csv")).unwrap();
    let text = r#"{"datasets":{"bcg":{"kind":"2x2"}},"records":[{"id":1,"dataset":"bcg","analysis":"common_peto","source":"own",
        "measure":"PETO","status":"undefined","reason":"not estimable","result":null}]}"#;
    std::fs::write(scratch.join("reference.json"), text).unwrap();
    assert_eq!(replay::replay(&scratch).unwrap().disagreements.len(), 1);
    std::fs::remove_dir_all(scratch).unwrap();
}
