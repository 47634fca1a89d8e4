//! The texts of the figure of one outcome.

use leptos::prelude::*;

use super::choices::FigureChoices;
use super::typed_field::TypedField;
use crate::data::{OutcomeFigure, OutcomeId};
use crate::wording::{Text, translate};

/// What a text is called, and which one it is.
type FigureText = (Text, fn(&mut OutcomeFigure) -> &mut String);

const TEXTS: [FigureText; 5] = [
    (Text("Title"), |figure| &mut figure.title),
    (Text("Left of no difference"), |figure| {
        &mut figure.favours_left
    }),
    (Text("Right of no difference"), |figure| {
        &mut figure.favours_right
    }),
    (Text("Footnote"), |figure| &mut figure.footnote),
    (Text("Caption"), |figure| &mut figure.caption),
];

/// The texts of the figure of one outcome.
#[component]
pub fn ThisFigure(
    /// What was chosen.
    choices: FigureChoices,
    /// The outcome.
    outcome: OutcomeId,
) -> impl IntoView {
    let fields = TEXTS.into_iter().map(|(label, text)| {
        let value = Memo::new(move |_| {
            let mut figure = choices.of_outcome(outcome);
            std::mem::take(text(&mut figure))
        });
        let change = move |typed: String| {
            choices.change_outcome(outcome, |figure| *text(figure) = typed);
        };
        view! { <TypedField label=label.text() value on_change=change/> }
    });
    view! {
        <div class="controls" role="group" aria-label=translate("This figure")>
            {fields.collect_view()}
        </div>
    }
}
