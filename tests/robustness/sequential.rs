//! An outcome as a sequential test: what it takes, Z trial by trial, boundaries and the interval that allows for the looks.

use std::sync::Arc;

use proptest::prelude::*;
use trialpool::analysis::{
    LookKind, MainAnalysis, NoSequential, Prepared, Response, Sequential, SoughtFrom, TestStanding,
    answer, plan_for, prepare, sequential,
};
use trialpool::data::{
    Entry, Interval, Measure, Method, Plan, Review, SequentialDesign, Settings, SpendingFunction,
    TauSquaredEstimator,
};
use trialpool::read::examples;
use trialpool::report;
use trialpool::wording::{Locale, Subject, sequential as words};

use super::random_cases::cases;
use super::{OUTCOME, answered, review};

/// DerSimonian and Laird's random effects with Wald's interval.
fn random() -> Plan {
    let estimator = TauSquaredEstimator::DerSimonianLaird;
    Plan {
        interval: Interval::Wald,
        ..plan_for(Measure::RiskRatio, Method::RandomEffects(estimator))
    }
}

fn bcg() -> (Review, Prepared, Response) {
    let review = examples::review("bcg-vaccine").unwrap();
    let outcome = review.outcomes[0].id;
    let mut settings = Settings::default();
    settings.plans.insert(outcome, random());
    let prepared = prepare(&review, &settings, outcome).unwrap();
    let response = answer(&prepared.request);
    (review, prepared, response)
}

fn tested(
    (review, prepared, response): (&Review, &Prepared, &Response),
    design: &SequentialDesign,
) -> Result<Sequential, NoSequential> {
    sequential(review, MainAnalysis { prepared, response }, design)
}

fn is_close(found: f64, expected: f64, tolerance: f64) {
    let apart = (found - expected).abs();
    assert!(
        apart <= tolerance * expected.abs(),
        "{found} and not {expected}"
    );
}

/// R 4.2 with metafor 3.8: `dat.bcg` by year, `rma(method = "DL")` of the first k trials; `power.prop.test(p1 = .02, p2 = .018,
/// power = .9)`. The boundaries at those shares by the recursion of gsDesign (gsdesign 0.1.5 for Python, r = 160), the limits from
/// R's estimates and errors with them.
#[test]
fn the_trials_of_bcg_come_to_what_r_makes_of_them() {
    let (review, prepared, response) = bcg();
    let design = SequentialDesign {
        control_risk: Some(0.02),
        ratio: Some(0.9),
        diversity: Some(0.5),
        power: 0.9,
        ..SequentialDesign::default()
    };
    let found = tested((&review, &prepared, &response), &design).unwrap();
    is_close(found.required.single, 195_843.704_239, 1e-9);
    is_close(found.required.people, 391_687.408_478, 1e-9);
    assert_eq!(found.required.ratio_from, SoughtFrom::Typed);
    let by_r = [
        -1.558_553_769_37,
        -3.796_693_611_55,
        -4.117_907_344_52,
        -5.158_494_977_38,
        -5.557_086_755_89,
        -5.690_457_026_59,
        -5.034_511_258_14,
        -4.495_200_660_75,
        -4.955_922_815_47,
        -4.956_939_702_28,
        -4.599_276_347_40,
        -4.844_641_454_91,
        -3.995_238_188_89,
    ];
    for (look, z) in found.looks.iter().zip(by_r) {
        is_close(look.z.unwrap(), z, 1e-9);
    }
    let people: Vec<u64> = found.looks.iter().map(|look| look.people).collect();
    assert_eq!(people[..3], [262, 871, 3_863]);
    assert_eq!(people[12], 357_347);
    let boundaries = [
        None,
        None,
        Some(7.083_074_292_875),
        Some(6.804_976_259_245),
        Some(3.895_940_915_746),
        Some(3.400_601_474_183),
        Some(3.137_998_453_427),
        Some(2.083_289_841_449),
    ];
    for (look, expected) in found.looks[5..].iter().zip(boundaries) {
        let limit = look.boundary.unwrap().efficacy;
        assert_eq!(limit.is_some(), expected.is_some(), "{limit:?}");
        if let Some((limit, expected)) = limit.zip(expected) {
            is_close(limit, expected, 1e-7);
        }
    }
    is_close(
        found.to_come.unwrap().efficacy.unwrap(),
        2.059_131_198_132,
        1e-7,
    );
    let last = found.looks[12].adjusted.unwrap();
    is_close(last.estimate, -0.714_117_222_073, 1e-9);
    is_close(last.lower, -1.086_488_801_44, 1e-7);
    is_close(last.upper, -0.341_745_642_705, 1e-7);
    // Z is −4.96 against 3.90 at the tenth look, and within ±6.80 before.
    assert_eq!(found.standing, TestStanding::Crossed(9));
}

