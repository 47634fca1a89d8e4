//! Results that other programs stored, where they compute in a way of their own.

use trialpool::analysis::{Agreement, Reason, agreement};
use trialpool::data::{
    Correction, Entry, Interval, Measure, Method, Plan, PredictionDegrees, Review, StoredNumber,
    StoredResult, TauSquaredEstimator,
};
use trialpool::read::{Decimal, entry};

use super::review;

const HEAD: &str = "Study,Events drug,Total drug,Events control,Total control\n";

fn counts(rows: &str) -> Review {
    review(&format!("{HEAD}{rows}"))
}

fn plan(measure: Measure, method: Method) -> Plan {
    Plan {
        measure,
        method,
        interval: Interval::Wald,
        correction: if measure.is_ratio() && !measure.is_generic() {
            Correction::HalfWhereZero
        } else {
            Correction::None
        },
        prediction: PredictionDegrees::KMinusOne,
    }
}

fn compared(review: &Review, plan: Plan, numbers: &[(StoredNumber, &str)]) -> Agreement {
    let numbers = numbers
        .iter()
        .map(|(number, typed)| {
            let entry: Entry<f64> = entry::number(typed, Decimal::Point);
            (*number, entry)
        })
        .collect();
    let stored = StoredResult {
        outcome: review.outcomes[0].id,
        plan,
        subgroup: None,
        level: 95.0,
        numbers,
    };
    agreement(review, &stored).expect("a result to compare with")
}

/// To as many figures as were stored, twelve at most, and without a reason.
fn met(review: &Review, plan: Plan, numbers: &[(StoredNumber, &str)]) {
    let found = compared(review, plan, numbers);
    assert_eq!(found.checks.len(), numbers.len(), "{found:?}");
    assert_eq!(found.plan, plan);
    for check in &found.checks {
        assert!(check.figures >= check.kept.min(12), "{check:?}");
        assert_eq!(check.reason, None);
    }
}

fn interval([estimate, lower, upper]: [&str; 3]) -> [(StoredNumber, &str); 3] {
    [
        (StoredNumber::Estimate, estimate),
        (StoredNumber::Lower, lower),
        (StoredNumber::Upper, upper),
    ]
}

/// Mantel and Haenszel's ratios with Greenland and Robins' variance (risk ratio) and that of Robins, Breslow and Greenland
/// (odds ratio) of the tables with 0.5 added to every cell, by hand in 30 digits: of 1.5/13 v 0.5/7, and of 2.5/16 v
/// 0.5/15 with 1.5/21 v 0.5/22.
#[test]
fn a_stored_ratio_with_an_arm_without_events_rests_on_the_half_that_was_added() {
    met(
        &counts("Ash,1,12,0,6\n"),
        plan(Measure::RiskRatio, Method::MantelHaenszel),
        &interval([
            "1.6153846153846154",
            "0.07529768899701762",
            "34.65534587289468",
        ]),
    );
    let two = counts("Oak 2001,2,15,0,14\nElm 2004,1,20,0,21\n");
    met(
        &two,
        plan(Measure::RiskRatio, Method::MantelHaenszel),
        &interval([
            "3.936519790888723",
            "0.46008144639389387",
            "33.681401815955205",
        ]),
    );
    met(
        &two,
        plan(Measure::OddsRatio, Method::MantelHaenszel),
        &interval([
            "4.318143459915611",
            "0.457310446337317",
            "40.77397113876165",
        ]),
    );
    // Of one trial every method gives the same risk ratio.
    for method in [
        Method::InverseVariance,
        Method::RandomEffects(TauSquaredEstimator::DerSimonianLairdMantelHaenszel),
        Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
    ] {
        met(
            &counts("Ash,1,12,0,6\n"),
            plan(Measure::RiskRatio, method),
            &interval([
                "1.6153846153846154",
                "0.07529768899701762",
                "34.65534587289468",
            ]),
        );
    }
}

