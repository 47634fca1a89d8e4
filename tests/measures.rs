//! What must hold for person-time, means and single proportions, on hundreds of random trials.

#![cfg(test)]

#[path = "tables/random_cases.rs"]
mod random_cases;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use trialpool::analysis::{
    ArmMean, PersonTime, Pooled, Proportion, Request, Response, TrialData, TrialRow, TwoMeans,
    VERSION, answer, methods_for,
};
use trialpool::data::{Correction, Interval, Measure, OutcomeKind, Plan, PredictionDegrees};
use trialpool::effect::Transformation;

use random_cases::cases;

const CASES: u32 = 64;

/// Whole numbers from 0 to 10⁷, small ones as likely as large ones, 0 often.
fn count() -> impl Strategy<Value = u64> {
    prop_oneof![
        2 => Just(0),
        3 => 0_u64..20,
        2 => 0_u64..2_000,
        1 => 0_u64..=10_000_000,
    ]
}

/// A size between 10⁻⁹ and 10¹⁵, every power of ten as likely as another.
fn size() -> impl Strategy<Value = f64> {
    (-9.0..15.0).prop_map(|power| libm::pow(10.0, power))
}

fn person_time() -> impl Strategy<Value = PersonTime> {
    (count(), size(), count(), size()).prop_map(|(a, t1, c, t2)| PersonTime {
        experimental_events: a,
        experimental_time: t1,
        control_events: c,
        control_time: t2,
    })
}

fn arm_mean() -> impl Strategy<Value = ArmMean> {
    let mean = prop_oneof![
        1 => Just(0.0),
        4 => -100.0..100.0,
        2 => size(),
        2 => size().prop_map(|size| -size),
    ];
    let deviation = prop_oneof![1 => Just(0.0), 5 => 0.1..50.0, 2 => size()];
    (mean, deviation, 2_u64..=10_000_000).prop_map(|(mean, standard_deviation, total)| ArmMean {
        mean,
        standard_deviation,
        total,
    })
}

fn means() -> impl Strategy<Value = TwoMeans> {
    (arm_mean(), arm_mean()).prop_map(|(experimental, control)| TwoMeans {
        experimental,
        control,
    })
}

/// Means of like size and spread, above zero, in trials of ordinary size.
fn ordinary_means() -> impl Strategy<Value = TwoMeans> {
    let arm = || {
        (20.0..40.0, 1.0..5.0, 5_u64..200).prop_map(|(mean, standard_deviation, total)| ArmMean {
            mean,
            standard_deviation,
            total,
        })
    };
    (arm(), arm()).prop_map(|(experimental, control)| TwoMeans {
        experimental,
        control,
    })
}

/// Trials of ordinary size with events in both arms.
fn ordinary_person_time() -> impl Strategy<Value = PersonTime> {
    (1_u64..60, 50.0..2_000.0, 1_u64..60, 50.0..2_000.0).prop_map(|(a, t1, c, t2)| PersonTime {
        experimental_events: a,
        experimental_time: t1,
        control_events: c,
        control_time: t2,
    })
}

fn proportion() -> impl Strategy<Value = Proportion> {
    (count(), count()).prop_map(|(events, others)| Proportion {
        events,
        total: (events + others).max(1),
    })
}

/// Proportions in trials of ordinary size, some of them of nobody or of everybody.
fn ordinary_proportion() -> impl Strategy<Value = Proportion> {
    (0_u64..40, 0_u64..60).prop_map(|(events, others)| Proportion {
        events,
        total: (events + others).max(1),
    })
}

fn plans(measure: Measure) -> Vec<Plan> {
    methods_for(measure)
        .into_iter()
        .map(|method| Plan {
            measure,
            method,
            interval: Interval::HartungKnappSafeguarded,
            correction: Correction::TreatmentArm,
            prediction: PredictionDegrees::KMinusOne,
        })
        .collect()
}

fn pool(trials: Vec<TrialData>, plan: Plan) -> Response {
    let trials = trials.into_iter().map(|data| TrialRow {
        label: String::new(),
        continues: false,
        data,
    });
    answer(&Request {
        version: VERSION,
        trials: trials.collect(),
        plan: Some(plan),
        measure: None,
        compare: false,
        level: trialpool::data::ConfidenceLevel::default(),
    })
}

