//! What can be chosen about the figure, beside the figure.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use super::controls::choice;
use super::drawn::figures;
use crate::app::element::{Element, checked, html, value};
use crate::app::handover::complete_page;
use crate::app::state::State;
use crate::data::{
    CovariateId, FigureSettings, Grouping, Lights, OutcomeFigure, OutcomeId, Preset, Randomized,
    TrialOrder,
};
use crate::project::{Command, typed_axis};
use crate::read::Decimal;
use crate::wording::figures as words;
use crate::wording::{Locale, subgroups};

const ORDERS: [TrialOrder; 6] = [
    TrialOrder::Input,
    TrialOrder::Year,
    TrialOrder::Name,
    TrialOrder::Effect,
    TrialOrder::Weight,
    TrialOrder::Precision,
];

const LIGHTS: [Lights; 3] = [Lights::Hidden, Lights::Traffic, Lights::ForEverySight];

/// The panel; on the page that opens at once, the way to it.
pub(super) fn panel(outcome: OutcomeId) -> Element {
    if !crate::COMPLETE {
        return html("p").child(complete_page("figure-panel", words::PANEL));
    }
    let state = State::expect();
    html("details")
        .class("figure-panel")
        .child(html("summary").text(words::PANEL))
        .child(for_all_figures(state))
        .child(further_columns(state))
        .child(for_one_figure(state, outcome))
        .child(axis(state, outcome))
}

/// A line where this page draws the figure without what was chosen for it.
pub(super) fn drawn_plainly() -> Element {
    let state = State::expect();
    let chosen = move || {
        state
            .document.project
            .with(|project| !project.settings.figures.is_default())
    };
    html("div").part_while(
        move || !crate::COMPLETE && chosen(),
        || {
            html("p")
                .class("offer")
                .child(complete_page("", words::DRAWN_PLAINLY))
        },
    )
}

/// Changes what is chosen, as a step that can be undone.
fn change(state: State, change: impl FnOnce(&mut FigureSettings)) {
    let mut next = FigureSettings::clone(&untrack(|| figures(state)));
    change(&mut next);
    state.document.apply(&Command::SetFigures(Arc::new(next)));
}

fn for_all_figures(state: State) -> Element {
    let preset = choice(
        "Style",
        || Preset::ALL.map(Preset::name).to_vec(),
        move || place(&Preset::ALL, &figures(state).preset),
        move |place| change(state, |figures| figures.preset = Preset::ALL[place]),
    );
    let order = choice(
        "Order of trials",
        || ORDERS.map(words::order).to_vec(),
        move || place(&ORDERS, &figures(state).order),
        move |place| change(state, |figures| figures.order = ORDERS[place]),
    );
    let judged = move || {
        state
            .document.project
            .with(|project| project.review.risk_of_bias.is_some())
    };
    html("div")
        .class("controls")
        .attribute("role", "group")
        .label("All figures of the review")
        .child(preset)
        .child(order)
        .child(grouping(state))
        .part_while(judged, move || {
            choice(
                "Risk of bias",
                || LIGHTS.map(words::lights).to_vec(),
                move || place(&LIGHTS, &figures(state).lights),
                move |place| change(state, |figures| figures.lights = LIGHTS[place]),
            )
        })
        .child(tick(
            "Second model",
            move || !figures(state).without_second_model,
            move |shown| change(state, |figures| figures.without_second_model = !shown),
        ))
        .child(tick(
            "Prediction interval",
            move || !figures(state).without_prediction,
            move |shown| change(state, |figures| figures.without_prediction = !shown),
        ))
}

fn place<T: PartialEq>(all: &[T], one: &T) -> Option<usize> {
    all.iter().position(|other| other == one)
}

/// A labelled box.
fn tick(
    label: &str,
    holds: impl Fn() -> bool + 'static,
    choose: impl Fn(bool) + 'static,
) -> Element {
    let input = html("input")
        .attribute("type", "checkbox")
        .state_while("checked", holds)
        .on("change", move |event: Event| choose(checked(&event)));
    html("label")
        .class("control check")
        .child(input)
        .text(label)
}

/// By what the trials can be parted, with what each is called.
fn groupings(state: State) -> Vec<(Grouping, String)> {
    state.document.project.with(|project| {
        let review = &project.review;
        let columns = review.covariates.iter();
        let mut groupings: Vec<Grouping> = columns
            .map(|column| Grouping::Covariate(column.id))
            .collect();
        let mut trials = review.trials.iter();
        if trials.any(|trial| trial.randomized != Randomized::Yes) {
            groupings.push(Grouping::Randomized);
        }
        if review.risk_of_bias.is_some() {
            groupings.push(Grouping::RiskOfBias);
        }
        let named = groupings.into_iter().filter_map(|grouping| {
            let name = subgroups::grouping(grouping, review)?;
            Some((grouping, name))
        });
        named.collect()
    })
}

fn grouping(state: State) -> Element {
    let items = move || {
        let chosen = figures(state).grouping;
        let none = html("option")
            .attribute("value", "none")
            .flag("selected", chosen.is_none())
            .text(words::NO_SUBGROUPS);
        let mut items = vec![none];
        for (place, (grouping, name)) in groupings(state).iter().enumerate() {
            let item = html("option")
                .attribute("value", &place.to_string())
                .flag("selected", chosen == Some(*grouping))
                .text(name);
            items.push(item);
        }
        items
    };
    let select = html("select")
        .on("change", move |event: Event| {
            let place: Option<usize> = value(&event).parse().ok();
            let groupings = untrack(|| groupings(state));
            let grouping = place.and_then(|place| groupings.get(place));
            let grouping = grouping.map(|(grouping, _)| *grouping);
            change(state, |figures| figures.grouping = grouping);
        })
        .parts(items);
    html("label")
        .class("control")
        .child(html("span").class("control-label").text("Subgroups"))
        .child(select)
}

