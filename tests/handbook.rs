//! The tables of the handbook hold what the program computes. That these numbers are right is checked elsewhere: the catheter
//! trials in `published/nielweise_2008.rs` and against metafor in `reference.rs`, rosiglitazone below against metafor.

#![expect(
    clippy::unwrap_used,
    reason = "a test that does not find what it looks at has failed"
)]

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use trialpool::analysis::pool_json;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The trials of a table whose counts stand in four columns from this one on.
fn trials(table: &str, first: usize) -> Vec<Value> {
    let rows = table.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let count = |column: usize| cells[first + column].parse::<u64>().unwrap();
        json!({"label": cells[0], "data": {"counts": {
            "experimental_events": count(0), "experimental_total": count(1),
            "control_events": count(2), "control_total": count(3),
        }}})
    });
    rows.collect()
}

/// Estimate and limits by a plan, as the chapters write them.
fn pooled(
    trials: &[Value],
    measure: &str,
    method: &Value,
    interval: &str,
    correction: &str,
) -> [f64; 3] {
    let request = json!({"version": 1, "trials": trials, "plan": {
        "measure": measure, "method": method, "interval": interval, "correction": correction, "prediction": "k_minus_one",
    }});
    let answer: Value = serde_json::from_str(&pool_json(&request.to_string())).unwrap();
    ["estimate", "lower", "upper"]
        .map(|name| libm::exp(answer["pooled"]["Ok"]["interval"][name].as_f64().unwrap()))
}

fn written([estimate, lower, upper]: [f64; 3]) -> String {
    format!("{estimate:.2} ({lower:.2} to {upper:.2})")
}

/// Which plan a line of a chapter's table is of: label, measure, method, interval, correction.
type Line = (
    &'static str,
    &'static str,
    Value,
    &'static str,
    &'static str,
);

fn check(chapter: &str, trials: &[Value], lines: &[Line]) {
    let chapter = read(chapter);
    for (label, measure, method, interval, correction) in lines {
        let written = written(pooled(trials, measure, method, interval, correction));
        let line = format!("| {label} | {written} |");
        assert!(chapter.contains(&line), "{line}");
    }
    let rows = chapter
        .lines()
        .filter(|line| line.starts_with("| "))
        .count();
    // One line of the table is its head.
    assert_eq!(rows, lines.len() + 1);
}

#[test]
fn the_table_of_rosiglitazone_is_what_the_program_computes() {
    let trials = trials(&read("docs/handbook/src/rosiglitazone.tsv"), 1);
    let model = json!({"generalized_linear": "conditional_exact"});
    let sums = json!("mantel_haenszel");
    check(
        "docs/handbook/src/rosiglitazone.md",
        &trials,
        &[
            (
                "Mantel–Haenszel, no correction",
                "odds_ratio",
                sums.clone(),
                "wald",
                "none",
            ),
            ("Peto", "peto_odds_ratio", json!("peto"), "wald", "none"),
            (
                "conditional mixed model (CM.EL)",
                "odds_ratio",
                model,
                "wald",
                "none",
            ),
            (
                "beta-binomial",
                "odds_ratio",
                json!("beta_binomial"),
                "wald",
                "none",
            ),
            (
                "Mantel–Haenszel, 0.5 in trials with an empty cell",
                "odds_ratio",
                sums.clone(),
                "wald",
                "half_where_zero",
            ),
            (
                "Mantel–Haenszel, 0.5 in all trials",
                "odds_ratio",
                sums,
                "wald",
                "half_everywhere",
            ),
        ],
    );
}

#[test]
fn rosiglitazone_is_pooled_as_metafor_pools_it() {
    let trials = trials(&read("docs/handbook/src/rosiglitazone.tsv"), 1);
    // metafor 3.8: rma.mh(measure = "OR", ai, n1i, ci, n2i), and with add = c(1/2, 0), to = "only0", drop00 = TRUE.
    for (correction, expected) in [
        ("none", [1.4269, 1.0294, 1.9780]),
        ("half_where_zero", [1.2776, 0.9463, 1.7248]),
    ] {
        let found = pooled(
            &trials,
            "odds_ratio",
            &json!("mantel_haenszel"),
            "wald",
            correction,
        );
        for (found, expected) in found.into_iter().zip(expected) {
            assert!(
                (found - expected).abs() < 5.1e-5,
                "{correction}: {found} for {expected}"
            );
        }
    }
}

#[test]
fn the_table_of_catheter_infections_is_what_the_program_computes() {
    const CHAPTER: &str = "docs/handbook/src/catheters.md";
    let trials = trials(&read("src/read/examples/catheter_infections.tsv"), 2);
    let model = json!({"generalized_linear": "conditional_exact"});
    let usual = json!({"random_effects": "der_simonian_laird"});
    let sums = json!("mantel_haenszel");
    check(
        CHAPTER,
        &trials,
        &[
            (
                "Mantel–Haenszel, robust interval",
                "odds_ratio",
                sums.clone(),
                "robust",
                "none",
            ),
            (
                "conditional mixed model (CM.EL)",
                "odds_ratio",
                model,
                "wald",
                "none",
            ),
            ("Peto", "peto_odds_ratio", json!("peto"), "wald", "none"),
            (
                "DerSimonian and Laird, 0.5 in empty cells",
                "odds_ratio",
                usual,
                "wald",
                "half_where_zero",
            ),
        ],
    );
    let [_, lower, upper] = pooled(&trials, "risk_ratio", &sums, "wald", "none");
    assert!(read(CHAPTER).contains(&format!("alone would be {lower:.2} to {upper:.2}.")));
}
