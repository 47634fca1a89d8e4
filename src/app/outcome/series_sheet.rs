//! A series of analyses on a sheet: what it says, its figure, and its numbers as a table.

use leptos::prelude::*;

use super::analyses::AnalysesFigure;
use super::report_table::TableWithFiles;
use super::trial_figure::FigureFileButton;
use crate::analysis::{SensitivityAnswer, Series};
use crate::app::actions::figure_files::{ExploredFigure, Which};
use crate::app::state::{Answer, Sensitivities, Shared, State};
use crate::data::OutcomeId;
use crate::report::{self, Table};
use crate::wording::sensitivity as words;

/// A series of an outcome's analyses with their answers, as far as they are there.
#[derive(Clone, Copy)]
pub struct FoundSeries {
    series: Signal<Series>,
    /// The analyses.
    pub answers: Memo<Shared<Vec<SensitivityAnswer>>>,
    table: Memo<Option<Table>>,
}

impl FoundSeries {
    /// Follows the analyses. It takes its contexts, so it is made within a component.
    pub fn new(outcome: OutcomeId, answer: Memo<Option<Answer>>, series: Signal<Series>) -> Self {
        let state = State::expect();
        let sensitivities = Sensitivities::expect();
        let answers =
            Memo::new(move |_| Shared::new(sensitivities.of_series(outcome, series.get())));
        let table = Memo::new(move |_| {
            let (series, locale) = (series.get(), state.document.locale());
            let (answer, answers) = (answer.get()?, answers.get());
            Some(state.document.settled.with(|project| {
                report::series(&project.review, answer.answered(), &answers, series, locale)
            }))
        });
        Self {
            series,
            answers,
            table,
        }
    }

    /// What it says: the first note of its table.
    pub fn sentence(self) -> Option<String> {
        self.table
            .with(|table| table.as_ref()?.notes.first().cloned())
    }

    /// Its numbers as a table, to be copied and saved.
    pub fn shown(self) -> Option<impl IntoView + use<>> {
        let (table, file) = (self.table.get()?, words::series_file(self.series.get()));
        Some(view! { <TableWithFiles table file/> })
    }
}

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
    let found = FoundSeries::new(outcome, answer, series);
    let title = move || words::series_title(series.get());
    view! {
        <section class="sheet" aria-label=title>
            <h3>{title}</h3>
            <p class="sentence" role="status">
                {move || found.sentence()}
            </p>
            <AnalysesFigure answer answers=found.answers series/>
            <FigureFileButton which=Which::Explored(which)/>
            <details>
                <summary>{words::AS_TABLE}</summary>
                {move || found.shown()}
            </details>
        </section>
    }
}
