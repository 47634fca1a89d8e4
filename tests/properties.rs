//! What must hold for any trials at all, on thousands of random tables.

#[path = "tables/random_cases.rs"]
mod random_cases;
mod tables;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use trialpool::analysis::{
    Pooled, Request, Response, TrialData, TrialRow, TrialUse, TwoByTwo, VERSION, answer,
    methods_for,
};
use trialpool::data::{
    Correction, CountModel, Interval, Measure, Method, Plan, PredictionDegrees, TauSquaredEstimator,
};
use trialpool::effect::Effect;
use trialpool::pool::tau_squared;
use trialpool::read::json;

use random_cases::cases;
use tables::{pool, swapped};

const CASES: u32 = 600;

const MEASURES: [Measure; 5] = [
    Measure::RiskRatio,
    Measure::OddsRatio,
    Measure::PetoOddsRatio,
    Measure::RiskDifference,
    Measure::ArcsineDifference,
];

/// A log-likelihood of τ².
type LogLikelihood = fn(&[Effect], f64) -> f64;

/// The whole number of people nearest to a size.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes here are whole numbers from 0 to 10⁹"
)]
fn people(size: f64) -> u64 {
    size.round() as u64
}

/// A size from one person to ten million, small ones as likely as large ones.
fn total() -> impl Strategy<Value = u64> {
    (0_u32..=70).prop_flat_map(|tenth| Just(people(libm::pow(10.0, f64::from(tenth) / 10.0))))
}

/// An arm: often without an event or with nothing else, for that is where formulas break.
fn arm() -> impl Strategy<Value = (u64, u64)> {
    total().prop_flat_map(|total| {
        let events = prop_oneof![
            3 => Just(0),
            1 => Just(total),
            2 => 0..=total.min(5),
            6 => 0..=total,
        ];
        (events, Just(total))
    })
}

fn table() -> impl Strategy<Value = TwoByTwo> {
    (arm(), arm()).prop_map(|(experimental, control)| TwoByTwo {
        experimental_events: experimental.0,
        experimental_total: experimental.1,
        control_events: control.0,
        control_total: control.1,
    })
}

/// Trials of ordinary size with events in both arms and people without: every method has an answer.
fn full_table() -> impl Strategy<Value = TwoByTwo> {
    let arm = || (4_u64..400).prop_flat_map(|total| (1..total, Just(total)));
    (arm(), arm()).prop_map(|(experimental, control)| TwoByTwo {
        experimental_events: experimental.0,
        experimental_total: experimental.1,
        control_events: control.0,
        control_total: control.1,
    })
}

fn interval() -> impl Strategy<Value = Interval> {
    prop_oneof![
        Just(Interval::Wald),
        Just(Interval::HartungKnapp),
        Just(Interval::HartungKnappSafeguarded),
        Just(Interval::ProfileLikelihood),
        Just(Interval::Robust)
    ]
}

fn correction() -> impl Strategy<Value = Correction> {
    prop_oneof![
        Just(Correction::None),
        Just(Correction::HalfWhereZero),
        Just(Correction::TreatmentArm),
        Just(Correction::HalfEverywhere),
        Just(Correction::WhereZero(0.1)),
        Just(Correction::WhereZero(-1.0))
    ]
}

fn plan() -> impl Strategy<Value = Plan> {
    let measured = (0..MEASURES.len()).prop_flat_map(|index| {
        let methods = methods_for(MEASURES[index]);
        (
            Just(MEASURES[index]),
            (0..methods.len()).prop_map(move |index| methods[index]),
        )
    });
    (measured, interval(), correction()).prop_map(|((measure, method), interval, correction)| {
        Plan {
            measure,
            method,
            interval,
            correction,
            prediction: PredictionDegrees::KMinusOne,
        }
    })
}

fn inverted(table: &TwoByTwo) -> TwoByTwo {
    TwoByTwo {
        experimental_events: table.experimental_total - table.experimental_events,
        control_events: table.control_total - table.control_events,
        ..*table
    }
}

