//! What is proposed, when a change is offered, and that the ways which are proposed compute what they say.
#![cfg(test)]

#[path = "tables/random_cases.rs"]
mod random_cases;

use proptest::prelude::*;
use proptest::sample::Index;

use trialpool::analysis::{
    ArmMean, PersonTime, Pooled, ProposalReason, Request, TrialData, TrialRow, TwoByTwo, TwoMeans,
    VERSION, answer, plan_for, pooled, proposed, without,
};
use trialpool::data::{
    ConfidenceLevel, Correction, Interval, Measure, Method, Note, Plan, PredictionDegrees,
    TauPrior, TauSquaredEstimator,
};

use random_cases::cases;

const HARTUNG_KNAPP: Method =
    Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
const BAYESIAN: Method = Method::Bayesian(TauPrior::HalfNormal);

fn counts([a, n1, c, n2]: [u64; 4]) -> TrialData {
    TrialData::Counts(TwoByTwo {
        experimental_events: a,
        experimental_total: n1,
        control_events: c,
        control_total: n2,
    })
}

fn request(trials: Vec<TrialData>, measure: Measure, plan: Option<Plan>) -> Request {
    let rows = trials.into_iter().map(|data| TrialRow {
        label: String::new(),
        continues: false,
        data,
    });
    Request {
        version: VERSION,
        trials: rows.collect(),
        plan,
        measure: Some(measure),
        compare: false,
        level: ConfidenceLevel::default(),
    }
}

fn of_counts(tables: &[[u64; 4]], measure: Measure) -> Request {
    request(tables.iter().copied().map(counts).collect(), measure, None)
}

/// Method and interval that are proposed.
fn proposal(tables: &[[u64; 4]], measure: Measure) -> (Method, Interval) {
    let plan = proposed(&of_counts(tables, measure)).plan;
    assert_eq!(plan.measure, measure);
    (plan.method, plan.interval)
}

const MANY_EVENTS: [u64; 4] = [12, 60, 10, 58];
const FEW_EVENTS: [u64; 4] = [2, 60, 1, 58];
const EMPTY_CELL: [u64; 4] = [0, 60, 14, 58];

const ROBUST: (Method, Interval) = (Method::MantelHaenszel, Interval::Robust);

#[test]
fn few_events_are_pooled_by_mantel_and_haenszel_however_many_the_trials() {
    for trials in [1, 2, 3, 5, 40] {
        assert_eq!(
            proposal(&vec![FEW_EVENTS; trials], Measure::RiskRatio),
            ROBUST
        );
    }
    // Nineteen events a trial, four of them in one arm.
    let lopsided = [[36, 90, 2, 90], [36, 90, 2, 90]];
    assert_eq!(proposal(&lopsided, Measure::RiskRatio), ROBUST);
}

#[test]
fn two_to_four_trials_with_enough_events_have_a_prior_and_more_have_random_effects() {
    for measure in [Measure::RiskRatio, Measure::OddsRatio] {
        let method = |trials| proposal(&vec![MANY_EVENTS; trials], measure).0;
        assert_eq!(method(1), Method::MantelHaenszel);
        assert_eq!([2, 3, 4].map(method), [BAYESIAN; 3]);
        assert_eq!([5, 9].map(method), [HARTUNG_KNAPP; 2]);
    }
}

#[test]
fn more_than_a_fifth_of_many_trials_with_an_empty_cell_are_not_corrected() {
    let tables = |empty: usize| {
        let mut tables = vec![MANY_EVENTS; 10 - empty];
        tables.extend(vec![EMPTY_CELL; empty]);
        tables
    };
    assert_eq!(proposal(&tables(2), Measure::RiskRatio).0, HARTUNG_KNAPP);
    assert_eq!(proposal(&tables(3), Measure::RiskRatio), ROBUST);
}

#[test]
fn an_odds_ratio_of_what_most_people_had_counts_those_who_had_it_not() {
    let nearly_all = vec![[58, 60, 57, 58]; 4];
    assert_eq!(proposal(&nearly_all, Measure::OddsRatio), ROBUST);
    assert_eq!(proposal(&nearly_all, Measure::RiskRatio).0, BAYESIAN);
}

#[test]
fn a_risk_difference_has_its_score_interval_until_there_are_three_trials_with_enough_events() {
    let method = |tables: &[[u64; 4]]| proposal(tables, Measure::RiskDifference).0;
    assert_eq!(method(&[FEW_EVENTS; 6]), Method::MiettinenNurminen);
    assert_eq!(method(&[[0, 60, 0, 58]; 3]), Method::MiettinenNurminen);
    assert_eq!(method(&[MANY_EVENTS; 2]), Method::MiettinenNurminen);
    assert_eq!(method(&[MANY_EVENTS; 3]), HARTUNG_KNAPP);
}

