//! The outcome by every other method, side by side.

use leptos::prelude::*;

use crate::analysis::{MethodResult, Progress, Response};
use crate::app::state::{Compared, Comparison};
use crate::app::element::{Element, button, html};
use crate::app::state::State;
use crate::wording::{Subject, cards, effects, interface, number, undefined};

/// The comparison, opened on demand; what the worker is at is said.
pub(super) fn compare_methods() -> Element {
    let comparison = Comparison::expect();
    let state = State::expect();
    let share = move |of: fn(Progress) -> usize| {
        let share = comparison.progress().map(of)?;
        Some(share.to_string())
    };
    html("details")
        .class("block")
        .attribute("id", "compare-methods")
        .child(html("summary").text("Compare methods"))
        .parts(move || match comparison.state() {
            Compared::Waiting => {
                let bar = html("progress")
                    .label("Comparing methods")
                    .attribute_from("max", move || share(|progress| progress.of))
                    .attribute_from("value", move || share(|progress| progress.done));
                vec![progress(
                    "Comparing…",
                    "Stop",
                    move || comparison.stop(),
                    Some(bar),
                )]
            }
            Compared::Stopped => vec![progress(
                "Stopped.",
                "Compare again",
                move || comparison.ask_again(),
                None,
            )],
            Compared::Ready { methods, on_page } => {
                let mut parts = Vec::new();
                if on_page {
                    parts.push(
                        html("p")
                            .class("failure")
                            .attribute("role", "status")
                            .text(interface::NO_WORKER),
                    );
                }
                parts.push(untrack(|| table(state, &methods)));
                parts
            }
        })
}

/// How far a computation beside the page is, and what can be done about it.
pub(super) fn progress(
    words: &str,
    choice: &str,
    act: impl FnMut() + 'static,
    bar: Option<Element>,
) -> Element {
    html("div")
        .class("progress")
        .attribute("role", "status")
        .children(bar)
        .child(html("span").text(words))
        .child(button("button", choice, act))
}

/// A row of the table.
struct Line {
    method: String,
    primary: bool,
    estimate: String,
    interval: String,
    p_value: String,
    trials: String,
    disagreement: &'static str,
}

const HEADS: [&str; 6] = [
    "Method",
    "Estimate",
    "95% CI",
    "P",
    "Trials used",
    "Beside the first",
];

fn table(state: State, methods: &[MethodResult]) -> Element {
    let lines = state
        .answers.answer()
        .map(|answer| state.answers.about(&answer, |subject| lines(&answer.response, methods, subject)))
        .unwrap_or_default();
    let heads = HEADS.map(|head| html("th").attribute("scope", "col").text(head));
    let table = html("table")
        .class("table")
        .child(html("thead").child(html("tr").children(heads)))
        .child(html("tbody").children(lines.iter().map(row)));
    html("div")
        .class("table-scroll")
        .attribute("tabindex", "0")
        .attribute("role", "group")
        .label("Methods side by side")
        .child(table)
}

fn row(line: &Line) -> Element {
    let row = html("tr").child(html("th").attribute("scope", "row").text(&line.method));
    let numbers = [&line.estimate, &line.interval, &line.p_value, &line.trials];
    let row = row
        .children(numbers.map(|number| html("td").text(number)))
        .child(html("td").class("words").text(line.disagreement));
    if line.primary {
        row.class("primary")
    } else {
        row
    }
}

fn lines(response: &Response, others: &[MethodResult], subject: &Subject<'_>) -> Vec<Line> {
    let primary = MethodResult {
        votes: true,
        plan: response.plan,
        pooled: response.pooled.clone(),
        dropped: 0,
        direction_differs: false,
        significance_differs: false,
        odds_ratio_quotient: None,
    };
    let mut lines = vec![Line {
        primary: true,
        disagreement: "",
        ..line(&primary, subject)
    }];
    lines.extend(others.iter().map(|other| line(other, subject)));
    lines
}

fn line(result: &MethodResult, subject: &Subject<'_>) -> Line {
    let (measure, locale) = (result.plan.measure, subject.locale);
    let method = cards::named(result);
    match &result.pooled {
        Ok(pooled) => Line {
            method,
            primary: false,
            estimate: effects::effect(measure, pooled.interval.estimate, locale),
            interval: effects::interval(measure, &pooled.interval, locale),
            p_value: number::p_value(pooled.p_value, locale),
            trials: number::count(pooled.trials as u64, locale),
            disagreement: cards::disagreement(result),
        },
        Err(reason) => Line {
            method,
            primary: false,
            estimate: String::from("\u{2014}"),
            interval: undefined::short(*reason, subject),
            p_value: String::new(),
            trials: String::new(),
            disagreement: "",
        },
    }
}