/// Whether two estimates are the same but for rounding, seen against the standard error.
fn within(tolerance: f64, one: f64, other: f64, standard_error: f64) -> bool {
    (one - other).abs() <= tolerance * standard_error.max(one.abs())
}

/// How far two answers to mirrored tables may lie apart: a likelihood's optimum is found by steps, and its curvature
/// there by differences, which rounds more coarsely than a sum. The posterior of a risk ratio bends within a step of its grid
/// where an arm comes near everybody, and the grid lies otherwise in the mirror.
fn mirror_tolerance(plan: Plan) -> f64 {
    match (plan.measure, plan.method) {
        (Measure::RiskRatio, Method::Bayesian(_)) => 1e-4,
        (_, method) if is_weighted(method) => 1e-9,
        _ => 1e-6,
    }
}

/// Fails unless the second answer is the first with its sign turned by `sign`.
fn mirrored(one: &Response, other: &Response, sign: f64) -> Result<(), TestCaseError> {
    let tolerance = mirror_tolerance(one.plan);
    match (&one.pooled, &other.pooled) {
        (Ok(one), Ok(other)) => {
            let (one, other) = (one.interval, other.interval);
            let error = one.standard_error;
            let (lower, upper) = if sign < 0.0 {
                (other.upper, other.lower)
            } else {
                (other.lower, other.upper)
            };
            prop_assert!(
                within(tolerance, one.estimate, sign * other.estimate, error),
                "{one:?} {other:?}"
            );
            prop_assert!(
                within(tolerance, one.lower, sign * lower, error),
                "{one:?} {other:?}"
            );
            prop_assert!(
                within(tolerance, one.upper, sign * upper, error),
                "{one:?} {other:?}"
            );
        }
        (Err(_), Err(_)) => {}
        (one, other) => prop_assert!(false, "{one:?} {other:?}"),
    }
    Ok(())
}

/// Fails unless every number is finite: JSON has no other, so a response that holds one does not come back the same.
fn finite(response: &Response) -> Result<(), TestCaseError> {
    let written =
        serde_json::to_value(response).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let read: Response = serde_json::from_value(written)
        .map_err(|error| TestCaseError::fail(format!("{error}: {response:?}")))?;
    prop_assert_eq!(&read, response);
    let text = json::text(response);
    let read: Response =
        json::parse(&text).map_err(|wrong| TestCaseError::fail(format!("{wrong:?}: {text}")))?;
    prop_assert_eq!(&read, response);
    Ok(())
}

/// Whether the pooled estimate is a weighted mean of the trials' own; a likelihood fitted to all of them at once is not.
fn is_weighted(method: Method) -> bool {
    !matches!(
        method,
        Method::GeneralizedLinear(_)
            | Method::BetaBinomial
            | Method::PenalizedLogistic
            | Method::ExactConditional(_)
            | Method::Bayesian(_)
    )
}

