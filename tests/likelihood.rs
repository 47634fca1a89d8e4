//! What must hold for the likelihood methods with any trials at all.

#[path = "tables/bcg.rs"]
mod bcg;
#[path = "tables/random_cases.rs"]
mod random_cases;
mod tables;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use bcg::BCG;
use trialpool::analysis::{
    PersonTime, Proportion, Request, Response, TrialData, TrialRow, TrialUse, TwoByTwo, VERSION,
    answer, methods_for, plan_for,
};
use trialpool::data::{
    ConfidenceLevel, Correction, CountModel, ExactTail, Interval, Measure, Method, OutcomeKind,
    Plan, PredictionDegrees, TauPrior, Undefined,
};
use trialpool::pool::mixed_model::{
    EffectLikelihood, Spread, TwoBinomials, conditional_approximate, conditional_exact,
    fixed_intercepts, hazards, logistic_normal, poisson_normal,
};
use trialpool::pool::noncentral_hypergeometric::NoncentralHypergeometric;
use trialpool::pool::{bayesian, beta_binomial, exact_conditional, firth};

use random_cases::cases;
use tables::{pool, swapped};

const LEVEL: ConfidenceLevel = ConfidenceLevel::NinetyFive;

/// Fits take milliseconds where closed formulas take microseconds.
const CASES: u32 = 300;

/// From one person to ten million, often without an event or with nothing else.
fn any_table() -> impl Strategy<Value = TwoByTwo> {
    let arm = || {
        prop_oneof![1_u64..60, 1_u64..3000, 1_u64..10_000_000].prop_flat_map(|total| {
            let events = prop_oneof![
                2 => Just(0),
                1 => Just(total),
                2 => 0..=total.min(5),
                3 => 0..=total,
            ];
            (events, Just(total))
        })
    };
    (arm(), arm()).prop_map(|(experimental, control)| table(experimental, control))
}

/// Trials of ordinary size with people with and without the event in both arms.
fn full_table() -> impl Strategy<Value = TwoByTwo> {
    let arm = || (6_u64..200).prop_flat_map(|total| (1..total, Just(total)));
    (arm(), arm()).prop_map(|(experimental, control)| table(experimental, control))
}

fn table(experimental: (u64, u64), control: (u64, u64)) -> TwoByTwo {
    TwoByTwo {
        experimental_events: experimental.0,
        experimental_total: experimental.1,
        control_events: control.0,
        control_total: control.1,
    }
}

/// The likelihood methods of a measure.
fn likelihood_plans() -> Vec<Plan> {
    [
        Measure::OddsRatio,
        Measure::RiskRatio,
        Measure::RiskDifference,
    ]
    .into_iter()
    .flat_map(|measure| {
        methods_for(measure)
            .into_iter()
            .filter(|method| {
                !method.corrects() && !matches!(method, Method::Peto | Method::MiettinenNurminen)
            })
            .map(move |method| Plan {
                measure,
                method,
                interval: Interval::Wald,
                correction: Correction::None,
                prediction: PredictionDegrees::KMinusOne,
            })
    })
    .collect()
}

fn plan() -> impl Strategy<Value = Plan> {
    let plans = likelihood_plans();
    (0..plans.len()).prop_map(move |index| plans[index])
}

