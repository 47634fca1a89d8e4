//! Numbers that have the same bits on every machine: written down once on a desk, computed again there and in the
//! browser. They show that the platforms agree; whether the numbers are right, other tests ask.

use trialpool::analysis::{Request, TrialData, TrialRow, TwoByTwo, VERSION, answer};
use trialpool::data::{
    Correction, Interval, Measure, Method, Plan, PredictionDegrees, TauSquaredEstimator,
};
use trialpool::math::{chi_squared, fisher, normal, student};

/// What was computed, and the bits that it had on a desk.
const RECORDED: [(&str, u64); 0] = [];

/// Each number that is not the recorded one, as the line that would record it.
pub fn differences() -> Vec<String> {
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
        (17, 1_716, 65, 1_665),
        (8, 2_545, 10, 629),
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
    let pooled = answer(&request)
        .pooled
        .expect("five trials with events can be pooled");
    let heterogeneity = pooled.heterogeneity.expect("five trials differ");
    [
        Some(pooled.interval.estimate),
        Some(pooled.interval.lower),
        Some(pooled.interval.upper),
        Some(pooled.p_value),
        Some(heterogeneity.q),
        heterogeneity.tau_squared,
        heterogeneity.tau_squared_interval.map(|(_, upper)| upper),
    ]
    .into_iter()
    .flatten()
    .map(|value| (name, value))
    .collect()
}
