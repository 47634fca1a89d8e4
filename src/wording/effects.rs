//! Effects as text. Values come on the scale of analysis and are written on the scale on which they are read.

use super::{Locale, number};
use crate::analysis::{AbsoluteRisk, IntervalEstimate};
use crate::data::{Measure, OutcomeKind};
use crate::effect::Transformation;

/// Risk differences are read per so many people.
const PEOPLE: u32 = 1_000;

/// An effect as it is read: "0.82", "−42 per 1,000".
#[must_use]
pub fn effect(measure: Measure, value: f64, locale: Locale) -> String {
    match unit(measure, locale) {
        Some(unit) => format!("{} {unit}", bare(measure, value, locale)),
        None => bare(measure, value, locale),
    }
}

/// An interval in words: "0.68 to 1.00", "−76 to 0.5".
#[must_use]
pub fn interval(measure: Measure, interval: &IntervalEstimate, locale: Locale) -> String {
    limits(measure, interval.lower, interval.upper, locale)
}

/// Two limits in words.
#[must_use]
pub fn limits(measure: Measure, lower: f64, upper: f64, locale: Locale) -> String {
    format!(
        "{} to {}",
        bare(measure, lower, locale),
        bare(measure, upper, locale)
    )
}

/// Two limits where there is little room: "0.68–1.00"; with "to" where a minus sign could stand beside the dash.
#[must_use]
pub fn limits_short(measure: Measure, interval: &IntervalEstimate, locale: Locale) -> String {
    if measure.is_ratio() {
        format!(
            "{}–{}",
            bare(measure, interval.lower, locale),
            bare(measure, interval.upper, locale)
        )
    } else {
        limits(measure, interval.lower, interval.upper, locale)
    }
}

/// An effect without its unit.
#[must_use]
pub fn bare(measure: Measure, value: f64, locale: Locale) -> String {
    match measure {
        Measure::RiskRatio
        | Measure::OddsRatio
        | Measure::PetoOddsRatio
        | Measure::RateRatio
        | Measure::RatioOfMeans
        | Measure::GenericRatio => number::ratio(libm::exp(value), locale),
        Measure::RiskDifference => number::difference_per(value, PEOPLE, locale),
        Measure::RateDifference => number::fixed(value, decimals(value), locale),
        Measure::DoubleArcsineProportion => number::fixed(value, 4, locale),
        Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion => number::percent(share(measure, value), locale),
        Measure::ArcsineDifference
        | Measure::MeanDifference
        | Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances
        | Measure::GenericDifference => number::fixed(value, 2, locale),
    }
}

/// Whether the measure is read as a proportion in percent. The double arcsine is not: its way back depends on a number of
/// people, which is not known here ([`crate::analysis::PooledProportion`] takes it).
#[must_use]
pub fn is_share(measure: Measure) -> bool {
    measure.kind() == OutcomeKind::Proportions && measure != Measure::DoubleArcsineProportion
}

/// The proportion behind a value on the scale of analysis; values of other measures as they stand.
#[must_use]
pub fn share(measure: Measure, value: f64) -> f64 {
    match Transformation::of(measure).filter(|_| is_share(measure)) {
        // None of these scales asks for a number of people.
        Some(scale) => scale.back(value, f64::NAN),
        None => value,
    }
}

/// Decimals of a rate difference: two, and more where two would show nothing (a rate per person-day is a small number).
fn decimals(value: f64) -> usize {
    match value.abs() {
        small if small > 0.0 && small < 1e-3 => 6,
        small if small > 0.0 && small < 0.1 => 4,
        _ => 2,
    }
}

/// The unit of an effect, where it has one: "per 1,000".
#[must_use]
pub fn unit(measure: Measure, locale: Locale) -> Option<String> {
    (measure == Measure::RiskDifference).then(|| per(PEOPLE, locale))
}

/// "per 1,000".
#[must_use]
pub fn per(people: u32, locale: Locale) -> String {
    format!("per {}", number::count(u64::from(people), locale))
}

/// How many people a difference is told for: 1,000, and more where the difference would be less than one of them.
#[must_use]
pub fn people_for(difference: &AbsoluteRisk) -> u32 {
    let largest = difference.lower.abs().max(difference.upper.abs());
    match largest {
        large if large >= 1e-3 || large == 0.0 || large.is_nan() => 1_000,
        small if small >= 1e-4 => 10_000,
        _ => 100_000,
    }
}

/// A difference of risks in words: "42 fewer", "0.5 more", "0".
#[must_use]
pub fn fewer_or_more(difference: f64, people: u32, locale: Locale) -> String {
    if difference == 0.0 {
        return number::count(0, locale);
    }
    let size = number::difference_per(difference.abs(), people, locale);
    let direction = if difference < 0.0 { "fewer" } else { "more" };
    format!("{size} {direction}")
}

/// The interval of a difference of risks in words: "76 fewer to 0.5 more", "20 to 77 more", "2.8 to 3.7 fewer".
#[must_use]
pub fn fewer_to_more(difference: &AbsoluteRisk, people: u32, locale: Locale) -> String {
    let (lower, upper) = (difference.lower, difference.upper);
    let size = |value: f64| number::difference_per(value.abs(), people, locale);
    if lower > 0.0 && upper > 0.0 {
        format!("{} to {} more", size(lower), size(upper))
    } else if lower < 0.0 && upper < 0.0 {
        format!("{} to {} fewer", size(upper), size(lower))
    } else {
        format!(
            "{} to {}",
            fewer_or_more(lower, people, locale),
            fewer_or_more(upper, people, locale)
        )
    }
}
