//! The forest plot on paper: laid out for the sheet, in parts where it is long, drawn as vectors in black on white.
//!
//! The page cannot know which paper it is printed on, nor which way round. The figure is laid out for both ways, in what A4 and
//! Letter have in common, and the style sheet shows the one that the paper is. Nothing of it exists while nothing is printed.

use leptos::prelude::*;

use crate::app::platform::print::printing;
use crate::app::state::State;
use crate::app::state::figures::{colours, forest_now};
use crate::figure::paint::svg;
use crate::figure::paper::{Fit, Sheet};
use crate::figure::{Theme, forest};
use crate::wording::downloads;

/// The forest plot of the outcome that is looked at, on paper.
#[component]
pub fn PrintedFigure() -> impl IntoView {
    let state = State::expect();
    let printing = printing();
    let sheets = move || {
        let sheets = Sheet::ALL
            .into_iter()
            .filter_map(|sheet| on_sheet(state, sheet));
        sheets.collect_view()
    };
    view! { <div class="printed">{move || printing.get().then(sheets)}</div> }
}

/// The figure on the pages of one kind of sheet, after a word on how it was brought onto them.
fn on_sheet(state: State, sheet: Sheet) -> Option<impl IntoView> {
    let answer = untrack(|| state.answers.answer())?;
    let locale = untrack(|| state.document.locale());
    let [width, height] = sheet.size();
    let options = forest::Options {
        width,
        ..forest::Options::two_columns(locale)
    };
    let plot = forest_now(state, &answer, &options);
    let (pages, fit) = forest::on_paper(&plot, sheet.room());
    let name = &answer.outcome.name;
    let said = match fit {
        Fit::Whole => None,
        Fit::Compact => Some(downloads::set_closer(name)),
        Fit::Parted => Some(downloads::parted(name, pages.len(), locale)),
    };
    let theme = untrack(|| colours(state, Theme::PRINT));
    let page = |scene: crate::figure::Scene| {
        let drawn = svg::element(&scene.no_larger_than([width, height]), &theme);
        view! { <div class="printed-page" inner_html=drawn></div> }
    };
    let class = match sheet {
        Sheet::Portrait => "portrait",
        Sheet::Landscape => "landscape",
    };
    Some(view! {
        <div class=class>
            {said.map(|said| view! { <p class="muted">{said}</p> })}
            {pages.into_iter().map(page).collect_view()}
        </div>
    })
}
