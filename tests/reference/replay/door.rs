//! The same analysis through the one door: what `analysis::answer` says must be, bit for bit, what the pooling functions
//! say, wherever a plan can express the record.

use trialpool::analysis::{Request, Response, TrialData, TrialRow, Undefined, VERSION, answer};
use trialpool::data::{Correction, Interval, Measure, Method, Plan, PredictionDegrees};
use trialpool::pool::CommonEffect;

use super::comparison::Comparison;
use super::dataset::Dataset;
use super::policy::{correction, measure};
use super::record::Record;

const REFUSED: &str = "an arm without an event (or with nothing else) in any trial: the door refuses a ratio that the correction alone would make";

/// The answer of the door to a record's data by `method`, if a plan can express it.
pub(super) fn ask(
    record: &Record,
    dataset: &Dataset,
    method: Method,
    interval: Interval,
    prediction: PredictionDegrees,
) -> Option<Response> {
    let (measure, correction, trials): (Measure, Correction, Vec<TrialData>) = match dataset {
        Dataset::Tables(tables) => {
            let policy = match record.analysis.as_str() {
                "common_mh" => match record.setting("mh_policy") {
                    "default" if measure(record)? != Measure::RiskDifference => "none",
                    "pool_only0_drop00" => "only0_drop00",
                    _ => return None,
                },
                "common_peto" => "none",
                _ => record.setting("policy"),
            };
            let rows = tables.iter().copied().map(TrialData::Counts).collect();
            let measure = measure(record)?;
            (measure, correction(policy, measure)?, rows)
        }
        Dataset::Means(_)
            if record.setting("vtype") != "LS" || record.has_variances_with_factor() =>
        {
            return None;
        }
        Dataset::Means(trials) => {
            let rows = trials.iter().copied().map(TrialData::Means).collect();
            (measure(record)?, Correction::None, rows)
        }
        Dataset::Proportions(arms) => {
            let rows = arms.iter().copied().map(TrialData::Proportion).collect();
            let measure = measure(record)?;
            // metafor corrects neither of the two arcsines.
            let correction = match measure {
                Measure::ArcsineProportion | Measure::DoubleArcsineProportion => Correction::None,
                _ => Correction::HalfWhereZero,
            };
            (measure, correction, rows)
        }
        Dataset::Effects(effects) => {
            let rows = effects.iter().map(|effect| TrialData::Estimate {
                effect: effect.estimate,
                standard_error: effect.variance.sqrt(),
            });
            (Measure::GenericDifference, Correction::None, rows.collect())
        }
    };
    Some(answer(&Request {
        version: VERSION,
        trials: trials
            .into_iter()
            .map(|data| TrialRow {
                label: String::new(),
                continues: false,
                data,
            })
            .collect(),
        plan: Some(Plan {
            measure,
            method,
            interval,
            correction,
            prediction,
        }),
        measure: None,
        compare: false,
        level: trialpool::data::ConfidenceLevel::default(),
    }))
}

/// Compares the door's estimate and standard error with those of a pooling function.
pub(super) fn check(
    comparison: &mut Comparison,
    record: &Record,
    dataset: &Dataset,
    method: Method,
    found: &CommonEffect,
) {
    let Some(response) = ask(
        record,
        dataset,
        method,
        Interval::Wald,
        PredictionDegrees::KMinusOne,
    ) else {
        return;
    };
    match &response.pooled {
        Ok(pooled) => {
            let door = [pooled.interval.estimate, pooled.interval.standard_error];
            let direct = [found.estimate, found.standard_error];
            if door.map(f64::to_bits) != direct.map(f64::to_bits) {
                comparison
                    .failures
                    .push(format!("the door says {door:?}, the pool {direct:?}"));
            }
        }
        Err(reason) => refused(comparison, *reason),
    }
}

/// Judges the door's refusal of an analysis that has a number.
pub(super) fn refused(comparison: &mut Comparison, reason: Undefined) {
    match reason {
        Undefined::ArmWithoutEvent { .. }
        | Undefined::ArmAllEvents { .. }
        | Undefined::NoEvents
        | Undefined::AllEvents => comparison.convention(REFUSED),
        other => comparison
            .failures
            .push(format!("the door refuses: {other:?}")),
    }
}