fn consistent(response: &Response) -> Result<(), TestCaseError> {
    let Ok(pooled) = &response.pooled else {
        return Ok(());
    };
    let interval = pooled.interval;
    prop_assert!(
        interval.lower <= interval.estimate && interval.estimate <= interval.upper,
        "{interval:?}"
    );
    prop_assert!((0.0..=1.0).contains(&pooled.p_value), "{}", pooled.p_value);
    let weights: Vec<f64> = response
        .trials
        .iter()
        .filter_map(|trial| trial.weight)
        .collect();
    if is_weighted(response.plan.method) {
        let sum: f64 = weights.iter().sum();
        prop_assert!((sum - 100.0).abs() < 1e-6, "{sum}");
    } else {
        prop_assert!(weights.is_empty(), "{weights:?}");
    }
    let used = response
        .trials
        .iter()
        .filter(|trial| trial.used == TrialUse::Pooled)
        .count();
    prop_assert_eq!(used, pooled.trials);
    // The profile's limits are no multiple of a standard error; a prediction interval need not reach beyond them.
    let profile = response.plan.interval == Interval::ProfileLikelihood;
    if let Some((lower, upper)) = pooled.prediction.filter(|_| !profile) {
        prop_assert!(
            lower <= interval.lower && interval.upper <= upper,
            "{pooled:?}"
        );
    }
    if let Some(absolute) = response.absolute {
        let difference = absolute.difference;
        prop_assert!((0.0..=1.0).contains(&absolute.baseline));
        for risk in [difference.lower, difference.estimate, difference.upper] {
            prop_assert!(
                (-1e-12..=1.0 + 1e-12).contains(&(absolute.baseline + risk)),
                "{absolute:?}"
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(CASES))]

    #[test]
    fn whatever_the_counts_every_number_is_finite_and_fits_the_others(
        tables in prop::collection::vec(table(), 0..12),
        plan in plan(),
    ) {
        let response = pool(&tables, plan);
        finite(&response)?;
        consistent(&response)?;
    }

    #[test]
    fn a_hostile_request_is_answered_within_bounds(
        rows in prop::collection::vec(
            prop_oneof![
                prop::array::uniform4(prop_oneof![any::<u64>(), 0_u64..4, Just(u64::MAX)]).prop_map(|n| {
                    TrialData::Counts(TwoByTwo {
                        experimental_events: n[0],
                        experimental_total: n[1],
                        control_events: n[2],
                        control_total: n[3],
                    })
                }),
                prop::array::uniform2(prop_oneof![
                    any::<f64>(), Just(0.0), Just(f64::NAN), Just(f64::INFINITY), Just(1e300), Just(1e-300), -2.0..2.0
                ])
                .prop_map(|n| TrialData::Estimate { effect: n[0], standard_error: n[1] }),
            ],
            0..8,
        ),
        plan in prop::option::of(plan()),
        generic in any::<bool>(),
        version in prop_oneof![9 => Just(VERSION), 1 => any::<u32>()],
    ) {
        let plan = plan.map(|plan| if generic {
            Plan { measure: Measure::GenericDifference, method: Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood), ..plan }
        } else {
            plan
        });
        let trials = rows.iter().map(|data| TrialRow { label: String::new(), data: *data, continues: false });
        let request = Request { version, trials: trials.collect(), plan, measure: None, compare: true, level: trialpool::data::ConfidenceLevel::default() };
        let response = answer(&request);
        finite(&response)?;
        consistent(&response)?;
        prop_assert_eq!(response.trials.len(), rows.len());
    }

    #[test]
    fn the_order_of_the_trials_does_not_matter(
        tables in prop::collection::vec(table(), 1..10),
        plan in plan(),
    ) {
        let reversed: Vec<TwoByTwo> = tables.iter().rev().copied().collect();
        mirrored(&pool(&tables, plan), &pool(&reversed, plan), 1.0)?;
    }

    #[test]
    fn swapping_the_arms_turns_the_sign_and_nothing_else(
        tables in prop::collection::vec(full_table(), 1..10),
        plan in plan(),
    ) {
        let other: Vec<TwoByTwo> = tables.iter().map(swapped).collect();
        mirrored(&pool(&tables, plan), &pool(&other, plan), -1.0)?;
    }

    #[test]
    fn swapping_events_and_non_events_turns_the_sign_of_odds_ratio_and_difference(
        tables in prop::collection::vec(full_table(), 1..10),
        plan in plan(),
    ) {
        let other: Vec<TwoByTwo> = tables.iter().map(inverted).collect();
        // The binomial that stands for the hypergeometric distribution in the approximate conditional model is close
        // for rare events and not for rare non-events: it knows which of the two it counts.
        let approximate = plan.method == Method::GeneralizedLinear(CountModel::ConditionalApproximate);
        if plan.measure != Measure::RiskRatio && !approximate {
            mirrored(&pool(&tables, plan), &pool(&other, plan), -1.0)?;
        }
    }

    #[test]
    fn the_safeguarded_interval_is_never_narrower_than_walds(
        tables in prop::collection::vec(table(), 2..10),
        plan in plan(),
    ) {
        let width = |interval| {
            let pooled: Option<Pooled> = pool(&tables, Plan { interval, ..plan }).pooled.ok();
            pooled.map(|pooled| pooled.interval.upper - pooled.interval.lower)
        };
        if let (Some(wald), Some(safeguarded)) = (width(Interval::Wald), width(Interval::HartungKnappSafeguarded)) {
            prop_assert!(safeguarded >= wald, "{safeguarded} {wald}");
        }
    }

    #[test]
    fn mantel_haenszel_tends_to_inverse_variance_as_trials_of_one_effect_grow(
        trials in prop::collection::vec((0.02..0.4_f64, 0.5..2.0_f64), 2..8),
        ratio in 0.5..2.0_f64,
    ) {
        let distance = |size: f64| {
            let tables: Vec<TwoByTwo> = trials
                .iter()
                .map(|(risk, allocation)| TwoByTwo {
                    experimental_events: people(size * allocation * risk * ratio),
                    experimental_total: people(size * allocation),
                    control_events: people(size * risk),
                    control_total: people(size),
                })
                .collect();
            let by = |method| {
                let plan = Plan {
                    measure: Measure::RiskRatio,
                    method,
                    interval: Interval::Wald,
                    correction: Correction::None,
                    prediction: PredictionDegrees::KMinusOne,
                };
                pool(&tables, plan).pooled.map_or(f64::NAN, |pooled| pooled.interval.estimate)
            };
            (by(Method::MantelHaenszel) - by(Method::InverseVariance)).abs()
        };
        prop_assert!(distance(1e8) < 1e-5);
    }

    #[test]
    fn a_likelihood_at_its_maximum_beats_its_neighbours(
        rows in prop::collection::vec((-3.0..3.0_f64, 0.01..2.0_f64), 2..15),
    ) {
        let effects: Vec<Effect> = rows.iter().map(|(estimate, variance)| Effect { estimate: *estimate, variance: *variance }).collect();
        let heights: [(TauSquaredEstimator, LogLikelihood); 2] = [
            (TauSquaredEstimator::MaximumLikelihood, tau_squared::log_likelihood),
            (TauSquaredEstimator::RestrictedMaximumLikelihood, tau_squared::restricted_log_likelihood),
        ];
        for (estimator, height) in heights {
            let found = tau_squared::estimate(&effects, estimator);
            prop_assert!(found.converged);
            let top = height(&effects, found.value);
            for step in [1e-4, 1e-2, 0.3, 2.0, 20.0] {
                prop_assert!(height(&effects, found.value + step) <= top + 1e-12);
                prop_assert!(height(&effects, (found.value - step).max(0.0)) <= top + 1e-12);
            }
        }
    }
}