/// Fails unless the answers are each other's mirror images, to a millionth of the standard error.
fn mirrored(one: &Response, other: &Response) -> Result<(), TestCaseError> {
    let measure = one.plan.measure;
    match (&one.pooled, &other.pooled) {
        (Ok(one), Ok(other)) if one.converged && other.converged => {
            // The posterior of a risk ratio bends within a step of its grid where an arm comes near everybody: its two
            // directions differ by up to 3·10⁻⁵ of the standard error there, those of the other models by 10⁻⁶.
            let share = match measure {
                Measure::RiskRatio => 1e-4,
                _ => 1e-5,
            };
            let within = share * one.interval.standard_error;
            let pairs = [
                (one.interval.estimate, other.interval.estimate),
                (one.interval.lower, other.interval.upper),
                (one.interval.upper, other.interval.lower),
            ];
            for (found, mirror) in pairs {
                prop_assert!((found + mirror).abs() <= within, "{one:?} {other:?}");
            }
        }
        (Ok(_), Ok(_)) | (Err(_), Err(_)) => {}
        (one, other) => prop_assert!(false, "{one:?} {other:?}"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(CASES))]

    #[test]
    fn whatever_the_counts_the_answer_is_finite_or_a_reason(
        tables in prop::collection::vec(any_table(), 0..8),
        plan in plan(),
    ) {
        let response = pool(&tables, plan);
        let written = serde_json::to_value(&response).unwrap();
        // JSON has no number that is not finite: a response that holds one does not come back the same.
        let read: Response = serde_json::from_value(written).unwrap();
        prop_assert_eq!(&read, &response);
        if let Ok(pooled) = &response.pooled {
            let interval = pooled.interval;
            prop_assert!(interval.lower <= interval.estimate && interval.estimate <= interval.upper);
            prop_assert!((0.0..=1.0).contains(&pooled.p_value));
            prop_assert!(response.trials.iter().all(|trial| trial.weight.is_none()));
            let used = response.trials.iter().filter(|trial| trial.used == TrialUse::Pooled).count();
            prop_assert_eq!(used, pooled.trials);
        }
    }

    #[test]
    fn swapping_the_arms_turns_the_sign(
        tables in prop::collection::vec(full_table(), 1..8),
        plan in plan(),
    ) {
        if plan.measure != Measure::RiskDifference {
            let other: Vec<TwoByTwo> = tables.iter().map(swapped).collect();
            mirrored(&pool(&tables, plan), &pool(&other, plan))?;
        }
    }

    #[test]
    fn a_mixed_model_at_its_maximum_beats_its_neighbours(
        tables in prop::collection::vec(full_table(), 2..8),
    ) {
        let Ok(model) = conditional_exact(&tables, Spread::Estimated) else { return Ok(()) };
        prop_assume!(model.converged);
        // The marginal likelihood by a plain sum over the random effect, which shares no code with the fit.
        let height = |theta: f64, tau: f64| -> f64 {
            tables.iter().map(|table| {
                let trial = EffectLikelihood::hypergeometric(table);
                let step = 0.05;
                let total: f64 = (-180..=180)
                    .map(|j| {
                        let z = step * f64::from(j);
                        step * libm::exp(trial.at(theta + tau * z).value - 0.5 * z * z) * 0.398_942_280_401_432_7
                    })
                    .sum();
                libm::log(total)
            }).sum()
        };
        let tau = model.tau_squared.sqrt();
        let top = height(model.estimate, tau);
        prop_assert!((top - model.log_likelihood).abs() < 1e-7 * (1.0 + top.abs()), "{top} {model:?}");
        for (by_theta, by_tau) in [(0.02, 0.0), (-0.02, 0.0), (0.0, 0.02), (0.0, -0.02), (0.3, 0.2), (0.0, 0.5)] {
            let neighbour = height(model.estimate + by_theta, (tau + by_tau).max(0.0));
            prop_assert!(neighbour <= top + 1e-7, "{neighbour} above {top}: {model:?}");
        }
    }

    #[test]
    fn exact_limits_hold_the_mid_p_limits_and_both_hold_the_estimate(
        tables in prop::collection::vec(full_table(), 1..6),
    ) {
        let exact = exact_conditional::odds_ratio(&tables, ExactTail::Exact, LEVEL);
        let mid_p = exact_conditional::odds_ratio(&tables, ExactTail::MidP, LEVEL);
        if let (Ok(exact), Ok(mid_p)) = (exact, mid_p) {
            prop_assert!(exact.lower < mid_p.lower && mid_p.lower < mid_p.estimate);
            prop_assert!(mid_p.estimate < mid_p.upper && mid_p.upper < exact.upper);
        }
    }

    #[test]
    fn the_exact_tail_probabilities_at_the_limits_are_those_asked_for(
        table in full_table(),
    ) {
        let Ok(found) = exact_conditional::odds_ratio(&[table], ExactTail::Exact, LEVEL) else { return Ok(()) };
        let distribution = NoncentralHypergeometric::of(&table);
        let observed = table.experimental_events;
        let tail = |log_odds_ratio: f64, values: std::ops::RangeInclusive<u64>| -> f64 {
            values.map(|x| libm::exp(distribution.log_probability(x as f64, log_odds_ratio))).sum()
        };
        prop_assert!((tail(found.upper, 0..=observed) - 0.025).abs() < 1e-9);
        prop_assert!((tail(found.lower, observed..=table.experimental_total) - 0.025).abs() < 1e-9);
    }

    #[test]
    fn firths_estimate_for_one_trial_is_the_table_with_a_half_in_every_cell(table in full_table()) {
        let found = firth::fit(&[table], LEVEL).unwrap();
        let cell = |count: u64| count as f64 + 0.5;
        let expected = libm::log(
            cell(table.experimental_events) * cell(table.control_total - table.control_events)
                / (cell(table.experimental_total - table.experimental_events) * cell(table.control_events)),
        );
        prop_assert!((found.estimate - expected).abs() < 1e-8, "{found:?} {expected}");
    }

    #[test]
    fn beta_binomial_arms_of_one_risk_are_binomial(
        risk in 2_u64..10,
        other in 2_u64..10,
        sizes in prop::collection::vec(2_u64..40, 2..8),
    ) {
        // Every arm has exactly its side's share of events: less than binomial scatter, so no correlation is left.
        let tables: Vec<TwoByTwo> = sizes
            .iter()
            .map(|size| table((risk * size, 20 * size), (other * size, 20 * size)))
            .collect();
        let found = beta_binomial::fit(&tables, LEVEL).unwrap();
        prop_assert!(found.correlation == 0.0 && found.converged);
        let expected = libm::log(risk as f64 / (20 - risk) as f64) - libm::log(other as f64 / (20 - other) as f64);
        prop_assert!((found.odds_ratio.estimate - expected).abs() < 1e-10);
    }

    #[test]
    fn a_posterior_interval_holds_its_median_and_lies_within_the_prediction(
        tables in prop::collection::vec(full_table(), 1..6),
    ) {
        let trials: Vec<EffectLikelihood> = tables.iter().map(EffectLikelihood::hypergeometric).collect();
        let found = bayesian::fit(&trials, TauPrior::HalfNormal, LEVEL).unwrap();
        prop_assert!(found.mean.lower < found.mean.estimate && found.mean.estimate < found.mean.upper);
        prop_assert!(found.prediction.0 < found.mean.lower && found.mean.upper < found.prediction.1);
        let (median, lower, upper) = found.posterior.tau;
        prop_assert!(0.0 < lower && lower < median && median < upper);
        let probabilities: Vec<f64> = found.posterior.exceedances.iter().map(|e| e.probability).collect();
        prop_assert!(probabilities.is_sorted_by(|larger, smaller| larger >= smaller));
    }
}

