//! All subsets of the trials of an outcome, opened on demand and pooled by the worker.

use leptos::prelude::*;

use super::long_part::{LongPart, LongWords};
use super::report_table::TableWithFiles;
use super::trial_figure::TrialFigure;
use crate::app::actions::figure_files::ExploredFigure;
use crate::app::actions::figure_files::Which;
use crate::app::state::{Answer, LongWorks, Shared, State, explored};
use crate::app::widgets::{Disclosure, FigureSize, Select};
use crate::data::TrialId;
use crate::figure::scatter::Options;
use crate::figure::subsets;
use crate::report;
use crate::wording::subsets as words;

/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;

/// All subsets of the trials; pooled while it is open.
#[component]
pub fn SubsetsSection(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    view! {
        <Disclosure id="subsets" class="block" summary=words::SUBSETS.text()>
            <LongPart
                work=LongWorks::expect().subsets
                words=LongWords {
                    computing: words::COMPUTING.text(),
                    stop: words::STOP.text(),
                    stopped: words::STOPPED.text(),
                    again: words::AGAIN.text(),
                }
                shows=move |_| view! { <SubsetsInFull answer/> }
            />
        </Disclosure>
    }
}

/// The sentence, the choice of a trial, the figure and its table.
#[component]
fn SubsetsInFull(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let found = Memo::new(move |_| state.subsets.of(&answer.get()?));
    let said = move || {
        let (Some(answer), Some(found)) = (answer.get(), found.get()) else {
            return words::NOT_AVAILABLE.to_owned();
        };
        let (measure, locale) = (answer.response.measure(), state.document.locale());
        let mut said = words::sentence(&found, found.summary(), measure, locale);
        if let Some(row) = state.subsets.marked_row(&answer.prepared)
            && let Some(trial) = answer.prepared.request.trials.get(row)
        {
            let parts = found.summaries_by(row);
            if let Some(marked) = words::marked_sentence(&trial.label, parts, measure, locale) {
                said = format!("{said} {marked}");
            }
        }
        said
    };
    let size = FigureSize::new(FIRST_WIDTH);
    let scene = Memo::new(move |_| {
        let answer = answer.get()?;
        let options = Options::screen(size.width.get(), state.document.locale());
        let inputs = explored::subset_inputs(state, &answer, &options)?;
        Some(Shared::new(subsets::scene(&inputs)))
    });
    let table = move || {
        let (answer, found) = (answer.get()?, found.get()?);
        let of = (&*answer.prepared, &*answer.response);
        let marked = state.subsets.marked_row(&answer.prepared);
        let table = report::subsets(&found, of, marked, state.document.locale());
        Some(view! { <TableWithFiles table file=words::FILE/> })
    };
    let has_any = Memo::new(move |_| found.with(Option::is_some));
    view! {
        <p class="sentence" role="status">
            {said}
        </p>
        <Show when=move || has_any.get()>
            <div class="sheet">
                <div class="controls">
                    <MarkedTrial answer/>
                </div>
                <TrialFigure answer scene size which=Which::Explored(ExploredFigure::Subsets)/>
                <details>
                    <summary>{words::AS_TABLE}</summary>
                    {table}
                </details>
            </div>
        </Show>
    }
}

/// The choice of the trial whose subsets are marked.
#[component]
fn MarkedTrial(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let subsets = State::expect().subsets;
    // The trials of which there are subsets, with their names.
    let trials = Memo::new(move |_| {
        let answer = answer.get()?;
        let found = subsets.of(&answer)?;
        let prepared = &answer.prepared;
        let trial = |row: &usize| -> Option<(TrialId, String)> {
            let name = prepared.request.trials.get(*row)?.label.clone();
            Some((*prepared.rows.get(*row)?, name))
        };
        Some(found.rows.iter().filter_map(trial).collect::<Vec<_>>())
    });
    let options = Memo::new(move |_| {
        let mut names = vec![words::NONE.to_owned()];
        trials.with(|trials| {
            names.extend(trials.iter().flatten().map(|(_, name)| name.clone()));
        });
        names
    });
    let chosen = Memo::new(move |_| {
        let marked = subsets.marked.get();
        let place = trials.with(|trials| {
            let mut trials = trials.iter().flatten();
            trials.position(|(trial, _)| Some(*trial) == marked)
        });
        Some(place.map_or(0, |place| place + 1))
    });
    let choose = move |place: usize| {
        let trial = trials.with_untracked(|trials| {
            let (trial, _) = trials.as_ref()?.get(place.checked_sub(1)?)?;
            Some(*trial)
        });
        subsets.marked.set(trial);
    };
    view! { <Select label=words::MARK options chosen on_choose=choose/> }
}
