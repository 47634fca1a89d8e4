//! The axis of a forest plot: chosen for what it shows, or typed.

use super::Content;
use crate::data::{AxisByHand, Measure};
use crate::figure::grammar::scale::{Axis, Kind, Span, Tick};
use crate::wording::number;

/// Risk differences are typed per so many people.
const TYPED_PER: f64 = 1_000.0;

/// An axis that somebody typed.
pub(super) struct TypedAxis {
    pub(super) axis: Axis,
    pub(super) ticks: Vec<Tick>,
}

impl Content<'_> {
    /// The axis for these trials, the primary estimate and whatever else it shows.
    pub(super) fn axis(&self, trials: &[Span], primary: Option<Span>, others: &[Span]) -> Axis {
        if self.is_share() {
            return Axis::of_shares(trials, primary, others);
        }
        match (self.kind, self.style.axis) {
            (Kind::Ratio, Some(_)) => Axis::centuries(),
            (Kind::Ratio, None) | (Kind::Difference, _) => {
                Axis::symmetric(self.kind, trials, primary, others)
            }
        }
    }

    /// The axis that was typed for this measure, if one was and it can be drawn.
    pub(super) fn typed_axis(&self) -> Option<TypedAxis> {
        let typed = self.own?.axis.as_ref()?;
        if !typed.is_for(self.response.measure()) || typed.check().is_err() {
            return None;
        }
        Some(self.placed(typed))
    }

    fn placed(&self, typed: &AxisByHand) -> TypedAxis {
        let per_people = self.response.measure() == Measure::RiskDifference;
        let scale = if per_people {
            f64::from(self.people) / TYPED_PER
        } else {
            1.0
        };
        let place = |read: f64| match self.kind {
            Kind::Ratio => libm::log(read),
            Kind::Difference => read * scale,
        };
        let axis = Axis {
            kind: self.kind,
            low: place(typed.low),
            high: place(typed.high),
        };
        let mut ticks: Vec<Tick> = typed
            .ticks
            .iter()
            .map(|tick| Tick {
                value: place(*tick),
                label: number::tick(
                    match self.kind {
                        Kind::Ratio => *tick,
                        Kind::Difference => *tick * scale,
                    },
                    self.options.locale,
                ),
            })
            .collect();
        ticks.sort_by(|one, other| one.value.total_cmp(&other.value));
        TypedAxis { axis, ticks }
    }
}
