//! What the results as JSON promise: every number of every answer to the last bit, and a reason where there is none.

use serde_json::{Value, json};
use trialpool::analysis::{Prepared, Response, TrialUse, grouped_events, plan_for, subset_pools};
use trialpool::data::{
    Exploration, Measure, Method, Moderator, Outcome, PartedBy, Quantity, Review, Settings,
    TauSquaredEstimator,
};
use trialpool::read::{Choices, examples, table};
use trialpool::report::{Answered, LongResults, results_json};

use super::{answered, answered_by, listed};

fn read(review: &Review, answers: &[Answered<'_>]) -> Value {
    read_with(
        review,
        &Settings::default(),
        answers,
        &LongResults::default(),
    )
}

fn read_with(
    review: &Review,
    settings: &Settings,
    answers: &[Answered<'_>],
    long: &LongResults<'_>,
) -> Value {
    serde_json::from_str(&results_json(review, settings, answers, long)).unwrap()
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

/// The vaccine trials by REML, with what is explored of them chosen.
fn explored() -> (Review, Settings) {
    let review = examples::review("bcg-vaccine").unwrap();
    let outcome = review.outcomes[0].id;
    let mut columns = review.covariates.iter();
    let latitude = columns.find(|column| column.name == "Latitude").unwrap().id;
    let method = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
    let mut settings = Settings::default();
    let plan = plan_for(Measure::RiskRatio, method);
    settings.plans.insert(outcome, plan);
    settings.explorations.insert(
        outcome,
        Exploration {
            parted_by: Some(PartedBy::Cuts {
                quantity: Quantity::Column(latitude),
                at: vec![30.0],
            }),
            moderators: vec![Moderator::Number(Quantity::Column(latitude))],
            at: vec![0.0, 45.0],
            wald: true,
            ..Exploration::default()
        },
    );
    (review, settings)
}

fn is_near(written: &Value, expected: f64, tolerance: f64) {
    let found = written.as_f64().unwrap();
    assert!(
        (found - expected).abs() <= tolerance,
        "{found} is not {expected}"
    );
}

/// R, metafor: `d <- escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)`, `f <- rma(yi, vi, data = d)`;
/// `leave1out(f)`, `cumul(f)` by year, `rma(yi, vi, mods = ~ ablat, data = d)`, and `rma` of the two parts.
#[test]
fn what_is_explored_stands_in_the_results_with_the_numbers_of_metafor() {
    let (review, settings) = explored();
    let answers = answered_by(&review, &settings);
    let long = LongResults::default();
    let results = read_with(&review, &settings, &listed(&review, &answers), &long);
    let outcome = &results["outcomes"][0];
    let without = outcome["leave_one_out"].as_array().unwrap();
    assert_eq!(without.len(), 13);
    assert_eq!(without[0]["name"], "Without Aronson 1948");
    let estimate = |row: &Value| row["pooled"]["analysis"]["estimate"].clone();
    is_near(&estimate(&without[0]), -0.707_083_784_699, 1e-6);
    is_near(&estimate(&without[12]), -0.777_536_184_894, 1e-6);
    is_near(&without[0]["tau_squared"], 0.336_156_701_804, 1e-6);
    assert!(without.iter().all(|row| row["converged"] == true));
    let grown = outcome["cumulative"].as_array().unwrap();
    assert_eq!(grown.len(), 13);
    is_near(&estimate(&grown[12]), -0.714_532_342_158, 1e-6);
    let regression = &outcome["regression"];
    let slope = &regression["coefficients"][1];
    is_near(&slope["analysis"]["estimate"], -0.029_101_725_0, 1e-6);
    is_near(&slope["p_value"], 5.242_793_974_14e-5, 1e-6);
    is_near(&regression["r_squared"], 75.626_621_811_4, 1e-3);
    is_near(
        &regression["predictions"][1]["mean"]["analysis"]["estimate"],
        -1.058_109_415_52,
        1e-6,
    );
    assert!(regression["undefined"].is_null());
    let groups = outcome["subgroups"]["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 2);
    is_near(
        &groups[0]["pooled"]["analysis"]["estimate"],
        -0.374_277_460_026,
        1e-6,
    );
    is_near(
        &groups[1]["pooled"]["analysis"]["estimate"],
        -0.933_526_714_899,
        1e-6,
    );
    assert_eq!(outcome["radial"]["trials"].as_array().unwrap().len(), 13);
    is_near(&outcome["radial"]["mean"], -0.714_532_342_158, 1e-6);
    let function = &outcome["p_value_functions"]["pooled"];
    is_near(&function["estimate"], -0.714_532_342_158, 1e-6);
    let small_study = &outcome["small_study"];
    assert_eq!(
        small_study["copas"]["suppositions"]
            .as_array()
            .unwrap()
            .len(),
        16
    );
    // fsn(yi, vi, data = d): 598; type = "Rosenberg": 370.
    assert_eq!(small_study["file_drawers"][0]["trials"], 598.0);
    assert_eq!(small_study["file_drawers"][2]["trials"], 370.0);
    let fragility = &outcome["fragility"];
    assert_eq!(fragility["excludes_no_difference"], true);
    let steps = fragility["steps"].as_array().unwrap().len();
    assert_eq!(fragility["people"], json!(steps));
    let looks = outcome["sequential"]["looks"].as_array().unwrap();
    assert_eq!(looks.len(), 13);
    assert!(outcome["next_trial"]["excludes_margin"].is_string());
    assert!(outcome.get("people_lost").is_none() && outcome.get("subsets").is_none());
}

#[test]
fn people_lost_stand_in_the_results_under_every_assumption() {
    let text = "Study,Events MSC,Total MSC,Lost MSC,Events control,Total control,Lost control\n\
        Ada 2020,3,30,2,1,31,4\nBo 2021,5,40,0,4,39,3\nCy 2022,9,51,5,7,50,1\n";
    let review = table(text, &Choices::default()).review;
    let answers = answered(&review);
    let results = read(&review, &listed(&review, &answers));
    let lost = &results["outcomes"][0]["people_lost"];
    assert_eq!(
        (&lost["experimental"], &lost["control"], &lost["trials"]),
        (&json!(7), &json!(8), &json!(3))
    );
    let assumptions = lost["assumptions"].as_array().unwrap();
    assert!(assumptions.len() >= 6, "{lost}");
    let assumed: Vec<&Value> = assumptions.iter().map(|one| &one["people_lost"]).collect();
    assert!(
        assumed.contains(&&json!("nobody")) && assumed.contains(&&json!({ "odds": [2.0, 2.0] }))
    );
    assert!(
        assumptions
            .iter()
            .all(|one| one["converged"] == true && one["plan"].is_object())
    );
}

#[test]
fn long_work_stands_in_the_results_where_it_was_done() {
    let review = examples::review("bcg-vaccine").unwrap();
    let answers = answered(&review);
    let (prepared, response) = &answers[0];
    let outcome = &review.outcomes[0];
    let subsets = subset_pools(&prepared.request, response.plan, &mut |_| ()).unwrap();
    let asked: Vec<(&Outcome, &Prepared)> = vec![(outcome, prepared)];
    let events = grouped_events(&review, &asked, Settings::default().level);
    let posterior = events.posterior(&mut |_| ());
    let long = LongResults {
        subsets: Some((outcome.id, &subsets)),
        events: Some((&events, &posterior)),
    };
    let listed = listed(&review, &answers);
    let results = read_with(&review, &Settings::default(), &listed, &long);
    let told = &results["outcomes"][0]["subsets"];
    assert_eq!(told["subsets"], 8_178);
    assert_eq!(told["all_subsets"], true);
    same(&told["analysis"][2], subsets.summary().unwrap().estimate[2]);
    let told = &results["grouped_events"];
    let of = &posterior.as_ref().unwrap().events[0];
    same(&told["events"][0]["probability_more"], of.more);
    assert_eq!(told["converged"], posterior.as_ref().unwrap().converged());
    assert_eq!(told["events"][0]["name"], "Tuberculosis");
}

/// What the views of an outcome show, by the component that shows it, and where the results have it.
const SECTIONS: [(&str, &str, &[&str]); 29] = [
    (
        "robustness",
        "SeriesSheet",
        &["leave_one_out", "cumulative"],
    ),
    ("robustness", "InfluenceSection", &["influence"]),
    // L'Abbé's plot, the radial plot and P value functions.
    (
        "robustness",
        "TrialPlotSection",
        &["trials", "radial", "p_value_functions"],
    ),
    ("robustness", "SubsetsSection", &["subsets"]),
    ("robustness", "SeveralNumbersSection", &["several_numbers"]),
    ("robustness", "PeopleLostSheet", &["people_lost"]),
    ("robustness", "FollowUpRatesSection", &["follow_up_rates"]),
    ("robustness", "FragilitySection", &["fragility"]),
    ("robustness", "SequentialSection", &["sequential"]),
    ("robustness", "NextTrialSection", &["next_trial"]),
    ("robustness", "EarlierPriorSection", &["earlier_prior"]),
    ("small_study", "FunnelSheet", &["small_study.mean"]),
    ("small_study", "TestsSheet", &["small_study.tests"]),
    ("small_study", "FillSheet", &["small_study.trim_and_fill"]),
    (
        "small_study",
        "AllowancesSheet",
        &[
            "small_study.limit_meta_analysis",
            "small_study.selection_models",
        ],
    ),
    ("small_study", "CopasSection", &["small_study.copas"]),
    ("small_study", "SilentSheet", &["silent"]),
    ("small_study", "DrawersSheet", &["small_study.file_drawers"]),
    ("subgroups_view", "SubgroupPools", &["subgroups"]),
    ("subgroups_view", "RegressionSheet", &["regression"]),
    ("subgroups_view", "DoseResponseSheet", &["dose_response"]),
    ("view", "PlanControls", &["plan"]),
    ("view", "OutcomeFigure", &["trials"]),
    ("view", "ResultsTable", &["pooled"]),
    ("view", "OutcomeCards", &["ruled_out", "absolute"]),
    ("view", "OutcomeNotes", &["notes"]),
    ("view", "SensitivitySection", &["sensitivity"]),
    ("view", "TrialList", &["trials"]),
    ("certainty/view", "CertaintyArticle", &["certainty"]),
];

/// Components of these views that show no number of an outcome, but choose one, frame it, or say what something means.
const OF_NO_NUMBER: [&str; 16] = [
    "Show",
    "For",
    "OneOf",
    "Button",
    "HandbookLinks",
    "OutcomeHeading",
    "NoOutcome",
    "TableWithFiles",
    "PendingFit",
    "PlanOffer",
    "FigurePanel",
    "PlanReasons",
    "TermList",
    // What other methods come to is compared on the page, each method of it being a plan that can be chosen.
    "MethodComparison",
    "ChoiceOfOrder",
    "Select",
];

#[test]
fn every_section_of_the_views_of_an_outcome_has_its_place_in_the_results() {
    let source = include_str!("../../src/report/results_json.rs");
    let documented = |key: &str| {
        let (_, last) = key.rsplit_once('.').unwrap_or(("", key));
        source.contains(&format!("\"{last}\""))
    };
    for view in ["robustness", "small_study", "subgroups_view", "view"] {
        let path = format!("{}/src/app/outcome/{view}.rs", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let components = text.lines().filter_map(|line| {
            let name = line.split_once('<')?.1;
            let before = line.split_once('<')?.0;
            let end = name.find(|sign: char| !sign.is_alphanumeric())?;
            let name = &name[..end];
            let is_component = name.starts_with(char::is_uppercase)
                && (before.trim().is_empty() || before.ends_with("view! { "));
            is_component.then_some(name)
        });
        let mut found = 0;
        for component in components {
            found += 1;
            let is_article = component.ends_with("Article");
            if is_article || OF_NO_NUMBER.contains(&component) {
                continue;
            }
            let section = SECTIONS
                .iter()
                .find(|(of, name, _)| *of == view && *name == component);
            let (_, _, keys) = section.unwrap_or_else(|| {
                panic!("{component} of {view} has no place in the results as JSON: give it one, and name it here")
            });
            for key in *keys {
                assert!(documented(key), "{key} is not documented");
            }
        }
        assert!(found > 4, "{view} has {found} components");
    }
}

/// What the list names is there, of outcomes of which there is anything to tell.
#[test]
fn the_places_that_the_list_names_are_in_the_results() {
    let (review, settings) = explored();
    let answers = answered_by(&review, &settings);
    let listed = listed(&review, &answers);
    let results = read_with(&review, &settings, &listed, &LongResults::default());
    let outcome = &results["outcomes"][0];
    // Those that this review has nothing of, each held by a test of its own.
    let others = [
        "subsets",
        "several_numbers",
        "people_lost",
        "follow_up_rates",
        "earlier_prior",
        "dose_response",
        "silent",
        "sensitivity",
        "certainty",
    ];
    for (_, _, keys) in SECTIONS {
        for key in keys.iter().filter(|key| !others.contains(key)) {
            let found = key.split('.').fold(outcome, |value, part| &value[part]);
            assert!(!found.is_null(), "{key}");
        }
    }
}
