//! The controls of an outcome: what is compared, how trials are combined, what is done about empty cells.

use leptos::prelude::*;

use crate::analysis::{methods_for, plan_for};
use crate::app::dynamic::{When, dynamic_list, holds};
use crate::app::session::Session;
use crate::app::timing;
use crate::data::{
    Correction, Interval, Measure, Method, OutcomeId, OutcomeKind, Plan, PredictionDegrees,
    Randomized, Scale,
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
                plan.method.corrects() && plan.measure.kind() == OutcomeKind::Counts
            }
        }
    }

    /// The choices, each with the plan that it leads to.
    fn choices(self, plan: Plan, kind: OutcomeKind) -> Vec<(&'static str, Plan)> {
        match self {
            Self::Measure => measures_of(kind)
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
#[component]
pub(super) fn Controls(outcome: OutcomeId) -> impl IntoView {
    let controls = Part::ALL
        .map(|part| view! { <Control outcome part/> })
        .collect_view();
    view! {
        <div class="controls" role="group" aria-label="How this outcome is pooled">
            {controls}
            <NotRandomized/>
        </div>
    }
}

#[component]
fn Control(outcome: OutcomeId, part: Part) -> impl IntoView {
    let session = Session::expect();
    let choices = move || {
        session.answer_to(outcome).map(|answer| {
            let plan = answer.response.plan;
            (plan, part.choices(plan, answer.outcome.kind))
        })
    };
    let matters = move || {
        session
            .answer_to(outcome)
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
            session.apply(&Command::PinPlan { outcome, plan });
        }
    };
    view! {
        <When condition=holds(matters)>
            <Choice
                label=part.label()
                options=Signal::derive(options)
                chosen=Signal::derive(chosen)
                on_choose=Callback::new(choose)
            />
        </When>
    }
}

fn measures_of(kind: OutcomeKind) -> &'static [Measure] {
    match kind {
        OutcomeKind::Counts => &[
            Measure::RiskRatio,
            Measure::OddsRatio,
            Measure::PetoOddsRatio,
            Measure::RiskDifference,
            Measure::ArcsineDifference,
        ],
        OutcomeKind::PersonTime => &[Measure::RateRatio, Measure::RateDifference],
        OutcomeKind::Means => &[
            Measure::MeanDifference,
            Measure::StandardizedMeanDifference,
            Measure::StandardizedMeanDifferenceUnequalVariances,
            Measure::RatioOfMeans,
        ],
        OutcomeKind::Estimates(Scale::Ratio | Scale::LogRatio) => &[Measure::GenericRatio],
        OutcomeKind::Estimates(Scale::Difference) => &[Measure::GenericDifference],
    }
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
#[component]
pub(in crate::app) fn Choice(
    /// What is chosen.
    label: &'static str,
    /// What the choices are called.
    options: Signal<Vec<&'static str>>,
    /// The place of the present one.
    chosen: Signal<Option<usize>>,
    /// Called with the place of another one.
    on_choose: Callback<usize>,
) -> impl IntoView {
    let items = dynamic_list(move || {
        let chosen = chosen.get();
        options
            .get()
            .into_iter()
            .enumerate()
            .map(|(place, name)| {
                view! {
                    <option value=place prop:selected=chosen == Some(place)>
                        {name}
                    </option>
                }
                .into_any()
            })
            .collect()
    });
    let choose = move |text: String| {
        if let Ok(place) = text.parse() {
            on_choose.run(place);
        }
    };
    view! {
        <label class="control">
            <span class="control-label">{label}</span>
            <select on:change:target=move |event| choose(event.target().value())>{items}</select>
        </label>
    }
}

/// Whether trials that are not confirmed to be randomized enter; shown where the review has such trials.
#[component]
fn NotRandomized() -> impl IntoView {
    let session = Session::expect();
    let present = move || {
        session.project.with(|project| {
            let trials = &project.0.review.trials;
            trials
                .iter()
                .any(|trial| trial.randomized != Randomized::Yes)
        })
    };
    let included = move || {
        session
            .project
            .with(|project| project.0.settings.include_not_randomized)
    };
    view! {
        <When condition=holds(present)>
            <label class="control check">
                <input
                    type="checkbox"
                    prop:checked=holds(included)
                    on:change:target=move |event| {
                        session.apply(&Command::IncludeNotRandomized(event.target().checked()));
                    }
                />
                "Include trials not known to be randomized"
            </label>
        </When>
    }
}
