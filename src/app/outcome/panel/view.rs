//! The panel of what can be chosen about the figure.

use leptos::prelude::*;

use super::all_figures::AllFigures;
use super::axis::AxisFields;
use super::choices::FigureChoices;
use super::covariate_columns::CovariateColumns;
use super::this_figure::ThisFigure;
use crate::app::state::{Answer, State};
use crate::data::OutcomeId;
use crate::wording::figures as words;

/// What can be chosen about the figure of an outcome and about all figures, closed until it is asked for.
#[component]
pub fn FigurePanel(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let choices = FigureChoices::new(State::expect());
    view! {
        <details class="figure-panel">
            <summary>{words::PANEL}</summary>
            <AllFigures choices/>
            <CovariateColumns choices/>
            <ThisFigure choices outcome/>
            <AxisFields choices outcome answer/>
        </details>
    }
}
