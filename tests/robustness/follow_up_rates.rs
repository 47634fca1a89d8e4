//! Rates adjusted for follow-up, held against generalized linear models with the complementary log-log in R.

use proptest::prelude::*;

use trialpool::analysis::{FollowUpRates, TwoByTwo, Undefined, follow_up_rates, plan_for, prepare};
use trialpool::data::{Measure, Method, Review, Settings};
use trialpool::pool::mixed_model::{Spread, hazards};
use trialpool::read::examples;
use trialpool::report;
use trialpool::wording::{Locale, Subject, follow_up_rates as words};

use super::random_cases::cases;
use super::{Arm, OUTCOME, answered, review};

fn table([a, n1, c, n2]: [u64; 4]) -> TwoByTwo {
    TwoByTwo {
        experimental_events: a,
        experimental_total: n1,
        control_events: c,
        control_total: n2,
    }
}

/// The tables of the first outcome of an example: metadat's `dat.bcg` and `dat.nielweise2007`.
fn tables_of(example: &str) -> Vec<TwoByTwo> {
    let review = examples::review(example).unwrap();
    let outcome = review.outcomes[0].id;
    let prepared = prepare(&review, &Settings::default(), outcome).unwrap();
    let found = follow_up_rates(&review, &prepared, outcome).unwrap();
    found.trials.iter().map(|trial| trial.table).collect()
}

/// R 4.2: `glm(cbind(x, n - x) ~ 0 + trial + arm, family = binomial("cloglog"))` with arm = ±½, its standard error from the observed
/// information (`vcov` has the expected one, which for this link is another: 0.0403016 and 0.2209002); for hazard ratios that differ the
/// likelihood of the same model with arm's coefficient N(θ, τ²), integrated on 2,001 points and maximised by `optim`, and
/// `lme4::glmer(nAGQ = 7)`, which agrees with it to 2e-6 of θ.
#[test]
fn hazard_ratios_are_those_of_generalized_linear_models() {
    for (tables, [common, its_error, likelihood], [mean, error, tau_squared, log_likelihood]) in [
        (
            tables_of("bcg-vaccine"),
            [-0.475_125_802_42, 0.040_291_301_501_5, -155.001_427_698],
            [-0.729_065_636, 0.172_103_80, 0.282_030_2, -88.654_520_05],
        ),
        (
            tables_of("catheter-infections"),
            [-1.208_560_803_43, 0.220_787_473_975, -55.865_322_359_5],
            [-1.209_744_98, 0.271_897_30, 0.283_111_3, -55.269_089_13],
        ),
    ] {
        let one = hazards(&tables, Spread::Common).unwrap();
        assert!((one.estimate - common).abs() < 1e-9, "{one:?}");
        assert!((one.standard_error - its_error).abs() < 1e-9, "{one:?}");
        assert!((one.log_likelihood - likelihood).abs() < 1e-8, "{one:?}");
        let many = hazards(&tables, Spread::Estimated).unwrap();
        assert!(many.converged);
        assert!((many.estimate - mean).abs() < 2e-6, "{many:?}");
        assert!((many.standard_error - error).abs() < 2e-6, "{many:?}");
        assert!((many.tau_squared - tau_squared).abs() < 2e-6, "{many:?}");
        assert!(
            (many.log_likelihood - log_likelihood).abs() < 1e-6,
            "{many:?}"
        );
    }
}

fn with_times(trials: &[(Arm, Arm)], times: &[&str]) -> Review {
    let mut review = review(trials);
    for (trial, time) in review.trials.iter_mut().zip(times) {
        let record = std::sync::Arc::make_mut(trial).records.get_mut(&OUTCOME);
        record.unwrap().time_point = (*time).to_owned();
    }
    review
}

fn found(review: &Review) -> (FollowUpRates, String) {
    let (_, prepared, _) = answered(review, plan_for(Measure::RiskRatio, Method::MantelHaenszel));
    let outcome = &review.outcomes[0];
    let subject = Subject::of(review, outcome, &prepared, Locale::DecimalPoint);
    let found = follow_up_rates(review, &prepared, OUTCOME).unwrap();
    let table = report::follow_up_rates(outcome, &found, &subject);
    assert_eq!(table.rows.len(), found.trials.len() + 2);
    assert!(
        table
            .rows
            .iter()
            .all(|row| row.cells.len() == table.columns.len())
    );
    let said = words::sentence(&found, &subject);
    assert_eq!(table.notes[0], said);
    (found, said)
}

