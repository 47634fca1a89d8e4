//! The measures and corrections of the records in the core's terms.

use trialpool::analysis::TwoMeans;
use trialpool::data::{Correction, Measure};
use trialpool::effect::{
    Amount, DoubleZero, Effect, Policy, Proportion, Scope, Transformation, effect,
};

use super::dataset::Dataset;
use super::record::Record;

/// The measure of a record, if the core has it.
pub(super) fn measure(record: &Record) -> Option<Measure> {
    match record.setting("measure") {
        "OR" => Some(Measure::OddsRatio),
        "RR" => Some(Measure::RiskRatio),
        "RD" => Some(Measure::RiskDifference),
        "PETO" => Some(Measure::PetoOddsRatio),
        "AS" => Some(Measure::ArcsineDifference),
        "MD" => Some(Measure::MeanDifference),
        "SMD" => Some(Measure::StandardizedMeanDifference),
        "SMDH" => Some(Measure::StandardizedMeanDifferenceUnequalVariances),
        "ROM" => Some(Measure::RatioOfMeans),
        "PLO" => Some(Measure::LogitProportion),
        "PLN" => Some(Measure::LogProportion),
        "PAS" => Some(Measure::ArcsineProportion),
        "PFT" => Some(Measure::DoubleArcsineProportion),
        "PR" => Some(Measure::RawProportion),
        _ => None,
    }
}

/// The scale of a record of one arm.
pub(super) fn transformation(record: &Record) -> Option<Transformation> {
    Transformation::of(measure(record)?)
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

/// The policy of a record of inverse variance. metafor's own default for the arcsine difference adds nothing, whatever is
/// said of where to add it.
fn own_policy(record: &Record) -> Option<Policy> {
    let policy = policy(record.setting("policy"))?;
    let amount = match record.setting("measure") {
        "AS" if matches!(policy.amount, Amount::Constant(_)) => Amount::Nothing,
        _ => policy.amount,
    };
    Some(Policy { amount, ..policy })
}

/// The correction of a plan that does the same as the record's policy on any table, if there is one.
pub(super) fn correction(name: &str, measure: Measure) -> Option<Correction> {
    match name {
        "none" => Some(Correction::None),
        "only0" | "all" if measure == Measure::ArcsineDifference => Some(Correction::None),
        "only0_drop00" => Some(Correction::HalfWhereZero),
        _ => None,
    }
}

/// Every trial's own effect as the record asks for it; the inner `None` where it has none.
pub(super) fn own_effects(record: &Record, dataset: &Dataset) -> Option<Vec<Option<Effect>>> {
    Some(match dataset {
        Dataset::Tables(tables) => {
            let measure = measure(record)?;
            let policy = own_policy(record)?;
            tables
                .iter()
                .map(|table| {
                    policy
                        .cells(table)
                        .and_then(|cells| effect(measure, &cells))
                })
                .collect()
        }
        Dataset::Means(trials) => {
            let measure = measure(record)?;
            let own = |trial: &TwoMeans| match (measure, record.setting("vtype")) {
                (_, "LS") if record.has_variances_with_factor() => {
                    trial.effect(measure).map(|effect| Effect {
                        variance: trial.correction() * trial.correction() * effect.variance,
                        ..effect
                    })
                }
                (_, "LS") => trial.effect(measure),
                (Measure::MeanDifference, "HO") => trial.mean_difference_equal_variances(),
                (Measure::StandardizedMeanDifference, "UB") => {
                    trial.standardized_unbiased_variance()
                }
                _ => None,
            };
            trials.iter().map(own).collect()
        }
        Dataset::Proportions(trials) => {
            let transformation = transformation(record)?;
            // metafor corrects neither of the two arcsines.
            let uncorrected = matches!(
                transformation,
                Transformation::Arcsine | Transformation::FreemanTukey
            );
            let own = |trial: &Proportion| {
                let corrected = trial.has_empty_cell() && !uncorrected;
                trial.transformed(transformation, if corrected { 0.5 } else { 0.0 })
            };
            trials.iter().map(own).collect()
        }
        Dataset::Effects(effects) => effects.iter().copied().map(Some).collect(),
    })
}

/// The effects that the inverse-variance methods of a record use, with their rows counted from 1.
pub(super) fn usable_effects(record: &Record, dataset: &Dataset) -> Option<Vec<(f64, Effect)>> {
    let effects = own_effects(record, dataset)?;
    Some(
        (1_u32..)
            .map(f64::from)
            .zip(effects)
            .filter_map(|(row, effect)| Some((row, effect.filter(|effect| effect.variance > 0.0)?)))
            .collect(),
    )
}

/// The same with the places of their rows counted from 0.
pub(super) fn placed_effects(record: &Record, dataset: &Dataset) -> Option<Vec<(usize, Effect)>> {
    let effects = own_effects(record, dataset)?.into_iter().enumerate();
    Some(
        effects
            .filter_map(|(row, effect)| Some((row, effect.filter(|effect| effect.variance > 0.0)?)))
            .collect(),
    )
}
