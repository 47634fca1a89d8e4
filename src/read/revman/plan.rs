//! Tells how RevMan pools an analysis, as a plan.

use super::analyses::{Kind, Setting};
use crate::data::{
    Correction, Interval, Measure, Method, Plan, PredictionDegrees, TauSquaredEstimator,
};
use crate::read::entry;
use crate::read::head::plain;
use crate::read::number::Decimal;

/// Whether the effects of an analysis are logarithms of ratios: as it says, or else by the name of its measure.
pub(super) fn are_logarithms(kind: Kind, setting: &Setting) -> bool {
    let named = || plain(&setting.measure).contains("ratio");
    kind == Kind::ObservedMinusExpected || setting.logarithms.unwrap_or_else(named)
}

/// The plan that a setting asks for; `None` if its measure is not known.
///
/// RevMan adds 0.5 to every cell of a study with an empty one, for Mantel and Haenszel's ratios as for those by inverse
/// variance, and leaves out studies without an event (Deeks & Higgins 2010, "Statistical algorithms in Review Manager
/// 5"). "M-H, Random" takes Q around Mantel and Haenszel's estimate; with restricted maximum likelihood, which RevMan has
/// had since 2024, it is inverse variance.
pub(super) fn plan(kind: Kind, setting: &Setting) -> Option<Plan> {
    let method = plain(&setting.method);
    let peto = method.contains("peto");
    let measure = match (kind, plain(&setting.measure).as_str()) {
        (Kind::Counts, "petoor" | "petooddsratio") => Measure::PetoOddsRatio,
        (Kind::Counts, _) if peto => Measure::PetoOddsRatio,
        (Kind::Counts, "or" | "oddsratio" | "oddsrationonevent") => Measure::OddsRatio,
        (Kind::Counts, "rr" | "riskratio") => Measure::RiskRatio,
        (Kind::Counts, "rd" | "riskdifference") => Measure::RiskDifference,
        (Kind::Means, "md" | "meandifference") => Measure::MeanDifference,
        (Kind::Means, "smd" | "stdmeandifference" | "standardizedmeandifference") => {
            Measure::StandardizedMeanDifference
        }
        (Kind::Means, "standardisedmeandifference") => Measure::StandardizedMeanDifference,
        (Kind::Estimates | Kind::ObservedMinusExpected, _) => {
            if are_logarithms(kind, setting) {
                Measure::GenericRatio
            } else {
                Measure::GenericDifference
            }
        }
        (Kind::Counts | Kind::Means, _) => return None,
    };
    let mantel_haenszel = method == "mh";
    let estimator = plain(&setting.estimator);
    let restricted = estimator.contains("reml") || estimator.contains("restricted");
    let interval = plain(&setting.interval);
    Some(Plan {
        measure,
        method: if measure == Measure::PetoOddsRatio {
            Method::Peto
        } else if !setting.random {
            if mantel_haenszel {
                Method::MantelHaenszel
            } else {
                Method::InverseVariance
            }
        } else if restricted {
            Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood)
        } else if mantel_haenszel {
            Method::RandomEffects(TauSquaredEstimator::DerSimonianLairdMantelHaenszel)
        } else {
            Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird)
        },
        interval: if interval.contains("hksj") || interval.contains("hartung") {
            Interval::HartungKnapp
        } else {
            Interval::Wald
        },
        correction: match measure {
            Measure::RiskRatio | Measure::OddsRatio => Correction::HalfWhereZero,
            Measure::PetoOddsRatio
            | Measure::RiskDifference
            | Measure::ArcsineDifference
            | Measure::RateRatio
            | Measure::RateDifference
            | Measure::MeanDifference
            | Measure::StandardizedMeanDifference
            | Measure::StandardizedMeanDifferenceUnequalVariances
            | Measure::RatioOfMeans
            | Measure::LogitProportion
            | Measure::ArcsineProportion
            | Measure::LogProportion
            | Measure::RawProportion
            | Measure::DoubleArcsineProportion
            | Measure::GenericRatio
            | Measure::GenericDifference => Correction::None,
        },
        prediction: PredictionDegrees::default(),
    })
}

/// An effect as it is entered, a logarithm for a ratio, from the effect as it is shown.
pub(super) fn effect_as_entered(setting: &Setting, shown: &str) -> String {
    if !are_logarithms(Kind::Estimates, setting) {
        return shown.to_owned();
    }
    let logarithm = shown
        .parse()
        .ok()
        .filter(|shown: &f64| shown.is_finite())
        .map(libm::log);
    logarithm.map_or_else(String::new, |logarithm| logarithm.to_string())
}

/// The level of a stored interval, in percent: 95 where the file does not say another that can be.
pub(super) fn level(setting: &Setting) -> f64 {
    let number = setting.level.trim().trim_end_matches('%');
    let said = entry::number(number, Decimal::Point).value();
    said.filter(|level| (50.0..100.0).contains(level))
        .unwrap_or(95.0)
}
