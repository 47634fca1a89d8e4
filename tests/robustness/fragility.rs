//! How few events turn a result, held against a greedy loop around metafor.

use trialpool::analysis::{Fragility, FragilityEnd, NoFragility, Prepared, fragility, prepare};
use trialpool::data::{
    Correction, Interval, Measure, Method, Plan, PredictionDegrees, Review, Settings, TauPrior,
    TauSquaredEstimator,
};
use trialpool::read::examples;
use trialpool::report;
use trialpool::wording::{Locale, Subject, fragility as words};

use super::{OUTCOME, answered, review};

fn plan(method: Method, interval: Interval) -> Plan {
    Plan {
        measure: Measure::RiskRatio,
        method,
        interval,
        correction: Correction::None,
        prediction: PredictionDegrees::KMinusOne,
    }
}

const MANTEL_HAENSZEL: Method = Method::MantelHaenszel;

/// Row from 0, whether experimental, whether more, of each step.
fn steps(found: &Fragility) -> Vec<(usize, bool, bool)> {
    let steps = found.steps.iter();
    steps
        .map(|step| (step.row, step.is_experimental, step.more))
        .collect()
}

fn last_interval(found: &Fragility) -> [f64; 3] {
    let interval = found.steps.last().unwrap().interval;
    [interval.estimate, interval.lower, interval.upper]
}

fn is_close(found: [f64; 3], expected: [f64; 3]) {
    for (found, expected) in found.into_iter().zip(expected) {
        assert!(
            (found - expected).abs() < 1e-6,
            "{found} and not {expected}"
        );
    }
}

#[test]
fn the_vaccine_against_tuberculosis_takes_at_most_25_people() {
    // R 4, metafor: the same greedy loop around rma(measure = "RR", method = "REML", test = "adhoc") on dat.bcg.
    let review = examples::review("bcg-vaccine").unwrap();
    let outcome = review.outcomes[0].id;
    let prepared = prepare(&review, &Settings::default(), outcome).unwrap();
    let random = plan(
        Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        Interval::HartungKnappSafeguarded,
    );
    let found = fragility(&prepared.request, random).unwrap();
    assert!(found.excludes);
    assert_eq!(found.end, FragilityEnd::Turned);
    let mut expected = vec![(11, false, false)];
    expected.extend([(11, true, true); 15]);
    expected.extend([(0, true, true); 8]);
    expected.push((0, false, false));
    assert_eq!(steps(&found), expected);
    is_close(
        last_interval(&found),
        [-0.560_999_343_725, -1.124_875_720_64, 0.002_877_033_192_41],
    );
}

fn searched(review: &Review) -> (Prepared, Fragility) {
    let (_, prepared, _) = answered(review, plan(MANTEL_HAENSZEL, Interval::Wald));
    let found = fragility(&prepared.request, plan(MANTEL_HAENSZEL, Interval::Wald));
    (prepared, found.unwrap())
}

#[test]
fn a_result_turns_in_either_direction() {
    // R 4, metafor: the same greedy loop around rma.mh(measure = "RR", add = 0, drop00 = TRUE).
    let excluding = review(&[
        ((4, 123, 0), (11, 139, 0)),
        ((6, 306, 0), (29, 303, 0)),
        ((3, 231, 0), (11, 220, 0)),
    ]);
    let (_, found) = searched(&excluding);
    assert!(found.excludes);
    assert_eq!(steps(&found), [(0, true, true); 20]);
    is_close(
        last_interval(&found),
        [-0.389_724_493_933, -0.805_321_521_427, 0.025_872_533_561],
    );
    let including = review(&[
        ((4, 123, 0), (8, 139, 0)),
        ((6, 306, 0), (9, 303, 0)),
        ((3, 231, 0), (5, 220, 0)),
    ]);
    let (prepared, found) = searched(&including);
    assert!(!found.excludes);
    assert_eq!(steps(&found), [(0, true, false); 3]);
    is_close(
        last_interval(&found),
        [-0.777_875_246_046, -1.524_799_372_97, -0.030_951_119_119_1],
    );
    let outcome = &including.outcomes[0];
    let subject = Subject::of(&including, outcome, &prepared, Locale::DecimalPoint);
    assert_eq!(
        words::sentence(&found, plan(MANTEL_HAENSZEL, Interval::Wald), &subject),
        "A change of at most 3 people turns the interval from including no difference to excluding it: 3 events fewer with MSC in \
         Trial 1. The risk ratio is then 0.46 (0.22 to 0.97). 35 events are reported in all."
    );
    let (_, prepared, response) = answered(&including, plan(MANTEL_HAENSZEL, Interval::Wald));
    let table = report::fragility(
        &including,
        outcome,
        (&prepared, &response),
        &found,
        Locale::DecimalPoint,
    );
    let csv = report::csv(&table);
    assert_eq!(csv.matches("1 event fewer with MSC").count(), 3, "{csv}");
}

#[test]
fn what_cannot_be_searched_says_why() {
    let trials = review(&[((4, 123, 0), (8, 139, 0)), ((6, 306, 0), (9, 303, 0))]);
    let (_, prepared, _) = answered(&trials, plan(MANTEL_HAENSZEL, Interval::Wald));
    let bayesian = plan(Method::Bayesian(TauPrior::HalfNormal), Interval::Wald);
    assert_eq!(
        fragility(&prepared.request, bayesian),
        Err(NoFragility::LongMethod)
    );
    let without_events = review(&[((0, 123, 0), (0, 139, 0))]);
    let (_, prepared, _) = answered(&without_events, plan(MANTEL_HAENSZEL, Interval::Wald));
    assert_eq!(
        fragility(&prepared.request, plan(MANTEL_HAENSZEL, Interval::Wald)),
        Err(NoFragility::NoPool)
    );
    assert_eq!(prepared.outcome, Some(OUTCOME));
}
