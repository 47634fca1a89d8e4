//! The table of findings: a row an outcome, under the heads of the groups.

use leptos::prelude::*;

use super::interval_cell::AxisHead;
use super::row::FindingRow;
use super::shown::Shown;
use crate::app::state::State;
use crate::figure::profile::shared_axis;
use crate::figure::{Axis, Kind, Span};
use crate::wording::findings::{self as words, Findings, Order};
use crate::wording::{earlier, forest, translate};

/// Length for which the labels of the axis are chosen, in CSS pixels.
const AXIS_LENGTH: f64 = 185.0;
/// Size of the labels, in CSS pixels.
const LABEL_SIZE: f64 = 11.0;

/// A line of the table.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Line {
    /// The head of a group, before the row at this place.
    Group(String, usize),
    /// The row at this place.
    Row(usize),
}

/// The axis of all ratios; a tenth to ten where there is none.
fn axis_of(findings: &Findings) -> Axis {
    let spans: Vec<Span> = findings
        .rows
        .iter()
        .filter(|row| row.measure.is_ratio())
        .filter_map(|row| {
            let interval = row.interval?;
            Some(Span {
                estimate: interval.estimate,
                lower: interval.lower,
                upper: interval.upper,
            })
        })
        .collect();
    shared_axis(Kind::Ratio, &spans)
}

/// The table of findings.
#[component]
pub fn FindingsTable(
    /// What is looked at.
    shown: Shown,
) -> impl IntoView {
    let state = State::expect();
    let axis = Memo::new(move |_| shown.findings.with(|findings| axis_of(findings)));
    let other = Memo::new(move |_| {
        let place = shown.beside.get()?;
        let project = state.document.project;
        project.with(|project| Some(earlier::name(project.review.earlier.get(place)?)))
    });
    let lines = Memo::new(move |_| {
        let places = shown.places();
        let grouped = shown.order.get() == Order::Panel;
        shown.findings.with(|findings| {
            let mut lines = Vec::with_capacity(places.len());
            let mut group: Option<&str> = None;
            for place in places {
                let row = findings.rows.get(place);
                let own = row.and_then(|row| row.group.as_deref());
                if grouped && own != group {
                    lines.extend(own.map(|own| Line::Group(own.to_owned(), place)));
                    group = own;
                }
                lines.push(Line::Row(place));
            }
            lines
        })
    });
    let is_graded = Memo::new(move |_| shown.findings.with(|findings| findings.has_certainty));
    let silent = Memo::new(move |_| shown.findings.with(|findings| findings.silent.join(" · ")));
    let is_empty = Memo::new(move |_| lines.with(Vec::is_empty));
    let has_rows = Memo::new(move |_| shown.findings.with(|findings| !findings.rows.is_empty()));
    view! {
        <div class="sheet findings-sheet">
            <Legend other=other/>
            <div class="table-scroll" tabindex="0" role="group" aria-label=words::TITLE>
                <table class="table findings-table" class:graded=move || is_graded.get()>
                    <thead>
                        <TableHead shown axis other is_graded/>
                    </thead>
                    // Every row is made anew where the findings change: they are few.
                    <tbody>
                        {move || {
                            let axis = axis.get();
                            let labels = shown
                                .findings
                                .with(|findings| {
                                    let [experimental, control] = findings.sides.clone();
                                    [experimental, control, findings.heads.difference[0].clone()]
                                });
                            lines
                                .get()
                                .into_iter()
                                .map(|line| match line {
                                    Line::Group(name, _) => {
                                        view! {
                                            <tr class="group">
                                                <th scope="rowgroup" colspan="13">{name}</th>
                                            </tr>
                                        }
                                            .into_any()
                                    }
                                    Line::Row(place) => {
                                        let found = shown
                                            .findings
                                            .with(|findings| findings.rows.get(place).cloned());
                                        found
                                            .map(|finding| {
                                                let beside = shown.beside.get();
                                                let adjusted = shown
                                                    .findings
                                                    .with(|findings| findings.shows_adjusted)
                                                    .then(|| words::adjusted(&finding, state.document.locale()));
                                                view! { <FindingRow finding axis beside labels=labels.clone() is_graded=is_graded.get() adjusted/> }
                                            })
                                            .into_any()
                                    }
                                })
                                .collect_view()
                        }}
                        <Show when=move || is_empty.get() && has_rows.get()>
                            <tr>
                                <td class="words" colspan="13">{words::NONE_OF_VERDICT}</td>
                            </tr>
                        </Show>
                        <Show when=move || silent.with(|silent| !silent.is_empty())>
                            <tr class="group">
                                <th scope="rowgroup" colspan="13">{words::NO_ENTRY}</th>
                            </tr>
                            <tr class="silent">
                                <td class="words" colspan="13">
                                    {move || silent.get()} {translate(". ")}
                                    <span class="muted">{words::NO_ENTRY_SAID}</span>
                                </td>
                            </tr>
                        </Show>
                    </tbody>
                </table>
            </div>
        </div>
    }
}

