//! Dose and response within the trials of the outcome that is looked at: the doses, the line, and what it says.

use leptos::prelude::*;

use super::dose_table::DosesOfArms;
use super::explored::Explored;
use super::note_list::NoteList;
use super::number_list_field::NumberListField;
use super::report_table::TableWithFiles;
use super::trial_figure::TrialFigure;
use crate::analysis::{DosesWithin, NoDoseResponse};
use crate::app::actions::figure_files::{ExploredFigure, Which};
use crate::app::state::{Answer, Shared, State, explored as found_of};
use crate::app::widgets::{FactList, FigureSize, OneOf, TextField};
use crate::data::{DoseResponseChoices, OutcomeKind};
use crate::figure::dose_response::scene;
use crate::figure::scatter::Options;
use crate::project::typed_numbers;
use crate::report;
use crate::wording::dose_response as words;

/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;

/// A line, or why there is none; none of either without an answer.
type Found = Memo<Option<Result<Shared<DosesWithin>, NoDoseResponse>>>;

/// Dose and response on a sheet; nothing where the numbers of the outcome are not those of arms that are compared.
#[component]
pub fn DoseResponseSheet(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// What is explored of it.
    explored: Explored,
) -> impl IntoView {
    let is_of_arms = Memo::new(move |_| {
        answer.with(|answer| {
            answer
                .as_ref()
                .is_some_and(|answer| match answer.outcome.kind {
                    OutcomeKind::Counts | OutcomeKind::PersonTime | OutcomeKind::Means => true,
                    OutcomeKind::Proportions | OutcomeKind::Estimates(_) => false,
                })
        })
    });
    view! {
        <Show when=move || is_of_arms.get()>
            <Sheet answer explored/>
        </Show>
    }
}

/// The sheet.
#[component]
fn Sheet(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// What is explored of it.
    explored: Explored,
) -> impl IntoView {
    let state = State::expect();
    let found: Found = Memo::new(move |_| {
        explored.chosen.track();
        let answer = answer.get()?;
        Some(found_of::doses_within(state, &answer).map(Shared::new))
    });
    let fitted = Memo::new(move |_| found.with(|found| found.clone()?.ok()));
    let why = move || {
        let why = found.with(|found| found.clone()?.err())?;
        Some(words::no_dose_response(why))
    };
    let is_fitted = Memo::new(move |_| fitted.with(Option::is_some));
    let has_doses = Memo::new(move |_| {
        found.with(|found| {
            found.as_ref().is_some_and(|found| {
                !matches!(
                    found,
                    Err(NoDoseResponse::NoDoses | NoDoseResponse::Measure(_))
                )
            })
        })
    });
    view! {
        <section class="sheet block" id="dose-response" aria-label=words::TITLE>
            <h3>{words::TITLE}</h3>
            <Show when=move || has_doses.get()>
                <Choices explored fitted/>
            </Show>
            <p class="muted" role="status">
                {why}
            </p>
            <Show when=move || is_fitted.get()>
                <Fitted answer fitted/>
                <Plot answer fitted explored/>
            </Show>
            <DosesOfArms answer/>
        </section>
    }
}

/// What is chosen of dose and response.
fn choices(explored: Explored) -> impl Fn(fn(&DoseResponseChoices) -> bool) -> bool + Copy {
    move |of| explored.chosen.with(|chosen| of(&chosen.dose_response))
}