#[test]
fn rates_follow_the_rule_of_counts() {
    let rate = |experimental_events, control_events| {
        TrialData::PersonTime(PersonTime {
            experimental_events,
            experimental_time: 300.0,
            control_events,
            control_time: 280.0,
        })
    };
    let plan = |trial, trials| {
        let request = request(vec![trial; trials], Measure::RateRatio, None);
        proposed(&request).plan
    };
    let few = plan(rate(2, 1), 12);
    assert_eq!((few.method, few.interval), ROBUST);
    assert_eq!(plan(rate(20, 15), 3).method, BAYESIAN);
    assert_eq!(plan(rate(20, 15), 5).method, HARTUNG_KNAPP);
}

#[test]
fn a_prior_is_proposed_for_ratios_alone() {
    let arm = |mean| ArmMean {
        mean,
        standard_deviation: 2.0,
        total: 40,
    };
    let means = TrialData::Means(TwoMeans {
        experimental: arm(11.0),
        control: arm(10.0),
    });
    let estimate = TrialData::Estimate {
        effect: 0.3,
        standard_error: 0.2,
    };
    let method = |trial, trials, measure| {
        proposed(&request(vec![trial; trials], measure, None))
            .plan
            .method
    };
    for (trials, difference, ratio) in [
        (1, Method::InverseVariance, Method::InverseVariance),
        (2, Method::InverseVariance, BAYESIAN),
        (3, HARTUNG_KNAPP, BAYESIAN),
        (5, HARTUNG_KNAPP, HARTUNG_KNAPP),
    ] {
        assert_eq!(method(means, trials, Measure::MeanDifference), difference);
        assert_eq!(method(means, trials, Measure::RatioOfMeans), ratio);
        assert_eq!(
            method(estimate, trials, Measure::GenericDifference),
            difference
        );
        assert_eq!(method(estimate, trials, Measure::GenericRatio), ratio);
    }
}

#[test]
fn an_arm_without_events_has_its_reason_and_no_event_at_all_its_own() {
    let reasons = |tables: &[[u64; 4]]| proposed(&of_counts(tables, Measure::RiskRatio)).reasons;
    assert_eq!(reasons(&[[0, 40, 0, 41]; 3]), [ProposalReason::NoEvents]);
    assert_eq!(
        reasons(&[[0, 40, 3, 41]; 3]).first(),
        Some(&ProposalReason::ArmWithoutEvent)
    );
}

/// What documents of earlier versions have pinned for few and for many events.
fn former_plans() -> [Plan; 2] {
    let plan = Plan {
        measure: Measure::RiskRatio,
        method: Method::MantelHaenszel,
        interval: Interval::HartungKnappSafeguarded,
        correction: Correction::None,
        prediction: PredictionDegrees::KMinusOne,
    };
    let random = Plan {
        method: HARTUNG_KNAPP,
        correction: Correction::TreatmentArm,
        ..plan
    };
    [plan, random]
}

#[test]
fn a_plan_of_an_earlier_version_is_kept_with_its_interval_and_the_change_is_offered() {
    let tables = vec![FEW_EVENTS; 8];
    let [plan, random] = former_plans();
    for plan in [plan, random] {
        let request = Request {
            plan: Some(plan),
            ..of_counts(&tables, Measure::RiskRatio)
        };
        let response = answer(&request);
        assert_eq!(response.plan, plan);
        assert_ne!(response.proposal.plan, plan);
    }
    let wald = Plan {
        interval: Interval::Wald,
        ..plan
    };
    let request = of_counts(&tables, Measure::RiskRatio);
    assert_eq!(pooled(&request, plan), pooled(&request, wald));
}

/// The numbers that decide, as a reader would count them.
#[derive(Clone, Copy, Debug)]
struct Information {
    trials: f64,
    events_per_trial: f64,
    fewer: f64,
    empty: f64,
}

impl Information {
    fn of(tables: &[[u64; 4]]) -> Self {
        let informative: Vec<_> = tables
            .iter()
            .filter(|[a, n1, c, n2]| a + c > 0 && a + c < n1 + n2)
            .collect();
        let trials = informative.len() as f64;
        let sum = |arm: usize| tables.iter().map(|table| table[arm]).sum::<u64>() as f64;
        let empty = informative
            .iter()
            .filter(|[a, n1, c, n2]| *a == 0 || *c == 0 || a == n1 || c == n2)
            .count();
        Self {
            trials,
            events_per_trial: (sum(0) + sum(2)) / trials,
            fewer: sum(0).min(sum(2)),
            empty: empty as f64 / trials,
        }
    }

