//! What if: a hypothetical next trial, typed or moved with sliders, beside the trials of the outcome. Its numbers live in this view
//! alone and are no part of the project.

use leptos::prelude::*;

use super::report_table::TableWithFiles;
use crate::analysis::{NextTrial, NoNextTrial, TwoByTwo};
use crate::app::state::figures::theme_on_screen;
use crate::app::state::{Answer, Shared, State, next_trial as state_of};
use crate::app::widgets::{CanvasFigure, Disclosure, FigureSize, NumberSlider};
use crate::figure::forest;
use crate::project::typed_count;
use crate::report;
use crate::wording::{names, next_trial as words};

/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;
/// The sliders of people end here, or at the people that were typed.
const USUAL_END: u64 = 1_000;

/// The answer with the trial; none where the outcome has no answer.
type Found = Memo<Option<Result<Shared<NextTrial>, NoNextTrial>>>;

/// The hypothetical trial; computed while it is open.
#[component]
pub fn NextTrialSection(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    view! {
        <Disclosure id="next-trial" class="block" summary=words::NEXT_TRIAL.text()>
            <NextTrialInFull answer/>
        </Disclosure>
    }
}

/// The sliders, the sentence, the figure, and what would change the conclusion.
#[component]
fn NextTrialInFull(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let first = answer.with_untracked(|answer| answer.as_ref().map(state_of::first_guess));
    let table = RwSignal::new(first.unwrap_or_default());
    let found: Found = Memo::new(move |_| {
        let answer = answer.get()?;
        Some(state_of::found(state, &answer, table.get()).map(Shared::new))
    });
    let said = move || {
        let answer = answer.get()?;
        found.with(|found| {
            Some(match found.as_ref()? {
                Err(why) => words::no_next_trial(*why).to_owned(),
                Ok(found) => state_of::sentences(state, &answer, found),
            })
        })
    };
    let is_found =
        Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(Result::is_ok)));
    let can_follow = Memo::new(move |_| {
        found.with(|found| {
            let why = found.as_ref().and_then(|found| found.as_ref().err());
            why.is_none_or(|why| *why == NoNextTrial::Impossible)
        })
    });
    view! {
        <p class="muted">{words::NOT_DATA}</p>
        <Show when=move || can_follow.get()>
            <Sliders table/>
        </Show>
        <p class="sentence" role="status">
            {said}
        </p>
        <Show when=move || is_found.get()>
            <Drawn answer found/>
            <Disclosure id="next-trial-changing" class="block" summary=words::CHANGING.text()>
                <Changing answer found/>
            </Disclosure>
        </Show>
    }
}

/// The people of each arm and the events of both.
#[component]
fn Sliders(
    /// The hypothetical numbers.
    table: RwSignal<TwoByTwo>,
) -> impl IntoView {
    let document = State::expect().document;
    let [experimental, control] = document.project.with_untracked(|project| {
        names::sides(&project.review).map(|side| words::events_label(names::side_inside(side)))
    });
    let set = move |change: fn(&mut TwoByTwo, u64)| {
        move |typed: String| {
            if let Some(count) = typed_count(&typed) {
                table.update(|table| change(table, count));
            }
        }
    };
    let people = Signal::derive(move || table.get().experimental_total);
    let end = Signal::derive(move || people.get().max(USUAL_END));
    view! {
        <div class="controls number-sliders">
            <NumberSlider
                label=words::PEOPLE
                value=people
                most=end
                on_input=set(|table, count| {
                    table.experimental_total = count;
                    table.control_total = count;
                    table.experimental_events = table.experimental_events.min(count);
                    table.control_events = table.control_events.min(count);
                })
            />
            <NumberSlider
                label=experimental
                value=Signal::derive(move || table.get().experimental_events)
                most=people
                on_input=set(|table, count| table.experimental_events = count)
            />
            <NumberSlider
                label=control
                value=Signal::derive(move || table.get().control_events)
                most=people
                on_input=set(|table, count| table.control_events = count)
            />
        </div>
    }
}

/// The forest plot with the hypothetical trial in another colour, and both pools as a table. It is no file: what is saved as a
/// figure is the review's.
#[component]
fn Drawn(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// The answer with the trial.
    found: Found,
) -> impl IntoView {
    let state = State::expect();
    let with = move || found.get().and_then(Result::ok);
    let size = FigureSize::new(FIRST_WIDTH);
    let theme = theme_on_screen(state);
    let scene = Memo::new(move |_| {
        let (answer, found) = (answer.get()?, with()?);
        let options = forest::Options::screen(size.width.get(), state.document.locale());
        let inputs = state_of::forest_inputs(state, &answer, &found, &options);
        Some(Shared::new(forest::scene(&inputs)))
    });
    let table = move || {
        let locale = state.document.locale();
        let (answer, found) = (answer.get()?, with()?);
        let table = state.document.settled.with(|project| {
            let both = (&*answer.response, &*found);
            report::next_trial(&project.review, &answer.outcome, both, locale)
        });
        Some(view! { <TableWithFiles table file=words::FILE/> })
    };
    view! {
        <div class="sheet">
            <CanvasFigure scene theme size/>
            <details>
                <summary>{words::AS_TABLE}</summary>
                {table}
            </details>
        </div>
    }
}

/// For which events the conclusion changes, and how large a trial would exclude the margin; computed while it is open.
#[component]
fn Changing(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// The answer with the trial.
    found: Found,
) -> impl IntoView {
    let state = State::expect();
    let by_events = move || {
        let (answer, found) = (answer.get()?, found.get()?.ok()?);
        state_of::by_events(state, &answer, &found)
    };
    let excluding = Memo::new(move |_| {
        let (answer, found) = (answer.get()?, found.get()?.ok()?);
        state_of::excluding(state, &answer, &found)
    });
    view! {
        <p role="status">{by_events}</p>
        <p>{excluding}</p>
    }
}
