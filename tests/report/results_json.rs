//! What the results as JSON promise: every number of every answer to the last bit, and a reason where there is none.

use serde_json::{Value, json};
use trialpool::analysis::{Response, TrialUse};
use trialpool::data::{Measure, Review};
use trialpool::read::{Choices, examples, table};
use trialpool::report::{Answered, results_json};

use super::{answered, listed};

fn read(review: &Review, answers: &[Answered<'_>]) -> Value {
    serde_json::from_str(&results_json(review, answers)).unwrap()
}

fn results_of(name: &str) -> (Review, Vec<Response>, Value) {
    let review = examples::review(name).unwrap();
    let answers = answered(&review);
    let results = read(&review, &listed(&review, &answers));
    let responses = answers.into_iter().map(|(_, response)| response).collect();
    (review, responses, results)
}

/// From the scale of analysis to the natural one, for the measures of the examples.
fn natural(measure: Measure, value: f64) -> f64 {
    if measure.is_ratio() {
        libm::exp(value)
    } else {
        value
    }
}

fn same(written: &Value, value: f64) {
    assert_eq!(
        written.as_f64().map(f64::to_bits),
        Some(value.to_bits()),
        "{written} for {value}"
    );
}

#[test]
fn every_number_of_every_answer_is_there_to_the_last_bit() {
    let (mut pooled_outcomes, mut predictions) = (0, 0);
    for example in examples::all() {
        let (review, responses, results) = results_of(example.key);
        assert_eq!(results["format"], "trialpool-results");
        assert_eq!(results["version"], 1);
        assert_eq!(results["program"], env!("CARGO_PKG_VERSION"));
        assert_eq!(results["review"]["title"], review.title.as_str());
        let outcomes = results["outcomes"].as_array().unwrap();
        assert_eq!(outcomes.len(), review.outcomes.len());
        for (outcome, response) in outcomes.iter().zip(&responses) {
            let measure = response.measure();
            assert_eq!(
                outcome["plan"],
                serde_json::to_value(response.plan).unwrap()
            );
            let trials = outcome["trials"].as_array().unwrap();
            assert_eq!(trials.len(), response.trials.len());
            for (trial, result) in trials.iter().zip(&response.trials) {
                let is_full = result.effect.is_some() && result.weight.is_some();
                assert_eq!(
                    trial["reason"].is_null(),
                    is_full && result.used == TrialUse::Pooled
                );
                if let Some(weight) = result.weight {
                    same(&trial["weight_percent"], weight);
                }
                if let Some(effect) = &result.effect {
                    same(&trial["effect"]["analysis"]["estimate"], effect.estimate);
                    let upper = natural(measure, effect.upper);
                    same(&trial["effect"]["natural"]["upper"], upper);
                }
            }
            let Ok(pooled) = &response.pooled else {
                assert!(outcome["pooled"].is_null() && !outcome["undefined"].is_null());
                continue;
            };
            pooled_outcomes += 1;
            let written = &outcome["pooled"];
            let interval = &pooled.interval;
            for (name, value) in [
                ("estimate", interval.estimate),
                ("lower", interval.lower),
                ("upper", interval.upper),
            ] {
                same(&written["analysis"][name], value);
                same(&written["natural"][name], natural(measure, value));
            }
            same(&written["p_value"], pooled.p_value);
            assert_eq!(
                written["heterogeneity"],
                serde_json::to_value(pooled.heterogeneity).unwrap()
            );
            if let Some((lower, upper)) = pooled.prediction {
                predictions += 1;
                same(&written["prediction"]["analysis"]["lower"], lower);
                same(
                    &written["prediction"]["natural"]["upper"],
                    natural(measure, upper),
                );
            }
            assert_eq!(
                outcome["absolute"],
                serde_json::to_value(response.absolute).unwrap()
            );
            assert_eq!(
                outcome["notes"].as_array().unwrap().len(),
                response.notes.len()
            );
        }
    }
    assert!(predictions > 0, "none has a prediction interval");
    assert!(
        pooled_outcomes > 10,
        "{pooled_outcomes} outcomes are pooled"
    );
}

/// The places of an outcome that hold `null`, but for those that say why something else does.
fn nulls(value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Null => found.push(place.to_owned()),
        Value::Object(fields) => {
            for (name, value) in fields {
                nulls(value, &format!("{place}.{name}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn what_has_no_number_is_null_and_has_its_reason() {
    let mut without = 0;
    for example in examples::all() {
        let (_, _, results) = results_of(example.key);
        for outcome in results["outcomes"].as_array().unwrap() {
            let mut found = Vec::new();
            nulls(&outcome["pooled"], "pooled", &mut found);
            nulls(&outcome["absolute"], "absolute", &mut found);
            let of_some = [
                "absolute.range",
                "pooled.posterior",
                "pooled.heterogeneity.wald",
                "pooled.heterogeneity.i_squared_test_based",
            ];
            found.retain(|place| !of_some.contains(&place.as_str()));
            let missing = outcome["missing"].as_array().unwrap();
            let mut named: Vec<&str> = missing
                .iter()
                .map(|one| one["of"].as_str().unwrap())
                .collect();
            found.sort_unstable();
            named.sort_unstable();
            assert_eq!(named, found, "{}", outcome["name"]);
            let reasons = missing.iter().map(|one| one["reason"].as_str().unwrap());
            assert!(reasons.clone().all(|reason| reason.ends_with('.')));
            without += reasons.count();
        }
    }
    assert!(without > 10, "only {without} numbers do not exist");
}

#[test]
fn a_number_beyond_all_numbers_is_null_on_the_natural_scale_and_there_on_the_other() {
    let review = examples::review("bcg-vaccine").unwrap();
    let mut answers = answered(&review);
    let pooled = answers[0].1.pooled.as_mut().unwrap();
    pooled.interval.upper = 800.0;
    pooled.interval.standard_error = f64::NAN;
    let results = read(&review, &listed(&review, &answers));
    let outcome = &results["outcomes"][0];
    assert_eq!(outcome["pooled"]["analysis"]["upper"], json!(800.0));
    assert_eq!(outcome["pooled"]["natural"]["upper"], Value::Null);
    let missing = outcome["missing"].to_string();
    assert!(missing.contains("pooled.natural.upper"), "{missing}");
    assert!(
        missing.contains("pooled.analysis.standard_error"),
        "{missing}"
    );
}

#[test]
fn trials_that_are_left_out_are_named_with_the_reason() {
    let text = "Study,events MSC,total MSC,events control,total control\nAda 2020,3,30,1,31\nBo 2021,40,30,1,29\n";
    let review = trialpool::read::table(text, &trialpool::read::Choices::default()).review;
    let answers = answered(&review);
    let results = read(&review, &listed(&review, &answers));
    assert_eq!(
        results["outcomes"][0]["left_out"],
        json!([{ "name": "Bo 2021", "kind": "problem", "reason": "its numbers need mending first" }])
    );
}

#[test]
fn proportions_are_shares_of_people_behind_their_logits() {
    let text = "study,xi,ni\nAda 2020,3,30\nBo 2021,9,31\nCy 2022,5,40\n";
    let review = trialpool::read::table(text, &trialpool::read::Choices::default()).review;
    let answers = answered(&review);
    let results = read(&review, &listed(&review, &answers));
    let outcome = &results["outcomes"][0];
    assert_eq!(
        outcome["scale"],
        json!({ "analysis": "logit", "natural": "share_of_people", "level_percent": 95 })
    );
    let logit = outcome["pooled"]["analysis"]["estimate"].as_f64().unwrap();
    let share = outcome["pooled"]["natural"]["estimate"].as_f64().unwrap();
    assert!((libm::log(share / (1.0 - share)) - logit).abs() < 1e-12);
    assert_eq!(
        outcome["trials"][0]["numbers"],
        json!({ "proportion": { "events": 3, "total": 30 } })
    );
}

#[test]
fn small_study_effects_and_influence_stand_beside_the_results() {
    let (_, _, results) = results_of("bcg-vaccine");
    let outcome = &results["outcomes"][0];
    let found = &outcome["small_study"];
    assert_eq!(found["trials"], 13);
    let tests = found["tests"].as_array().unwrap();
    let names: Vec<&str> = tests
        .iter()
        .map(|test| test["test"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "harbord",
            "ruecker",
            "peters",
            "egger",
            "egger_mixed",
            "begg"
        ]
    );
    // metafor: regtest(yi, vi, model = "lm") of dat.bcg has p = 0.1887.
    assert!((tests[3]["p_value"].as_f64().unwrap() - 0.1887).abs() < 5e-5);
    assert_eq!(found["trim_and_fill"][0]["put_in"], 1);
    assert_eq!(outcome["influence"].as_array().unwrap().len(), 13);
}

/// 100 people for 24 months and 90 for 12, of 30.4375 days: 290 person-years by hand. One trial does not say how long it watched.
#[test]
fn how_long_people_were_watched_stands_beside_the_latency() {
    let text = "Trial,Follow-up (months),Events MSC,Total MSC,Events control,Total control\n\
        Ash,24,1,50,2,50\nElm,12,0,45,1,45\nOak,,3,60,4,61\n";
    let mut review = table(text, &Choices::default()).review;
    let id = review.outcomes[0].id;
    let results = |review: &Review| {
        let answers = answered(review);
        let mut results = read(review, &listed(review, &answers));
        results["outcomes"][0]["exposure"].take()
    };
    let exposure = results(&review);
    assert!((exposure["person_years"].as_f64().unwrap() - 290.0).abs() < 1e-9);
    assert_eq!(exposure["trials_with_people_and_follow_up"], 2);
    assert_eq!(exposure["follow_up_column"], "Follow-up (months)");
    assert_eq!(
        exposure["trials"][1],
        json!({ "name": "Elm", "people": 90, "follow_up_days": 365.25, "reported_time": null })
    );
    assert!(exposure["trials"][2]["follow_up_days"].is_null());
    assert!(exposure["latency_days"].is_null() && exposure["reported_time"].is_null());
    let panel = std::sync::Arc::make_mut(&mut review.panel);
    panel.latencies.insert(id, "18 months".to_owned());
    let exposure = results(&review);
    assert_eq!(exposure["latency_days"], 18.0 * 30.4375);
    assert_eq!(exposure["trials_shorter_than_latency"], 1);
    // Nothing is known of an outcome without both.
    let plain = table(
        "Trial,Events MSC,Total MSC,Events control,Total control\nAsh,1,50,2,50\n",
        &Choices::default(),
    );
    assert!(results(&plain.review).is_null());
}