    /// Whether one of the numbers moved as far as the margins are wide.
    fn is_far_from(self, other: Self) -> bool {
        const NEARLY: f64 = 1e-9;
        (self.trials - other.trials).abs() >= 2.0
            || (self.events_per_trial - other.events_per_trial).abs() >= 4.0 - NEARLY
            || (self.fewer - other.fewer).abs() >= 2.0
            || (self.empty - other.empty).abs() >= 0.1 - NEARLY
    }
}

/// A review near the thresholds.
fn near_the_thresholds() -> impl Strategy<Value = Vec<[u64; 4]>> {
    let events = || prop_oneof![1 => Just(0), 4 => 1_u64..9];
    let table = (events(), events()).prop_map(|(a, c)| [a, 40, c, 40]);
    prop::collection::vec(table, 3..9)
}

/// One event more or less in one arm of one trial.
fn edited(tables: &[[u64; 4]], place: Index, is_more: bool) -> Vec<[u64; 4]> {
    let mut tables = tables.to_vec();
    let place = place.index(2 * tables.len());
    let events = &mut tables[place / 2][if place.is_multiple_of(2) { 0 } else { 2 }];
    *events = if is_more {
        (*events + 1).min(40)
    } else {
        events.saturating_sub(1)
    };
    tables
}

fn offered(tables: &[[u64; 4]], measure: Measure, in_use: Plan) -> Plan {
    let request = Request {
        plan: Some(in_use),
        ..of_counts(tables, measure)
    };
    proposed(&request).plan
}

proptest! {
    #![proptest_config(cases(300))]

    /// Somebody takes every offer. A plan that was left comes back only after the numbers have moved as far as the margins
    /// are wide.
    #[test]
    fn no_sequence_of_single_edits_makes_the_offer_flip_back_and_forth(
        start in near_the_thresholds(),
        edits in prop::collection::vec((any::<Index>(), any::<bool>()), 1..120),
        measure in prop_oneof![Just(Measure::RiskRatio), Just(Measure::OddsRatio), Just(Measure::RiskDifference)],
    ) {
        let mut tables = start;
        let mut plan = proposed(&of_counts(&tables, measure)).plan;
        let mut left: Vec<(Plan, Information)> = Vec::new();
        for (place, is_more) in edits {
            tables = edited(&tables, place, is_more);
            let next = offered(&tables, measure, plan);
            if next == plan {
                continue;
            }
            let now = Information::of(&tables);
            let before = left.iter().rev().find(|(known, _)| *known == next);
            if let Some((_, then)) = before {
                prop_assert!(now.is_far_from(*then), "{now:?} {then:?}");
            }
            // It stays taken: nothing else is offered for the same numbers.
            prop_assert_eq!(offered(&tables, measure, next), next);
            left.push((plan, now));
            plan = next;
        }
    }

    /// An offer that was taken is not offered back when the edit is undone.
    #[test]
    fn undoing_the_edit_that_brought_an_offer_does_not_bring_another(
        tables in near_the_thresholds(),
        place in any::<Index>(),
        is_more in any::<bool>(),
    ) {
        let plan = proposed(&of_counts(&tables, Measure::RiskRatio)).plan;
        let changed = edited(&tables, place, is_more);
        let taken = offered(&changed, Measure::RiskRatio, plan);
        let events = |tables: &[[u64; 4]]| {
            tables.iter().filter(|table| table[0] + table[2] > 0).count()
        };
        // One event can make a trial or take one away; that is more than one step.
        prop_assume!(events(&tables) == events(&changed));
        if taken != plan {
            prop_assert_eq!(offered(&tables, Measure::RiskRatio, taken), taken);
        }
    }
}

fn any_table() -> impl Strategy<Value = [u64; 4]> {
    let arm = || {
        prop_oneof![5_u64..60, 50_u64..2_000]
            .prop_flat_map(|total| (prop_oneof![0..=total.min(6), 0..=total], Just(total)))
    };
    (arm(), arm()).prop_map(|((a, n1), (c, n2))| [a, n1, c, n2])
}

