//! Hart RG, Benavente O, `McBride` R, Pearce LA. Antithrombotic therapy to prevent stroke in patients with atrial
//! fibrillation: a meta-analysis. Annals of Internal Medicine 1999;131:492–501 (strokes over person-years, adjusted-dose
//! warfarin against placebo or control, six trials). The paper pools a relative risk reduction of 62 % (48 % to 72 %,
//! table 1); the rate ratios are those of R's metafor 3.8 on the same numbers. From the pasted table on.

use super::{assert_prints, natural, pasted, plan};
use trialpool::data::{Measure, Method, TauSquaredEstimator};

const TABLE: &str = "\
Trial\tWarfarin\t\tControl\t
\tEvents\tPerson-years\tEvents\tPerson-years
AFASAK\t9\t413\t19\t398
SPAF\t8\t263\t19\t245
BAATAF\t3\t487\t13\t435
CAFA\t6\t237\t9\t241
SPINAF\t7\t489\t23\t483
EAFT\t20\t507\t50\t405
";

#[test]
fn the_pooled_rate_ratio_leaves_a_good_third_of_the_strokes() {
    let mantel_haenszel = pasted(TABLE, plan(Measure::RateRatio, Method::MantelHaenszel));
    assert_prints(natural(&mantel_haenszel), ["0.357", "0.260", "0.491"], 3);
    let reml = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
    let random = pasted(TABLE, plan(Measure::RateRatio, reml));
    assert_prints(natural(&random), ["0.3617", "0.2626", "0.4984"], 4);
    let heterogeneity = random.pooled.unwrap().heterogeneity.unwrap();
    assert!((heterogeneity.q - 2.962_455_504_412_759).abs() < 1e-9);
    assert_eq!(heterogeneity.tau_squared, Some(0.0));
}

#[test]
fn warfarin_spares_four_strokes_in_a_hundred_person_years() {
    let per_hundred = |method| {
        let response = pasted(TABLE, plan(Measure::RateDifference, method));
        natural(&response).map(|rate| 100.0 * rate)
    };
    assert_prints(
        per_hundred(Method::MantelHaenszel),
        ["-3.935", "-5.132", "-2.739"],
        3,
    );
    assert_prints(
        per_hundred(Method::InverseVariance),
        ["-3.108", "-4.161", "-2.055"],
        3,
    );
}