/// What the marks mean.
#[component]
fn Legend(
    /// The name of the review beside ours.
    other: Memo<Option<String>>,
) -> impl IntoView {
    view! {
        <p class="findings-legend muted">
            <span class="key">
                <svg class="key-mark" aria-hidden="true">
                    <line class="interval" x1="0" x2="100%" y1="50%" y2="50%"/>
                    <svg x="50%" y="50%" class="at">
                        <rect class="estimate" x="-4" y="-4" width="8" height="8"/>
                    </svg>
                </svg>
                {words::OURS}
            </span>
            {move || {
                other
                    .get()
                    .map(|name| {
                        view! {
                            <span class="key">
                                <svg class="key-mark" aria-hidden="true">
                                    <line class="other" x1="0" x2="100%" y1="50%" y2="50%"/>
                                    <svg x="50%" y="50%" class="at">
                                        <path class="other" d="M-4.5 0 0 -4.5 4.5 0 0 4.5Z"/>
                                    </svg>
                                </svg>
                                {name}
                                {translate(", ")}
                                {crate::wording::names::outcome_inside(earlier::NOT_RECOMPUTED.text())
                                    .trim_end_matches('.')
                                    .to_owned()}
                            </span>
                        }
                    })
            }}
            <span class="key">
                <svg class="key-mark" aria-hidden="true">
                    <rect class="zone" x="0" y="0" width="100%" height="100%"/>
                    <line class="margin" x1="1" x2="1" y1="0" y2="100%"/>
                </svg>
                {words::ZONE}
            </span>
        </p>
    }
}

/// The heads of the columns.
#[component]
fn TableHead(
    /// What is looked at.
    shown: Shown,
    /// The axis.
    axis: Memo<Axis>,
    /// The name of the review beside ours.
    other: Memo<Option<String>>,
    /// Whether the certainty of any outcome is judged.
    is_graded: Memo<bool>,
) -> impl IntoView {
    let state = State::expect();
    let heads = Memo::new(move |_| shown.findings.with(|findings| findings.heads.clone()));
    let sides = Memo::new(move |_| shown.findings.with(|findings| findings.sides.clone()));
    let two = |first: String, second: String| {
        view! {
            {first}
            <small class="muted">{second}</small>
        }
    };
    let axis_head = move || {
        let axis = axis.get();
        let ticks = axis.ticks(AXIS_LENGTH, LABEL_SIZE, state.document.locale());
        let ticks: Vec<(f64, String)> = ticks
            .into_iter()
            .map(|tick| (tick.value, tick.label))
            .collect();
        let directions = forest::directions(
            crate::data::Measure::RiskRatio,
            &sides.with(|sides| sides[0].clone()),
        );
        view! { <AxisHead axis ticks directions/> }
    };
    view! {
        <tr>
            <th scope="col">{words::OUTCOME}</th>
            <th scope="col">
                {move || {
                    let [first, second] = heads.get().trials;
                    two(first, second)
                }}
            </th>
            <th scope="col">{move || two(sides.get()[0].clone(), words::EVENTS.to_owned())}</th>
            <th scope="col">{move || two(sides.get()[1].clone(), words::EVENTS.to_owned())}</th>
            <th scope="col">
                {move || {
                    let [first, second] = heads.get().effect;
                    two(first, second)
                }}
            </th>
            <th scope="col" class="axis">{axis_head}</th>
            <th scope="col">
                {move || {
                    let [first, second] = heads.get().difference;
                    two(first, second)
                }}
            </th>
            {move || {
                is_graded
                    .get()
                    .then(|| view! { <th scope="col" class="words">{words::CERTAINTY}</th> })
            }}
            <th scope="col" class="words">{words::VERDICT}</th>
            <th scope="col" class="words">{words::OTHER_METHODS}</th>
            <th scope="col" class="words">{words::HETEROGENEITY}</th>
            {move || {
                shown
                    .findings
                    .with(|findings| findings.shows_adjusted)
                    .then(|| view! { <th scope="col">{two(words::ADJUSTED.to_owned(), words::P_VALUE.to_owned())}</th> })
            }}
            {move || other.get().map(|name| view! { <th scope="col">{name}</th> })}
        </tr>
    }
}
