//! Numbers that have the same bits on every machine: written down once on a desk, computed again there and in the
//! browser. They show that the platforms agree; whether the numbers are right, other tests ask.

use trialpool::analysis::{Request, TrialData, TrialRow, TwoByTwo, VERSION, answer};
use trialpool::data::{
    Correction, CountModel, ExactTail, Interval, Measure, Method, Plan, PredictionDegrees,
    TauPrior, TauSquaredEstimator,
};
use trialpool::math::{chi_squared, fisher, normal, student};

/// What was computed, and the bits that it had on a desk.
const RECORDED: [(&str, u64); 69] = [
    ("normal lower tail at −3.7", 0x3f1c_4251_51b7_d9e2),
    ("normal quantile of 0.975", 0x3fff_5c03_31ee_ff82),
    ("t quantile of 0.975, 12 degrees", 0x4001_6e35_6bbc_352f),
    (
        "χ² upper tail of 152.233, 12 degrees",
        0x3a98_b806_03d5_f96d,
    ),
    (
        "F upper quantile of 0.025, 3 and 40.5 degrees",
        0x400b_ab67_a8f4_5908,
    ),
    ("risk ratio, Mantel–Haenszel", 0xbfee_7126_1bc8_859c),
    ("risk ratio, Mantel–Haenszel", 0xbff2_659a_5dda_9085),
    ("risk ratio, Mantel–Haenszel", 0xbfe8_1717_7bdb_ea2f),
    ("risk ratio, Mantel–Haenszel", 0x3bbb_6b9b_5c00_6a45),
    ("risk ratio, Mantel–Haenszel", 0x4043_75bd_7384_08ef),
    ("odds ratio, Peto", 0xbfec_fabb_91b2_bde3),
    ("odds ratio, Peto", 0xbff1_6512_9084_7aa0),
    ("odds ratio, Peto", 0xbfe7_2b52_025c_8686),
    ("odds ratio, Peto", 0x3b65_a429_47d7_d551),
    ("odds ratio, Peto", 0x4041_a7f6_4ec3_fbaa),
    ("risk difference, inverse variance", 0xbf53_94c1_6476_8a52),
    ("risk difference, inverse variance", 0xbf5f_a692_79f1_2f3b),
    ("risk difference, inverse variance", 0xbf3e_0bc1_3bef_95a4),
    ("risk difference, inverse variance", 0x3f58_26aa_30ca_1545),
    ("risk difference, inverse variance", 0x405d_2bf8_58b8_aece),
    ("odds ratio, random effects by REML", 0xbfe2_9d42_f8f2_464f),
    ("odds ratio, random effects by REML", 0xbff7_1eac_19ff_f45c),
    ("odds ratio, random effects by REML", 0x3fd2_05a4_8436_b836),
    ("odds ratio, random effects by REML", 0x3fc2_6825_2f83_8ab9),
    ("odds ratio, random effects by REML", 0x4043_87af_4174_0f18),
    ("odds ratio, random effects by REML", 0x3fdb_e1fd_a5d5_f905),
    ("odds ratio, random effects by REML", 0x4012_2f51_f1cb_1331),
    ("risk difference, score", 0xbf76_6743_0713_ddc5),
    ("risk difference, score", 0xbf7b_4150_3a0d_71fa),
    ("risk difference, score", 0xbf71_bfd0_5534_eec4),
    ("risk difference, score", 0x3b65_a429_47d7_d59d),
    ("risk difference, score", 0x4062_91f5_8f86_f57b),
    ("odds ratio, CM.EL", 0xbfe4_05e7_1868_cd1e),
    ("odds ratio, CM.EL", 0xbff3_b91f_4444_c338),
    ("odds ratio, CM.EL", 0xbf93_31f5_0902_7980),
    ("odds ratio, CM.EL", 0x3fa6_2fa3_8260_da5f),
    ("odds ratio, CM.EL", 0x4044_86e4_9a31_5da4),
    ("odds ratio, CM.EL", 0x3fd6_eac9_12e1_ed60),
    ("odds ratio, UM.FS", 0xbfe3_bc5d_d236_4fe4),
    ("odds ratio, UM.FS", 0xbff3_5e9a_5556_e773),
    ("odds ratio, UM.FS", 0xbf97_70df_37da_1c40),
    ("odds ratio, UM.FS", 0x3fa5_66ae_4281_faf3),
    ("odds ratio, UM.FS", 0x4044_8c70_e2ef_2df3),
    ("odds ratio, UM.FS", 0x3fd5_d8e8_7d21_8688),
    ("odds ratio, UM.RS", 0xbfe4_bbef_abb3_bfde),
    ("odds ratio, UM.RS", 0xbff4_5f1a_7301_743e),
    ("odds ratio, UM.RS", 0xbf97_354e_2c92_e800),
    ("odds ratio, UM.RS", 0x3fa5_a25c_b074_3800),
    ("odds ratio, UM.RS", 0x4044_8c70_e2ef_2df3),
    ("odds ratio, UM.RS", 0x3fd8_4e33_02e9_552a),
    ("odds ratio, beta-binomial", 0xbfdc_6ccd_ba1f_bfd8),
    ("odds ratio, beta-binomial", 0xbff7_eee9_57cf_9523),
    ("odds ratio, beta-binomial", 0x3fe3_7104_f57f_6a6e),
    ("odds ratio, beta-binomial", 0x3fda_19e4_ac79_9a6c),
    ("odds ratio, Firth", 0xbfef_0b46_4a63_a1c2),
    ("odds ratio, Firth", 0xbff2_cea4_49ea_878c),
    ("odds ratio, Firth", 0xbfe8_a9e1_dd52_d3bc),
    ("odds ratio, Firth", 0x3b41_c2c4_ee9c_38e6),
    ("odds ratio, exact", 0xbfef_1e78_566c_fb81),
    ("odds ratio, exact", 0xbff2_ecad_1346_257c),
    ("odds ratio, exact", 0xbfe8_8b91_6ac3_3aa1),
    ("odds ratio, exact", 0x3b4a_0c7a_e346_420d),
    ("odds ratio, Bayesian", 0xbfe4_48ad_0129_784b),
    ("odds ratio, Bayesian", 0xbff5_21e5_f788_f943),
    ("odds ratio, Bayesian", 0x3fa4_da99_30c7_c0e0),
    ("odds ratio, Bayesian", 0x3fb0_1e3c_57e9_2f50),
    ("odds ratio, Bayesian", 0x4043_87af_4174_0f18),
    ("odds ratio, Bayesian", 0x3fd8_66c7_1374_f8d3),
    ("odds ratio, Bayesian", 0x3ff5_75dd_586c_2960),
];

