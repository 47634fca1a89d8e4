//! Viechtbauer W. Confidence intervals for the amount of heterogeneity in meta-analysis. Statistics in Medicine
//! 2007;26:37–52, table II: diuretics in pregnancy and pre-eclampsia (Collins, Yusuf & Peto 1985, nine trials, log odds
//! ratios), DerSimonian and Laird's τ² 0.2297 with the Q-profile interval 0.0723 to 2.2027.
//!
//! The profile-likelihood intervals of τ² are those of R's metafor 3.8-1, `confint(type = "PL")`; that of the mean was
//! found in R by two nested one-dimensional optimisations.

use super::{plan, pool};
use trialpool::analysis::{Request, Response, TauSquaredIntervalMethod, answer};
use trialpool::data::{Interval, Measure, Method, Plan, TauSquaredEstimator};

const TRIALS: [(&str, u64, u64, u64, u64); 9] = [
    ("Weseley & Douglas 1962", 14, 131, 14, 136),
    ("Flowers et al. 1962", 21, 385, 17, 134),
    ("Menzies 1964", 14, 57, 24, 48),
    ("Fallis et al. 1964", 6, 38, 18, 40),
    ("Cuadros & Tatum 1964", 12, 1011, 35, 760),
    ("Landesman et al. 1965", 138, 1370, 175, 1336),
    ("Kraus et al. 1966", 15, 506, 20, 524),
    ("Tervila & Vartiainen 1971", 6, 108, 2, 103),
    ("Campbell & MacGillivray 1975", 65, 153, 40, 102),
];

fn by(estimator: TauSquaredEstimator) -> Plan {
    plan(Measure::OddsRatio, Method::RandomEffects(estimator))
}

#[test]
fn the_moment_estimate_and_its_q_profile_are_the_printed_ones() {
    let response = pool(&TRIALS, by(TauSquaredEstimator::DerSimonianLaird));
    let found = response.pooled.unwrap().heterogeneity.unwrap();
    assert_eq!(format!("{:.4}", found.tau_squared.unwrap()), "0.2297");
    let (lower, upper) = found.tau_squared_interval.unwrap();
    assert_eq!(
        (format!("{lower:.4}"), format!("{upper:.4}")),
        ("0.0723".to_string(), "2.2027".to_string())
    );
}

/// The interval of τ² by `method` among all those of the answer.
#[expect(
    clippy::unwrap_used,
    reason = "an interval that cannot be had is a failed test"
)]
fn interval(response: &Response, method: TauSquaredIntervalMethod) -> (f64, f64) {
    let all = &response.tau_squared_intervals;
    all.iter()
        .find(|interval| interval.method == method)
        .unwrap()
        .limits
        .unwrap()
}

#[test]
fn the_profile_likelihood_intervals_are_those_of_r() {
    let single = pool(&TRIALS, by(TauSquaredEstimator::MaximumLikelihood));
    assert!(single.tau_squared_intervals.is_empty());
    let request = Request {
        compare: true,
        ..super::request(&TRIALS, by(TauSquaredEstimator::MaximumLikelihood))
    };
    let response = answer(&request);
    let close = |(lower, upper): (f64, f64), expected: (f64, f64)| {
        assert!(
            (lower - expected.0).abs() < 1e-7 && (upper - expected.1).abs() < 1e-7,
            "{lower} {upper}"
        );
    };
    let found = response.pooled.as_ref().unwrap().heterogeneity.unwrap();
    assert!((found.tau_squared.unwrap() - 0.238_565_167_1).abs() < 1e-8);
    close(
        interval(&response, TauSquaredIntervalMethod::ProfileLikelihood),
        (0.026_542_346_43, 1.130_750_953_75),
    );
    close(
        interval(
            &response,
            TauSquaredIntervalMethod::RestrictedProfileLikelihood,
        ),
        (0.042_712_457_04, 1.474_662_499_47),
    );
    close(
        interval(&response, TauSquaredIntervalMethod::QProfile),
        (0.072_312_244_76, 2.202_718_828_51),
    );
}

#[test]
fn the_profile_interval_of_the_mean_is_that_of_nested_optimisation() {
    let plan = Plan {
        interval: Interval::ProfileLikelihood,
        ..by(TauSquaredEstimator::MaximumLikelihood)
    };
    let pooled = pool(&TRIALS, plan).pooled.unwrap();
    let found = [
        pooled.interval.estimate,
        pooled.interval.lower,
        pooled.interval.upper,
        pooled.statistic.unwrap(),
    ];
    let expected = [
        -0.517_067_917_3,
        -0.983_033_623_9,
        -0.048_417_853_82,
        -2.109_957_756,
    ];
    for (found, expected) in found.iter().zip(expected) {
        assert!((found - expected).abs() < 2e-8, "{found} {expected}");
    }
}
