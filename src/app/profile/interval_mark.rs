//! An interval with its square, and the line of no difference.

use leptos::prelude::*;

use crate::figure::profile::{IntervalMark as Interval, ProfileMark};

/// Width of the drawing, in its own units.
pub const WIDTH: f64 = 130.0;
/// Height of the drawing, in its own units.
const HEIGHT: f64 = 18.0;
const MIDDLE: f64 = HEIGHT / 2.0;
/// Half the side of the square.
const SQUARE: f64 = 3.5;

/// An interval with its square, and the line of no difference. It says nothing: the numbers stand beside it.
#[component]
pub fn IntervalMark(
    /// Where they stand, for a drawing of [`WIDTH`].
    mark: ProfileMark,
) -> impl IntoView {
    view! {
        <svg
            class="profile-mark"
            viewBox=format!("0 0 {WIDTH} {HEIGHT}")
            preserveAspectRatio="none"
            aria-hidden="true"
        >
            <line
                class="no-difference"
                x1=mark.no_difference
                x2=mark.no_difference
                y1=0.0
                y2=HEIGHT
            />
            {mark.interval.map(interval_marks)}
        </svg>
    }
}

fn interval_marks(interval: Interval) -> impl IntoView {
    let arrow = |tip: f64, back: f64| {
        let (above, below) = (MIDDLE - 3.0, MIDDLE + 3.0);
        let points = format!("{tip},{MIDDLE} {back},{above} {back},{below}");
        view! { <polygon class="arrow" points=points/> }
    };
    let left = interval
        .arrow_left
        .then(|| arrow(interval.left - 1.0, interval.left + 5.0));
    let right = interval
        .arrow_right
        .then(|| arrow(interval.right + 1.0, interval.right - 5.0));
    let estimate = interval.estimate.map(|estimate| {
        view! {
            <rect
                class="estimate"
                x=estimate - SQUARE
                y=MIDDLE - SQUARE
                width=2.0 * SQUARE
                height=2.0 * SQUARE
            />
        }
    });
    view! {
        <line class="interval" x1=interval.left x2=interval.right y1=MIDDLE y2=MIDDLE/>
        {left}
        {right}
        {estimate}
    }
}
