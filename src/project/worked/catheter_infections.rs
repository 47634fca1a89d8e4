//! The trials of anti-infective catheters, worked through: few events, and arms without any.

use super::{Work, of_example};
use crate::data::{
    Correction, CountModel, DownDomain, Exploration, Interval, Measure, Method, Moderator, Plan,
    PredictionDegrees, Quantity, SensitivityAnalysis, Seriousness, TauSquaredEstimator,
};
use crate::project::Command;

/// Works it through.
pub(super) fn work(work: &mut Work) -> Option<()> {
    work.is_called("Worked example: 18 trials (Niel-Weise 2007)")?;
    let outcome = work.outcome("Catheter-related bloodstream infection")?;
    work.defines(
        outcome,
        Some("Infection"),
        "As each trial defines it. Margin 1.25 in this example: grave",
        "1.25",
    )?;
    let as_stijnen = |name: &str, method, correction| SensitivityAnalysis {
        name: name.to_owned(),
        plan: Some(Plan {
            measure: Measure::OddsRatio,
            method,
            interval: Interval::Wald,
            correction,
            prediction: PredictionDegrees::default(),
        }),
        ..SensitivityAnalysis::default()
    };
    work.adds_sensitivity(
        outcome,
        as_stijnen(
            "Exact conditional model, as in Stijnen 2010",
            Method::GeneralizedLinear(CountModel::ConditionalExact),
            Correction::None,
        ),
    )?;
    work.adds_sensitivity(
        outcome,
        as_stijnen(
            "Inverse variance with 0.5 added, as in Stijnen 2010",
            Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
            Correction::HalfWhereZero,
        ),
    )?;
    work.does(&Command::Explore {
        outcome,
        exploration: Exploration {
            moderators: vec![Moderator::Number(Quantity::Year)],
            at: vec![1998.0, 2004.0],
            ..Exploration::default()
        },
    })?;
    let own = [
        (
            DownDomain::RiskOfBias,
            Seriousness::Serious,
            of_example("The table holds no judgement of a trial, and all are taken as unclear"),
        ),
        (
            DownDomain::Indirectness,
            Seriousness::NotSerious,
            of_example(
                "The trials compare treated with standard catheters and count the infections that are asked about",
            ),
        ),
    ];
    work.judges(outcome, &own)
}
