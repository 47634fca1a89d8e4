//! The forest plot of the outcome that is looked at.

use leptos::prelude::*;

use super::mark_details::MarkDetails;
use super::marks::TrialMarks;
use super::printed::PrintedFigure;
use crate::app::state::figures::{RowOfTrial, ScreenForest, theme_on_screen};
use crate::app::state::{Dialog, State};
use crate::app::widgets::{CanvasFigure, FigureSize};
use crate::figure::RegionKind;
use crate::wording::exclusions as words;

/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;

/// The forest plot of the outcome that is looked at, as wide as its place, of which nothing can be changed.
#[component]
pub fn ReadOnlyFigure() -> impl IntoView {
    let state = State::expect();
    let size = FigureSize::new(FIRST_WIDTH);
    let forest = ScreenForest::new(state, size.width);
    let theme = theme_on_screen(state);
    view! {
        <div class="figure-place">
            <CanvasFigure
                scene=forest.scene
                theme
                size
            />
        </div>
    }
}

/// The forest plot of the outcome that is looked at, as wide as its place. Pressing a trial asks why it is to be left out.
#[component]
pub fn OutcomeFigure() -> impl IntoView {
    let state = State::expect();
    let size = FigureSize::new(FIRST_WIDTH);
    let forest = ScreenForest::new(state, size.width);
    let pointed_at = RwSignal::new(None::<RowOfTrial>);
    let theme = theme_on_screen(state);
    let trial_of = move |region: RegionKind| match region {
        RegionKind::Trial(row) => forest.behind(row).map(|row| row.trial),
        RegionKind::Pooled | RegionKind::Prediction | RegionKind::Outcome(_) => None,
    };
    let press = move |region: RegionKind| {
        let outcome = untrack(|| state.selection.outcome());
        if let (Some(trial), Some(outcome)) = (trial_of(region), outcome) {
            state.dialogs.open(Dialog::LeaveOut(trial, outcome));
        }
    };
    let hint = move |region: RegionKind| trial_of(region).map(|_| String::from(words::HINT_OF_ROW));
    view! {
        <div class="figure-place">
            <CanvasFigure scene=forest.scene theme size on_press=press hint>
                <TrialMarks forest size pointed_at/>
            </CanvasFigure>
            <MarkDetails forest pointed_at/>
        </div>
        <PrintedFigure/>
    }
}
