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
/// is all of one sum and nothing of the other.
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

/// One trial is all of ΣS, the other all of ΣR, whatever their sizes; the third is in neither sum.
#[test]
fn trials_that_hold_all_events_of_one_side_each_weigh_alike() {
    let rows = "Oak,0,60,3,25\nElm,2,28,0,31\nYew,0,40,0,40\n";
    let review = review(&format!("{HEAD}{rows}"));
    let (_, response) = answered(&review, mantel_haenszel(Measure::RiskRatio));
    let weights: Vec<Option<f64>> = response.trials.iter().map(|trial| trial.weight).collect();
    assert_eq!(weights, [Some(50.0), Some(50.0), None]);
}

/// Shares of ΣS: 41.6667, 0 and 58.3333 %.
#[test]
fn other_weights_stay_shares_of_the_events_of_the_control_arms() {
    let rows = "Oak,4,50,5,50\nElm,3,40,0,40\nYew,6,80,7,80\n";
    let (found, dominant, both) = weights(rows, Measure::RiskRatio);
    near(
        &found,
        &[41.666_666_666_666_664, 0.0, 58.333_333_333_333_336],
    );
    assert!(dominant && !both);
}
