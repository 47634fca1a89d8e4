//! What earlier versions of the program wrote opens unchanged, and what they answered is answered today.
//!
//! The files in `tests/golden/` were written by the version before documents were read and written by serde. They are
//! kept for ever: never changed, never made anew. A difference here is a difference that users of earlier versions meet.

#![expect(
    clippy::unwrap_used,
    reason = "a test that does not find what it looks at has failed"
)]

use std::fmt::Debug;
use std::io::Read;
use std::path::PathBuf;

use serde_json::Value;

use trialpool::analysis::{answer, pool_json, prepare};
use trialpool::data::Settings;
use trialpool::project::share::open_link;
use trialpool::project::{Project, Restored, carried, element_carrying, restore, save};
use trialpool::read::examples;
use trialpool::report::{Answered, LongResults, results_json};

/// Every document that is kept. Those with a `.saved.json` are saved in another form than they were written.
const DOCUMENTS: [&str; 9] = [
    "version_1",
    "version_2",
    "by_hand",
    "everything",
    "everything.pretty",
    "mesenchymal-stromal-cells",
    "diuretics-in-pregnancy",
    "catheter-infections",
    "bcg-vaccine",
];

fn bytes(name: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name);
    if let Ok(bytes) = std::fs::read(&path) {
        return Some(bytes);
    }
    let packed = std::fs::read(format!("{}.gz", path.display())).ok()?;
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice())
        .read_to_end(&mut bytes)
        .unwrap();
    Some(bytes)
}

fn text(name: &str) -> Option<String> {
    Some(String::from_utf8(bytes(name)?).unwrap())
}

/// A document as it was written, and as the version that wrote it would save it.
fn document(name: &str) -> (String, String) {
    let written = text(&format!("golden/documents/{name}.json"))
        .or_else(|| text(&format!("project/{name}.json")))
        .unwrap();
    let saved = match name {
        "everything.pretty" => text("golden/documents/everything.json"),
        _ => text(&format!("golden/documents/{name}.saved.json")),
    };
    let saved = saved.unwrap_or_else(|| written.clone());
    (written, saved)
}

/// What was restored is saved as the version before saved it, byte for byte but for the version that is written.
#[track_caller]
fn same<E: Debug>(name: &str, restored: Result<Restored, E>, saved: &str) -> Project {
    let project = restored.unwrap().project;
    let version = |text: &str| {
        let head = "{\"format\":\"trialpool\",\"version\":";
        text.strip_prefix(head)
            .unwrap()
            .get(1..)
            .unwrap()
            .to_owned()
    };
    assert_eq!(version(&save(&project)), version(saved), "{name}");
    project
}

#[test]
fn every_document_opens_with_what_it_held() {
    for name in DOCUMENTS {
        let (written, saved) = document(name);
        let project = same(name, restore(&written), &saved);
        assert_eq!(same(name, restore(&saved), &saved), project);
    }
}

#[test]
fn what_was_mended_is_mended_in_the_same_way() {
    let mended = text("golden/mended.txt").unwrap();
    assert_eq!(mended.lines().count(), DOCUMENTS.len() - 1);
    for line in mended.lines() {
        let (name, expected) = line.split_once(": ").unwrap();
        let restored = restore(&document(name).0).unwrap();
        assert_eq!(format!("{:?}", restored.mended), expected, "{name}");
    }
}

#[test]
fn every_link_opens_the_review_that_it_was_made_from() {
    let links = text("golden/links.txt").unwrap();
    assert_eq!(links.lines().count(), DOCUMENTS.len() - 1);
    for line in links.lines() {
        let (name, fragment) = line.split_once(' ').unwrap();
        same(name, open_link(fragment), &document(name).1);
    }
}

#[test]
fn figures_and_finished_pages_give_back_the_review_they_carry() {
    let (_, saved) = document("everything");
    for name in ["figure.svg", "figure.png", "page.html"] {
        let file = bytes(&format!("golden/figures/{name}")).unwrap();
        let project = same(name, carried(&file).unwrap(), &saved);
        if name == "page.html" {
            let page = String::from_utf8(file).unwrap();
            let page = page.replace("\"version\":2", "\"version\":3");
            assert!(page.contains(&element_carrying(&project)));
        }
    }
}

/// What an answer said that follows the rules of the day, not the arithmetic: what would be proposed, what stands beside the
/// answer, what is noted, how much of the sums a trial is said to be, the smallest effect that would have been found. The
/// level was 95 % before it was said, and some tests and intervals were not given then.
const BY_THE_RULES_OF_THE_DAY: [&str; 12] = [
    "i_squared_test_based",
    "wald",
    "association_uncorrected",
    "level",
    "proposal",
    "beside",
    "comparison",
    "notes",
    "weight",
    "weight_percent",
    "smallest_detectable",
    "tells_nothing",
];

