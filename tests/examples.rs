//! The reviews that come with the program are what their README says.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that does not find what it looks at has failed"
)]

use trialpool::analysis::{TrialData, answer, prepare};
use trialpool::data::{
    Correction, Interval, Measure, Method, OutcomeId, Plan, PredictionDegrees, Randomized, Review,
    Settings, Severity, TauSquaredEstimator, problems_of,
};
use trialpool::read::examples;

fn review(key: &str) -> Review {
    examples::review(key).expect("an example of this key")
}

fn outcome(review: &Review, name: &str) -> OutcomeId {
    review
        .outcomes
        .iter()
        .find(|outcome| outcome.name == name)
        .unwrap_or_else(|| panic!("no outcome {name}"))
        .id
}

/// Trials in the pool and the sums of the four cells.
fn pooled(review: &Review, settings: &Settings, name: &str) -> (usize, [u64; 4]) {
    let prepared = prepare(review, settings, outcome(review, name)).expect("the outcome");
    let mut sums = [0; 4];
    for trial in &prepared.request.trials {
        let TrialData::Counts(table) = trial.data else {
            panic!("{} has no counts", trial.label);
        };
        sums[0] += table.experimental_events;
        sums[1] += table.experimental_total;
        sums[2] += table.control_events;
        sums[3] += table.control_total;
    }
    (prepared.rows.len(), sums)
}

#[test]
fn the_first_example_is_the_sample_of_stromal_cell_trials_and_says_that_it_is_one() {
    let first = examples::all().first().expect("examples");
    let review = first.review();
    assert_eq!(review.title, "Mesenchymal stromal cells: adverse events");
    assert_eq!(
        review.subtitle,
        "Sample of published trials, not a systematic review"
    );
    assert_eq!(review.experimental_label, "MSC");
    assert_eq!(review.control_label, "Control");
    assert_eq!(review.trials.len(), 40);
    let names: Vec<&str> = review
        .outcomes
        .iter()
        .map(|outcome| outcome.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "Fever",
            "Infusional toxicity, non-fever",
            "Infection",
            "Thrombotic or embolic events",
            "Death",
            "Malignancy or ectopic tissue",
            "Serious adverse events",
            "Myocardial infarction",
            "Ventricular arrhythmia"
        ]
    );
}

#[test]
fn the_counts_of_the_sample_add_up_as_in_its_source() {
    let review = review("mesenchymal-stromal-cells");
    let all = Settings {
        include_not_randomized: true,
        ..Settings::default()
    };
    assert_eq!(pooled(&review, &all, "Death"), (24, [143, 720, 153, 642]));
    assert_eq!(pooled(&review, &all, "Infection"), (7, [52, 415, 69, 394]));
    assert_eq!(pooled(&review, &all, "Fever"), (4, [11, 105, 5, 74]));
    assert_eq!(
        pooled(&review, &all, "Malignancy or ectopic tissue"),
        (5, [1, 299, 0, 287])
    );
    assert_eq!(
        pooled(&review, &all, "Thrombotic or embolic events"),
        (4, [1, 188, 2, 155])
    );
    assert_eq!(
        pooled(&review, &all, "Serious adverse events"),
        (10, [77, 332, 76, 245])
    );
}

#[test]
fn three_trials_of_the_sample_are_not_confirmed_to_be_randomized_and_stay_out_by_default() {
    let review = review("mesenchymal-stromal-cells");
    let unclear = review
        .trials
        .iter()
        .filter(|trial| trial.randomized == Randomized::Unclear)
        .count();
    assert_eq!(unclear, 3);
    assert_eq!(pooled(&review, &Settings::default(), "Death").0, 22);
}

