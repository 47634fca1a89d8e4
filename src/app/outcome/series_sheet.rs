//! A series of analyses on a sheet: what it says, its figure, and its numbers as a table.

use leptos::prelude::*;

use super::analyses::{AnalysesFigure, AnalysesTable};
use crate::analysis::{MainAnalysis, Series};
use crate::app::state::{Answer, Sensitivities, Shared, State};
use crate::data::OutcomeId;
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
) -> impl IntoView {
    let state = State::expect();
    let sensitivities = Sensitivities::expect();
    let answers = Memo::new(move |_| Shared::new(sensitivities.of_series(outcome, series.get())));
    let lines = Memo::new(move |_| {
        let (series, locale) = (series.get(), state.document.locale());
        let (answer, answers) = (answer.get(), answers.get());
        let lines = answer.map(|answer| {
            let main = MainAnalysis {
                prepared: &answer.prepared,
                response: &answer.response,
            };
            state.document.settled.with(|project| {
                let review = &project.review;
                words::series_lines(review, &answer.outcome, main, &answers, series, locale)
            })
        });
        Shared::new(lines.unwrap_or_default())
    });
    let said = move || {
        let locale = state.document.locale();
        lines.with(|lines| match series.get() {
            Series::LeaveOneOut => words::left_out_sentence(lines, locale),
            Series::Cumulative(_) => words::cumulative_sentence(lines, locale),
            // Its own sheet says more.
            Series::PeopleLost(_) => String::new(),
        })
    };
    let title = move || words::series_title(series.get());
    view! {
        <section class="sheet" aria-label=title>
            <h3>{title}</h3>
            <p class="sentence" role="status">
                {said}
            </p>
            <AnalysesFigure answer answers series/>
            <details>
                <summary>{words::AS_TABLE}</summary>
                <AnalysesTable lines/>
            </details>
        </section>
    }
}