/// An answer without these, and without the sentences in which they are said.
fn arithmetic(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            for name in BY_THE_RULES_OF_THE_DAY {
                fields.remove(name);
            }
            for text in ["summary", "reasons", "other_methods", "cards"] {
                fields.remove(text);
            }
            // The effect at a low and at a high control risk was not told then.
            fields.remove("range");
            for field in fields.values_mut() {
                *field = arithmetic(field.take());
            }
        }
        Value::Array(items) => {
            for item in items {
                *item = arithmetic(item.take());
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    value
}

/// Whether the answer to a plan changed on purpose since: a search or an integration that now starts at every boundary and
/// follows profiles to their end, whose last figures moved; Mantel and Haenszel's differences, of which Q is by the score
/// where a trial has an empty cell; and the standardized mean difference of unequal variances, whose variance follows the
/// present metafor; and raw proportions, whose shares stay between nobody and everybody. The reference records hold all of these.
fn changed_on_purpose(plan: &Value) -> bool {
    let [measure, method] = ["measure", "method"].map(|part| plan[part].to_string());
    let is_searched = ["generalized_linear", "beta_binomial", "bayesian"]
        .iter()
        .any(|searched| method.contains(searched));
    let has_other_q = method.contains("mantel_haenszel") && measure.contains("difference");
    let has_other_shares = measure.contains("raw_proportion");
    is_searched || has_other_q || has_other_shares || measure.contains("unequal_variances")
}

/// Every method that was compared gives the same answer where it is compared today; of the corrections for empty cells
/// another one is among them now.
#[track_caller]
fn compared_alike(found: &Value, expected: &Value) {
    let rows = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let found = rows(found);
    for row in rows(expected) {
        if changed_on_purpose(&row["plan"]) {
            continue;
        }
        let today = found.iter().find(|today| today["plan"] == row["plan"]);
        match today {
            Some(today) => {
                let pooled = |answer: &Value| arithmetic(answer["pooled"].clone());
                assert_eq!(pooled(today), pooled(&row));
            }
            None => assert_eq!(row["plan"]["correction"], "treatment_arm"),
        }
    }
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The plan that was used is asked for, whether it had been left to the proposal of that day or not.
#[test]
fn the_door_answers_every_request_with_the_same_numbers_by_the_same_plan() {
    let door = text("golden/door.txt").unwrap();
    let mut lines = door.lines();
    let mut asked = 0;
    while let (Some(request), Some(response)) = (lines.next(), lines.next()) {
        asked += 1;
        let Ok(Value::Object(mut fields)) = serde_json::from_str(request) else {
            assert_eq!(pool_json(request), response, "{request}");
            continue;
        };
        let expected = parsed(response);
        fields.insert("plan".into(), expected["plan"].clone());
        let found = pool_json(&Value::Object(fields).to_string());
        let found = parsed(&found);
        compared_alike(&found["comparison"], &expected["comparison"]);
        if !changed_on_purpose(&expected["plan"]) {
            assert_eq!(arithmetic(found), arithmetic(expected), "{request}");
        }
    }
    assert_eq!(asked, 434);
}

/// What is said on purpose otherwise of trials that the reviewers leave out than by the version that wrote the file: they
/// count as trials that reported, and the reason is said. In the file what was said, and what is said.
const SAID_OF_TRIALS_LEFT_OUT: [(&str, &str); 5] = [
    (
        "; 2 of 2 trials)",
        "; 3 of 3 trials reported it, 1 left out by the reviewers (no reason given))",
    ),
    ("1 of 2 trials", "1 of 3 trials"),
    ("None of 2 trials", "None of 3 trials"),
    (
        "taken out by you",
        "left out by the reviewers: no reason given",
    ),
    (
        "\"trials_reporting\":2,",
        "\"trials_reporting\":2,\"trials_left_out_by_reviewers\":1,",
    ),
];

/// What results say of an outcome that the version did not which wrote the files.
const ADDED: [&str; 8] = [
    "small_study",
    "influence",
    "leave_one_out",
    "cumulative",
    "radial",
    "p_value_functions",
    "fragility",
    "sequential",
];

/// What they say more of some outcomes: of what some trial does not report, how long people were watched, several numbers of one
/// trial, people lost, what was chosen to be explored.
const ADDED_TO_SOME: [&str; 10] = [
    "silent",
    "exposure",
    "follow_up_rates",
    "several_numbers",
    "sensitivity",
    "people_lost",
    "next_trial",
    "subgroups",
    "regression",
    "subsets",
];

#[test]
fn the_results_of_every_review_are_the_same_numbers_by_the_same_plans() {
    let (everything, _) = document("everything");
    let everything = restore(&everything).unwrap().project;
    let examples = examples::all().iter().map(|example| {
        let settings = Settings::default();
        (example.key, example.review(), settings)
    });
    let reviews = examples.chain([("everything", everything.review, everything.settings)]);
    for (name, review, mut settings) in reviews {
        let mut expected = text(&format!("golden/results/{name}.json")).unwrap();
        if name == "everything" {
            for (before, now) in SAID_OF_TRIALS_LEFT_OUT {
                assert!(expected.contains(before), "{before}");
                expected = expected.replace(before, now);
            }
        }
        let program = |version: &str| format!("\"program\":\"{version}\"");
        let expected = expected.replacen(&program("0.1.0"), &program(env!("CARGO_PKG_VERSION")), 1);
        let expected = parsed(&expected);
        for (outcome, result) in review
            .outcomes
            .iter()
            .zip(expected["outcomes"].as_array().unwrap())
        {
            let plan = serde_json::from_value(result["plan"].clone()).unwrap();
            settings.plans.insert(outcome.id, plan);
        }
        let answers: Vec<_> = review
            .outcomes
            .iter()
            .map(|outcome| {
                let prepared = prepare(&review, &settings, outcome.id).unwrap();
                let response = answer(&prepared.request);
                (prepared, response)
            })
            .collect();
        let answered: Vec<_> = review
            .outcomes
            .iter()
            .zip(&answers)
            .map(|(outcome, (prepared, response))| Answered {
                outcome,
                prepared,
                response,
            })
            .collect();
        let mut found = parsed(&results_json(
            &review,
            &settings,
            &answered,
            &LongResults::default(),
        ));
        for outcome in found["outcomes"].as_array_mut().unwrap() {
            let fields = outcome.as_object_mut().unwrap();
            for added in ADDED {
                assert!(fields.remove(added).is_some(), "{added}");
            }
            for added in ADDED_TO_SOME {
                let _ = fields.remove(added);
            }
        }
        assert_eq!(arithmetic(found), arithmetic(expected), "{name}");
    }
}
