//! The controls of an outcome: what is compared, how trials are combined, what is done about empty cells.

use leptos::prelude::*;

use crate::analysis::methods_for;
use crate::app::session::Session;
use crate::app::timing;
use crate::data::{
    Correction, Interval, Measure, Method, OutcomeId, OutcomeKind, Plan, PredictionDegrees,
    Randomized, Scale,
};
use crate::project::Command;
use crate::wording::names::{self, Length};

const MEASURES_OF_COUNTS: [Measure; 4] = [
    Measure::RiskRatio,
    Measure::OddsRatio,
    Measure::PetoOddsRatio,
    Measure::RiskDifference,
];
const INTERVALS: [Interval; 3] = [
    Interval::HartungKnappSafeguarded,
    Interval::HartungKnapp,
    Interval::Wald,
];
const CORRECTIONS: [Correction; 3] = [
    Correction::None,
    Correction::HalfWhereZero,
    Correction::TreatmentArm,
];
const PREDICTION_DEGREES: [PredictionDegrees; 2] =
    [PredictionDegrees::KMinusOne, PredictionDegrees::KMinusTwo];

/// The controls. Each change is an edit that can be undone.
#[component]
pub(super) fn Controls(outcome: OutcomeId) -> impl IntoView {
    let session = Session::expect();
    let plan = Memo::new(move |_| {
        session
            .answers
            .with(|answers| answers.of(outcome).map(|answer| answer.response.plan))
    });
    let kind = Memo::new(move |_| {
        session.project.with(|project| {
            let outcome = project.0.review.outcome(outcome);
            outcome.map_or(OutcomeKind::Counts, |outcome| outcome.kind)
        })
    });
    let change = move |changed: Plan| {
        timing::keystroke();
        session.apply(&Command::PinPlan {
            outcome,
            plan: changed,
        });
    };
    let random = move || {
        plan.get()
            .is_some_and(|plan| matches!(plan.method, Method::RandomEffects(_)))
    };
    let corrects = move || {
        plan.get()
            .is_some_and(|plan| plan.method.corrects() && !plan.measure.is_generic())
    };
    view! {
        <div class="controls" role="group" aria-label="How this outcome is pooled">
            <Choice
                label="Measure"
                options=Signal::derive(move || named(measures_of(kind.get()), |measure| {
                    names::measure(measure, Length::Full).to_owned()
                }))
                chosen=Signal::derive(move || plan.get().map(|plan| plan.measure))
                on_choose=move |measure| {
                    if let Some(plan) = plan.get_untracked() {
                        change(Plan { measure, method: fitting(measure, plan.method), ..plan });
                    }
                }
            />
            <Choice
                label="Method"
                options=Signal::derive(move || {
                    let methods = plan.get().map(|plan| methods_for(plan.measure));
                    named(methods.unwrap_or_default(), |method| {
                        names::method(method, Length::Full).to_owned()
                    })
                })
                chosen=Signal::derive(move || plan.get().map(|plan| plan.method))
                on_choose=move |method| {
                    if let Some(plan) = plan.get_untracked() {
                        change(Plan { method, ..plan });
                    }
                }
            />
            <Show when=random>
                <Choice
                    label="Interval"
                    options=Signal::derive(|| named(INTERVALS.to_vec(), |interval| {
                        names::interval(interval, Length::Full).to_owned()
                    }))
                    chosen=Signal::derive(move || plan.get().map(|plan| plan.interval))
                    on_choose=move |interval| {
                        if let Some(plan) = plan.get_untracked() {
                            change(Plan { interval, ..plan });
                        }
                    }
                />
                <Choice
                    label="Prediction"
                    options=Signal::derive(|| named(PREDICTION_DEGREES.to_vec(), |degrees| {
                        names::prediction_degrees(degrees).to_owned()
                    }))
                    chosen=Signal::derive(move || plan.get().map(|plan| plan.prediction))
                    on_choose=move |prediction| {
                        if let Some(plan) = plan.get_untracked() {
                            change(Plan { prediction, ..plan });
                        }
                    }
                />
            </Show>
            <Show when=corrects>
                <Choice
                    label="Empty cells"
                    options=Signal::derive(|| named(CORRECTIONS.to_vec(), |correction| {
                        names::correction(correction, Length::Full).to_owned()
                    }))
                    chosen=Signal::derive(move || plan.get().map(|plan| plan.correction))
                    on_choose=move |correction| {
                        if let Some(plan) = plan.get_untracked() {
                            change(Plan { correction, ..plan });
                        }
                    }
                />
            </Show>
            <NotRandomized/>
        </div>
    }
}

fn measures_of(kind: OutcomeKind) -> Vec<Measure> {
    match kind {
        OutcomeKind::Counts | OutcomeKind::PersonTime | OutcomeKind::Means => {
            MEASURES_OF_COUNTS.to_vec()
        }
        OutcomeKind::Estimates(Scale::Ratio | Scale::LogRatio) => vec![Measure::GenericRatio],
        OutcomeKind::Estimates(Scale::Difference) => vec![Measure::GenericDifference],
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

fn named<T: Copy>(values: Vec<T>, name: impl Fn(T) -> String) -> Vec<(T, String)> {
    values
        .into_iter()
        .map(|value| (value, name(value)))
        .collect()
}

/// A labelled choice of one from a few.
#[component]
pub(in crate::app) fn Choice<T>(
    /// What is chosen.
    label: &'static str,
    /// The values, with what they are called.
    #[prop(into)]
    options: Signal<Vec<(T, String)>>,
    /// The present value.
    #[prop(into)]
    chosen: Signal<Option<T>>,
    /// Called with another one.
    #[prop(into)]
    on_choose: Callback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let index = move || {
        let chosen = chosen.get();
        options.with(|options| options.iter().position(|(value, _)| Some(*value) == chosen))
    };
    let choose = move |text: String| {
        let value = text.parse::<usize>().ok().and_then(|index| {
            options.with_untracked(|options| options.get(index).map(|(value, _)| *value))
        });
        if let Some(value) = value {
            on_choose.run(value);
        }
    };
    let items = move || {
        let index = index();
        options.with(|options| {
            options
                .iter()
                .enumerate()
                .map(|(place, (_, name))| {
                    view! {
                        <option value=place prop:selected=index == Some(place)>
                            {name.clone()}
                        </option>
                    }
                })
                .collect_view()
        })
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
    let present = Memo::new(move |_| {
        session.project.with(|project| {
            let trials = &project.0.review.trials;
            trials
                .iter()
                .any(|trial| trial.randomized != Randomized::Yes)
        })
    });
    let included = move || {
        session
            .project
            .with(|project| project.0.settings.include_not_randomized)
    };
    view! {
        <Show when=move || present.get()>
            <label class="control check">
                <input
                    type="checkbox"
                    prop:checked=included
                    on:change:target=move |event| {
                        session.apply(&Command::IncludeNotRandomized(event.target().checked()));
                    }
                />
                "Include trials not known to be randomized"
            </label>
        </Show>
    }
}