/// A box for each column that can stand beside the names.
fn further_columns(state: State) -> Element {
    let ids = move || {
        state.document.project.with(|project| {
            let covariates = project.review.covariates.iter();
            covariates.map(|covariate| covariate.id).collect::<Vec<_>>()
        })
    };
    html("div")
        .class("controls")
        .attribute("role", "group")
        .label(words::COLUMNS)
        .part_while(
            move || !ids().is_empty(),
            || html("span").class("muted").text(words::COLUMNS),
        )
        .each(ids, move |id| column(state, id))
}

fn column(state: State, id: CovariateId) -> Element {
    let name = move || {
        state.document.project.with(|project| {
            let review = &project.review;
            subgroups::grouping(Grouping::Covariate(id), review).unwrap_or_default()
        })
    };
    let input = html("input")
        .attribute("type", "checkbox")
        .state_while("checked", move || figures(state).columns.contains(&id))
        .on("change", move |event: Event| {
            let shown = checked(&event);
            change(state, |figures| {
                figures.columns.retain(|other| *other != id);
                if shown {
                    figures.columns.push(id);
                }
            });
        });
    html("label")
        .class("control check")
        .child(input)
        .child(html("span").text_from(name))
}

/// What was chosen about the figure of one outcome.
fn of_outcome(state: State, outcome: OutcomeId) -> OutcomeFigure {
    let figures = figures(state);
    figures.outcome(outcome).cloned().unwrap_or_default()
}

fn change_outcome(state: State, outcome: OutcomeId, set: impl FnOnce(&mut OutcomeFigure)) {
    change(state, |figures| {
        let mut figure = figures.outcome(outcome).cloned().unwrap_or_default();
        set(&mut figure);
        figures.outcomes.insert(outcome, figure);
    });
}

/// The texts of one figure, with where each of them is kept.
type Kept = (&'static str, fn(&mut OutcomeFigure) -> &mut String);

const TEXTS: [Kept; 5] = [
    ("Title", |figure| &mut figure.title),
    ("Left of no difference", |figure| &mut figure.favours_left),
    ("Right of no difference", |figure| &mut figure.favours_right),
    ("Footnote", |figure| &mut figure.footnote),
    ("Caption", |figure| &mut figure.caption),
];

fn for_one_figure(state: State, outcome: OutcomeId) -> Element {
    let fields = TEXTS.map(|(label, kept)| {
        let text = move || {
            let mut figure = of_outcome(state, outcome);
            std::mem::take(kept(&mut figure))
        };
        let input = html("input").attribute("type", "text").value_from(text).on(
            "change",
            move |event: Event| {
                let typed = value(&event);
                change_outcome(state, outcome, |figure| *kept(figure) = typed);
            },
        );
        field(label, input)
    });
    html("div")
        .class("controls")
        .attribute("role", "group")
        .label("This figure")
        .children(fields)
}

fn field(label: &str, input: Element) -> Element {
    html("label")
        .class("control typed")
        .child(html("span").class("control-label").text(label))
        .child(input)
}

/// The ends and ticks of the axis. What makes no sense is refused beside the fields, and stays in them.
fn axis(state: State, outcome: OutcomeId) -> Element {
    let refused = RwSignal::new(String::new());
    let typed = move |part: usize| {
        let axis = state.answers.answer_to(outcome).and_then(|answer| {
            let axis = of_outcome(state, outcome).axis?;
            axis.is_for(answer.response.measure()).then_some(axis)
        });
        let Some(axis) = axis else {
            return String::new();
        };
        let locale = state.document.locale();
        match part {
            0 => plain(axis.low, locale),
            1 => plain(axis.high, locale),
            _ => {
                let ticks = axis.ticks.iter().map(|tick| plain(*tick, locale));
                ticks.collect::<Vec<_>>().join(" ")
            }
        }
    };
    let inputs = [0, 1, 2].map(|part| {
        html("input")
            .attribute("type", "text")
            .attribute("inputmode", "decimal")
            .attribute("aria-describedby", "axis-refused")
            .value_from(move || typed(part))
    });
    let nodes: [HtmlInputElement; 3] = inputs
        .each_ref()
        .map(|input| input.known_as::<HtmlInputElement>().clone());
    let read = move || {
        let Some(answer) = untrack(|| state.answers.answer_to(outcome)) else {
            return;
        };
        let texts = nodes.each_ref().map(HtmlInputElement::value);
        let decimal = match untrack(|| state.document.locale()) {
            Locale::DecimalPoint => Decimal::Point,
            Locale::DecimalComma => Decimal::Comma,
        };
        let parts = texts.each_ref().map(String::as_str);
        match typed_axis(answer.response.measure(), parts, decimal) {
            Ok(axis) => {
                refused.set(String::new());
                change_outcome(state, outcome, |figure| figure.axis = axis);
            }
            Err(fault) => refused.set(words::axis_fault(fault)),
        }
    };
    let [from, to, ticks] = inputs;
    html("div")
        .class("controls")
        .attribute("role", "group")
        .label("Axis of this figure")
        .on("change", move |_: Event| read())
        .child(field("Axis from", from))
        .child(field("to", to))
        .child(field("Ticks at", ticks))
        .child(
            html("p")
                .class("failure")
                .attribute("id", "axis-refused")
                .attribute("role", "alert")
                .text_from(move || refused.get()),
        )
}

/// A number as it is typed.
fn plain(value: f64, locale: Locale) -> String {
    let mark = locale.decimal_mark();
    value.to_string().replace('.', &mark.to_string())
}