fn arms(numbers: &[(u64, u64)]) -> Vec<Proportion> {
    numbers
        .iter()
        .map(|&(events, total)| Proportion { events, total })
        .collect()
}

fn proportions_by(measure: Measure, method: Method, numbers: &[(u64, u64)]) -> Response {
    let trials = arms(numbers)
        .into_iter()
        .map(|arm| TrialRow {
            label: String::new(),
            continues: false,
            data: TrialData::Proportion(arm),
        })
        .collect();
    answer(&Request {
        version: VERSION,
        trials,
        plan: Some(Plan {
            correction: Correction::None,
            ..plan_for(measure, method)
        }),
        measure: None,
        compare: false,
        level: LEVEL,
    })
}

/// R 4.2, metafor 3.8: `rma.glmm(measure = "PLO", nAGQ = 25)`: estimate, standard error, τ², `QE.LRT`.
#[test]
fn proportions_with_trials_without_events_are_those_of_rs_mixed_model() {
    for (numbers, expected) in [
        (
            &[(2, 149), (0, 79), (1, 142)][..],
            [-4.806_749_559_386, 0.579_705_407_865, 0.0, 1.744_128_759],
        ),
        (
            &[(3, 50), (0, 30), (7, 61), (12, 80), (0, 22)][..],
            [
                -2.695_560_981_560,
                0.558_058_828_928,
                0.516_808_233_429,
                13.830_280_831_9,
            ],
        ),
    ] {
        let model = logistic_normal(&arms(numbers), Spread::Estimated).unwrap();
        let found = [
            model.estimate,
            model.standard_error,
            model.tau_squared,
            model.likelihood_ratio_q.unwrap(),
        ];
        assert!(model.converged);
        for (found, expected) in found.iter().zip(expected) {
            // R's optimiser stops in the fifth figure.
            assert!((found - expected).abs() < 5e-4, "{model:?}");
        }
    }
}