/// Each number that is not the recorded one, as the line that would record it.
pub(crate) fn differences() -> Vec<String> {
    let computed = computed();
    let recorded = RECORDED.iter().map(Some).chain(std::iter::repeat(None));
    computed
        .iter()
        .zip(recorded)
        .filter(|((name, value), recorded)| *recorded != Some(&(*name, value.to_bits())))
        .map(|((name, value), _)| format!("    (\"{name}\", {:#018x}),", value.to_bits()))
        .collect()
}

fn computed() -> Vec<(&'static str, f64)> {
    let mut numbers = vec![
        ("normal lower tail at −3.7", normal::lower_tail(-3.7)),
        ("normal quantile of 0.975", normal::quantile(0.975)),
        (
            "t quantile of 0.975, 12 degrees",
            student::quantile(0.975, 12.0),
        ),
        (
            "χ² upper tail of 152.233, 12 degrees",
            chi_squared::upper_tail(152.233, 12.0),
        ),
        (
            "F upper quantile of 0.025, 3 and 40.5 degrees",
            fisher::upper_quantile(0.025, 3.0, 40.5),
        ),
    ];
    numbers.extend(pooled(
        "risk ratio, Mantel–Haenszel",
        Measure::RiskRatio,
        Method::MantelHaenszel,
    ));
    numbers.extend(pooled(
        "odds ratio, Peto",
        Measure::PetoOddsRatio,
        Method::Peto,
    ));
    numbers.extend(pooled(
        "risk difference, inverse variance",
        Measure::RiskDifference,
        Method::InverseVariance,
    ));
    numbers.extend(pooled(
        "odds ratio, random effects by REML",
        Measure::OddsRatio,
        Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
    ));
    numbers.extend(pooled(
        "risk difference, score",
        Measure::RiskDifference,
        Method::MiettinenNurminen,
    ));
    for (name, method) in [
        (
            "odds ratio, CM.EL",
            Method::GeneralizedLinear(CountModel::ConditionalExact),
        ),
        (
            "odds ratio, UM.FS",
            Method::GeneralizedLinear(CountModel::FixedIntercepts),
        ),
        (
            "odds ratio, UM.RS",
            Method::GeneralizedLinear(CountModel::RandomIntercepts),
        ),
        ("odds ratio, beta-binomial", Method::BetaBinomial),
        ("odds ratio, Firth", Method::PenalizedLogistic),
        (
            "odds ratio, exact",
            Method::ExactConditional(ExactTail::Exact),
        ),
        (
            "odds ratio, Bayesian",
            Method::Bayesian(TauPrior::HalfNormal),
        ),
    ] {
        numbers.extend(pooled(name, Measure::OddsRatio, method));
    }
    numbers
}

/// Estimate, bounds, P, and what there is of τ² and its interval; a zero cell and a large trial are among the trials.
fn pooled(name: &'static str, measure: Measure, method: Method) -> Vec<(&'static str, f64)> {
    let trials = [
        (4, 123, 11, 139),
        (0, 33, 3, 31),
        (62, 13_598, 248, 12_867),
        (33, 5_069, 47, 5_808),
        (5, 2_498, 3, 2_341),
        (27, 16_913, 29, 17_854),
    ]
    .into_iter()
    .map(
        |(experimental_events, experimental_total, control_events, control_total)| TrialRow {
            label: String::new(),
            continues: false,
            data: TrialData::Counts(TwoByTwo {
                experimental_events,
                experimental_total,
                control_events,
                control_total,
            }),
        },
    )
    .collect();
    let plan = Plan {
        measure,
        method,
        interval: Interval::HartungKnappSafeguarded,
        correction: Correction::HalfWhereZero,
        prediction: PredictionDegrees::KMinusOne,
    };
    let request = Request {
        version: VERSION,
        trials,
        plan: Some(plan),
        measure: None,
        compare: false,
        level: trialpool::data::ConfidenceLevel::default(),
    };
    let Ok(pooled) = answer(&request).pooled else {
        return vec![("not pooled", f64::NAN)];
    };
    [
        Some(pooled.interval.estimate),
        Some(pooled.interval.lower),
        Some(pooled.interval.upper),
        Some(pooled.p_value),
        pooled.heterogeneity.map(|found| found.q),
        pooled.heterogeneity.and_then(|found| found.tau_squared),
        pooled
            .heterogeneity
            .and_then(|found| Some(found.tau_squared_interval?.1)),
    ]
    .into_iter()
    .flatten()
    .map(|value| (name, value))
    .collect()
}
