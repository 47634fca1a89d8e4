//! The small mark that stands beside an outcome in the list of outcomes: its pooled interval on an axis that all
//! outcomes share.

use super::{Axis, Span};

/// The geometry of a small mark, in the units of the width and height it was made for. Plain numbers: whoever shows it
/// draws a line, a square, arrow heads and the line of no difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProfileMark {
    /// Where the line of no difference stands.
    pub no_difference: f64,
    /// The interval and its square; `None` where there is no estimate.
    pub interval: Option<IntervalMark>,
}

/// An interval on a small axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalMark {
    /// Left end of the line.
    pub left: f64,
    /// Right end of the line.
    pub right: f64,
    /// Where the square stands; `None` where the estimate lies beyond the axis.
    pub estimate: Option<f64>,
    /// Whether an arrow head ends the line on the left.
    pub arrow_left: bool,
    /// Whether an arrow head ends the line on the right.
    pub arrow_right: bool,
}

/// The axis that all outcomes of a list share, from their pooled estimates and limits on the scale of analysis.
#[must_use]
pub fn shared_axis(kind: super::Kind, spans: &[Span]) -> Axis {
    Axis::symmetric(kind, spans, None, &[])
}

/// Places one outcome's interval on an axis of `width`.
#[must_use]
pub fn mark(axis: &Axis, span: Option<Span>, width: f64) -> ProfileMark {
    let x = |value: f64| axis.share(value).clamp(0.0, 1.0) * width;
    ProfileMark {
        no_difference: x(0.0),
        interval: span
            .filter(|span| !(span.lower.is_nan() || span.upper.is_nan()))
            .map(|span| IntervalMark {
                left: x(span.lower),
                right: x(span.upper),
                estimate: axis.shows(span.estimate).then(|| x(span.estimate)),
                arrow_left: span.lower < axis.low && !axis.shows(span.lower),
                arrow_right: span.upper > axis.high && !axis.shows(span.upper),
            }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Kind;

    const AXIS: Axis = Axis {
        kind: Kind::Ratio,
        low: -2.0,
        high: 2.0,
    };

    #[test]
    fn an_interval_beyond_the_axis_ends_in_an_arrow() {
        let span = Span {
            estimate: 0.0,
            lower: -1.0,
            upper: 5.0,
        };
        let mark = mark(&AXIS, Some(span), 100.0).interval.unwrap();
        assert_eq!(
            (mark.left, mark.estimate, mark.right),
            (25.0, Some(50.0), 100.0)
        );
        assert_eq!((mark.arrow_left, mark.arrow_right), (false, true));
    }

    #[test]
    fn an_estimate_beyond_the_axis_has_no_square() {
        let span = Span {
            estimate: 4.0,
            lower: 3.0,
            upper: 5.0,
        };
        let mark = mark(&AXIS, Some(span), 100.0).interval.unwrap();
        assert_eq!(mark.estimate, None);
        assert!(mark.arrow_right && !mark.arrow_left);
    }

    #[test]
    fn an_outcome_without_an_estimate_keeps_the_line_of_no_difference() {
        let mark = mark(&AXIS, None, 100.0);
        assert_eq!(mark.interval, None);
        assert!((mark.no_difference - 50.0).abs() < 1e-12);
    }
}
