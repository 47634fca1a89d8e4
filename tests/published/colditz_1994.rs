//! Colditz GA, Brewer TF, Berkey CS, et al. Efficacy of BCG vaccine in the prevention of tuberculosis. JAMA
//! 1994;271:698–702 (thirteen trials, cases of tuberculosis). Pooled as Stata's `metan` prints them.

use super::{assert_prints, natural, plan, pool};
use trialpool::data::{Measure, Method};
use trialpool::pool::mantel_haenszel;

const TRIALS: [(&str, u64, u64, u64, u64); 13] = [
    ("Aronson 1948", 4, 123, 11, 139),
    ("Ferguson & Simes 1949", 6, 306, 29, 303),
    ("Rosenthal et al. 1960", 3, 231, 11, 220),
    ("Hart & Sutherland 1977", 62, 13598, 248, 12867),
    ("Frimodt-Moller et al. 1973", 33, 5069, 47, 5808),
    ("Stein & Aronson 1953", 180, 1541, 372, 1451),
    ("Vandiviere et al. 1973", 8, 2545, 10, 629),
    ("TPT Madras 1980", 505, 88391, 499, 88391),
    ("Coetzee & Berjak 1968", 29, 7499, 45, 7277),
    ("Rosenthal et al. 1961", 17, 1716, 65, 1665),
    ("Comstock et al. 1974", 186, 50634, 141, 27338),
    ("Comstock & Webster 1969", 5, 2498, 3, 2341),
    ("Comstock et al. 1976", 27, 16913, 29, 17854),
];

#[expect(
    clippy::unwrap_used,
    reason = "a printed result that cannot be had is a failed test"
)]
fn check(measure: Measure, method: Method, printed: [&str; 3], q: &str) {
    let response = pool(&TRIALS, plan(measure, method));
    assert_prints(natural(&response), printed, 4);
    let heterogeneity = response.pooled.unwrap().heterogeneity.unwrap();
    assert_eq!(format!("{:.2}", heterogeneity.q), q);
    assert_eq!(
        heterogeneity.degrees_of_freedom.to_bits(),
        12.0_f64.to_bits()
    );
}

#[test]
fn the_mantel_haenszel_risk_ratio_is_the_printed_one() {
    check(
        Measure::RiskRatio,
        Method::MantelHaenszel,
        ["0.6353", "0.5881", "0.6862"],
        "152.57",
    );
}

#[test]
fn the_mantel_haenszel_odds_ratio_is_the_printed_one() {
    check(
        Measure::OddsRatio,
        Method::MantelHaenszel,
        ["0.6229", "0.5748", "0.6750"],
        "163.94",
    );
}

#[test]
fn the_mantel_haenszel_risk_difference_is_the_printed_one() {
    check(
        Measure::RiskDifference,
        Method::MantelHaenszel,
        ["-0.0033", "-0.0039", "-0.0027"],
        "386.78",
    );
}

#[test]
fn the_peto_odds_ratio_is_the_printed_one() {
    check(
        Measure::PetoOddsRatio,
        Method::Peto,
        ["0.6222", "0.5746", "0.6738"],
        "167.73",
    );
}

/// By odds ratio, risk ratio and risk difference.
const WEIGHTS: [[f64; 3]; 3] = [
    [20.111_132_821_387, 57.504_275_883_482, 22.384_591_295_131],
    [20.355_474_198_870, 57.436_352_284_933, 22.208_173_516_197],
    [19.763_385_254_439, 46.109_400_803_616, 34.127_213_941_945],
];

/// R 4.2, metafor 3.8: `weights(rma.mh(measure = "OR", ai = c(4, 6, 3), bi = c(119, 300, 228), ci = c(11, 29, 11), di = c(128, 274,
/// 209)))` and with "RR" and "RD", in percent: the first three trials.
#[test]
fn the_mantel_haenszel_weights_of_the_first_trials_are_those_of_metafor() {
    let tables: Vec<_> = TRIALS[..3]
        .iter()
        .map(|(_, a, n1, c, n2)| super::table([*a, *n1, *c, *n2]).cells())
        .collect();
    let found = [
        mantel_haenszel::odds_ratio(&tables),
        mantel_haenszel::risk_ratio(&tables),
        mantel_haenszel::risk_difference(&tables),
    ];
    for (found, expected) in found.into_iter().zip(WEIGHTS) {
        let weights = found.unwrap().weights;
        assert_eq!(weights.len(), 3);
        for (found, expected) in weights.into_iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
    }
}

/// By hand: 10 · 20 · 6 · 24 / 30³, the variance of a hypergeometric count but for N / (N − 1).
#[test]
fn what_a_table_holds_of_a_log_odds_ratio_is_the_variance_of_its_margins() {
    let cells = super::table([4, 10, 2, 20]).cells();
    let found = mantel_haenszel::odds_ratio_information(&cells);
    assert!((found - 28_800.0 / 27_000.0).abs() < 1e-14, "{found}");
}