proptest! {
    #![proptest_config(cases(400))]

    /// A trial is said to be most of the estimate where leaving it out shows it.
    #[test]
    fn what_is_said_of_a_dominant_trial_is_what_leaving_it_out_gives(
        tables in prop::collection::vec(any_table(), 2..7),
        method in prop_oneof![Just(Method::MantelHaenszel), Just(HARTUNG_KNAPP), Just(Method::InverseVariance)],
        measure in prop_oneof![Just(Measure::RiskRatio), Just(Measure::OddsRatio)],
    ) {
        let plan = plan_for(measure, method);
        let request = of_counts(&tables, measure);
        let response = answer(&Request { plan: Some(plan), ..request.clone() });
        let weights: f64 = response.trials.iter().filter_map(|trial| trial.weight).sum();
        if let Ok(all) = &response.pooled {
            prop_assert!((weights - 100.0).abs() < 1e-6, "{weights}");
            let said = response.notes.iter().find_map(|note| match note {
                Note::DominantTrial { trial, weight, without, .. } => Some((*trial, *weight, *without)),
                _ => None,
            });
            if let Some((trial, weight, said)) = said {
                prop_assert!(weight > 50.0);
                let others = without(&request, plan, trial);
                let limits = |pooled: &Pooled| {
                    let interval = pooled.interval;
                    (interval.estimate, interval.lower, interval.upper)
                };
                prop_assert_eq!(said, others.as_ref().ok().map(limits));
                if let Ok(others) = others {
                    let growth = others.interval.standard_error / all.interval.standard_error;
                    prop_assert!(growth >= 1.414, "{growth}");
                }
            }
        }
    }
}

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() < tolerance, "{found} {expected}");
}

/// Seven trials that differ, one of them without an event in one arm.
const SEVEN: [[u64; 4]; 7] = [
    [4, 50, 5, 50],
    [9, 80, 4, 78],
    [2, 30, 6, 33],
    [11, 120, 3, 118],
    [7, 60, 7, 64],
    [0, 40, 3, 41],
    [5, 90, 1, 88],
];

/// R 4.2 by the formulas: k = 7, t = qt(.975, 6), √(7/6 · Σ(Rᵢ/ΣR − Sᵢ/ΣS)²).
#[test]
fn the_robust_interval_is_that_of_the_formula() {
    for (measure, estimate, lower, upper) in [
        (
            Measure::RiskRatio,
            0.287_869_753_194,
            -0.500_367_727_174,
            1.076_107_233_562,
        ),
        (
            Measure::OddsRatio,
            0.310_174_208_949,
            -0.534_037_081_276,
            1.154_385_499_174,
        ),
    ] {
        let plan = Plan {
            interval: Interval::Robust,
            ..plan_for(measure, Method::MantelHaenszel)
        };
        let found = pooled(&of_counts(&SEVEN, measure), plan).expect("an estimate");
        near(found.interval.estimate, estimate, 1e-11);
        near(found.interval.lower, lower, 1e-9);
        near(found.interval.upper, upper, 1e-9);
        assert_eq!(found.degrees_of_freedom, Some(6.0));
    }
}

/// R 4.2, plain sums over all levels: each trial's likelihood by Simpson's rule over 8,001 levels of ln p, its effect by 321
/// points over ±8 τ, μ by 0.02 over −4 to 5, τ by 0.02 up to 3.2. Median, limits of μ, P(μ > 0).
#[test]
fn the_bayesian_risk_ratio_is_that_of_plain_sums() {
    let tables = [[12, 60, 5, 58], [9, 40, 6, 44], [20, 81, 11, 79]];
    let response = answer(&of_counts(&tables, Measure::RiskRatio));
    assert_eq!(response.plan.method, BAYESIAN);
    let found = response.pooled.expect("an estimate");
    near(found.interval.estimate, 0.630_636_3, 2e-5);
    near(found.interval.lower, 0.010_437_7, 2e-5);
    near(found.interval.upper, 1.287_353_4, 2e-5);
    let posterior = found.posterior.expect("a posterior");
    near(posterior.exceedances[0].probability, 0.976_486_5, 1e-5);
}

/// 0.5 in each cell: ln((24.5/318) / (0.5/38)) is 1.767, √(1/24.5 − 1/318 + 1/0.5 − 1/38) 1.418; the treatment-arm
/// correction adds 0.1 to the small arm and has an error above 3.
#[test]
fn a_trials_row_shows_half_an_event_and_not_the_treatment_arm_correction() {
    let tables = [
        [24, 317, 0, 37],
        [20, 100, 18, 100],
        [22, 90, 15, 80],
        [30, 90, 24, 92],
        [18, 70, 16, 72],
    ];
    let request = of_counts(&tables, Measure::RiskRatio);
    let response = answer(&request);
    assert_eq!(response.plan.method, HARTUNG_KNAPP);
    let own = response.trials[0].effect.expect("an effect");
    near(own.estimate, 1.767_355_075, 1e-8);
    near(own.standard_error, 1.418_222_790, 1e-8);
    assert!(response.trials[0].corrected);
    let chosen = Plan {
        correction: Correction::TreatmentArm,
        ..response.plan
    };
    let response = answer(&Request {
        plan: Some(chosen),
        ..request
    });
    assert!(response.trials[0].effect.expect("an effect").standard_error > 3.0);
}