// Every method and every interval at once takes milliseconds where one takes microseconds: fewer cases.
proptest! {
    #![proptest_config(cases(CASES / 6))]

    #[test]
    fn the_proposal_and_the_comparison_are_finite_too(
        tables in prop::collection::vec(table(), 0..8),
        measure in prop::option::of((0..MEASURES.len()).prop_map(|index| MEASURES[index])),
    ) {
        let trials = tables.iter().map(|table| TrialRow { label: String::new(), data: TrialData::Counts(*table), continues: false });
        let request = Request { version: VERSION, trials: trials.collect(), plan: None, measure, compare: true, level: trialpool::data::ConfidenceLevel::default() };
        let response = answer(&request);
        finite(&response)?;
        consistent(&response)?;
        prop_assert_eq!(response.plan, response.proposal.plan);
    }

    #[test]
    fn names_of_trials_change_no_bit(tables in prop::collection::vec(table(), 1..8), plan in plan()) {
        let named = |label: &str| {
            let trials = tables.iter().map(|table| TrialRow { label: label.to_string(), data: TrialData::Counts(*table), continues: false });
            answer(&Request { version: VERSION, trials: trials.collect(), plan: Some(plan), measure: None, compare: true, level: trialpool::data::ConfidenceLevel::default() })
        };
        prop_assert_eq!(named("a"), named("another name"));
    }
}
