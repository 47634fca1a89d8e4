//! A series of analyses on a sheet: what it says, its figure, and its numbers as a table.

use leptos::prelude::*;

use super::analyses::AnalysesFigure;
use super::report_table::TableWithFiles;
use super::trial_figure::FigureFileButton;
use crate::analysis::Series;
use crate::app::actions::figure_files::{ExploredFigure, Which};
use crate::app::state::{Answer, Sensitivities, Shared, State};
use crate::data::OutcomeId;
use crate::report::{self, Answered};
use crate::wording::sensitivity as words;

/// A series of analyses: its sentence, its figure, and the same as a table.
#[component]
pub fn SeriesSheet(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
    /// The series.
    #[prop(into)]
    series: Signal<Series>,
    /// Its figure among the files.
    which: ExploredFigure,
) -> impl IntoView {
    let state = State::expect();
    let sensitivities = Sensitivities::expect();
    let answers = Memo::new(move |_| Shared::new(sensitivities.of_series(outcome, series.get())));
    let table =
        Memo::new(move |_| {
            let (series, locale) = (series.get(), state.document.locale());
            let (answer, answers) = (answer.get()?, answers.get());
            let answered = Answered {
                outcome: &answer.outcome,
                prepared: &answer.prepared,
                response: &answer.response,
            };
            Some(state.document.settled.with(|project| {
                report::series(&project.review, answered, &answers, series, locale)
            }))
        });
    // The first of its notes is the sentence.
    let said = move || table.with(|table| table.as_ref()?.notes.first().cloned());
    let shown = move || {
        let (table, file) = (table.get()?, words::series_file(series.get()));
        Some(view! { <TableWithFiles table file/> })
    };
    let title = move || words::series_title(series.get());
    view! {
        <section class="sheet" aria-label=title>
            <h3>{title}</h3>
            <p class="sentence" role="status">
                {said}
            </p>
            <AnalysesFigure answer answers series/>
            <FigureFileButton which=Which::Explored(which)/>
            <details>
                <summary>{words::AS_TABLE}</summary>
                {shown}
            </details>
        </section>
    }
}
