//! Hine LK, Laird N, Hewitt P, Chalmers TC. Meta-analytic evidence against prophylactic use of lidocaine in acute
//! myocardial infarction. Archives of Internal Medicine 1989;149:2694–2698 (deaths, six trials), as recomputed by
//! Normand SLT. Meta-analysis: formulating, evaluating, combining, and reporting. Statistics in Medicine
//! 1999;18:321–359: risk difference 2.94 % (0.38 % to 5.51 %), between-trial variance 0.

use super::{assert_prints, natural, plan, pool};
use trialpool::data::{Measure, Method, Note, TauSquaredEstimator};

const TRIALS: [(&str, u64, u64, u64, u64); 6] = [
    ("Chopra et al.", 2, 39, 1, 43),
    ("Mogensen", 4, 44, 4, 44),
    ("Pitt et al.", 6, 107, 4, 110),
    ("Darby et al.", 7, 103, 5, 100),
    ("Bennett et al.", 7, 110, 3, 106),
    ("O'Brien et al.", 11, 154, 4, 146),
];

#[test]
fn the_risk_difference_in_percent_is_the_printed_one() {
    let response = pool(
        &TRIALS,
        plan(Measure::RiskDifference, Method::InverseVariance),
    );
    assert_prints(
        natural(&response).map(|share| 100.0 * share),
        ["2.94", "0.38", "5.51"],
        2,
    );
}

#[test]
fn both_estimators_find_no_variance_between_the_trials() {
    for estimator in [
        TauSquaredEstimator::DerSimonianLaird,
        TauSquaredEstimator::RestrictedMaximumLikelihood,
    ] {
        let response = pool(
            &TRIALS,
            plan(Measure::RiskDifference, Method::RandomEffects(estimator)),
        );
        assert!(response.notes.contains(&Note::TauSquaredAtZero));
        assert_prints(
            natural(&response).map(|share| 100.0 * share),
            ["2.94", "0.38", "5.51"],
            2,
        );
    }
}
