//! What can be chosen about the figure, beside the figure.

mod all_figures;
mod axis;
mod covariate_columns;
mod subgroups;
mod this_figure;
mod typed_field;

use std::sync::Arc;

use leptos::prelude::*;

use self::all_figures::AllFigures;
use self::axis::AxisFields;
use self::covariate_columns::CovariateColumns;
use self::this_figure::ThisFigure;
use crate::app::state::{Answer, State};
use crate::data::{FigureSettings, OutcomeFigure, OutcomeId};
use crate::project::Command;
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

/// What was chosen about the figures, and the edit of it.
#[derive(Clone, Copy)]
pub struct FigureChoices {
    state: State,
    /// What was chosen.
    settings: Memo<Arc<FigureSettings>>,
}

impl FigureChoices {
    fn new(state: State) -> Self {
        let settings = Memo::new(move |_| {
            state
                .document
                .project
                .with(|project| project.settings.figures.shared())
        });
        Self { state, settings }
    }

    /// What `read` reads of what was chosen.
    fn with<T>(self, read: impl FnOnce(&FigureSettings) -> T) -> T {
        self.settings.with(|settings| read(settings))
    }

    /// What was chosen about the figure of one outcome.
    fn of_outcome(self, outcome: OutcomeId) -> OutcomeFigure {
        self.with(|settings| settings.outcome(outcome).cloned().unwrap_or_default())
    }

    /// Changes what was chosen, as a step that can be undone.
    fn change(self, change: impl FnOnce(&mut FigureSettings)) {
        let mut next = FigureSettings::clone(&self.settings.get_untracked());
        change(&mut next);
        self.state
            .document
            .apply(&Command::SetFigures(Arc::new(next)));
    }

    /// Changes what was chosen about the figure of one outcome.
    fn change_outcome(self, outcome: OutcomeId, change: impl FnOnce(&mut OutcomeFigure)) {
        let mut figure = untrack(|| self.of_outcome(outcome));
        change(&mut figure);
        self.change(|settings| {
            settings.outcomes.insert(outcome, figure);
        });
    }
}
