//! Every interval and bound of an answer is at the level that was asked for.
//!
//! Against R 4.2 with metafor 3.8 and base R at `level = 90` and `99`, and against what must hold between levels.

#[path = "tables/bcg.rs"]
mod bcg;

use bcg::BCG;
use trialpool::analysis::{
    Request, Response, TrialData, TrialRow, TwoByTwo, VERSION, answer, methods_for, plan_for,
};
use trialpool::data::{ConfidenceLevel, Interval, Measure, Method, Plan, TauSquaredEstimator};

/// `rma(method = "REML", test = "knha", level = 90)`, with `predict`, `confint` and `summary(escalc)`: limits of the mean, of
/// prediction, of τ², and of the first trial.
const NINETY: [f64; 8] = [
    -1.036_755_217_818_96,
    -0.392_309_466_497_32,
    -1.762_797_632_236_26,
    0.333_732_947_919_70,
    0.141_002_241_583_16,
    0.909_805_471_952_73,
    -1.827_865_397_205_67,
    0.049_242_729_365_26,
];

/// The same with `level = 99`.
const NINETY_NINE: [f64; 8] = [
    -1.266_767_881_925_13,
    -0.162_296_802_391_15,
    -2.511_081_848_763_16,
    1.082_017_164_446_88,
    0.087_395_431_288_40,
    1.671_005_373_215_64,
    -2.359_080_448_668_87,
    0.580_457_780_828_46,
];

fn asked(tables: &[[u64; 4]], plan: Plan, level: ConfidenceLevel) -> Response {
    let trials = tables
        .iter()
        .map(|[a, n1, c, n2]| TrialRow {
            label: String::new(),
            continues: false,
            data: TrialData::Counts(TwoByTwo {
                experimental_events: *a,
                experimental_total: *n1,
                control_events: *c,
                control_total: *n2,
            }),
        })
        .collect();
    answer(&Request {
        version: VERSION,
        trials,
        plan: Some(plan),
        measure: None,
        compare: true,
        level,
    })
}

#[test]
fn random_effects_at_ninety_and_ninety_nine_percent_are_those_of_r() {
    let plan = Plan {
        interval: Interval::HartungKnapp,
        ..plan_for(
            Measure::RiskRatio,
            Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        )
    };
    for (level, expected) in [
        (ConfidenceLevel::Ninety, NINETY),
        (ConfidenceLevel::NinetyNine, NINETY_NINE),
    ] {
        let response = asked(&BCG, plan, level);
        assert_eq!(response.level, level);
        let pooled = response.pooled.as_ref().unwrap();
        let (tau_lower, tau_upper) = pooled.heterogeneity.unwrap().tau_squared_interval.unwrap();
        let first = response.trials[0].effect.unwrap();
        let (below, above) = pooled.prediction.unwrap();
        let found = [
            pooled.interval.lower,
            pooled.interval.upper,
            below,
            above,
            tau_lower,
            tau_upper,
            first.lower,
            first.upper,
        ];
        for (found, expected) in found.iter().zip(expected) {
            assert!(
                (found - expected).abs() < 1e-6,
                "{level:?} {found} {expected}"
            );
        }
    }
}

#[test]
fn every_method_has_a_wider_interval_at_a_higher_level_around_the_same_estimate() {
    for measure in Measure::of(trialpool::data::OutcomeKind::Counts) {
        for method in methods_for(*measure) {
            let plan = plan_for(*measure, method);
            let [lower, usual, higher] =
                ConfidenceLevel::ALL.map(|level| asked(&BCG[..6], plan, level));
            let interval = |response: &Response| response.pooled.as_ref().unwrap().interval;
            let [lower, usual, higher] = [interval(&lower), interval(&usual), interval(&higher)];
            assert_eq!(
                lower.estimate.to_bits(),
                usual.estimate.to_bits(),
                "{plan:?}"
            );
            assert_eq!(
                higher.estimate.to_bits(),
                usual.estimate.to_bits(),
                "{plan:?}"
            );
            assert!(
                higher.lower < usual.lower && usual.lower < lower.lower,
                "{plan:?}"
            );
            assert!(
                lower.upper < usual.upper && usual.upper < higher.upper,
                "{plan:?}"
            );
        }
    }
}

#[test]
fn a_bound_on_an_arm_without_events_leaves_out_what_the_level_leaves_out() {
    let tables = [[0, 100, 2, 100], [0, 100, 1, 100]];
    let plan = plan_for(Measure::OddsRatio, Method::MantelHaenszel);
    for (level, left_out) in [
        (ConfidenceLevel::Ninety, 0.1_f64),
        (ConfidenceLevel::NinetyFive, 0.05),
        (ConfidenceLevel::NinetyNine, 0.01),
    ] {
        let ruled_out = asked(&tables, plan, level).ruled_out;
        let exact = ruled_out.zero_bounds[0].exact;
        // None of 200 at this risk happens as often as the level leaves out.
        let chance = libm::exp(200.0 * libm::log1p(-exact));
        assert!((chance - left_out).abs() < 1e-12, "{level:?} {chance}");
        assert!(ruled_out.odds_ratio_bound.unwrap().is_upper);
    }
}

#[test]
fn a_request_that_says_nothing_of_a_level_is_answered_at_ninety_five_percent() {
    let text = r#"{"version":1,"trials":[]}"#;
    let request: Request = serde_json::from_str(text).unwrap();
    assert_eq!(request.level, ConfidenceLevel::NinetyFive);
}
