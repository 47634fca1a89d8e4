//! The safety profile: every outcome with its counts and its interval on one axis. It is the navigation.

use leptos::html;
use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::answers::Answer;
use super::dynamic::{dynamic, text};
use super::outcome::Choice;
use super::session::Session;
use crate::data::{Measure, OutcomeId};
use crate::figure::profile::{ProfileMark, mark, shared_axis};
use crate::figure::{Axis, Kind, Span};
use crate::project::Command;
use crate::wording::names::{self, Length};
use crate::wording::sentences;

/// Size of a mark in the units of its drawing.
const MARK_WIDTH: f64 = 130.0;
const MARK_HEIGHT: f64 = 18.0;
/// Half the side of the square.
const SQUARE: f64 = 3.5;

const MEASURES: [Measure; 4] = [
    Measure::RiskRatio,
    Measure::OddsRatio,
    Measure::PetoOddsRatio,
    Measure::RiskDifference,
];

/// The list of outcomes.
#[component]
pub(super) fn Profile() -> impl IntoView {
    let session = Session::expect();
    let axes = Memo::new(move |_| session.answers.with(|answers| Axes::of(&answers.iter())));
    let outcomes = Memo::new(move |_| {
        session.answers.with(|answers| {
            answers
                .iter()
                .map(|answer| answer.outcome.id)
                .collect::<Vec<_>>()
        })
    });
    let chosen = Signal::derive(move || {
        let measure = session.project.with(|project| project.0.settings.measure);
        let measure = measure.unwrap_or(Measure::RiskRatio);
        MEASURES.iter().position(|offered| *offered == measure)
    });
    let options = Signal::stored(
        MEASURES
            .map(|measure| names::measure(measure, Length::Full))
            .to_vec(),
    );
    let choose = move |place: usize| {
        session.apply(&Command::SetMeasure(MEASURES.get(place).copied()));
    };
    view! {
        <nav class="profile" aria-label="Safety profile">
            <div class="profile-head">
                <h2>"Safety profile"</h2>
                <Choice label="All outcomes" options chosen on_choose=Callback::new(choose)/>
            </div>
            <ul>
                <For each=move || outcomes.get() key=|outcome| *outcome let(outcome)>
                    <li>
                        <Entry outcome axes/>
                    </li>
                </For>
            </ul>
        </nav>
    }
}

#[component]
fn Entry(outcome: OutcomeId, axes: Memo<Axes>) -> impl IntoView {
    let session = Session::expect();
    let answer = Memo::new(move |_| session.answer_to(outcome));
    let line = move || {
        let answer = answer.get()?;
        let subject_line = session.about(&answer, |subject| {
            sentences::profile_line(&answer.response, subject)
        });
        Some(subject_line)
    };
    let drawing = dynamic(move || {
        let drawn = answer.get().and_then(|answer| {
            let axis = axes.with(|axes| axes.for_measure(answer.response.measure()))?;
            Some(mark(&axis, span_of(&answer), MARK_WIDTH))
        });
        match drawn {
            Some(mark) => view! { <IntervalDrawing mark/> }.into_any(),
            None => ().into_any(),
        }
    });
    let button = NodeRef::<html::Button>::new();
    let current = move || session.outcome() == Some(outcome);
    // Where the outcomes stand side by side, the chosen one comes into sight.
    Effect::new(move || {
        if let (true, Some(button)) = (current(), button.get()) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            options.set_inline(ScrollLogicalPosition::Nearest);
            button.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    view! {
        <button
            type="button"
            class="profile-entry"
            node_ref=button
            aria-current=Signal::derive(move || current().then_some("true"))
            on:click=move |_| session.choose(outcome)
        >
            <span class="profile-name">
                {text(move || answer.get().map(|answer| answer.outcome.name.clone()).unwrap_or_default())}
            </span>
            {drawing}
            {dynamic(move || {
                match line() {
                    None => ().into_any(),
                    Some(line) => {
                        view! {
                            <span class="profile-counts">
                                {line.counts.map(|counts| view! { <span>{counts}</span> })}
                                <span>{line.trials}</span>
                            </span>
                            <span class="profile-effect">
                                {match line.estimate {
                                    Ok(estimate) => {
                                        view! { <strong>{estimate}</strong> " " {line.interval} }
                                            .into_any()
                                    }
                                    Err(reason) => reason.into_any(),
                                }}
                            </span>
                        }
                        .into_any()
                    }
                }
            })}
        </button>
    }
}

/// An interval with its square, and the line of no difference.
#[component]
fn IntervalDrawing(mark: ProfileMark) -> impl IntoView {
    let middle = MARK_HEIGHT / 2.0;
    let arrow = move |tip: f64, back: f64| {
        format!(
            "{tip},{middle} {back},{} {back},{}",
            middle - 3.0,
            middle + 3.0
        )
    };
    let interval = mark.interval.map(|interval| {
        view! {
            <line class="interval" x1=interval.left x2=interval.right y1=middle y2=middle></line>
            {interval
                .arrow_left
                .then(|| view! { <polygon class="arrow" points=arrow(interval.left - 1.0, interval.left + 5.0)></polygon> })}
            {interval
                .arrow_right
                .then(|| view! { <polygon class="arrow" points=arrow(interval.right + 1.0, interval.right - 5.0)></polygon> })}
            {interval
                .estimate
                .map(|estimate| {
                    view! {
                        <rect
                            class="estimate"
                            x=estimate - SQUARE
                            y=middle - SQUARE
                            width=2.0 * SQUARE
                            height=2.0 * SQUARE
                        ></rect>
                    }
                })}
        }
    });
    view! {
        <svg
            class="profile-mark"
            viewBox=format!("0 0 {MARK_WIDTH} {MARK_HEIGHT}")
            preserveAspectRatio="none"
            aria-hidden="true"
        >
            <line
                class="no-difference"
                x1=mark.no_difference
                x2=mark.no_difference
                y1="0"
                y2=MARK_HEIGHT
            ></line>
            {interval}
        </svg>
    }
}

/// The axes of the profile: one for ratios, one for differences, each shared by all outcomes it fits.
#[derive(Clone, PartialEq)]
struct Axes {
    ratio: Option<Axis>,
    difference: Option<Axis>,
}

impl Axes {
    fn of<'a>(answers: &(impl Iterator<Item = &'a Answer> + Clone)) -> Self {
        let axis = |ratio: bool, kind: Kind| {
            let spans: Vec<Span> = answers
                .clone()
                .filter(|answer| answer.response.measure().is_ratio() == ratio)
                .filter_map(span_of)
                .collect();
            (!spans.is_empty()).then(|| shared_axis(kind, &spans))
        };
        Self {
            ratio: axis(true, Kind::Ratio),
            difference: axis(false, Kind::Difference),
        }
    }

    fn for_measure(&self, measure: Measure) -> Option<Axis> {
        if measure.is_ratio() {
            self.ratio
        } else {
            self.difference
        }
    }
}

fn span_of(answer: &Answer) -> Option<Span> {
    let pooled = answer.response.pooled.as_ref().ok()?;
    Some(Span {
        estimate: pooled.interval.estimate,
        lower: pooled.interval.lower,
        upper: pooled.interval.upper,
    })
}
