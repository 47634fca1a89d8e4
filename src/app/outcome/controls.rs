//! The controls of an outcome: what is compared, how trials are combined, what is done about empty cells.

use leptos::prelude::*;
use web_sys::Event;

use crate::analysis::{methods_for, plan_for};
use crate::app::element::{Element, checked, html, value};
use crate::app::state::State;
use crate::app::timing;
use crate::data::{
    Correction, Interval, Measure, Method, OutcomeId, OutcomeKind, Plan, PredictionDegrees,
    Randomized,
};
use crate::project::Command;
use crate::wording::names::{self, Length};

/// A part of a plan that the user can change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Measure,
    Method,
    Interval,
    Prediction,
    Correction,
}

impl Part {
    const ALL: [Self; 5] = [
        Self::Measure,
        Self::Method,
        Self::Interval,
        Self::Prediction,
        Self::Correction,
    ];

    fn label(self) -> &'static str {
        match self {
            Self::Measure => "Measure",
            Self::Method => "Method",
            Self::Interval => "Interval",
            Self::Prediction => "Prediction",
            Self::Correction => "Empty cells",
        }
    }

    /// Whether the part means anything in this plan.
    fn matters(self, plan: Plan) -> bool {
        match self {
            Self::Measure | Self::Method => true,
            Self::Interval | Self::Prediction => matches!(plan.method, Method::RandomEffects(_)),
            Self::Correction => {
                let kind = plan.measure.kind();
                plan.method.corrects()
                    && matches!(kind, OutcomeKind::Counts | OutcomeKind::PersonTime)
            }
        }
    }

    /// The choices, each with the plan that it leads to.
    fn choices(self, plan: Plan, kind: OutcomeKind) -> Vec<(&'static str, Plan)> {
        match self {
            Self::Measure => Measure::of(kind)
                .iter()
                .map(|&measure| {
                    let plan = Plan {
                        interval: plan.interval,
                        prediction: plan.prediction,
                        ..plan_for(measure, fitting(measure, plan.method))
                    };
                    (names::measure(measure, Length::Full), plan)
                })
                .collect(),
            Self::Method => methods_for(plan.measure)
                .into_iter()
                .map(|method| {
                    let plan = Plan {
                        interval: plan.interval,
                        prediction: plan.prediction,
                        ..plan_for(plan.measure, method)
                    };
                    (names::method(method, Length::Full), plan)
                })
                .collect(),
            Self::Interval => [
                Interval::HartungKnappSafeguarded,
                Interval::HartungKnapp,
                Interval::Wald,
            ]
            .map(|interval| {
                let name = names::interval(interval, Length::Full);
                (name, Plan { interval, ..plan })
            })
            .to_vec(),
            Self::Prediction => [PredictionDegrees::KMinusOne, PredictionDegrees::KMinusTwo]
                .map(|prediction| {
                    let name = names::prediction_degrees(prediction);
                    (name, Plan { prediction, ..plan })
                })
                .to_vec(),
            Self::Correction => [
                Correction::None,
                Correction::HalfWhereZero,
                Correction::TreatmentArm,
            ]
            .map(|correction| {
                let name = names::correction(correction, Length::Full);
                (name, Plan { correction, ..plan })
            })
            .to_vec(),
        }
    }

    /// Whether two plans agree in this part.
    fn agrees(self, one: Plan, other: Plan) -> bool {
        match self {
            Self::Measure => one.measure == other.measure,
            Self::Method => one.method == other.method,
            Self::Interval => one.interval == other.interval,
            Self::Prediction => one.prediction == other.prediction,
            Self::Correction => one.correction == other.correction,
        }
    }
}

/// The controls. Each change is an edit that can be undone.
pub(super) fn controls(outcome: OutcomeId) -> Element {
    let mut controls = html("div")
        .class("controls")
        .attribute("role", "group")
        .label("How this outcome is pooled");
    for part in Part::ALL {
        controls = with_control(controls, outcome, part);
    }
    with_not_randomized(controls)
}

/// Appends the control of one part, which is there while the part means anything.
fn with_control(controls: Element, outcome: OutcomeId, part: Part) -> Element {
    let state = State::expect();
    let choices = move || {
        state.answers.answer_to(outcome).map(|answer| {
            let plan = answer.response.plan;
            (plan, part.choices(plan, answer.outcome.kind))
        })
    };
    let matters = move || {
        state
            .answers.answer_to(outcome)
            .is_some_and(|answer| part.matters(answer.response.plan))
    };
    let options = move || {
        let (_, choices) = choices().unzip();
        choices
            .unwrap_or_default()
            .into_iter()
            .map(|(name, _)| name)
            .collect()
    };
    let chosen = move || {
        let (plan, choices) = choices()?;
        choices
            .iter()
            .position(|(_, choice)| part.agrees(plan, *choice))
    };
    let choose = move |place: usize| {
        let chosen = untrack(choices).and_then(|(_, choices)| choices.get(place).copied());
        if let Some((_, plan)) = chosen {
            timing::keystroke();
            state.document.apply(&Command::PinPlan { outcome, plan });
        }
    };
    controls.part_while(matters, move || {
        choice(part.label(), options, chosen, choose)
    })
}

/// The method itself where it goes with the measure, else the measure's first.
fn fitting(measure: Measure, method: Method) -> Method {
    let methods = methods_for(measure);
    if methods.contains(&method) {
        method
    } else {
        methods.first().copied().unwrap_or(method)
    }
}

/// A labelled choice of one from a few, by its place among them.
///
/// `options` are what the choices are called, `chosen` the place of the present one; `choose` is called with the place of
/// another one.
pub(in crate::app) fn choice(
    label: &str,
    options: impl Fn() -> Vec<&'static str> + 'static,
    chosen: impl Fn() -> Option<usize> + 'static,
    choose: impl Fn(usize) + 'static,
) -> Element {
    boxed_choice(label, Box::new(options), Box::new(chosen), Box::new(choose))
}

/// Compiled once.
fn boxed_choice(
    label: &str,
    options: Box<dyn Fn() -> Vec<&'static str>>,
    chosen: Box<dyn Fn() -> Option<usize>>,
    choose: Box<dyn Fn(usize)>,
) -> Element {
    let items = move || {
        let chosen = chosen();
        options()
            .into_iter()
            .enumerate()
            .map(|(place, name)| {
                html("option")
                    .attribute("value", &place.to_string())
                    .flag("selected", chosen == Some(place))
                    .text(name)
            })
            .collect()
    };
    let select = html("select")
        .on("change", move |event: Event| {
            if let Ok(place) = value(&event).parse() {
                choose(place);
            }
        })
        .parts(items);
    html("label")
        .class("control")
        .child(html("span").class("control-label").text(label))
        .child(select)
}

/// Appends whether trials that are not confirmed to be randomized enter; shown where the review has such trials.
fn with_not_randomized(controls: Element) -> Element {
    let state = State::expect();
    let present = move || {
        state.document.project.with(|project| {
            let trials = &project.review.trials;
            trials
                .iter()
                .any(|trial| trial.randomized != Randomized::Yes)
        })
    };
    let included = move || {
        state
            .document.project
            .with(|project| project.settings.include_not_randomized)
    };
    controls.part_while(present, move || {
        let tick = html("input")
            .attribute("type", "checkbox")
            .state_while("checked", included)
            .on("change", move |event: Event| {
                state.document.apply(&Command::IncludeNotRandomized(checked(&event)));
            });
        html("label")
            .class("control check")
            .child(tick)
            .text("Include trials not known to be randomized")
    })
}
