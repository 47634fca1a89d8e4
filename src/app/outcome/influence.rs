//! The influence of each trial, and Baujat's plot, opened on demand.

use leptos::prelude::*;

use super::report_table::TableWithFiles;
use super::trial_figure::TrialFigure;
use crate::analysis::Influences;
use crate::app::actions::figure_files::ExploredFigure;
use crate::app::actions::figure_files::Which;
use crate::app::state::{Answer, Shared, State, explored};
use crate::app::widgets::{Disclosure, FigureSize};
use crate::figure::scatter::Options;
use crate::figure::{baujat, influence};
use crate::report;
use crate::wording::influence as words;

/// Width that the figures are laid out for until their place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;

/// The influence of each trial; computed while it is open.
#[component]
pub fn InfluenceSection(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    view! {
        <Disclosure id="influence" class="block" summary=words::INFLUENCE.text()>
            <InfluenceInFull answer/>
        </Disclosure>
    }
}

/// The sentence, the panels with their table, and Baujat's plot.
#[component]
fn InfluenceInFull(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let found = Memo::new(move |_| {
        let answer = answer.get()?;
        Some(Shared::new(explored::influences(&answer)?))
    });
    let said = move || {
        let locale = state.document.locale();
        let (Some(answer), Some(found)) = (answer.get(), found.get()) else {
            return words::TOO_FEW.to_owned();
        };
        let rows = answer.prepared.request.trials.iter();
        let names: Vec<&str> = rows.map(|row| row.label.as_str()).collect();
        let model = words::of_model(&found);
        format!("{} {model}", words::sentence(&found, &names, locale))
    };
    let panels_size = FigureSize::new(FIRST_WIDTH);
    let panels = Memo::new(move |_| {
        let (answer, found) = (answer.get()?, found.get()?);
        let options = Options::screen(panels_size.width.get(), state.document.locale());
        let inputs = explored::influence_inputs(&answer, found.arc(), &options);
        Some(Shared::new(influence::scene(&inputs)))
    });
    let plot_size = FigureSize::new(FIRST_WIDTH);
    let plot = Memo::new(move |_| {
        let (answer, found) = (answer.get()?, found.get()?);
        let options = Options::screen(plot_size.width.get(), state.document.locale());
        let inputs = explored::influence_inputs(&answer, found.arc(), &options);
        Some(Shared::new(baujat::scene(&inputs)))
    });
    let table = move || {
        let locale = state.document.locale();
        let (answer, found) = (answer.get()?, found.get()?);
        let table = report::influence(&found, &answer.prepared, locale);
        Some(view! { <TableWithFiles table file="influence"/> })
    };
    let has_any =
        Memo::new(move |_| found.with(|found: &Option<Shared<Influences>>| found.is_some()));
    view! {
        <p class="sentence" role="status">
            {said}
        </p>
        <Show when=move || has_any.get()>
            <div class="sheet">
                <TrialFigure answer scene=panels size=panels_size which=Which::Explored(ExploredFigure::Influence)/>
                <details>
                    <summary>{words::AS_TABLE}</summary>
                    {table}
                </details>
            </div>
            <div class="sheet block">
                <h3>{words::BAUJAT}</h3>
                <TrialFigure answer scene=plot size=plot_size which=Which::Explored(ExploredFigure::Baujat)/>
            </div>
        </Show>
    }
}
