//! Niel-Weise BS, Stijnen T, van den Broek PJ. Anti-infective-treated central venous catheters for total parenteral
//! nutrition or chemotherapy: a systematic review. Journal of Hospital Infection 2008;69:114–123 (bloodstream infections
//! over catheter days, nine trials), as Stijnen T, Hamza TH, Özdemir P, Statistics in Medicine 2010;29:3046–3067, section
//! 5.2, pool them; from the pasted table on. The numbers are those of R's metafor 3.8.

use super::{assert_prints, natural, pasted, plan};
use trialpool::data::{CountModel, Measure, Method, TauSquaredEstimator};

const TABLE: &str = "\
study,x1i,t1i,x2i,t2i
Bong et al. 2003,7,1344,11,1988
Ciresi et al. 1996,8,1600,8,1461
Hanna et al. 2004,3,12012,14,10962
Harter et al. 2002,6,1536,10,1503
Jaeger et al. 2001,1,370,1,483
Jaeger et al. 2005,1,729,8,913
Logghe et al. 1997,17,6760,15,6840
Ostendorf et al. 2005,3,1107,7,1015
Pemberton et al. 1996,2,320,3,440
";

#[test]
fn mantel_and_haenszels_rate_ratio_is_the_one_r_gives() {
    let response = pasted(TABLE, plan(Measure::RateRatio, Method::MantelHaenszel));
    assert_prints(natural(&response), ["0.660", "0.461", "0.946"], 3);
    let heterogeneity = response.pooled.unwrap().heterogeneity.unwrap();
    assert!((heterogeneity.q - 9.865_202_446_462_224).abs() < 1e-9);
    assert!((heterogeneity.p_value - 0.274_614_747_340_066_6).abs() < 1e-9);
}

#[test]
fn the_exact_conditional_model_gives_the_printed_ratio() {
    let model = Method::GeneralizedLinear(CountModel::ConditionalExact);
    let response = pasted(TABLE, plan(Measure::RateRatio, model));
    assert_prints(natural(&response), ["0.621", "0.390", "0.990"], 3);
}

#[test]
fn mantel_and_haenszels_rate_difference_is_the_one_r_gives() {
    let response = pasted(TABLE, plan(Measure::RateDifference, Method::MantelHaenszel));
    assert_prints(
        natural(&response).map(|rate| 1000.0 * rate),
        ["-0.9925", "-1.8462", "-0.1388"],
        4,
    );
}

#[test]
fn random_effects_widen_the_interval_across_no_difference() {
    let reml = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
    let response = pasted(TABLE, plan(Measure::RateRatio, reml));
    assert_prints(natural(&response), ["0.673", "0.431", "1.049"], 3);
}
