//! Effects as text. Values come on the scale of analysis and are written on the scale on which they are read.

use super::{Locale, number, tr, translate};
use crate::analysis::{AbsoluteRisk, IntervalEstimate, TrialData};
use crate::data::{Measure, OutcomeKind};
use crate::effect::Transformation;

/// Risk differences are read per so many people.
const PEOPLE: u32 = 1_000;

/// How the numbers of one effect are written: differences of risks per so many people that all of them keep their figures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Written {
    measure: Measure,
    /// Risk differences are given per so many people.
    pub people: u32,
    locale: Locale,
}

impl Written {
    /// As the limits of an interval ask for.
    #[must_use]
    pub fn of(measure: Measure, interval: &IntervalEstimate, locale: Locale) -> Self {
        Self {
            measure,
            people: people_of(interval.lower.abs().max(interval.upper.abs())),
            locale,
        }
    }

    /// The same, with differences of risks per so many people.
    #[must_use]
    pub fn with_people(self, people: u32) -> Self {
        Self { people, ..self }
    }

    /// As this number alone asks for.
    fn alone(measure: Measure, value: f64, locale: Locale) -> Self {
        Self {
            measure,
            people: people_of(value.abs()),
            locale,
        }
    }

    /// An effect without its unit.
    #[must_use]
    pub fn bare(self, value: f64) -> String {
        match self.measure {
            Measure::RiskDifference => number::difference_per(value, self.people, self.locale),
            measure => bare(measure, value, self.locale),
        }
    }

    /// An effect as it is read: "0.82", "−42 per 1,000".
    #[must_use]
    pub fn effect(self, value: f64) -> String {
        self.with_unit(self.bare(value))
    }

    /// Two limits without their unit: those of a ratio with three decimals where two would put one on no difference.
    #[must_use]
    pub fn pair(self, lower: f64, upper: f64) -> [String; 2] {
        if self.measure.is_ratio() {
            number::ratio_limits([lower, upper].map(libm::exp), self.locale)
        } else {
            [lower, upper].map(|limit| self.bare(limit))
        }
    }

    /// Two limits in words.
    #[must_use]
    pub fn limits(self, lower: f64, upper: f64) -> String {
        self.pair(lower, upper).join(translate(" to "))
    }

    /// An interval in words: "0.68 to 1.00", "−76 to 0.5".
    #[must_use]
    pub fn interval(self, interval: &IntervalEstimate) -> String {
        self.limits(interval.lower, interval.upper)
    }

    /// Two limits where there is little room: "0.68–1.00"; with "to" where a minus sign could stand beside the dash.
    #[must_use]
    pub fn limits_short(self, interval: &IntervalEstimate) -> String {
        if self.measure.is_ratio() {
            self.pair(interval.lower, interval.upper).join("–")
        } else {
            self.interval(interval)
        }
    }

    /// A text with the unit behind it, where the measure has one.
    fn with_unit(self, text: String) -> String {
        match self.unit() {
            Some(unit) => tr!("{text} {unit}", text, unit),
            None => text,
        }
    }

    /// The unit of an effect, where it has one: "per 1,000".
    #[must_use]
    pub fn unit(self) -> Option<String> {
        (self.measure == Measure::RiskDifference).then(|| per(self.people, self.locale))
    }

    /// A text with the unit behind it where it is another than readers expect, for tables whose heads name none.
    #[must_use]
    pub fn with_unusual_unit(self, text: String) -> String {
        if self.people == PEOPLE {
            text
        } else {
            self.with_unit(text)
        }
    }
}

/// How many people differences are told for of which this is the largest: 1,000, and more where that would leave one figure.
#[must_use]
pub fn people_of(largest: f64) -> u32 {
    match largest {
        small if small > 0.0 && small < 1e-3 => 100_000,
        small if small > 0.0 && small < 2e-3 => 10_000,
        _ => PEOPLE,
    }
}

/// An effect that stands alone: "0.82", "−42 per 1,000".
#[must_use]
pub fn effect(measure: Measure, value: f64, locale: Locale) -> String {
    Written::alone(measure, value, locale).effect(value)
}

/// An interval in words: "0.68 to 1.00", "−76 to 0.5"; with its unit where that is not the one in which [`effect`] gives the
/// estimate.
#[must_use]
pub fn interval(measure: Measure, interval: &IntervalEstimate, locale: Locale) -> String {
    let written = Written::of(measure, interval, locale);
    let text = written.interval(interval);
    if Written::alone(measure, interval.estimate, locale) == written {
        text
    } else {
        written.with_unit(text)
    }
}

/// An effect without its unit; a risk difference per 1,000.
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

/// The difference of two arms whose variance is zero, so that it has no interval: nobody of either arm had the event, or
/// everybody, or everybody of one and nobody of the other.
#[must_use]
pub fn without_interval(measure: Measure, data: &TrialData) -> Option<f64> {
    let TrialData::Counts(table) = data else {
        return None;
    };
    let difference = crate::effect::effect(measure, &table.cells())?;
    let is_known = measure == Measure::RiskDifference && table.is_possible();
    (is_known && difference.variance == 0.0).then_some(difference.estimate)
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

/// "per 1,000".
#[must_use]
pub fn per(people: u32, locale: Locale) -> String {
    tr!("per {}", number::count(u64::from(people), locale))
}

/// How many people a difference is told for.
#[must_use]
pub fn people_for(difference: &AbsoluteRisk) -> u32 {
    people_of(difference.lower.abs().max(difference.upper.abs()))
}

/// How many people several differences are told for, all of them alike.
#[must_use]
pub fn people_of_all<'a>(differences: impl Iterator<Item = &'a AbsoluteRisk>) -> u32 {
    let limits = differences.flat_map(|difference| [difference.lower, difference.upper]);
    people_of(limits.map(f64::abs).fold(0.0, f64::max))
}

/// A difference of risks in words: "42 fewer", "0.5 more", "0".
#[must_use]
pub fn fewer_or_more(difference: f64, people: u32, locale: Locale) -> String {
    if difference == 0.0 {
        return number::count(0, locale);
    }
    let size = number::difference_per(difference.abs(), people, locale);
    if difference < 0.0 {
        tr!("{size} fewer", size)
    } else {
        tr!("{size} more", size)
    }
}

/// The interval of a difference of risks in words: "76 fewer to 0.5 more", "20 to 77 more", "2.8 to 3.7 fewer".
#[must_use]
pub fn fewer_to_more(difference: &AbsoluteRisk, people: u32, locale: Locale) -> String {
    let (lower, upper) = (difference.lower, difference.upper);
    let size = |value: f64| number::difference_per(value.abs(), people, locale);
    if lower > 0.0 && upper > 0.0 {
        tr!("{} to {} more", size(lower), size(upper))
    } else if lower < 0.0 && upper < 0.0 {
        tr!("{} to {} fewer", size(upper), size(lower))
    } else {
        tr!(
            "{fewer} to {more}",
            fewer = fewer_or_more(lower, people, locale),
            more = fewer_or_more(upper, people, locale)
        )
    }
}
