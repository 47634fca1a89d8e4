//! Weights where a trial has events in one arm alone.

use trialpool::data::{Measure, Note};

use super::{answered, mantel_haenszel, review};

const HEAD: &str = "Study,Events drug,Total drug,Events control,Total control\n";

/// The weights of the trials, and whether one of them is said to have most of it.
fn weights(rows: &str, measure: Measure) -> (Vec<f64>, bool, bool) {
    let review = review(&format!("{HEAD}{rows}"));
    let (_, response) = answered(&review, mantel_haenszel(measure));
    let weights = response.trials.iter();
    let weights = weights.map(|trial| trial.weight.expect("a weight"));
    let notes = &response.notes;
    let dominant = |note: &Note| matches!(note, Note::DominantTrial { .. });
    (
        weights.collect(),
        notes.iter().any(dominant),
        notes.contains(&Note::WeightsOfBothArms),
    )
}

fn near(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (one, other) in found.iter().zip(expected) {
        assert!((one - other).abs() < 1e-9, "{found:?}");
    }
}

/// R = a n₂ / N and S = c n₁ / N: of 0/15 v 2/13 R is 0 and S is 2 · 15 / 28; of 2/13 v 0/15 the other way round. Each trial
/// is all of one sum and nothing of the other; the information n₁ n₂ m / N² is the same in both.
#[test]
fn two_trials_that_mirror_each_other_weigh_alike() {
    for measure in [Measure::RiskRatio, Measure::OddsRatio] {
        for rows in [
            "First,0,15,2,13\nSecond,2,13,0,15\n",
            "Oak,3,25,0,30\nElm,0,30,3,25\n",
        ] {
            let (found, dominant, both) = weights(rows, measure);
            near(&found, &[50.0, 50.0]);
            assert!(!dominant && both);
        }
    }
}

/// One trial is all of ΣS, the other all of ΣR; the third is in neither sum. By hand, n₁ n₂ m / N²: 60 · 25 · 3 / 85² is
/// 0.622837, 28 · 31 · 2 / 59² is 0.498707.
#[test]
fn trials_that_hold_all_events_of_one_side_each_weigh_by_their_information() {
    let rows = "Oak,0,60,3,25\nElm,2,28,0,31\nYew,0,40,0,40\n";
    let review = review(&format!("{HEAD}{rows}"));
    let (_, response) = answered(&review, mantel_haenszel(Measure::RiskRatio));
    let weights: Vec<Option<f64>> = response.trials.iter().map(|trial| trial.weight).collect();
    let (oak, elm) = (
        60.0 * 25.0 * 3.0 / 85.0 / 85.0,
        28.0 * 31.0 * 2.0 / 59.0 / 59.0,
    );
    let share = |part: f64| 100.0 * part / (oak + elm);
    near(
        &weights[..2].iter().flatten().copied().collect::<Vec<_>>(),
        &[share(oak), share(elm)],
    );
    assert_eq!(weights[2], None);
}

/// Arms of one size: n₁ n₂ m / N² is m / 4, so 9, 3 and 13 events weigh 36, 12 and 52 %, though the control arm of Elm has
/// none and its share of ΣS is 0.
#[test]
fn a_trial_weighs_by_its_events_whichever_arm_they_fell_in() {
    let rows = "Oak,4,50,5,50\nElm,3,40,0,40\nYew,6,80,7,80\n";
    let (found, _, both) = weights(rows, Measure::RiskRatio);
    near(&found, &[36.0, 12.0, 52.0]);
    assert!(!both);
}

/// Three trials of fever in arms without an event on the other side: by shares of ΣS they weigh 100, 0 and 0 %.
#[test]
fn fever_of_the_sample_is_not_one_trials_alone() {
    let rows = "First,0,20,3,20\nSecond,4,26,0,19\nThird,3,26,0,20\n";
    let (found, dominant, _) = weights(rows, Measure::RiskRatio);
    assert!(
        found.iter().all(|weight| *weight > 20.0) && !dominant,
        "{found:?}"
    );
}
