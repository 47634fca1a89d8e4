//! The sensitivity analyses of an outcome: opened on demand, as a table with what can be done about each, and as a figure.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::analyses::{AnalysesFigure, AnalysesTable};
use super::note_list::NoteList;
use crate::analysis::{MainAnalysis, SensitivityAnswer};
use crate::app::actions::Actions;
use crate::app::actions::figure_files::Which;
use crate::app::state::{Answer, Dialog, Sensitivities, Shared, State};
use crate::app::widgets::Button;
use crate::data::{OutcomeId, Review};
use crate::project::Command;
use crate::wording::sensitivity::{self as words, Conclusion};

/// The analyses of an outcome with their answers, as text and numbers.
#[derive(Clone, Copy)]
struct Analyses {
    answer: Memo<Option<Answer>>,
    answers: Memo<Shared<Vec<SensitivityAnswer>>>,
}

impl Analyses {
    /// What `tell` makes of them.
    fn told<T: Default>(
        self,
        state: State,
        tell: impl FnOnce(&Review, &Answer, MainAnalysis<'_>, &[SensitivityAnswer]) -> T,
    ) -> T {
        self.answer.with(|answer| {
            let Some(answer) = answer else {
                return T::default();
            };
            let main = answer.main();
            self.answers.with(|answers| {
                let settled = state.document.settled;
                settled.with(|project| tell(&project.review, answer, main, answers))
            })
        })
    }
}

/// The sensitivity analyses of an outcome; computed while they are open.
#[component]
pub fn SensitivitySection(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let sensitivities = Sensitivities::expect();
    let open = RwSignal::new(false);
    sensitivities.is_open.set(false);
    on_cleanup(move || {
        sensitivities.is_open.try_set(false);
    });
    let count = Memo::new(move |_| {
        let project = state.document.project;
        project.with(|project| project.settings.sensitivity_of(outcome).len())
    });
    let toggle = move |event: web_sys::Event| {
        let details = event.target().and_then(|target| target.dyn_into().ok());
        let is_open = details.is_some_and(|details: Element| details.has_attribute("open"));
        open.set(is_open);
        sensitivities.is_open.set(is_open);
    };
    let add = move || {
        state.dialogs.open(Dialog::Sensitivity(outcome, None));
    };
    let has_any = Memo::new(move |_| count.get() > 0);
    let title = move || words::title(count.get(), state.document.locale());
    view! {
        <details class="block sensitivity" id="sensitivity-analyses" on:toggle=toggle>
            <summary>{title}</summary>
            <Show
                when=move || has_any.get()
                fallback=|| view! { <p class="muted">{words::HINT}</p> }
            >
                <Show when=move || open.get()>
                    <AnalysesInFull outcome answer/>
                </Show>
            </Show>
            <div class="section-actions">
                <Button label=words::ADD on_press=add/>
                <Show when=move || has_any.get()>
                    <FigureButton/>
                </Show>
            </div>
        </details>
    }
}

/// Opens the dialog of figures as files for the figure of the analyses.
#[component]
fn FigureButton() -> impl IntoView {
    let dialogs = State::expect().dialogs;
    let choices = Actions::expect().figure_choices;
    let press = move || {
        choices.update(|choices| choices.which = Which::Sensitivity);
        dialogs.open(Dialog::Figures);
    };
    view! { <Button label=words::FIGURE_AS_FILE on_press=press/> }
}

/// Summary, table, figure and remarks.
#[component]
fn AnalysesInFull(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let sensitivities = Sensitivities::expect();
    let answers = Memo::new(move |_| Shared::new(sensitivities.of(outcome)));
    let analyses = Analyses { answer, answers };
    let lines = Memo::new(move |_| {
        let locale = state.document.locale();
        Shared::new(analyses.told(state, |review, answer, main, answers| {
            words::lines(review, &answer.outcome, main, answers, locale)
        }))
    });
    let summary = move || {
        lines.with(|lines| {
            let conclusions: Vec<Conclusion> =
                lines.iter().filter_map(|line| line.conclusion).collect();
            words::summary(&conclusions, state.document.locale())
        })
    };
    let actions =
        move |place: usize, name: String| view! { <RowActions outcome place name/> }.into_any();
    let remarks = Memo::new(move |_| {
        let locale = state.document.locale();
        analyses.told(state, |review, answer, main, answers| {
            words::remarks(review, &answer.outcome, main, answers, locale)
        })
    });
    view! {
        <p role="status">{summary}</p>
        <AnalysesTable lines actions/>
        <div class="sheet">
            <AnalysesFigure answer answers/>
        </div>
        <NoteList lines=remarks/>
    }
}

/// What can be done about an analysis.
#[component]
fn RowActions(
    /// The outcome.
    outcome: OutcomeId,
    /// Its place.
    place: usize,
    /// What it is called.
    name: String,
) -> impl IntoView {
    let State {
        document, dialogs, ..
    } = State::expect();
    let change = move || dialogs.open(Dialog::Sensitivity(outcome, Some(place)));
    let remove = move || document.perform(&Command::RemoveSensitivity { outcome, place });
    view! {
        <Button class="link" label=words::CHANGE on_press=change title=name.clone()/>
        " "
        <Button class="link" label=words::REMOVE on_press=remove title=name/>
    }
}
