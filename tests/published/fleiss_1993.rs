//! Fleiss JL. The statistical basis of meta-analysis. Statistical Methods in Medical Research 1993;2:121–145: the two
//! examples, deaths with aspirin after myocardial infarction and days in hospital with mental health treatment, as
//! RevMan's file of them (in R's package meta) stores its results. RevMan's "M-H, Random" is not in that file; its numbers
//! here were computed in R 4.2 from `escalc` and `rma.mh` by the formula of the Cochrane handbook.

use super::{asked, plan, pool};
use trialpool::analysis::{ArmMean, Response, TrialData, TwoMeans};
use trialpool::data::{Measure, Method, TauSquaredEstimator};

/// Deaths and people, aspirin and control.
const ASPIRIN: [(&str, u64, u64, u64, u64); 7] = [
    ("MRC-1", 49, 615, 67, 624),
    ("CDP", 44, 758, 64, 771),
    ("MRC-2", 102, 832, 126, 850),
    ("GASP", 32, 317, 38, 309),
    ("PARIS", 85, 810, 52, 406),
    ("AMIS", 246, 2267, 219, 2257),
    ("ISIS-2", 1570, 8587, 1720, 8600),
];

/// Mean, standard deviation and people, treated and control.
const DAYS: [[(f64, f64, u64); 2]; 5] = [
    [(5.0, 4.7, 13), (6.5, 3.8, 13)],
    [(4.9, 1.71, 30), (6.1, 2.3, 50)],
    [(22.5, 3.44, 35), (24.9, 10.65, 35)],
    [(12.5, 1.47, 20), (12.3, 1.66, 20)],
    [(6.5, 0.76, 8), (7.38, 1.41, 8)],
];

#[expect(
    clippy::unwrap_used,
    reason = "a stored result that cannot be had is a failed test"
)]
#[track_caller]
fn assert_pools(found: &Response, expected: [f64; 4]) {
    let pooled = found.pooled.as_ref().unwrap();
    let natural = |x: f64| {
        if found.measure().is_ratio() {
            libm::exp(x)
        } else {
            x
        }
    };
    let interval = &pooled.interval;
    let found = [
        natural(interval.estimate),
        natural(interval.lower),
        natural(interval.upper),
        pooled.heterogeneity.unwrap().q,
    ];
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() < 6e-9 * expected.abs().max(1.0),
            "{found} {expected}"
        );
    }
}

#[test]
fn the_mantel_haenszel_odds_ratio_is_the_stored_one() {
    let found = pool(&ASPIRIN, plan(Measure::OddsRatio, Method::MantelHaenszel));
    let stored = [
        0.896_865_560_913_070_9,
        0.840_514_400_891_779_3,
        0.956_994_708_833_649_1,
        9.946_055_983_220_074,
    ];
    assert_pools(&found, stored);
    // The stored weights, 3.176 and 72.880 %, are shares of the sum of S; ours are shares of what S is on average where the
    // odds do not differ, which is the same information whichever arm the events fell in. With thousands of events in each
    // trial they are near each other.
    let near = |trial: usize, stored: f64| {
        let weight = found.trials[trial].weight.unwrap();
        assert!((weight - stored).abs() < 0.5, "{weight} {stored}");
    };
    near(6, 72.879_840_24);
    near(0, 3.176_49);
}

#[test]
fn the_mean_difference_is_the_stored_one() {
    let arm = |(mean, deviation, people): (f64, f64, u64)| ArmMean {
        mean,
        standard_deviation: deviation,
        total: people,
    };
    let trials = DAYS.iter().map(|[experimental, control]| {
        TrialData::Means(TwoMeans {
            experimental: arm(*experimental),
            control: arm(*control),
        })
    });
    let found = asked(
        trials,
        plan(Measure::MeanDifference, Method::InverseVariance),
    );
    assert_pools(
        &found,
        [-0.709_388_39, -1.258_485_02, -0.160_291_76, 5.660_123_79],
    );
}

#[test]
fn revmans_random_effects_take_q_around_mantel_and_haenszels_estimate() {
    let by = |measure| {
        let estimator = TauSquaredEstimator::DerSimonianLairdMantelHaenszel;
        pool(&ASPIRIN, plan(measure, Method::RandomEffects(estimator)))
    };
    let odds_ratio = by(Measure::OddsRatio);
    assert_pools(
        &odds_ratio,
        [
            0.876_288_866_288_483,
            0.774_299_515_292_294,
            0.991_712_072_674_208,
            9.946_055_983_220_07,
        ],
    );
    let risk_ratio = by(Measure::RiskRatio);
    assert_pools(
        &risk_ratio,
        [
            0.892_922_156_003_64,
            0.800_631_714_911_151,
            0.995_851_103_363_18,
            9.928_487_344_113_07,
        ],
    );
    let tau_squared = risk_ratio
        .pooled
        .unwrap()
        .heterogeneity
        .unwrap()
        .tau_squared;
    assert!((tau_squared.unwrap() - 0.007_437_264_120_231_48).abs() < 1e-14);
}
