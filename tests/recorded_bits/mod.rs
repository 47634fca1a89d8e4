//! Numbers that have the same bits on every machine: written down once on a desk, computed again there and in the
//! browser. They show that the platforms agree; whether the numbers are right, other tests ask.

use trialpool::analysis::{Request, TrialData, TrialRow, TwoByTwo, VERSION, answer};
use trialpool::data::{
    Correction, Interval, Measure, Method, Plan, PredictionDegrees, TauSquaredEstimator,
};
use trialpool::math::{chi_squared, fisher, normal, student};

/// What was computed, and the bits that it had on a desk.
const RECORDED: [(&str, u64); 27] = [
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
    ("odds ratio, random effects by REML", 0xbfe2_9d42_f8f2_464e),
    ("odds ratio, random effects by REML", 0xbff7_1eac_19ff_f45b),
    ("odds ratio, random effects by REML", 0x3fd2_05a4_8436_b834),
    ("odds ratio, random effects by REML", 0x3fc2_6825_2f83_8ab9),
    ("odds ratio, random effects by REML", 0x4043_87af_4174_0f18),
    ("odds ratio, random effects by REML", 0x3fdb_e1fd_a5d5_f904),
    ("odds ratio, random effects by REML", 0x4012_2f51_f1cb_1330),
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