/// √(Σ (a b n₂³ + c d n₁³) / (n₁ n₂ N²)) / Σ n₁ n₂ / N, the terms of the first sum with 0.5 added to the cells of tables with
/// an empty one, those of the second without: by hand, 1.959964 times it is 0.0708645085597648 for the first review.
#[test]
fn a_stored_risk_difference_takes_its_weights_from_the_cells_as_they_are() {
    met(
        &counts("Ash,0,13,0,12\nBirch,0,54,0,19\n"),
        plan(Measure::RiskDifference, Method::MantelHaenszel),
        &interval(["0.0", "-0.0708645085597648", "0.0708645085597648"]),
    );
    met(
        &counts("Oak,0,20,0,15\nElm,1,30,0,25\nYew,3,40,2,41\n"),
        plan(Measure::RiskDifference, Method::MantelHaenszel),
        &interval([
            "0.0232108463310548",
            "-0.039823451953455456",
            "0.08624514461556505",
        ]),
    );
}

fn restricted(interval: Interval) -> Plan {
    let method = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
    Plan {
        interval,
        ..plan(Measure::GenericDifference, method)
    }
}

const APART: &str = "study,yi,sei\nOak,0.10,0.12\nElm,0.35,0.15\nYew,0.62,0.20\nFir,-0.15,0.18\n";
const ALIKE: &str = "study,yi,sei\nOak,0.20,0.20\nElm,0.30,0.25\nYew,0.25,0.30\n";

/// τ² where the restricted score is zero, by bisection in 30 digits, the interval with t of three degrees of freedom and
/// the variance of Hartung and Knapp; I² is 100 τ² / (τ² + s²) with the typical variance s² (Q would give 69.65 %).
#[test]
fn i_squared_of_a_result_by_restricted_likelihood_is_that_of_tau_squared() {
    met(
        &review(APART),
        restricted(Interval::HartungKnapp),
        &[
            (StoredNumber::Estimate, "0.219894583"),
            (StoredNumber::Lower, "-0.285192976"),
            (StoredNumber::Upper, "0.724982143"),
            (StoredNumber::ISquared, "72.9749"),
            (StoredNumber::TauSquared, "0.067274459"),
            (StoredNumber::ChiSquared, "9.88332525"),
            (StoredNumber::Z, "1.38550770"),
            (StoredNumber::P, "0.25993668"),
        ],
    );
}

/// The restricted score is below zero at τ² = 0, so that τ² is 0; the interval is 0.241365 ± t · 0.030760.
#[test]
fn a_tau_squared_at_which_steps_towards_zero_stopped_is_zero() {
    met(
        &review(ALIKE),
        restricted(Interval::HartungKnapp),
        &[
            (StoredNumber::Lower, "0.109014"),
            (StoredNumber::Upper, "0.373715"),
            (StoredNumber::TauSquared, "6.0E-10"),
            (StoredNumber::ISquared, "0.0000012"),
            (StoredNumber::P, "0.015856"),
        ],
    );
}

/// T = 1.38550770 on three degrees of freedom has P = 0.2599; on the normal distribution 0.1659.
#[test]
fn a_stored_p_that_does_not_follow_from_its_own_statistic_is_said_to_be_such() {
    for (p, reason) in [
        ("0.165897", Some(Reason::NormalP)),
        ("0.31", Some(Reason::PNotOfStatistic)),
        ("0.259937", None),
    ] {
        let found = compared(
            &review(APART),
            restricted(Interval::HartungKnapp),
            &[
                (StoredNumber::Estimate, "0.219895"),
                (StoredNumber::Z, "1.385508"),
                (StoredNumber::P, p),
            ],
        );
        let reasons: Vec<Reason> = found.explained().map(|(_, reason)| reason).collect();
        assert_eq!(reasons, reason.into_iter().collect::<Vec<_>>(), "{p}");
        assert!(found.is_complete());
    }
}

#[test]
fn a_p_is_not_explained_where_its_statistic_differs_too() {
    let found = compared(
        &review(APART),
        restricted(Interval::HartungKnapp),
        &[(StoredNumber::Z, "2.10"), (StoredNumber::P, "0.31")],
    );
    assert!(!found.is_complete(), "{found:?}");
}

/// 0.241365 ± 1.959964 · (Σ w)^(−1/2): −0.030144 to 0.512873.
#[test]
fn a_result_that_only_another_interval_meets_is_met_by_it_and_says_so() {
    let found = compared(
        &review(ALIKE),
        restricted(Interval::HartungKnapp),
        &[
            (StoredNumber::Lower, "-0.030144"),
            (StoredNumber::Upper, "0.512873"),
        ],
    );
    assert!(found.is_complete(), "{found:?}");
    assert_eq!(found.plan.interval, Interval::Wald);
    assert_eq!(found.stored_plan.interval, Interval::HartungKnapp);
}