/// R: `-log(1 - 10 / 100) / 0.5` = 0.2107 for one trial over half a year and the same hazard over two years, where the risk is
/// 1 − 0.9⁴ = 0.3439: 3,439 of 10,000.
#[test]
fn one_hazard_over_different_follow_ups_is_one_rate() {
    let review = with_times(
        &[
            ((500, 10_000, 0), (1_000, 10_000, 0)),
            ((1_855, 10_000, 0), (3_439, 10_000, 0)),
        ],
        &["182.625 days", "730.5 days"],
    );
    let (found, said) = found(&review);
    let rate = -2.0 * libm::log(0.9);
    assert!((found.control_rate.unwrap() - rate).abs() < 1e-12);
    // The ratio of the hazards is ln 0.95 / ln 0.9 in both; risk ratios are 0.50 and 0.54.
    let ratio = libm::log(libm::log(0.95) / libm::log(0.9));
    let pooled = found.ratio.unwrap();
    assert!(
        (pooled.interval.estimate - ratio).abs() < 1e-4,
        "{pooled:?}"
    );
    assert!(pooled.tau_squared < 1e-9);
    assert_eq!(
        said,
        "Approximate: the hazard ratio is 0.49 (95% confidence interval 0.46 to 0.51) in 2 trials that say something about it (random effects, τ² 0.00). \
         In the 2 trials whose follow-up is known, control had about 21.1 people with a first event per 100 person-years; taking that rate \
         as known, the ratio makes it 10.3 (9.76 to 10.8) with MSC. Follow-up went from 183 to 730 days."
    );
}

#[test]
fn what_cannot_be_told_is_said() {
    let (nothing, said) = found(&review(&[
        ((0, 20, 0), (0, 20, 0)),
        ((0, 30, 0), (0, 30, 0)),
    ]));
    assert_eq!(nothing.informative, 0);
    assert_eq!(nothing.ratio, Err(Undefined::NoEstimableTrial));
    assert!(said.contains("not known in any trial"), "{said}");
    let (alone, said) = found(&with_times(&[((1, 20, 0), (2, 20, 0))], &["1 year"]));
    assert_eq!(alone.informative, 1);
    assert!(
        said.starts_with("Approximate: the hazard ratio is 0.49"),
        "{said}"
    );
    assert!(said.contains("in the only trial that says"), "{said}");
    assert!(
        said.contains("In the only trial whose follow-up is known"),
        "{said}"
    );
    assert!(!said.contains("went from"), "{said}");
    let (one_arm, said) = found(&with_times(
        &[((1, 20, 0), (0, 20, 0)), ((2, 20, 0), (0, 20, 0))],
        &["1 year", ""],
    ));
    assert!(one_arm.ratio.is_err());
    assert_eq!(one_arm.control_rate, None);
    assert!(said.contains("had no rate: nobody had the event"), "{said}");
    let (mixed, _) = found(&with_times(
        &[((20, 20, 0), (3, 20, 0)), ((2, 20, 0), (1, 20, 0))],
        &["1 year", "0 days"],
    ));
    assert_eq!(mixed.trials[0].rates()[0], None);
    assert_eq!(mixed.trials[1].rates(), [None, None]);
    assert_eq!(mixed.followed, 1);
}

fn arm() -> impl Strategy<Value = (u64, u64)> {
    (1_u64..300).prop_flat_map(|total| {
        let events =
            prop_oneof![2 => Just(0), 1 => Just(total), 3 => 0..=total.min(6), 3 => 0..=total];
        (events, Just(total))
    })
}

fn any_table() -> impl Strategy<Value = TwoByTwo> {
    (arm(), arm()).prop_map(|((a, n1), (c, n2))| table([a, n1, c, n2]))
}

fn swapped(table: &TwoByTwo) -> TwoByTwo {
    TwoByTwo {
        experimental_events: table.control_events,
        experimental_total: table.control_total,
        control_events: table.experimental_events,
        control_total: table.experimental_total,
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn swapping_the_arms_turns_the_sign_of_the_log_hazard_ratio(tables in prop::collection::vec(any_table(), 1..6)) {
        let turned: Vec<TwoByTwo> = tables.iter().map(swapped).collect();
        for spread in [Spread::Common, Spread::Estimated] {
            match (hazards(&tables, spread), hazards(&turned, spread)) {
                // Where τ² runs away there is nothing to compare.
                (Ok(one), Ok(other)) if !(one.converged && other.converged) => {}
                (Ok(one), Ok(other)) => {
                    prop_assert!(one.estimate.is_finite() && one.standard_error > 0.0);
                    prop_assert!((one.estimate + other.estimate).abs() < 1e-5 * one.standard_error.max(1.0), "{one:?} {other:?}");
                    prop_assert!((one.standard_error - other.standard_error).abs() < 1e-4 * one.standard_error, "{one:?} {other:?}");
                }
                (Err(_), Err(_)) => {}
                (one, other) => prop_assert!(false, "{one:?} {other:?}"),
            }
        }
    }

    #[test]
    fn trials_that_say_nothing_change_nothing(tables in prop::collection::vec(any_table(), 1..6), people in 1_u64..200) {
        let mut more = tables.clone();
        more.push(table([0, people, 0, people]));
        more.push(table([people, people, people, people]));
        prop_assert_eq!(hazards(&tables, Spread::Common).ok(), hazards(&more, Spread::Common).ok());
    }

    #[test]
    fn one_trial_alone_has_its_own_hazard_ratio(a in 1_u64..50, b in 1_u64..50, c in 1_u64..50, d in 1_u64..50) {
        let alone = table([a, a + b, c, c + d]);
        let own = trialpool::effect::log_hazard_ratio(&alone.cells()).unwrap();
        let fitted = hazards(&[alone], Spread::Common).unwrap();
        prop_assert!((fitted.estimate - own.estimate).abs() < 1e-8);
        prop_assert!((fitted.standard_error - own.variance.sqrt()).abs() < 1e-7 * fitted.standard_error);
    }
}