#[test]
fn a_pooled_proportion_drops_no_trial_without_events_and_lies_between_nobody_and_everybody() {
    let numbers = [(2, 149), (0, 79), (1, 142)];
    let model = Method::GeneralizedLinear(CountModel::LogisticNormal);
    let by_model = proportions_by(Measure::LogitProportion, model, &numbers);
    let (share, lower, _) = by_model.proportion.unwrap().share.unwrap();
    // All people together where the trials do not differ: 3 of 370.
    assert!((share - 3.0 / 370.0).abs() < 1e-9 && lower > 0.0);
    for measure in Measure::of(OutcomeKind::Proportions) {
        for method in methods_for(*measure) {
            let response = proportions_by(*measure, method, &numbers);
            let pooled = response.pooled.as_ref().unwrap();
            assert_eq!(pooled.trials, 3, "{measure:?} {method:?}");
            let (_, lower, upper) = response.proportion.unwrap().share.unwrap();
            assert!(lower >= 0.0 && upper <= 1.0, "{measure:?} {method:?}");
        }
    }
}

#[test]
fn the_mixed_models_second_test_of_heterogeneity_is_walds() {
    // R 4.2, metafor 3.8 on the BCG trials: QE.LRT 176.9544 and QE.Wld 163.1649 by UM.FS, QE.Wld 147.9061 by CM.AL.
    let tables: Vec<TwoByTwo> = BCG
        .iter()
        .map(|[a, n1, c, n2]| table((*a, *n1), (*c, *n2)))
        .collect();
    let model = fixed_intercepts(&tables, Spread::Estimated).unwrap();
    assert!((model.likelihood_ratio_q.unwrap() - 176.954_448).abs() < 1e-4);
    let wald = model.wald.unwrap();
    assert!((wald.statistic - 163.164_915).abs() < 1e-5, "{wald:?}");
    assert!((wald.degrees_of_freedom - 12.0).abs() < 1e-12);
    let approximate = conditional_approximate(&tables, Spread::Estimated).unwrap();
    let wald = approximate.wald.unwrap();
    assert!((wald.statistic - 147.906_081).abs() < 1e-4, "{wald:?}");
}

/// In each trial the experimental arm has as few events as its margins allow: the likelihood rises as the odds ratio falls to 0.
#[test]
fn tables_that_lie_all_to_one_side_have_no_odds_ratio_and_one_table_between_gives_it_back() {
    let parted = [table((0, 10), (3, 12)), table((8, 9), (12, 12))];
    let mirrored = [table((3, 12), (0, 10)), table((12, 12), (8, 9))];
    let bounded = [parted[0], parted[1], table((4, 20), (5, 19))];
    for model in [conditional_exact, fixed_intercepts, hazards] {
        for spread in [Spread::Common, Spread::Estimated] {
            assert_eq!(model(&parted, spread).err(), Some(Undefined::Separated));
            assert_eq!(model(&mirrored, spread).err(), Some(Undefined::Separated));
        }
        assert!(
            model(&bounded, Spread::Common)
                .unwrap()
                .estimate
                .is_finite()
        );
    }
    // Given the events of both arms alone, these tables are not parted.
    assert!(conditional_approximate(&parted, Spread::Common).is_ok());
}

