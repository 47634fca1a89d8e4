//! An interval on the axis that all findings share, with the zone beyond the margin and the result of another review.

use leptos::prelude::*;

use crate::figure::{Axis, Span};

/// What a cell shows, on the scale of analysis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Marks {
    /// Ours.
    pub main: Option<Span>,
    /// That of another review; without limits where none are printed.
    pub other: Option<(f64, Option<[f64; 2]>)>,
    /// Where harm of concern begins, and whether it lies to the right.
    pub margin: Option<(f64, bool)>,
}

/// Where a value stands in the cell, in percent; one beyond the axis stands at its end.
fn percent(axis: &Axis, value: f64) -> f64 {
    100.0 * axis.share(value).clamp(0.0, 1.0)
}

fn at(axis: &Axis, value: f64) -> String {
    format!("{:.2}%", percent(axis, value))
}

/// The interval of an outcome. It says nothing: the numbers stand beside it.
#[component]
pub fn IntervalCell(
    /// The axis that all rows share.
    axis: Axis,
    /// What is shown.
    marks: Marks,
) -> impl IntoView {
    let zone = marks.margin.map(|(margin, right)| {
        let edge = percent(&axis, margin);
        let (x, width) = if right {
            (edge, 100.0 - edge)
        } else {
            (0.0, edge)
        };
        view! {
            <rect
                class="zone"
                x=format!("{x:.2}%")
                width=format!("{width:.2}%")
                y="0"
                height="100%"
            />
            <line class="margin" x1=at(&axis, margin) x2=at(&axis, margin) y1="0" y2="100%"/>
        }
    });
    // Beside the first and the second line of the row's texts.
    let (main_at, other_at) = ("15", "32");
    view! {
        <svg class="findings-interval" aria-hidden="true">
            {zone}
            <line class="no-difference" x1=at(&axis, 0.0) x2=at(&axis, 0.0) y1="0" y2="100%"/>
            {marks.other.map(|(estimate, limits)| {
                view! {
                    {limits.map(|limits| line(&axis, limits, other_at, "other"))}
                    <svg x=at(&axis, estimate) y=other_at class="at">
                        <path class="other" d="M-4.5 0 0 -4.5 4.5 0 0 4.5Z"/>
                    </svg>
                }
            })}
            {marks.main.map(|span| {
                let shows = axis.shows(span.estimate);
                view! {
                    {line(&axis, [span.lower, span.upper], main_at, "interval")}
                    {shows.then(|| {
                        view! {
                            <svg x=at(&axis, span.estimate) y=main_at class="at">
                                <rect class="estimate" x="-4" y="-4" width="8" height="8"/>
                            </svg>
                        }
                    })}
                }
            })}
        </svg>
    }
}

/// A line between two limits; arrow heads where they lie beyond the axis.
fn line(
    axis: &Axis,
    [lower, upper]: [f64; 2],
    y: &'static str,
    class: &'static str,
) -> impl IntoView {
    let beyond = |value: f64| !axis.shows(value);
    let left = (beyond(lower) && lower < axis.low).then(|| {
        view! {
            <svg x="0" y=y class="at">
                <path class=format!("{class} head") d="M0 0 6 -3.5 6 3.5Z"/>
            </svg>
        }
    });
    let right = (beyond(upper) && upper > axis.high).then(|| {
        view! {
            <svg x="100%" y=y class="at">
                <path class=format!("{class} head") d="M0 0 -6 -3.5 -6 3.5Z"/>
            </svg>
        }
    });
    view! {
        <line class=class x1=at(axis, lower) x2=at(axis, upper) y1=y y2=y/>
        {left}
        {right}
    }
}

/// The labels of the axis, in the head of its column.
#[component]
pub fn AxisHead(
    /// The axis.
    axis: Axis,
    /// Its labels with the values at which they stand.
    ticks: Vec<(f64, String)>,
    /// What lies left and right of no difference.
    directions: [String; 2],
) -> impl IntoView {
    let [less, more] = directions;
    view! {
        <span class="axis-directions">
            <span>"◂ " {less}</span>
            <span>{more} " ▸"</span>
        </span>
        <svg class="findings-axis" aria-hidden="true">
            {ticks
                .into_iter()
                .map(|(value, label)| {
                    view! {
                        <line x1=at(&axis, value) x2=at(&axis, value) y1="75%" y2="100%"/>
                        <text x=at(&axis, value) y="66%">{label}</text>
                    }
                })
                .collect_view()}
        </svg>
    }
}
