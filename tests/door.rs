//! `docs/door.md` says what the door does: its examples are what the code answers, and no name is missing from it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that does not find what it looks at has failed"
)]

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, from_str, to_value};

use trialpool::analysis::{
    ArmMean, PersonTime, Proportion, Request, TrialData, TrialRow, TwoByTwo, TwoMeans, VERSION,
    methods_for, plan_for, pool_json,
};
use trialpool::data::{Correction, ExactTail, Interval, Measure, Method, OutcomeKind, Scale};

fn documentation() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/door.md");
    std::fs::read_to_string(path).unwrap()
}

/// The blocks of code of one language, in their order.
fn blocks(text: &str, language: &str) -> Vec<String> {
    text.split("```")
        .skip(1)
        .step_by(2)
        .filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'))
        .map(str::to_owned)
        .collect()
}

fn parsed(text: &str) -> Value {
    from_str(text).unwrap()
}

#[test]
fn the_documented_response_is_what_the_documented_request_is_answered_with() {
    let blocks = blocks(&documentation(), "json");
    let [_, request, response] = blocks.as_slice() else {
        unreachable!("a refusal, a request and a response are documented: {blocks:?}")
    };
    assert_eq!(parsed(&pool_json(request)), parsed(response));
}

#[test]
fn a_text_that_is_no_request_is_answered_with_the_documented_refusal() {
    let text = "{\"version\": 1,\n \"trials\": [{\"label\": \"A\", \"data\": {\"counts\": 3}}]}";
    let documented = blocks(&documentation(), "json").swap_remove(0);
    assert_eq!(parsed(&pool_json(text)), parsed(&documented));
    for text in [
        "",
        "{",
        "[]",
        "{\"version\":1}",
        "{\"version\":1,\"trials\":7}",
        "\u{0}",
    ] {
        assert_eq!(parsed(&pool_json(text))["error"], "bad_request", "{text:?}");
    }
}

#[test]
fn a_request_of_another_version_is_refused_by_name() {
    let answer = parsed(&pool_json("{\"version\":2,\"trials\":[]}"));
    assert_eq!(answer["pooled"]["Err"], "unknown_version");
}

#[test]
fn the_notebook_example_prints_what_is_documented() {
    let text = documentation();
    let program = blocks(&text, "python").swap_remove(0);
    let printed = text
        .split_once("prints `")
        .and_then(|(_, rest)| rest.split_once('`'))
        .unwrap()
        .0
        .to_owned();
    assert_eq!(program.lines().filter(|line| !line.is_empty()).count(), 8);
    // The notebook calls the example program; here the door itself answers, so that nothing has to be built first.
    let [_, requested] = program.split("answer = pool(").collect::<Vec<_>>()[..] else {
        unreachable!("{program}")
    };
    assert!(requested.contains("counts(2, 208, 9, 195)"));
    let rows = [[1, 44, 3, 35], [2, 208, 9, 195], [0, 130, 7, 136]];
    let request = requested_of(rows.map(counts).to_vec(), None);
    let answer = parsed(&pool_json(&request));
    let interval = &answer["pooled"]["Ok"]["interval"];
    let natural = |name: &str| libm::exp(interval[name].as_f64().unwrap());
    let found = format!(
        "{} {:.2} {:.2} {:.2}",
        answer["plan"]["measure"].as_str().unwrap(),
        natural("estimate"),
        natural("lower"),
        natural("upper")
    );
    assert_eq!(found, printed);
    if let Ok(python) = python(&program) {
        assert!(python, "Python does not compile the example");
    }
}

/// Whether Python takes the program for one; an error where there is no Python.
fn python(program: &str) -> std::io::Result<bool> {
    let check = "import sys; compile(sys.argv[1], 'notebook', 'exec')";
    let status = Command::new("python3")
        .args(["-c", check, program])
        .stderr(Stdio::null())
        .status()?;
    Ok(status.success())
}

fn counts([a, n1, c, n2]: [u64; 4]) -> TrialData {
    TrialData::Counts(TwoByTwo {
        experimental_events: a,
        experimental_total: n1,
        control_events: c,
        control_total: n2,
    })
}

fn requested_of(rows: Vec<TrialData>, plan: Option<trialpool::data::Plan>) -> String {
    let trials = rows.into_iter().map(|data| TrialRow {
        label: String::new(),
        continues: false,
        data,
    });
    let request = Request {
        version: VERSION,
        trials: trials.collect(),
        plan,
        measure: None,
        compare: true,
        level: trialpool::data::ConfidenceLevel::default(),
    };
    serde_json::to_string(&request).unwrap()
}