/// R 4.2 with metafor 3.8: `1 - rma(yi, vi, method = "FE")$se^2 / rma(yi, vi, method = "DL")$se^2` of `dat.bcg`.
#[test]
fn diversity_is_that_of_two_models_in_r() {
    let (review, prepared, response) = bcg();
    let usual = SequentialDesign::default();
    let found = tested((&review, &prepared, &response), &usual).unwrap();
    is_close(found.required.diversity, 0.948_663_103_183, 1e-9);
    let estimator = Some(TauSquaredEstimator::DerSimonianLaird);
    assert_eq!(found.required.diversity_by, estimator);
    let share = 1.0 - found.required.diversity;
    is_close(found.required.people, found.required.single / share, 1e-14);
    // Nobody typed a ratio, and the panel has no margin: 1.25.
    assert_eq!(found.required.ratio_from, SoughtFrom::Usual);
    is_close(found.required.ratio, 1.25, 1e-14);
}

/// Trials of so many events in arms of so many people.
fn trials(events: &[(u64, u64)], people: u64) -> Review {
    let arms =
        |(experimental, control): &(u64, u64)| ((*experimental, people, 0), (*control, people, 0));
    review(&events.iter().map(arms).collect::<Vec<_>>())
}

fn of(review: &Review, design: &SequentialDesign) -> Result<Sequential, NoSequential> {
    let plan = plan_for(Measure::RiskRatio, Method::InverseVariance);
    let (_, prepared, response) = answered(review, plan);
    tested((review, &prepared, &response), design)
}

fn said(review: &Review, found: &Sequential) -> String {
    let settings = Settings::default();
    let prepared = prepare(review, &settings, OUTCOME).unwrap();
    let outcome = &review.outcomes[0];
    let subject = Subject::of(review, outcome, &prepared, Locale::DecimalPoint);
    let table = report::sequential(review, outcome, &prepared, found, Locale::DecimalPoint);
    let rows = table.rows.iter();
    assert!(
        rows.clone()
            .all(|row| row.cells.len() == table.columns.len())
    );
    words::sentence(found, &subject)
}

#[test]
fn little_information_is_not_tested_and_what_came_after_the_required_size_neither() {
    let small = trials(&[(3, 5)], 40);
    let usual = SequentialDesign::default();
    let found = of(&small, &usual).unwrap();
    assert_eq!(found.standing, TestStanding::TooEarly);
    assert!(found.looks[0].boundary.is_none() && found.to_come.is_some());
    assert!(said(&small, &found).contains("nothing is tested"));
    let large = trials(&[(100, 100), (2_000, 2_000), (200, 200)], 20_000);
    let design = SequentialDesign {
        diversity: Some(0.0),
        ..usual
    };
    let found = of(&large, &design).unwrap();
    let kinds: Vec<LookKind> = found.looks.iter().map(|look| look.kind).collect();
    let expected = [LookKind::Last, LookKind::After, LookKind::After];
    assert_eq!(kinds, expected);
    assert_eq!(found.standing, TestStanding::Reached(0));
    assert!(found.to_come.is_none() && found.inflation.is_none());
    let said = said(&large, &found);
    assert!(
        said.contains("no evidence that the arms are alike"),
        "{said}"
    );
    assert!(said.contains("drawn and not tested"), "{said}");
}