#[test]
fn an_arm_without_events_or_with_nothing_else_is_named_as_the_reason() {
    let empty = [table((0, 30), (2, 28)), table((0, 41), (3, 40))];
    let full = [table((30, 30), (2, 28)), table((41, 41), (3, 40))];
    let without = |experimental| Some(Undefined::ArmWithoutEvent { experimental });
    let with_all = |experimental| Some(Undefined::ArmAllEvents { experimental });
    for model in [conditional_exact, fixed_intercepts, hazards] {
        assert_eq!(model(&empty, Spread::Common).err(), without(true));
        assert_eq!(
            model(&empty.each_ref().map(swapped), Spread::Common).err(),
            without(false)
        );
        assert_eq!(model(&full, Spread::Common).err(), with_all(true));
        assert_eq!(
            model(&full.each_ref().map(swapped), Spread::Common).err(),
            with_all(false)
        );
    }
    let approximate = |tables: &[TwoByTwo]| conditional_approximate(tables, Spread::Common);
    assert_eq!(approximate(&empty).err(), without(true));
    assert_eq!(
        approximate(&empty.each_ref().map(swapped)).err(),
        without(false)
    );
    let rates = |events: [(u64, u64); 2]| {
        events.map(|(experimental_events, control_events)| PersonTime {
            experimental_events,
            experimental_time: 100.0,
            control_events,
            control_time: 90.0,
        })
    };
    let poisson = |events| poisson_normal(&rates(events), Spread::Common);
    assert_eq!(poisson([(0, 2), (0, 3)]).err(), without(true));
    assert_eq!(poisson([(2, 0), (3, 0)]).err(), without(false));
    assert!(poisson([(2, 0), (0, 3)]).is_ok());
    assert_eq!(beta_binomial::fit(&empty, LEVEL).err(), without(true));
    assert_eq!(
        beta_binomial::fit(&full.each_ref().map(swapped), LEVEL).err(),
        with_all(false)
    );
    let nobody = [table((0, 30), (0, 28))];
    assert_eq!(
        beta_binomial::fit(&nobody, LEVEL).err(),
        Some(Undefined::NoEvents)
    );
    let everybody = [table((30, 30), (28, 28))];
    assert_eq!(
        beta_binomial::fit(&everybody, LEVEL).err(),
        Some(Undefined::AllEvents)
    );
}

/// Whether a likelihood rises or falls throughout is said from the counts; here it is read off its slope far out at either side.
#[test]
fn what_is_said_of_the_shape_of_a_likelihood_is_what_its_slopes_show() {
    let tables = (0..=3).flat_map(|a| (0..=4).map(move |c| table((a, 3), (c, 4))));
    for table in tables.filter(|table| !table.is_double_zero()) {
        let kinds = [
            EffectLikelihood::hypergeometric(&table),
            EffectLikelihood::binomial(table.experimental_events, table.control_events, (3.0, 4.0)),
            EffectLikelihood::TwoBinomials(TwoBinomials::of(&table)),
        ];
        for kind in kinds {
            let (rises, falls) = (kind.at(25.0).slope > -1e-6, kind.at(-25.0).slope < 1e-6);
            assert_eq!(kind.is_monotone(), rises || falls, "{kind:?}");
            assert_eq!(kind.is_rising(), rises && !falls, "{kind:?}");
            assert_eq!(kind.estimate().is_none(), rises || falls, "{kind:?}");
        }
    }
    let normal = EffectLikelihood::Normal {
        estimate: 0.4,
        variance: 0.25,
    };
    assert!(!normal.is_monotone() && !normal.is_rising());
    let own = normal.estimate().unwrap();
    assert!((own.estimate - 0.4).abs() < 1e-9 && (own.variance - 0.25).abs() < 1e-12);
    // −½ (0.9 − 0.4)² / 0.25, its slope and curvature by hand.
    let there = normal.at(0.9);
    assert!((there.value + 0.5).abs() < 1e-12 && (there.slope + 2.0).abs() < 1e-12);
    assert!((there.curvature + 4.0).abs() < 1e-12);
}

/// scipy 1.17: the likelihood with half the logarithm of the determinant of the information of all four parameters, climbed by BFGS and
/// then Nelder and Mead; limits by Brent's method on the profile; P of twice its fall at no difference from χ² with one degree of
/// freedom.
#[test]
fn firths_estimate_of_several_trials_its_limits_and_p_are_those_of_nested_optimisation() {
    let tables = [
        table((0, 20), (3, 22)),
        table((6, 31), (2, 30)),
        table((4, 9), (1, 8)),
    ];
    let found = firth::fit(&tables, LEVEL).unwrap();
    for (found, expected) in [
        (found.estimate, 0.528_880_749_0),
        (found.lower, -0.516_841_621_2),
        (found.upper, 1.640_350_700_3),
        (found.standard_error, 0.543_064_010_6),
        (found.p_value, 0.323_471_373_44),
        (found.log_likelihood, -41.534_135_478_99),
    ] {
        assert!((found - expected).abs() < 1e-7, "{found} {expected}");
    }
}