#[test]
fn every_record_of_the_sample_says_where_it_was_read_and_when() {
    let review = review("mesenchymal-stromal-cells");
    for trial in &review.trials {
        for record in trial.records.values() {
            assert!(record.source.starts_with("http"), "{}", trial.name);
            assert!(!record.time_point.is_empty(), "{}", trial.name);
            assert!(!record.note.is_empty(), "{}", trial.name);
        }
        assert_eq!(
            trial.covariates.len(),
            review.covariates.len(),
            "{}",
            trial.name
        );
    }
    let covariates: Vec<&str> = review
        .covariates
        .iter()
        .map(|covariate| covariate.name.as_str())
        .collect();
    assert_eq!(
        covariates,
        [
            "Cell source",
            "Donor",
            "Route",
            "Condition",
            "Population",
            "Comparator",
            "Design"
        ]
    );
}

#[test]
fn a_trial_of_the_diuretics_that_gives_no_stillbirths_is_not_counted_as_none() {
    let review = review("diuretics-in-pregnancy");
    assert_eq!(review.experimental_label, "diuretic");
    let settings = Settings::default();
    assert_eq!(pooled(&review, &settings, "Pre-eclampsia").0, 9);
    assert_eq!(pooled(&review, &settings, "Perinatal death").0, 9);
    assert_eq!(pooled(&review, &settings, "Stillbirth").0, 8);
    assert_eq!(pooled(&review, &settings, "Neonatal death").0, 8);
}

#[test]
fn the_catheters_and_the_vaccine_are_read_whole() {
    let catheters = review("catheter-infections");
    assert_eq!(catheters.experimental_label, "anti-infective catheter");
    let settings = Settings::default();
    let infection = "Catheter-related bloodstream infection";
    assert_eq!(pooled(&catheters, &settings, infection).0, 18);
    let vaccine = review("bcg-vaccine");
    assert_eq!(vaccine.experimental_label, "BCG");
    let (trials, sums) = pooled(&vaccine, &settings, "Tuberculosis");
    assert_eq!((trials, sums[1], sums[3]), (13, 191_064, 166_283));
}

#[test]
fn no_example_has_a_record_that_is_left_out() {
    for example in examples::all() {
        let problems = problems_of(&example.review());
        let left_out: Vec<_> = problems
            .iter()
            .filter(|problem| problem.severity != Severity::Warning)
            .collect();
        assert!(left_out.is_empty(), "{}: {left_out:?}", example.key);
    }
}

/// The pooled risk ratio and its interval, and I², of the sample with all its trials.
fn risk_ratio(review: &Review, name: &str, method: Method, correction: Correction) -> [f64; 4] {
    let id = outcome(review, name);
    let mut settings = Settings {
        include_not_randomized: true,
        ..Settings::default()
    };
    settings.plans.insert(
        id,
        Plan {
            measure: Measure::RiskRatio,
            method,
            interval: Interval::Wald,
            correction,
            prediction: PredictionDegrees::KMinusOne,
        },
    );
    let prepared = prepare(review, &settings, id).expect("the outcome");
    let pooled = answer(&prepared.request).pooled.expect("a pooled estimate");
    let heterogeneity = pooled.heterogeneity.expect("heterogeneity");
    let interval = pooled.interval;
    [
        libm::exp(interval.estimate),
        libm::exp(interval.lower),
        libm::exp(interval.upper),
        heterogeneity.i_squared,
    ]
}

fn assert_printed(found: &[f64], printed: &[f64]) {
    for (found, printed) in found.iter().zip(printed) {
        assert!(
            (found - printed).abs() <= 0.000_5,
            "{found} is not {printed}"
        );
    }
}

#[test]
fn death_and_infection_of_the_sample_pool_to_what_an_independent_script_found() {
    let review = review("mesenchymal-stromal-cells");
    let mantel_haenszel =
        |name| risk_ratio(&review, name, Method::MantelHaenszel, Correction::None);
    assert_printed(&mantel_haenszel("Death")[..3], &[0.825, 0.679, 1.002]);
    assert_printed(&mantel_haenszel("Infection")[..3], &[0.743, 0.544, 1.016]);
    let random = risk_ratio(
        &review,
        "Death",
        Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
        Correction::HalfWhereZero,
    );
    assert_printed(&random[..3], &[0.805, 0.633, 1.024]);
    assert!((random[3] - 13.0).abs() < 0.5, "I² {}", random[3]);
}
