//! Firth D. Bias reduction of maximum likelihood estimates. Biometrika 1993;80:27–38, section 3.3: in a saturated binomial
//! model the penalty is half an observation in every cell, as Haldane and Anscombe proposed for a single 2×2 table. Shown
//! for 3 of 20 against 0 of 15; the interval is that of R 4.2, the penalised likelihood profiled by nested `optimize`.

use super::{plan, pool};
use trialpool::data::{Measure, Method};

/// Lower and upper 95 % limit of the odds ratio.
const PROFILE: [f64; 2] = [0.537_661_754_851, 859.098_990_633_452];

#[test]
fn one_trial_with_an_empty_cell_is_the_table_with_a_half_in_every_cell() {
    let found = pool(
        &[("one", 3, 20, 0, 15)],
        plan(Measure::OddsRatio, Method::PenalizedLogistic),
    );
    let pooled = found.pooled.unwrap();
    assert!(pooled.converged);
    let with_halves = libm::log(3.5 * 15.5 / (17.5 * 0.5));
    assert!(
        (pooled.interval.estimate - with_halves).abs() < 1e-9,
        "{pooled:?}"
    );
    let profile = PROFILE.map(libm::log);
    assert!(
        (pooled.interval.lower - profile[0]).abs() < 1e-5,
        "{pooled:?}"
    );
    assert!(
        (pooled.interval.upper - profile[1]).abs() < 1e-5,
        "{pooled:?}"
    );
}
