//! Mantel N. Chi-square tests with one degree of freedom. Journal of the American Statistical Association
//! 1963;58:690–700: penicillin for rabbits, the example of R's `mantelhaen.test` (`Rabbits`; cured without delay against
//! cured after 1.5 h, at five doses).
//!
//! R 4.2 prints 10.36102, 1.077401–529.837399, P 0.03994. Its upper limit is the end of a root search that stops within
//! 10⁻⁴ of 1/ψ; solved to the last figure in the same R (`uniroot(tol = 1e-14)` on the convolved distribution) the limits
//! are 1.07738776 and 531.51278, and by mid-p 1.33902913 and 266.54233.

use super::table;
use trialpool::data::ExactTail;
use trialpool::effect::TwoByTwo;
use trialpool::pool::exact_conditional::odds_ratio;

const LEVEL: trialpool::data::ConfidenceLevel = trialpool::data::ConfidenceLevel::NinetyFive;

const RABBITS: [[u64; 4]; 5] = [
    [0, 6, 0, 5],
    [3, 6, 0, 6],
    [6, 6, 2, 6],
    [5, 6, 6, 6],
    [2, 2, 5, 5],
];

fn rabbits() -> Vec<TwoByTwo> {
    RABBITS.iter().copied().map(table).collect()
}

#[track_caller]
fn assert_close(found: [f64; 3], expected: [f64; 3]) {
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (libm::exp(*found) / expected - 1.0).abs() < 1e-8,
            "{}",
            libm::exp(*found)
        );
    }
}

#[test]
fn the_exact_analysis_is_rs_with_its_roots_solved() {
    let found = odds_ratio(&rabbits(), ExactTail::Exact, LEVEL).unwrap();
    assert_close(
        [found.estimate, found.lower, found.upper],
        [
            10.361_046_349_488_7,
            1.077_387_763_518_03,
            531.512_782_889_934,
        ],
    );
    assert!((found.p_value - 0.039_944_903_581_267_2).abs() < 1e-12);
}

#[test]
fn mid_p_shortens_the_interval_from_both_ends() {
    let found = odds_ratio(&rabbits(), ExactTail::MidP, LEVEL).unwrap();
    assert_close(
        [found.estimate, found.lower, found.upper],
        [
            10.361_046_349_488_7,
            1.339_029_126_034_7,
            266.542_327_414_682_9,
        ],
    );
}

/// mpmath 1.3, 60 digits, from the convolved distribution: twice the smaller tail with half of what was observed at an odds ratio
/// of 1, and one over the root of the variance at the estimate.
#[test]
fn the_mid_p_value_and_the_standard_error_are_those_of_the_distribution() {
    let found = odds_ratio(&rabbits(), ExactTail::MidP, LEVEL).unwrap();
    assert!((found.p_value / 0.021_349_862_258_953_17 - 1.0).abs() < 1e-11);
    assert!((found.standard_error / 1.129_328_942_552_024 - 1.0).abs() < 1e-8);
}
