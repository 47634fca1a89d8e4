//! Analyses of one outcome side by side, the main one first: as a figure and as a table. Serves those that are kept with the
//! review, and series of them.

use leptos::prelude::*;

use super::trial_figure::MarkedFigure;
use crate::analysis::{SensitivityAnswer, Series};
use crate::app::state::figures::sensitivity_inputs;
use crate::app::state::{Answer, Shared, State};
use crate::app::widgets::FigureSize;
use crate::figure::sensitivity::{Options, scene};
use crate::wording::names;
use crate::wording::sensitivity::{self as words, Cells, Line};

/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;

/// What can be done about the analysis at a place, which is called so.
pub type RowAction = UnsyncCallback<(usize, String), AnyView>;

/// The figure of the analyses, as wide as its place; nothing while there is none. A row that leaves out or takes in a trial tells of it,
/// and pressed it asks why it is to be left out for good.
#[component]
pub fn AnalysesFigure(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// The analyses with their answers.
    answers: Memo<Shared<Vec<SensitivityAnswer>>>,
    /// Which series they are; left away of those that are kept with the review.
    #[prop(optional, into)]
    series: Option<Signal<Series>>,
) -> impl IntoView {
    let state = State::expect();
    let size = FigureSize::new(FIRST_WIDTH);
    let inputs = Memo::new(move |_| {
        let options = Options::screen(size.width.get(), state.document.locale());
        let answer = answer.get()?;
        let answers = answers.get();
        let series = series.map(|series| series.get());
        let inputs = || sensitivity_inputs(state, &answer, (&answers, series), &options);
        (!answers.is_empty()).then(inputs)
    });
    let drawn =
        Memo::new(move |_| inputs.with(|inputs| Some(Shared::new(scene(inputs.as_ref()?)))));
    view! { <MarkedFigure answer scene=drawn size/> }
}

/// The analyses as a table, each with what can be done about it, if anything can.
#[component]
pub fn AnalysesTable(
    /// The rows.
    lines: Memo<Shared<Vec<Line>>>,
    /// What can be done about each but the main one.
    #[prop(optional, into)]
    actions: Option<RowAction>,
) -> impl IntoView {
    let state = State::expect();
    let heads = Memo::new(move |_| {
        let sides = state.document.settled.with(|project| {
            let names = names::sides(&project.review);
            names.map(str::to_owned)
        });
        lines.with(|lines| words::heads(lines, sides))
    });
    let head = |head: String| {
        let class = (head == words::BESIDE.text()).then_some("words");
        view! { <th scope="col" class=class>{head}</th> }
    };
    let rows = move || {
        let lines = lines.get();
        let locale = state.document.locale();
        let rows = lines.iter().enumerate();
        rows.map(|(row, line)| {
            let cells = words::cells(line, &lines, locale);
            let place = row.checked_sub(1);
            let action = place.zip(actions);
            let action = action.map(|(place, actions)| actions.run((place, cells.name.clone())));
            view! { <AnalysisRow cells is_main=place.is_none() has_actions=actions.is_some() action/> }
        })
        .collect_view()
    };
    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=words::TITLE>
            <table class="table">
                <thead>
                    <tr>
                        {move || heads.get().into_iter().map(head).collect_view()}
                        {actions.map(|_| view! { <td></td> })}
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
    /// What stands in it.
    cells: Cells,
    /// Whether it is the main analysis.
    is_main: bool,
    /// Whether the table has a column for what can be done.
    has_actions: bool,
    /// What can be done about this one.
    action: Option<AnyView>,
) -> impl IntoView {
    let differs = cells.differs;
    let numbers = cells.numbers.into_iter();
    view! {
        <tr class=is_main.then_some("primary")>
            <th scope="row">
                {cells.name}
                <small class="muted">{cells.detail}</small>
            </th>
            {numbers.map(|number| view! { <td>{number}</td> }).collect_view()}
            <td class="words" class:differs=differs>
                {cells.beside}
            </td>
            {has_actions.then(|| view! { <td class="words">{action}</td> })}
        </tr>
    }
}
