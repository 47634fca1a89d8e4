//! Van Houwelingen HC, Zwinderman KH, Stijnen T. A bivariate approach to meta-analysis. Statistics in Medicine
//! 1993;12:2273–2284, sections 2 and 3: conditional logistic models with a common and with a random odds ratio for
//! rebleeding in the trials of histamine H₂ antagonists of Collins R, Langman M, New England Journal of Medicine
//! 1985;313:660–666, table 1. The paper has the control arm first, so that a positive log odds ratio speaks for treatment.
//! Counts as in R's metadat, `dat.collins1985a` (treated, then control).

use super::table;
use trialpool::pool::mixed_model::{Spread, conditional_exact};

const REBLEEDING: [[u64; 4]; 25] = [
    [8, 50, 16, 50],
    [11, 56, 12, 53],
    [5, 18, 1, 12],
    [2, 14, 6, 15],
    [12, 33, 10, 36],
    [9, 40, 11, 48],
    [7, 20, 8, 20],
    [5, 46, 12, 47],
    [0, 18, 3, 19],
    [9, 45, 3, 43],
    [10, 21, 8, 19],
    [44, 153, 30, 132],
    [0, 14, 0, 14],
    [1, 10, 4, 9],
    [4, 24, 5, 24],
    [14, 78, 21, 80],
    [50, 259, 51, 260],
    [3, 10, 1, 11],
    [6, 31, 12, 29],
    [16, 51, 15, 54],
    [16, 106, 15, 107],
    [6, 33, 7, 39],
    [11, 36, 5, 26],
    [3, 34, 13, 31],
    [2, 15, 3, 14],
];

fn control_first() -> Vec<trialpool::effect::TwoByTwo> {
    REBLEEDING
        .iter()
        .map(|[a, n1, c, n2]| table([*c, *n2, *a, *n1]))
        .collect()
}

#[test]
fn the_common_odds_ratio_is_the_printed_one() {
    let model = conditional_exact(&control_first(), Spread::Common).unwrap();
    assert_eq!(format!("{:.4}", model.estimate), "0.1216");
    // Printed as 0.0995; the information at the maximum, summed term by term in R, gives 0.0995578939615.
    assert!((model.standard_error - 0.099_557_893_961_5).abs() < 1e-9);
}

#[test]
fn the_random_odds_ratio_is_the_printed_one() {
    let model = conditional_exact(&control_first(), Spread::Estimated).unwrap();
    assert!(model.converged);
    assert_eq!(format!("{:.4}", model.estimate), "0.1744");
    assert_eq!(format!("{:.4}", model.standard_error), "0.1364");
    assert_eq!(format!("{:.4}", model.tau_squared), "0.1192");
}
