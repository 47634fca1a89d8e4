//! The safety profile: every outcome with its counts and its interval on one axis. It is the navigation.

use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::app::state::Answer;
use crate::app::element::{Element, button, follow_standing, html, svg};
use crate::app::outcome::choice;
use crate::app::state::State;
use crate::data::{Measure, OutcomeId};
use crate::figure::profile::{ProfileMark, mark, shared_axis};
use crate::figure::{Axis, Kind, Span};
use crate::project::Command;
use crate::wording::names::{self, Length};
use crate::wording::sentences::{self, ProfileLine};

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
#[expect(non_snake_case, reason = "until it is a component")]
pub(super) fn Profile() -> Element {
    let state = State::expect();
    let axes = Memo::new(move |_| state.answers.all.with(|answers| Axes::of(&answers.iter())));
    let chosen = move || {
        let measure = state.document.settled.with(|project| project.settings.measure);
        let measure = measure.unwrap_or(Measure::RiskRatio);
        MEASURES.iter().position(|offered| *offered == measure)
    };
    let names = || {
        MEASURES
            .map(|measure| names::measure(measure, Length::Full))
            .to_vec()
    };
    let choose = move |place: usize| {
        state.document.apply(&Command::SetMeasure(MEASURES.get(place).copied()));
    };
    let head = html("div")
        .class("profile-head")
        .child(html("h2").text("Safety profile"))
        .child(choice("All outcomes", names, chosen, choose));
    let outcomes = move || {
        state.answers.all.with(|answers| {
            answers
                .iter()
                .map(|answer| answer.outcome.id)
                .collect::<Vec<_>>()
        })
    };
    html("nav")
        .class("profile")
        .label("Safety profile")
        .child(head)
        .child(html("ul").each(outcomes, move |outcome| {
            html("li").child(entry(outcome, axes))
        }))
}

/// An outcome in the list: its name, its interval and what it comes to.
fn entry(outcome: OutcomeId, axes: Memo<Axes>) -> Element {
    let state = State::expect();
    let answer = Memo::new(move |_| state.answers.answer_to(outcome));
    let name = move || {
        answer
            .get()
            .map(|answer| answer.outcome.name.clone())
            .unwrap_or_default()
    };
    let drawing = move || {
        let drawn = answer.get().and_then(|answer| {
            let axis = axes.with(|axes| axes.for_measure(answer.response.measure()))?;
            Some(mark(&axis, span_of(&answer), MARK_WIDTH))
        });
        drawn.iter().map(interval_drawing).collect()
    };
    let numbers = move || {
        let said = answer.get().map(|answer| {
            state.answers.about(&answer, |subject| {
                sentences::profile_line(&answer.response, subject)
            })
        });
        said.map(numbers).into_iter().flatten().collect()
    };
    let entry = button("profile-entry", "", move || state.selection.choose(outcome));
    let node = entry.clone();
    let current = move || state.selection.outcome() == Some(outcome);
    // Where the outcomes stand side by side, the chosen one comes into sight.
    let mut before = false;
    follow_standing(move || {
        let now = current();
        if now && !before {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            options.set_inline(ScrollLogicalPosition::Nearest);
            node.node()
                .scroll_into_view_with_scroll_into_view_options(&options);
        }
        before = now;
    });
    entry
        .attribute_from("aria-current", move || {
            current().then(|| String::from("true"))
        })
        .child(html("span").class("profile-name").text_from(name))
        .parts(drawing)
        .parts(numbers)
}

/// The counts and the effect of an outcome in words.
fn numbers(line: ProfileLine) -> [Element; 2] {
    let counts = html("span")
        .class("profile-counts")
        .children(line.counts.map(|counts| html("span").text(&counts)))
        .child(html("span").text(&line.trials));
    let effect = html("span").class("profile-effect");
    let effect = match line.estimate {
        Ok(estimate) => effect
            .child(html("strong").text(&estimate))
            .text(" ")
            .text(&line.interval),
        Err(reason) => effect.text(&reason),
    };
    [counts, effect]
}

/// An interval with its square, and the line of no difference.
fn interval_drawing(mark: &ProfileMark) -> Element {
    let middle = MARK_HEIGHT / 2.0;
    let arrow = |tip: f64, back: f64| {
        let (above, below) = (middle - 3.0, middle + 3.0);
        svg("polygon").attribute("class", "arrow").attribute(
            "points",
            &format!("{tip},{middle} {back},{above} {back},{below}"),
        )
    };
    let drawing = svg("svg")
        .attribute("class", "profile-mark")
        .attribute("viewBox", &format!("0 0 {MARK_WIDTH} {MARK_HEIGHT}"))
        .attribute("preserveAspectRatio", "none")
        .attribute("aria-hidden", "true")
        .child(line(
            "no-difference",
            [mark.no_difference, mark.no_difference],
            [0.0, MARK_HEIGHT],
        ));
    let Some(interval) = &mark.interval else {
        return drawing;
    };
    let mut parts = vec![line(
        "interval",
        [interval.left, interval.right],
        [middle, middle],
    )];
    if interval.arrow_left {
        parts.push(arrow(interval.left - 1.0, interval.left + 5.0));
    }
    if interval.arrow_right {
        parts.push(arrow(interval.right + 1.0, interval.right - 5.0));
    }
    if let Some(estimate) = interval.estimate {
        let square = svg("rect").attribute("class", "estimate");
        parts.push(placed(
            square,
            &[
                ("x", estimate - SQUARE),
                ("y", middle - SQUARE),
                ("width", 2.0 * SQUARE),
                ("height", 2.0 * SQUARE),
            ],
        ));
    }
    drawing.children(parts)
}

fn line(class: &str, x: [f64; 2], y: [f64; 2]) -> Element {
    let line = svg("line").attribute("class", class);
    placed(
        line,
        &[("x1", x[0]), ("x2", x[1]), ("y1", y[0]), ("y2", y[1])],
    )
}

fn placed(mut shape: Element, numbers: &[(&str, f64)]) -> Element {
    for (name, number) in numbers {
        shape = shape.attribute(name, &number.to_string());
    }
    shape
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