/// JSON writes what is not finite as null where a number belongs, and cannot read it back.
fn every_number_is_finite(response: &Response) -> Result<(), TestCaseError> {
    let text = serde_json::to_string(response).unwrap();
    let back: Result<Response, _> = serde_json::from_str(&text);
    prop_assert!(back.is_ok(), "{:?} {text}", back.err());
    if let Ok(pooled) = &response.pooled {
        prop_assert!(pooled.interval.lower <= pooled.interval.estimate);
        prop_assert!(
            pooled.interval.estimate <= pooled.interval.upper,
            "{:?} {pooled:?}",
            response.plan
        );
        prop_assert!((0.0..=1.0).contains(&pooled.p_value));
    }
    Ok(())
}

/// Estimate and limits of a pool.
fn limits(response: &Response) -> [f64; 3] {
    let Pooled { interval, .. } = response.pooled.as_ref().unwrap();
    [interval.estimate, interval.lower, interval.upper]
}

fn same(found: [f64; 3], expected: [f64; 3]) -> Result<(), TestCaseError> {
    let width = (expected[2] - expected[1]).abs().max(1e-12);
    for (found, expected) in found.into_iter().zip(expected) {
        // τ² is found to eight figures; what follows from it is no better.
        prop_assert!(
            (found - expected).abs() < 1e-6 * width,
            "{found} for {expected}"
        );
    }
    Ok(())
}

fn turned([estimate, lower, upper]: [f64; 3]) -> [f64; 3] {
    [-estimate, -upper, -lower]
}

fn rates(trials: &[PersonTime]) -> Vec<TrialData> {
    trials.iter().copied().map(TrialData::PersonTime).collect()
}

fn of_means(trials: &[TwoMeans]) -> Vec<TrialData> {
    trials.iter().copied().map(TrialData::Means).collect()
}

/// The same trials with every mean moved and every mean and standard deviation stretched.
fn rescaled(trials: &[TwoMeans], factor: f64, shift: f64) -> Vec<TrialData> {
    let arm = |arm: ArmMean| ArmMean {
        mean: arm.mean * factor + shift,
        standard_deviation: arm.standard_deviation * factor,
        ..arm
    };
    let trials: Vec<TwoMeans> = trials
        .iter()
        .map(|trial| TwoMeans {
            experimental: arm(trial.experimental),
            control: arm(trial.control),
        })
        .collect();
    of_means(&trials)
}

fn of_proportions(trials: &[Proportion]) -> Vec<TrialData> {
    trials.iter().copied().map(TrialData::Proportion).collect()
}

