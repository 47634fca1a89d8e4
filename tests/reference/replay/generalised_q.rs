//! `generalised_q`: τ² and its interval by the generalised Q with fixed weights.

use trialpool::effect::Effect;
use trialpool::pool::generalised_q::{self, FixedWeights};
use trialpool::pool::{heterogeneity, inverse_variance};

use super::comparison::{Comparison, Reference, Verdict};
use super::dataset::Dataset;
use super::policy::usable_effects;
use super::record::Record;
use super::tolerance::{LEVEL, Tolerance};

const ONE_TRIAL: &str = "one trial: no generalised Q; R gives τ² = 0";
const NO_INTERVAL: &str =
    "fewer than three trials: the record's interval was not computed; the exact one is given";
const EMPTY: &str = "no τ² fits the generalised Q (even τ² = 0 leaves less than 2.5 % below it): no interval; the record gives 0 to 0";

/// The record's intervals come from a quadrature and a root search good to about 10⁻⁶.
const INTERVAL: f64 = 5e-6;

pub(super) fn judge(record: &Record, dataset: &Dataset) -> Verdict {
    let Some(effects) = usable_effects(record, dataset) else {
        return Verdict::Unsupported;
    };
    let effects: Vec<Effect> = effects.into_iter().map(|(_, effect)| effect).collect();
    let fixed = match record.setting("genq_weights") {
        "inv_vi" => FixedWeights::InverseVariance,
        "inv_sei" => FixedWeights::InverseStandardError,
        _ => return Verdict::Unsupported,
    };
    let found = generalised_q::estimate(&effects, fixed);
    if record.result.is_null() {
        return Comparison::of_undefined(record, found.is_some());
    }
    let mut comparison = Comparison::new(record);
    let Some(found) = found else {
        if effects.len() < 2 {
            comparison.convention(ONE_TRIAL);
        } else {
            comparison.number("tau2", None, Tolerance::closed_form(1.0));
        }
        return comparison.verdict();
    };
    let smallest = effects
        .iter()
        .map(|effect| effect.variance)
        .fold(f64::INFINITY, f64::min);
    let typical = heterogeneity::typical_variance(&effects);
    comparison.number("k", Some(effects.len() as f64), Tolerance::closed_form(1.0));
    comparison.number(
        "tau2",
        Some(found.tau_squared),
        Tolerance::closed_form(smallest),
    );
    comparison.number(
        "est",
        Some(found.estimate),
        Tolerance::closed_form(found.standard_error),
    );
    comparison.number(
        "se",
        Some(found.standard_error),
        Tolerance::closed_form(1e-6),
    );
    let i_squared = heterogeneity::i_squared_from(found.tau_squared, typical);
    comparison.number("I2", Some(i_squared), Tolerance::closed_form(1.0));
    comparison.number(
        "H2",
        Some(1.0 + found.tau_squared / typical),
        Tolerance::closed_form(1.0),
    );
    if let Some(common) = inverse_variance::mean(&effects, 0.0) {
        let q = heterogeneity::q_around(&effects, common.estimate);
        comparison.number("Q", Some(q), Tolerance::closed_form(effects.len() as f64));
    }
    interval(&mut comparison, &effects, fixed, typical);
    comparison.verdict()
}

fn interval(comparison: &mut Comparison, effects: &[Effect], fixed: FixedWeights, typical: f64) {
    let found = generalised_q::interval(effects, fixed, LEVEL);
    if comparison.reference("tau2_lb") == Reference::Null && effects.len() < 3 {
        comparison.convention(NO_INTERVAL);
        return;
    }
    if found.is_none() && comparison.reference_number("tau2_ub") == Some(0.0) {
        comparison.convention(EMPTY);
        return;
    }
    let tolerance = Tolerance {
        relative: INTERVAL,
        floor: typical,
    };
    comparison.number("tau2_lb", found.map(|limits| limits.0), tolerance);
    comparison.number("tau2_ub", found.map(|limits| limits.1), tolerance);
    let percent = Tolerance {
        relative: INTERVAL,
        floor: 100.0,
    };
    let i_squared = |tau_squared| heterogeneity::i_squared_from(tau_squared, typical);
    comparison.number("I2_lb", found.map(|limits| i_squared(limits.0)), percent);
    comparison.number("I2_ub", found.map(|limits| i_squared(limits.1)), percent);
}