/// The shape of the line, the stages, the step of its slope and its knots.
#[component]
fn Choices(
    /// What is explored.
    explored: Explored,
    /// The line.
    fitted: Memo<Option<Shared<DosesWithin>>>,
) -> impl IntoView {
    let state = State::expect();
    let document = state.document;
    let chosen = choices(explored);
    let step = Memo::new(move |_| {
        let step = explored.chosen.with(|chosen| chosen.dose_response.step);
        let step = step.or_else(|| fitted.with(|fitted| fitted.as_ref().map(|found| found.step)));
        step.map_or_else(String::new, |step| {
            words::typed_dose(step, document.locale())
        })
    });
    let set_step = move |typed: String| {
        let typed = typed_numbers(&typed, document.decimal());
        let step = match typed.as_deref() {
            Some([]) => None,
            Some([step]) if *step > 0.0 => Some(*step),
            Some(_) | None => return state.notices.say(words::NOT_A_STEP),
        };
        explored.change(|chosen| chosen.dose_response.step = step);
    };
    let knots = Memo::new(move |_| {
        explored
            .chosen
            .with(|chosen| chosen.dose_response.knots.clone())
    });
    let set_knots = move |mut numbers: Vec<f64>| {
        numbers.sort_by(f64::total_cmp);
        numbers.dedup();
        if !numbers.is_empty() && numbers.len() != DoseResponseChoices::KNOTS {
            return state.notices.say(words::NOT_KNOTS);
        }
        explored.change(|chosen| chosen.dose_response.knots = numbers);
    };
    view! {
        <div class="controls" role="group" aria-label=words::TITLE>
            <OneOf
                label=words::SHAPE.text()
                all=vec![false, true]
                name=words::shape_choice
                chosen=move || chosen(|choices| choices.spline)
                on_choose=move |spline| explored.change(|chosen| chosen.dose_response.spline = spline)
            />
            <OneOf
                label=words::STAGES.text()
                all=vec![false, true]
                name=words::stages_choice
                chosen=move || chosen(|choices| choices.one_stage)
                on_choose=move |one| explored.change(|chosen| chosen.dose_response.one_stage = one)
            />
            <Show
                when=move || chosen(|choices| choices.spline)
                fallback=move || {
                    view! {
                        <TextField
                            label=words::STEP
                            value=step
                            on_change=set_step
                            max_length=24
                            class="field inline"
                        />
                    }
                }
            >
                <NumberListField
                    label=words::KNOTS.text()
                    placeholder=words::KNOTS_EXAMPLE.text()
                    numbers=knots
                    on_change=set_knots
                />
            </Show>
        </div>
    }
}

/// The sentence, what is known of the fit, and the lines of the trials.
#[component]
fn Fitted(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// The line.
    fitted: Memo<Option<Shared<DosesWithin>>>,
) -> impl IntoView {
    let state = State::expect();
    let said = move || {
        let locale = state.document.locale();
        Some(words::sentence(&*fitted.get()?, locale))
    };
    let facts = Signal::derive(move || {
        let locale = state.document.locale();
        let facts = |fitted: Shared<DosesWithin>| words::facts(&fitted, locale);
        fitted.get().map(facts).unwrap_or_default()
    });
    let cautions = Signal::derive(move || {
        let locale = state.document.locale();
        let cautions = |fitted: Shared<DosesWithin>| words::cautions(&fitted, locale);
        fitted.get().map(cautions).unwrap_or_default()
    });
    let own = move || {
        let locale = state.document.locale();
        let (answer, fitted) = (answer.get()?, fitted.get()?);
        let table = report::dose_lines(&answer.outcome, &fitted, locale);
        Some(view! { <TableWithFiles table file=words::OWN_FILE/> })
    };
    view! {
        <p class="sentence" id="dose-response-answer" role="status">
            {said}
        </p>
        <FactList facts/>
        <NoteList lines=cautions/>
        <details>
            <summary>{words::OWN}</summary>
            {own}
        </details>
    }
}

/// The figure, with the effect by dose.
#[component]
fn Plot(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// The line.
    fitted: Memo<Option<Shared<DosesWithin>>>,
    /// What is explored.
    explored: Explored,
) -> impl IntoView {
    let state = State::expect();
    let size = FigureSize::new(FIRST_WIDTH);
    let drawn = Memo::new(move |_| {
        let (answer, fitted) = (answer.get()?, fitted.get()?);
        let options = Options::screen(size.width.get(), state.document.locale());
        let inputs = found_of::dose_inputs(&answer, fitted.arc(), &options);
        Some(Shared::new(scene(&inputs)))
    });
    let at = Memo::new(move |_| {
        explored
            .chosen
            .with(|chosen| chosen.dose_response.at.clone())
    });
    let predictions = move || {
        let locale = state.document.locale();
        let (answer, fitted) = (answer.get()?, fitted.get()?);
        let table = report::dose_predictions(&answer.outcome, &fitted, locale);
        Some(view! { <TableWithFiles table file=words::PREDICTED_FILE/> })
    };
    view! {
        <TrialFigure
            answer
            scene=drawn
            size
            which=Which::Explored(ExploredFigure::DoseResponse)
        />
        <div class="controls">
            <NumberListField
                label=words::AT.text()
                placeholder=words::AT_EXAMPLE.text()
                numbers=at
                on_change=move |numbers| explored.change(|chosen| chosen.dose_response.at = numbers)
            />
        </div>
        {predictions}
        <p class="muted small">{words::EXPLAINED}</p>
    }
}
