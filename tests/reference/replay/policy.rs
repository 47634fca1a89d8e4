//! The measures and corrections of the records in the core's terms.

use trialpool::data::{Correction, Measure};
use trialpool::effect::{Amount, DoubleZero, Effect, Policy, Scope, effect};

use super::dataset::Dataset;
use super::record::Record;

/// The measure of a record of counts, if the core has it.
pub(super) fn measure(record: &Record) -> Option<Measure> {
    match record.setting("measure") {
        "OR" => Some(Measure::OddsRatio),
        "RR" => Some(Measure::RiskRatio),
        "RD" => Some(Measure::RiskDifference),
        "PETO" => Some(Measure::PetoOddsRatio),
        "AS" => Some(Measure::ArcsineDifference),
        _ => None,
    }
}

/// metafor's `to` and `drop00`, and the treatment-arm correction, by the record's name for them.
pub(super) fn policy(name: &str) -> Option<Policy> {
    let half = Amount::Constant(0.5);
    let (amount, scope, double_zero) = match name {
        "none" => (Amount::Nothing, Scope::EmptyCell, DoubleZero::Keep),
        "only0" => (half, Scope::EmptyCell, DoubleZero::Keep),
        "only0_drop00" => (half, Scope::EmptyCell, DoubleZero::Drop),
        "all" => (half, Scope::Every, DoubleZero::Keep),
        "tacc" => (Amount::TreatmentArm, Scope::EmptyCell, DoubleZero::Keep),
        _ => return None,
    };
    Some(Policy {
        amount,
        scope,
        double_zero,
    })
}

/// The correction of a plan that does the same as the record's policy on any table, if there is one.
pub(super) fn correction(name: &str) -> Option<Correction> {
    match name {
        "none" => Some(Correction::None),
        "only0_drop00" => Some(Correction::HalfWhereZero),
        _ => None,
    }
}

/// The effects that the inverse-variance methods of a record use, with their rows counted from 1.
pub(super) fn usable_effects(record: &Record, dataset: &Dataset) -> Option<Vec<(f64, Effect)>> {
    let effects: Vec<Option<Effect>> = match dataset {
        Dataset::Tables(tables) => {
            let measure = measure(record)?;
            let policy = policy(record.setting("policy"))?;
            tables
                .iter()
                .map(|table| {
                    policy
                        .cells(table)
                        .and_then(|cells| effect(measure, &cells))
                })
                .collect()
        }
        Dataset::Effects(effects) => effects.iter().copied().map(Some).collect(),
    };
    Some(
        (1_u32..)
            .map(f64::from)
            .zip(effects)
            .filter_map(|(row, effect)| Some((row, effect.filter(|effect| effect.variance > 0.0)?)))
            .collect(),
    )
}
