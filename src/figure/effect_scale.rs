//! The axis of effects: from the scale of analysis to what the axis shows.

use super::grammar::scale::{Axis, Kind, Span};
use crate::data::Measure;
use crate::effect::IntervalEstimate;
use crate::wording::effects;

/// How effects of a measure stand on an axis: logarithms of ratios, differences of risks per so many people, shares in percent,
/// and everything else as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct EffectScale {
    pub(super) measure: Measure,
    /// Differences of risks are drawn per so many people.
    pub(super) people: u32,
}

impl EffectScale {
    /// Where an effect stands.
    pub(super) fn read(self, value: f64) -> f64 {
        if self.measure == Measure::RiskDifference {
            value * f64::from(self.people)
        } else if effects::is_share(self.measure) {
            100.0 * effects::share(self.measure, value)
        } else {
            value
        }
    }

    /// How much longer a distance is on the axis than on the scale of analysis; `None` where that is not the same everywhere.
    pub(super) fn stretch(self) -> Option<f64> {
        if self.measure == Measure::RiskDifference {
            Some(f64::from(self.people))
        } else if effects::is_share(self.measure) {
            None
        } else {
            Some(1.0)
        }
    }

    pub(super) fn span(self, interval: &IntervalEstimate) -> Span {
        Span {
            estimate: self.read(interval.estimate),
            lower: self.read(interval.lower),
            upper: self.read(interval.upper),
        }
    }

    /// An axis for these, symmetric about no difference where there is such a value.
    pub(super) fn axis(self, spans: &[Span], main: Option<Span>) -> Axis {
        if effects::is_share(self.measure) {
            return Axis::of_shares(spans, main, &[]);
        }
        let kind = if self.measure.is_ratio() {
            Kind::Ratio
        } else {
            Kind::Difference
        };
        Axis::symmetric(kind, spans, main, &[])
    }
}
