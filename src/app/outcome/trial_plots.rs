//! Plots of the trials of an outcome, each opened on demand: the risk in either arm, effects against precision, P value functions.

use leptos::prelude::*;

use super::report_table::TableWithFiles;
use super::trial_figure::TrialFigure;
use crate::app::actions::figure_files::ExploredFigure;
use crate::app::actions::figure_files::Which;
use crate::app::state::trial_plots::plotted;
use crate::app::state::{Answer, Shared, State};
use crate::app::widgets::{Disclosure, FigureSize};
use crate::figure::scatter::Options;
use crate::wording::trial_plots::{AS_TABLE, TrialPlot};

/// Width that a figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;

/// A plot of the trials; computed while it is open.
#[component]
pub fn TrialPlotSection(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// Which plot.
    which: TrialPlot,
) -> impl IntoView {
    view! {
        <Disclosure id=which.file() class="block" summary=which.head()>
            <TrialPlotInFull answer which/>
        </Disclosure>
    }
}

/// The sentence, the plot and its table.
#[component]
fn TrialPlotInFull(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// Which plot.
    which: TrialPlot,
) -> impl IntoView {
    let state = State::expect();
    let found = Memo::new(move |_| {
        answer.with(|answer| Some(Shared::new(plotted(answer.as_ref()?, which)?)))
    });
    let said = move || {
        let (Some(answer), Some(found)) = (answer.get(), found.get()) else {
            return which.why_none().to_owned();
        };
        found.sentence(state, &answer)
    };
    let size = FigureSize::new(FIRST_WIDTH);
    let scene = Memo::new(move |_| {
        let (answer, found) = (answer.get()?, found.get()?);
        let options = Options::screen(size.width.get(), state.document.locale());
        Some(Shared::new(found.scene(state, &answer, &options)))
    });
    let table = move || {
        let (answer, found) = (answer.get()?, found.get()?);
        let table = found.table(state, &answer);
        Some(view! { <TableWithFiles table file=which.file()/> })
    };
    let has_any = Memo::new(move |_| found.with(Option::is_some));
    view! {
        <p class="sentence" role="status">
            {said}
        </p>
        <Show when=move || has_any.get()>
            <div class="sheet">
                <TrialFigure answer scene size which=Which::Explored(ExploredFigure::Trials(which))/>
                <details>
                    <summary>{AS_TABLE}</summary>
                    {table}
                </details>
            </div>
        </Show>
    }
}
