//! All outcomes in one figure: events by arm, ratio against P, or who reports what.

use leptos::prelude::*;

use super::outcome_marks::OutcomeMarks;
use crate::analysis::ReportingRows;
use crate::app::actions::Actions;
use crate::app::actions::figure_files::Which;
use crate::app::state::figures::theme_on_screen;
use crate::app::state::{Dialog, Shared, State, many};
use crate::app::widgets::{Button, CanvasFigure, FigureSize, OneOf, TableFiles};
use crate::figure::Options;
use crate::wording::interface::FIGURE_AS_FILE;
use crate::wording::many::{self as words, DotOrder, ManyFigure};

/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 900.0;

/// All outcomes in one figure.
#[component]
pub fn ManyOutcomes() -> impl IntoView {
    let state = State::expect();
    let choices = state.many;
    let size = FigureSize::new(FIRST_WIDTH);
    let scene = Memo::new(move |_| {
        let options = Options::screen(size.width.get(), state.document.locale());
        Some(Shared::new(many::scene(
            state,
            choices.figure.get(),
            &options,
        )))
    });
    let theme = theme_on_screen(state);
    let figure_choices = Actions::expect().figure_choices;
    let as_file = move || {
        let which = Which::Many(choices.figure.get_untracked());
        figure_choices.update(|choices| choices.which = which);
        state.dialogs.open(Dialog::Figures);
    };
    let by_comparison = Memo::new(move |_| {
        choices.figure.get() == ManyFigure::Reporting && many::has_comparisons(state)
    });
    let is_dots = Memo::new(move |_| choices.figure.get() == ManyFigure::Dots);
    view! {
        <section class="sheet many-outcomes" aria-label=words::TITLE>
            <div class="sheet-head">
                <h2>{words::TITLE}</h2>
                <ManyTableFiles/>
                <Button label=FIGURE_AS_FILE on_press=as_file/>
            </div>
            <div class="controls" role="group" aria-label=words::TITLE>
                <OneOf
                    label=words::FIGURE.text()
                    all=ManyFigure::ALL.to_vec()
                    name=ManyFigure::name
                    chosen=choices.figure
                    on_choose=move |figure| choices.figure.set(figure)
                />
                <Show when=move || is_dots.get()>
                    <OneOf
                        label=words::ORDER.text()
                        all=DotOrder::ALL.to_vec()
                        name=DotOrder::name
                        chosen=choices.order
                        on_choose=move |order| choices.order.set(order)
                    />
                </Show>
                <Show when=move || by_comparison.get()>
                    <OneOf
                        label=words::ROWS_ARE.text()
                        all=ReportingRows::ALL.to_vec()
                        name=words::rows_are
                        chosen=choices.rows
                        on_choose=move |rows| choices.rows.set(rows)
                    />
                </Show>
            </div>
            <div class="figure-place">
                <CanvasFigure scene theme size>
                    <OutcomeMarks scene/>
                </CanvasFigure>
            </div>
        </section>
    }
}

/// The figure as a table, copied or as a file.
#[component]
fn ManyTableFiles() -> impl IntoView {
    let state = State::expect();
    let figure = state.many.figure;
    // The name of the file follows the figure, so that the menu is made anew with it.
    let menu = move |figure: ManyFigure| {
        let table = move |()| Some(many::table(state, figure));
        view! { <TableFiles what=figure.file() table/> }
    };
    view! {
        <For each=move || [figure.get()] key=|figure| figure.file() children=menu/>
    }
}
