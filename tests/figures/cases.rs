//! The figures that are kept.

use super::*;
use trialpool::data::{Correction, Interval, Method, PredictionDegrees, TauSquaredEstimator};
use trialpool::read::examples;

fn named(rows: &[(&str, [u64; 4])]) -> Vec<(String, [u64; 4])> {
    rows.iter()
        .map(|(name, cells)| ((*name).to_owned(), *cells))
        .collect()
}

fn random_effects(measure: Measure) -> Plan {
    Plan {
        measure,
        method: Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        interval: Interval::HartungKnappSafeguarded,
        correction: Correction::None,
        prediction: PredictionDegrees::KMinusOne,
    }
}

fn bcg() -> Review {
    examples::review("bcg-vaccine").unwrap()
}

fn catheters() -> Review {
    examples::review("catheter-infections").unwrap()
}

fn sample() -> Review {
    examples::review("mesenchymal-stromal-cells").unwrap()
}

#[test]
fn every_outcome_of_the_sample_has_its_figure() {
    let review = sample();
    for outcome in &review.outcomes {
        let words: Vec<String> = outcome
            .name
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let scene = scene_of(&review, outcome, None, None, &journal());
        layout_holds::holds(&scene).unwrap();
        assert_is_the_figure(&format!("sample-{}", words.join("-")), &scene);
    }
}

#[test]
fn the_sample_fills_a_screen() {
    let review = sample();
    let mut outcomes = review.outcomes.iter();
    let death = outcomes.find(|outcome| outcome.name == "Death").unwrap();
    let options = Options::screen(940.0, Locale::DecimalPoint);
    let scene = scene_of(&review, death, None, None, &options);
    assert!((scene.width - 705.0).abs() < 1e-9);
    layout_holds::holds(&scene).unwrap();
    assert_is_the_figure("screen", &scene);
}

#[test]
fn bcg_with_random_effects_has_a_prediction_interval() {
    let scene = scene(
        &bcg(),
        Some(random_effects(Measure::RiskRatio)),
        None,
        &journal(),
    );
    assert_is_the_figure("bcg-random-effects", &scene);
}

#[test]
fn bcg_as_risk_differences_says_per_how_many_people() {
    let plan = Plan {
        measure: Measure::RiskDifference,
        method: Method::MantelHaenszel,
        ..random_effects(Measure::RiskDifference)
    };
    assert_is_the_figure(
        "bcg-risk-difference",
        &scene(&bcg(), Some(plan), None, &journal()),
    );
}

#[test]
fn catheters_as_proposed_mark_the_trials_with_empty_cells() {
    assert_is_the_figure("catheters", &scene(&catheters(), None, None, &journal()));
}

#[test]
fn catheters_with_a_decimal_comma() {
    let options = Options::two_columns(Locale::DecimalComma);
    assert_is_the_figure(
        "catheters-comma",
        &scene(&catheters(), None, None, &options),
    );
}

fn nasty_rows() -> Vec<(String, [u64; 4])> {
    [
        ("<script>alert('1')</script> & \"Co\"", [3, 40, 5, 41]),
        ("Trial 🧪 of smiles 🙂🙂", [1, 12, 0, 13]),
        ("مستشفى القاهرة ٢٠٢١", [0, 30, 0, 30]),
        (
            "Control\u{0}\u{7}characters\u{202e}and overrides",
            [2, 20, 2, 19],
        ),
        ("多中心随机对照试验", [9, 9, 0, 9]),
        ("", [250_000, 1_000_000, 251_000, 1_000_000]),
    ]
    .into_iter()
    .map(|(name, cells)| (name.to_owned(), cells))
    .chain([
        (
            "A name of a hundred and twenty characters ".repeat(3),
            [0, 11, 3, 12],
        ),
        (
            "Donaudampfschifffahrtsgesellschaft".repeat(4),
            [5, 50, 7, 52],
        ),
    ])
    .collect()
}

#[test]
fn names_of_every_kind_stay_in_their_column() {
    let review = review(
        [
            "Fever",
            "Mesenchymal stromal cells, any source and dose",
            "C",
        ],
        &nasty_rows(),
    );
    assert_is_the_figure("nasty-names", &scene(&review, None, None, &journal()));
}

#[test]
fn one_trial_is_its_own_pool() {
    let review = review(
        ["Fever", "MSC", "Control"],
        &named(&[("Only 2020", [4, 30, 2, 31])]),
    );
    assert_is_the_figure("one-trial", &scene(&review, None, None, &journal()));
}

#[test]
fn two_trials_have_no_prediction_interval() {
    let rows = [
        ("First 2020", [4, 30, 2, 31]),
        ("Second 2021", [7, 60, 9, 61]),
    ];
    let review = review(["Fever", "MSC", "Control"], &named(&rows));
    let scene = scene(
        &review,
        Some(random_effects(Measure::OddsRatio)),
        None,
        &journal(),
    );
    assert!(
        !scene
            .regions
            .iter()
            .any(|region| region.kind == trialpool::figure::RegionKind::Prediction)
    );
    assert_is_the_figure("two-trials", &scene);
}

#[test]
fn without_any_event_the_figure_says_why_and_what_is_ruled_out() {
    let rows = [
        ("First 2020", [0, 30, 0, 31]),
        ("Second 2021", [0, 60, 0, 61]),
        ("Third 2022", [0, 9, 0, 8]),
    ];
    let review = review(["Malignancy", "MSC", "Control"], &named(&rows));
    assert_is_the_figure("no-events", &scene(&review, None, None, &journal()));
}

#[test]
fn an_arm_without_events_has_no_diamond() {
    let rows = [
        ("First 2020", [1, 30, 0, 31]),
        ("Second 2021", [2, 60, 0, 61]),
        ("Third 2022", [0, 9, 0, 8]),
    ];
    let review = review(["Malignancy", "MSC", "Control"], &named(&rows));
    assert_is_the_figure("no-control-events", &scene(&review, None, None, &journal()));
}

#[test]
fn intervals_over_six_decades_end_in_arrows() {
    let rows = [
        ("Wide 2001", [1, 1_000_000, 30, 31]),
        ("Wider 2002", [30, 31, 1, 1_000_000]),
        ("Narrow 2003", [500, 1_000, 490, 1_000]),
        ("Widest 2004", [1, 2, 0, 2_000]),
    ];
    let review = review(["Fever", "MSC", "Control"], &named(&rows));
    assert_is_the_figure("six-decades", &scene(&review, None, None, &journal()));
}

#[test]
fn five_hundred_trials_have_five_hundred_rows() {
    let rows: Vec<(String, [u64; 4])> = (0..500)
        .map(|index| {
            let (a, c) = (index * 7 % 23, index * 5 % 19);
            (
                format!("Trial {}", index + 1),
                [a, 40 + index, c, 45 + index],
            )
        })
        .collect();
    let scene = scene(
        &review(["Fever", "MSC", "Control"], &rows),
        None,
        None,
        &journal(),
    );
    let trials = scene
        .regions
        .iter()
        .filter(|region| matches!(region.kind, trialpool::figure::RegionKind::Trial(_)));
    assert_eq!(trials.count(), 500);
    layout_holds::holds(&scene).unwrap();
}
