//! The outcome as a sequential test: what it takes, the figure with its table, what is typed, and what others say of such tests.

use leptos::prelude::*;

use super::report_table::TableWithFiles;
use super::trial_figure::TrialFigure;
use crate::analysis::{NoSequential, Sequential};
use crate::app::actions::figure_files::{ExploredFigure, Which};
use crate::app::state::{Answer, Shared, State, explored};
use crate::app::widgets::{Checkbox, Disclosure, FigureSize, OneOf, TextField};
use crate::data::{OutcomeId, SequentialDesign, SpendingFunction};
use crate::figure::scatter::Options;
use crate::figure::sequential;
use crate::project::{Command, with_typed_setting};
use crate::report;
use crate::wording::{Text, sequential as words};

/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;

/// What is found; none where the outcome has no answer.
type Found = Memo<Option<Result<Shared<Sequential>, NoSequential>>>;

/// The sequential analysis; computed while it is open.
#[component]
pub fn SequentialSection(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    view! {
        <Disclosure id="sequential" class="block" summary=words::SEQUENTIAL.text()>
            <SequentialInFull outcome answer/>
        </Disclosure>
    }
}

/// Where the test stands, what is typed, the figure, and what others say.
#[component]
fn SequentialInFull(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let found: Found = Memo::new(move |_| {
        let answer = answer.get()?;
        Some(explored::sequential(state, &answer).map(Shared::new))
    });
    let said = move || {
        let answer = answer.get()?;
        found.with(|found| {
            Some(match found.as_ref()? {
                Err(why) => words::no_sequential(*why).to_owned(),
                Ok(found) => explored::sequential_sentence(state, &answer, found),
            })
        })
    };
    let required = move || {
        let locale = state.document.locale();
        found.with(|found| Some(words::required(found.as_ref()?.as_ref().ok()?, locale)))
    };
    let is_found =
        Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(Result::is_ok)));
    view! {
        <p class="sentence" role="status">
            {said}
        </p>
        <p class="muted">{required}</p>
        <SequentialSettings outcome/>
        <Show when=move || is_found.get()>
            <Drawn answer found/>
        </Show>
        <h4>{words::CRITICS}</h4>
        <ul class="notes" id="sequential-critics">
            {words::CRITICISM.map(|one| view! { <li>{one}</li> }).collect_view()}
        </ul>
    }
}

/// What can be typed and chosen, each a step that can be undone.
#[component]
fn SequentialSettings(
    /// The outcome.
    outcome: OutcomeId,
) -> impl IntoView {
    let state = State::expect();
    let document = state.document;
    let design = Memo::new(move |_| {
        let project = document.project;
        project.with(|project| project.settings.exploration_of(outcome).sequential)
    });
    let perform = move |design| {
        document.perform(&Command::SetSequential { outcome, design });
    };
    let spend = move |spending: SpendingFunction| {
        let before = design.get_untracked();
        perform(SequentialDesign { spending, ..before });
    };
    let end = move |futility: bool| {
        let before = design.get_untracked();
        perform(SequentialDesign { futility, ..before });
    };
    let field = move |place: usize| {
        let label = words::FIELDS.get(place).map_or("", Text::text);
        let value = Memo::new(move |_| words::field(&design.get(), place, document.locale()));
        let change = move |typed: String| {
            let before = design.get_untracked();
            match with_typed_setting(&before, place, &typed, document.decimal()) {
                Some(next) => perform(next),
                None => state.notices.say(words::NOT_A_SETTING),
            }
        };
        let placeholder = words::placeholder(place).to_owned();
        view! { <TextField label value on_change=change placeholder class="field inline"/> }
    };
    view! {
        <div class="controls">{field(0)} {field(1)} {field(2)}</div>
        <div class="controls">
            {field(3)} {field(4)}
            <OneOf
                label=words::SPENDING.text()
                all=SpendingFunction::ALL.to_vec()
                name=words::spending
                chosen=Signal::derive(move || design.get().spending)
                on_choose=spend
            />
            <Checkbox
                label=words::FUTILITY.to_owned()
                checked=Signal::derive(move || design.get().futility)
                on_change=end
            />
        </div>
    }
}

/// The figure with its table.
#[component]
fn Drawn(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// What was found.
    found: Found,
) -> impl IntoView {
    let state = State::expect();
    let test = move || found.get().and_then(Result::ok);
    let size = FigureSize::new(FIRST_WIDTH);
    let drawn = Memo::new(move |_| {
        let (answer, found) = (answer.get()?, test()?);
        let options = Options::screen(size.width.get(), state.document.locale());
        let inputs = explored::sequential_inputs(state, &answer, found.arc(), &options);
        Some(Shared::new(sequential::scene(&inputs)))
    });
    let table = move || {
        let locale = state.document.locale();
        let (answer, found) = (answer.get()?, test()?);
        let table = state.document.settled.with(|project| {
            let review = &project.review;
            report::sequential(review, &answer.outcome, &answer.prepared, &found, locale)
        });
        Some(view! { <TableWithFiles table file=words::FILE/> })
    };
    view! {
        <div class="sheet">
            <TrialFigure
                answer
                scene=drawn
                size
                which=Which::Explored(ExploredFigure::Sequential)
            />
            <details>
                <summary>{words::AS_TABLE}</summary>
                {table}
            </details>
        </div>
        <p class="muted small">{words::ASSUMED}</p>
    }
}