/// Every name of a field and every bare text of a value, `Ok` and `Err` apart.
fn names(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                found.push(name.clone());
                names(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        Value::String(text) => found.push(text.clone()),
        _ => {}
    }
}

/// Rows of every kind: ordinary ones, and those for which some number does not exist.
fn rows_of_every_kind() -> Vec<Vec<TrialData>> {
    let person_time = |events: u64, others: u64| {
        TrialData::PersonTime(PersonTime {
            experimental_events: events,
            experimental_time: 120.0,
            control_events: others,
            control_time: 100.0,
        })
    };
    let means = |mean: f64| {
        let arm = |mean| ArmMean {
            mean,
            standard_deviation: 2.0,
            total: 30,
        };
        TrialData::Means(TwoMeans {
            experimental: arm(mean),
            control: arm(3.0),
        })
    };
    let estimate = |effect: f64| TrialData::Estimate {
        effect,
        standard_error: 0.4,
    };
    let tables = [
        vec![],
        vec![[0, 30, 0, 30]],
        vec![[0, 30, 2, 30], [0, 30, 1, 20]],
        vec![[20, 20, 30, 30]],
        vec![
            [3, 1000, 1, 1000],
            [0, 900, 0, 900],
            [2, 800, 5, 900],
            [0, 700, 4, 600],
        ],
        vec![
            [10, 40, 15, 40],
            [12, 12, 3, 9],
            [3, 40, 9, 40],
            [20, 50, 10, 50],
            [9, 3, 1, 4],
        ],
        vec![[1, 100, 8, 1000], [900, 1000, 70, 80]],
    ];
    let mut rows: Vec<Vec<TrialData>> = tables
        .into_iter()
        .map(|tables| tables.into_iter().map(counts).collect())
        .collect();
    rows.push(vec![
        person_time(3, 5),
        person_time(0, 2),
        person_time(4, 4),
    ]);
    rows.push(vec![
        person_time(30, 55),
        person_time(20, 22),
        person_time(14, 44),
    ]);
    let proportion = |events, total| TrialData::Proportion(Proportion { events, total });
    rows.push(vec![proportion(0, 30), proportion(3, 40), proportion(9, 9)]);
    rows.push(vec![proportion(0, 30), proportion(0, 12)]);
    rows.push(vec![means(2.5), means(3.5), means(1.0)]);
    rows.push(vec![estimate(0.2), estimate(-0.3), estimate(0.9)]);
    rows
}

#[test]
fn every_name_in_requests_and_responses_is_documented() {
    let kinds = [
        OutcomeKind::Counts,
        OutcomeKind::PersonTime,
        OutcomeKind::Means,
        OutcomeKind::Proportions,
        OutcomeKind::Estimates(Scale::Ratio),
        OutcomeKind::Estimates(Scale::Difference),
    ];
    let by_name_only = Measure::DoubleArcsineProportion;
    let mut plans = vec![None, Some(plan_for(by_name_only, Method::InverseVariance))];
    for measure in kinds.iter().flat_map(|kind| Measure::of(*kind)) {
        plans.extend(
            methods_for(*measure)
                .into_iter()
                .map(|method| Some(plan_for(*measure, method))),
        );
    }
    let mut found = Vec::new();
    for rows in rows_of_every_kind() {
        for plan in &plans {
            let request = requested_of(rows.clone(), *plan);
            names(&parsed(&request), &mut found);
            names(&parsed(&pool_json(&request)), &mut found);
        }
    }
    for correction in [
        Correction::HalfEverywhere,
        Correction::WhereZero(0.1),
        Correction::TreatmentArm,
    ] {
        names(&to_value(correction).unwrap(), &mut found);
    }
    for interval in [Interval::HartungKnapp, Interval::ProfileLikelihood] {
        names(&to_value(interval).unwrap(), &mut found);
    }
    names(&to_value(ExactTail::Exact).unwrap(), &mut found);
    found.sort();
    found.dedup();
    let text = documentation();
    let missing: Vec<&String> = found
        .iter()
        .filter(|name| {
            !name.is_empty()
                && !text.contains(&format!("`{name}"))
                && !text.contains(&format!("\"{name}\""))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(found.len() > 150, "{}", found.len());
}
