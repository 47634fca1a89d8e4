//! The funnel on its sheet, with what can be chosen about it and the table behind it.

use leptos::prelude::*;

use super::report_table::TableWithFiles;
use super::trial_figure::TrialFigure;
use crate::analysis::{FillEstimator, FillSide, SmallStudy};
use crate::app::actions::figure_files::ExploredFigure;
use crate::app::actions::figure_files::Which;
use crate::app::state::{Answer, Shared, State, explored};
use crate::app::widgets::{Checkbox, FigureSize, OneOf};
use crate::figure::funnel::scene;
use crate::figure::scatter::Options;
use crate::report;
use crate::wording::allowances;
use crate::wording::small_study::{self as words, Vertical};

/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;
/// What trim and fill can put in.
const PUT_IN: [Option<FillEstimator>; 3] = [None, Some(FillEstimator::L0), Some(FillEstimator::R0)];
/// On which side.
const SIDES: [Option<FillSide>; 3] = [None, Some(FillSide::Left), Some(FillSide::Right)];

/// The funnel on its sheet.
#[component]
pub fn FunnelSheet(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// What was found.
    found: Memo<Option<Shared<SmallStudy>>>,
) -> impl IntoView {
    let state = State::expect();
    let size = FigureSize::new(FIRST_WIDTH);
    let drawn = Memo::new(move |_| {
        let (answer, found) = (answer.get()?, found.get()?);
        let options = Options::screen(size.width.get(), state.document.locale());
        let inputs = explored::funnel_inputs(state, &answer, found.arc(), &options);
        Some(Shared::new(scene(&inputs)))
    });
    let table = move || {
        let locale = state.document.locale();
        let (answer, found) = (answer.get()?, found.get()?);
        let table = report::funnel(&found, &answer.prepared, locale);
        Some(view! { <TableWithFiles table file="funnel"/> })
    };
    view! {
        <section class="sheet" aria-label=words::FUNNEL>
            <h3>{words::FUNNEL}</h3>
            <FunnelControls found/>
            <TrialFigure answer scene=drawn size which=Which::Explored(ExploredFigure::Funnel)/>
            <details>
                <summary>{words::AS_TABLE}</summary>
                {table}
            </details>
        </section>
    }
}

/// What can be chosen about the funnel.
#[component]
fn FunnelControls(
    /// What was found.
    found: Memo<Option<Shared<SmallStudy>>>,
) -> impl IntoView {
    let choices = State::expect().funnel;
    let figure = choices.figure;
    let has_people = Memo::new(move |_| {
        found.with(|found| {
            let mut trials = found.iter().flat_map(|found| &found.trials);
            trials.any(|trial| trial.people.is_some())
        })
    });
    let by_error = Memo::new(move |_| {
        !has_people.get() || figure.with(|figure| figure.vertical == Vertical::StandardError)
    });
    let puts_in =
        Memo::new(move |_| by_error.get() && figure.with(|figure| figure.put_in.is_some()));
    view! {
        <div class="controls" role="group" aria-label=words::FUNNEL>
            <Show when=move || has_people.get()>
                <OneOf
                    label=words::VERTICAL.text()
                    all=Vertical::ALL.to_vec()
                    name=Vertical::label
                    chosen=move || figure.get().vertical
                    on_choose=move |vertical| figure.update(|figure| figure.vertical = vertical)
                />
            </Show>
            <Show when=move || by_error.get()>
                <OneOf
                    label=words::PUT_IN.text()
                    all=PUT_IN.to_vec()
                    name=words::put_in
                    chosen=move || figure.get().put_in
                    on_choose=move |put_in| figure.update(|figure| figure.put_in = put_in)
                />
            </Show>
            <Show when=move || puts_in.get()>
                <OneOf
                    label=words::SIDE.text()
                    all=SIDES.to_vec()
                    name=words::side
                    chosen=choices.side
                    on_choose=move |side| choices.side.set(side)
                />
            </Show>
            <Show when=move || by_error.get()>
                <Checkbox
                    label=words::CONTOURS
                    checked=move || figure.get().bands
                    on_change=move |bands| figure.update(|figure| figure.bands = bands)
                />
                <Checkbox
                    label=allowances::CURVE
                    checked=move || figure.get().limit
                    on_change=move |limit| figure.update(|figure| figure.limit = limit)
                />
            </Show>
        </div>
    }
}
