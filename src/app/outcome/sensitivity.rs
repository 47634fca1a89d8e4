//! The sensitivity analyses of an outcome: opened on demand, as a table with what can be done about each, and as a figure.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::note_list::NoteList;
use crate::analysis::{MainAnalysis, SensitivityAnswer};
use crate::app::actions::Actions;
use crate::app::actions::figure_files::Which;
use crate::app::state::figures::{colours, sensitivity_inputs};
use crate::app::state::{Answer, Dialog, Sensitivities, Shared, State};
use crate::app::widgets::{Button, CanvasFigure, FigureSize};
use crate::data::{OutcomeId, Review, side_names};
use crate::figure::sensitivity::{Options, scene};
use crate::figure::{RegionKind, Theme};
use crate::project::Command;
use crate::wording::sensitivity::{self as words, Conclusion, Line};

/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;

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
            let main = MainAnalysis {
                prepared: &answer.prepared,
                response: &answer.response,
            };
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
    let remarks = Memo::new(move |_| {
        let locale = state.document.locale();
        analyses.told(state, |review, answer, main, answers| {
            words::remarks(review, &answer.outcome, main, answers, locale)
        })
    });
    view! {
        <p role="status">{summary}</p>
        <AnalysesTable outcome lines/>
        <AnalysesFigure analyses/>
        <NoteList lines=remarks/>
    }
}

/// The analyses side by side, the main one first, each with what can be done about it.
#[component]
fn AnalysesTable(
    /// The outcome.
    outcome: OutcomeId,
    /// The rows.
    lines: Memo<Shared<Vec<Line>>>,
) -> impl IntoView {
    let state = State::expect();
    let heads = Memo::new(move |_| {
        let sides = state.document.settled.with(|project| {
            let names = side_names(&project.review);
            names.map(str::to_owned)
        });
        lines.with(|lines| words::heads(lines, sides))
    });
    let head = |head: String| {
        let class = (head == words::BESIDE).then_some("words");
        view! { <th scope="col" class=class>{head}</th> }
    };
    let rows = move || {
        let lines = lines.get();
        let locale = state.document.locale();
        let rows = lines.iter().enumerate();
        rows.map(|(row, line)| {
            let place = row.checked_sub(1);
            view! { <AnalysisRow outcome place cells=words::cells(line, &lines, locale)/> }
        })
        .collect_view()
    };
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=words::TITLE>
            <table class="table">
                <thead>
                    <tr>
                        {move || heads.get().into_iter().map(head).collect_view()}
                        <td></td>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// One row of the table.
#[component]
fn AnalysisRow(
    /// The outcome.
    outcome: OutcomeId,
    /// The place of the analysis among those of the outcome; none is the main one.
    place: Option<usize>,
    /// What stands in it.
    cells: words::Cells,
) -> impl IntoView {
    let numbers = cells.numbers.into_iter();
    let differs = cells.differs;
    view! {
        <tr class=place.is_none().then_some("primary")>
            <th scope="row">
                {cells.name.clone()}
                <small class="muted">{cells.detail}</small>
            </th>
            {numbers.map(|number| view! { <td>{number}</td> }).collect_view()}
            <td class="words" class:differs=differs>{cells.beside}</td>
            <td class="words">
                {place.map(|place| view! { <RowActions outcome place name=cells.name/> })}
            </td>
        </tr>
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

/// The figure of the analyses, as wide as its place.
#[component]
fn AnalysesFigure(
    /// The analyses.
    analyses: Analyses,
) -> impl IntoView {
    let state = State::expect();
    let size = FigureSize::new(FIRST_WIDTH);
    let inputs = Memo::new(move |_| {
        let options = Options::screen(size.width.get(), state.document.locale());
        let answer = analyses.answer.get()?;
        let answers = analyses.answers.get();
        Some(sensitivity_inputs(state, &answer, &answers, &options))
    });
    let drawn =
        Memo::new(move |_| inputs.with(|inputs| Some(Shared::new(scene(inputs.as_ref()?)))));
    let theme = Memo::new(move |_| {
        let theme = if state.theme.dark() {
            Theme::DARK
        } else {
            Theme::LIGHT
        };
        colours(state, theme)
    });
    view! {
        <div class="sheet">
            <CanvasFigure
                scene=drawn
                theme
                size
                on_press=|_: RegionKind| ()
                hint=|_: RegionKind| None
            />
        </div>
    }
}
