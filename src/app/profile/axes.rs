//! The axes of the list: one for ratios, one for differences, each shared by all outcomes that it fits.

use crate::app::state::{AllAnswers, Answer};
use crate::data::Measure;
use crate::figure::profile::{ProfileMark, mark, shared_axis};
use crate::figure::{Axis, Kind, Span};

/// The axes of the list.
#[derive(Clone, Copy, PartialEq)]
pub struct SharedAxes {
    ratio: Option<Axis>,
    difference: Option<Axis>,
}

impl SharedAxes {
    /// The axes for these answers.
    pub fn of(answers: &AllAnswers) -> Self {
        let axis = |is_ratio: bool, kind: Kind| {
            let spans: Vec<Span> = answers
                .iter()
                .filter(|answer| answer.response.measure().is_ratio() == is_ratio)
                .filter_map(span_of)
                .collect();
            (!spans.is_empty()).then(|| shared_axis(kind, &spans))
        };
        Self {
            ratio: axis(true, Kind::Ratio),
            difference: axis(false, Kind::Difference),
        }
    }

    /// The interval of an answer on its axis, in a drawing of so much width; none where there is no axis for it.
    pub fn mark(&self, answer: &Answer, width: f64) -> Option<ProfileMark> {
        let axis = self.of_measure(answer.response.measure())?;
        Some(mark(&axis, span_of(answer), width))
    }

    fn of_measure(&self, measure: Measure) -> Option<Axis> {
        if measure.is_ratio() {
            self.ratio
        } else {
            self.difference
        }
    }
}

/// The interval of an outcome; none of single proportions, which are compared with nothing.
fn span_of(answer: &Answer) -> Option<Span> {
    if answer.response.proportion.is_some() {
        return None;
    }
    let pooled = answer.response.pooled.as_ref().ok()?;
    Some(Span {
        estimate: pooled.interval.estimate,
        lower: pooled.interval.lower,
        upper: pooled.interval.upper,
    })
}