proptest! {
    #![proptest_config(cases(CASES))]

    #[test]
    fn whatever_the_person_time_every_number_is_finite(
        trials in prop::collection::vec(person_time(), 0..8),
    ) {
        for measure in Measure::of(OutcomeKind::PersonTime) {
            for plan in plans(*measure) {
                every_number_is_finite(&pool(rates(&trials), plan))?;
            }
        }
    }

    #[test]
    fn whatever_the_means_every_number_is_finite(trials in prop::collection::vec(means(), 0..8)) {
        for measure in Measure::of(OutcomeKind::Means) {
            for plan in plans(*measure) {
                every_number_is_finite(&pool(of_means(&trials), plan))?;
            }
        }
    }

    #[test]
    fn whatever_the_proportions_every_number_is_finite(
        trials in prop::collection::vec(proportion(), 0..8),
    ) {
        for measure in [Measure::of(OutcomeKind::Proportions), &[Measure::DoubleArcsineProportion]].concat() {
            for plan in plans(measure) {
                every_number_is_finite(&pool(of_proportions(&trials), plan))?;
            }
        }
    }

    #[test]
    fn counting_those_without_the_event_turns_logits_and_arcsines_around(
        trials in prop::collection::vec(ordinary_proportion(), 2..8),
    ) {
        let others: Vec<Proportion> = trials
            .iter()
            .map(|trial| Proportion { events: trial.total - trial.events, ..*trial })
            .collect();
        for measure in [Measure::LogitProportion, Measure::ArcsineProportion, Measure::RawProportion] {
            for plan in plans(measure) {
                let share = |trials: &[Proportion]| {
                    let found = pool(of_proportions(trials), plan).proportion.unwrap();
                    found.share.map(|(share, lower, upper)| [share, lower, upper])
                };
                match (share(&trials), share(&others)) {
                    (Some([share, lower, upper]), Some(found)) => {
                        same(found, [1.0 - share, 1.0 - upper, 1.0 - lower])?;
                    }
                    (one, other) => prop_assert_eq!(one.is_some(), other.is_some()),
                }
            }
        }
    }

    #[test]
    fn swapping_the_arms_turns_the_sign_of_rates(
        trials in prop::collection::vec(ordinary_person_time(), 2..8),
    ) {
        let swapped: Vec<PersonTime> = trials
            .iter()
            .map(|trial| PersonTime {
                experimental_events: trial.control_events,
                experimental_time: trial.control_time,
                control_events: trial.experimental_events,
                control_time: trial.experimental_time,
            })
            .collect();
        for measure in Measure::of(OutcomeKind::PersonTime) {
            for plan in plans(*measure) {
                let (found, other) = (pool(rates(&trials), plan), pool(rates(&swapped), plan));
                same(limits(&other), turned(limits(&found)))?;
            }
        }
    }

    #[test]
    fn another_unit_of_time_leaves_the_rate_ratio_alone_and_scales_the_difference(
        trials in prop::collection::vec(ordinary_person_time(), 2..8),
    ) {
        let days: Vec<PersonTime> = trials
            .iter()
            .map(|trial| PersonTime {
                experimental_time: trial.experimental_time * 365.25,
                control_time: trial.control_time * 365.25,
                ..*trial
            })
            .collect();
        for plan in plans(Measure::RateRatio) {
            same(limits(&pool(rates(&days), plan)), limits(&pool(rates(&trials), plan)))?;
        }
        for plan in plans(Measure::RateDifference) {
            let in_years = limits(&pool(rates(&days), plan)).map(|rate| rate * 365.25);
            same(in_years, limits(&pool(rates(&trials), plan)))?;
        }
    }

    #[test]
    fn swapping_the_arms_turns_the_sign_of_means(
        trials in prop::collection::vec(ordinary_means(), 2..8),
    ) {
        let swapped: Vec<TwoMeans> = trials
            .iter()
            .map(|trial| TwoMeans { experimental: trial.control, control: trial.experimental })
            .collect();
        for measure in Measure::of(OutcomeKind::Means) {
            for plan in plans(*measure) {
                let (found, other) = (pool(of_means(&trials), plan), pool(of_means(&swapped), plan));
                same(limits(&other), turned(limits(&found)))?;
            }
        }
    }

    #[test]
    fn differences_of_means_do_not_know_where_zero_is(
        trials in prop::collection::vec(ordinary_means(), 2..8),
        shift in -30.0..30.0,
    ) {
        for measure in Measure::of(OutcomeKind::Means) {
            if *measure == Measure::RatioOfMeans {
                continue;
            }
            for plan in plans(*measure) {
                let moved = pool(rescaled(&trials, 1.0, shift), plan);
                same(limits(&moved), limits(&pool(of_means(&trials), plan)))?;
            }
        }
    }

    #[test]
    fn another_unit_scales_the_mean_difference_and_leaves_the_others_alone(
        trials in prop::collection::vec(ordinary_means(), 2..8),
        factor in 0.01..100.0,
    ) {
        for measure in Measure::of(OutcomeKind::Means) {
            let expected = if *measure == Measure::MeanDifference { factor } else { 1.0 };
            for plan in plans(*measure) {
                let found = limits(&pool(rescaled(&trials, factor, 0.0), plan));
                same(found, limits(&pool(of_means(&trials), plan)).map(|limit| limit * expected))?;
            }
        }
    }

    #[test]
    fn the_intervals_of_a_proportion_hold_it_and_stay_between_zero_and_one(
        events in count(),
        others in count(),
    ) {
        let total = (events + others).max(1);
        let trial = Proportion { events, total };
        let share = events as f64 / total as f64;
        for (lower, upper) in [trial.clopper_pearson(trialpool::data::ConfidenceLevel::NinetyFive), trial.wilson(trialpool::data::ConfidenceLevel::NinetyFive)] {
            prop_assert!(0.0 <= lower && lower <= share && share <= upper && upper <= 1.0);
        }
        for transformation in [
            Transformation::Logit,
            Transformation::Log,
            Transformation::Arcsine,
            Transformation::FreemanTukey,
            Transformation::Raw,
        ] {
            if let Some(effect) = trial.transformed(transformation, 0.0) {
                let back = transformation.back(effect.estimate, total as f64);
                prop_assert!((back - share).abs() <= 1e-7, "{transformation:?} {back} {share}");
            }
        }
    }
}