#[test]
fn one_trial_of_the_required_size_is_a_test_of_fixed_size() {
    let one = trials(&[(400, 320)], 8_000);
    let found = of(&one, &SequentialDesign::default()).unwrap();
    let look = &found.looks[0];
    assert_eq!(look.kind, LookKind::Last);
    is_close(
        look.boundary.unwrap().efficacy.unwrap(),
        1.959_963_984_540_054,
        1e-10,
    );
    let (own, wide) = (look.interval.unwrap(), look.adjusted.unwrap());
    is_close(wide.lower, own.lower, 1e-9);
    is_close(wide.upper, own.upper, 1e-9);
}

#[test]
fn the_margin_is_what_is_looked_for_towards_harm() {
    let mut review = trials(&[(20, 20), (30, 30)], 400);
    let panel = Arc::make_mut(&mut review.panel);
    panel.margins.insert(OUTCOME, Entry::reported(1.5));
    let usual = SequentialDesign::default();
    let found = of(&review, &usual).unwrap();
    assert_eq!(found.required.ratio_from, SoughtFrom::Margin);
    is_close(found.required.ratio, 1.5, 1e-14);
    let mut outcome = (*review.outcomes[0]).clone();
    outcome.more_is_worse = false;
    review.outcomes = vec![outcome.into()];
    let found = of(&review, &usual).unwrap();
    is_close(found.required.ratio, 1.0 / 1.5, 1e-14);
}

#[test]
fn what_cannot_be_had_is_said() {
    let usual = SequentialDesign::default();
    let nobody = trials(&[(3, 0), (2, 0)], 40);
    assert_eq!(of(&nobody, &usual), Err(NoSequential::NoControlRisk));
    let typed = SequentialDesign {
        control_risk: Some(0.05),
        ..usual
    };
    assert!(of(&nobody, &typed).is_ok());
    let most = SequentialDesign {
        control_risk: Some(0.9),
        ..usual
    };
    assert_eq!(of(&nobody, &most), Err(NoSequential::NoRisk));
    let bayesian = Method::Bayesian(trialpool::data::TauPrior::HalfNormal);
    let plan = plan_for(Measure::OddsRatio, bayesian);
    let review = trials(&[(3, 5), (2, 4)], 40);
    let (_, prepared, response) = answered(&review, plan);
    let found = tested((&review, &prepared, &response), &usual);
    assert_eq!(found, Err(NoSequential::LongMethod));
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn looks_grow_and_every_sentence_is_written(
        events in prop::collection::vec((0..40_u64, 0..40_u64), 0..7),
        people in 40..400_u64,
        (ratio, power) in (prop_oneof![Just(None), (0.2..5.0_f64).prop_map(Some)], 0.5..0.99_f64),
        (pocock, futility) in (any::<bool>(), any::<bool>()),
    ) {
        let review = trials(&events, people);
        let design = SequentialDesign {
            ratio,
            power,
            control_risk: Some(0.1),
            spending: SpendingFunction::ALL[usize::from(pocock)],
            futility,
            ..SequentialDesign::default()
        }
        .within_bounds();
        match of(&review, &design) {
            Err(why) => prop_assert!(!words::no_sequential(why).is_empty()),
            Ok(found) => {
                let said = said(&review, &found);
                prop_assert!(!said.contains("NaN") && !said.contains('—'), "{said}");
                prop_assert!(!words::required(&found, Locale::DecimalPoint).contains("NaN"));
                prop_assert!(!words::how(&found, Locale::DecimalPoint).contains("NaN"));
                let tested = found.looks.iter().filter(|look| look.boundary.is_some());
                for look in tested {
                    let boundary = look.boundary.unwrap();
                    let single = 1.959;
                    prop_assert!(boundary.efficacy.is_none_or(|z| z > single));
                    let both = boundary.futility.zip(boundary.efficacy);
                    prop_assert!(both.is_none_or(|(inner, outer)| inner <= outer + 1e-9));
                    let narrower = look.adjusted.zip(look.interval);
                    prop_assert!(narrower.is_none_or(|(wide, own)| wide.lower <= own.lower + 1e-12));
                }
            }
        }
    }
}
