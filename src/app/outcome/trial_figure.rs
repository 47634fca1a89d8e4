//! A figure whose points or rows are trials: under pointer and keyboard each tells of itself, and pressed it asks why it is to be
//! left out, as in the forest plot.

use leptos::prelude::*;

use super::mark_details::MarkDetails;
use super::marks::TrialMarks;
use crate::app::actions::Actions;
use crate::app::actions::figure_files::Which;
use crate::app::state::figures::{RowOfTrial, ScreenForest, theme_on_screen};
use crate::app::state::{Answer, Dialog, Shared, State};
use crate::app::widgets::{Button, CanvasFigure, FigureSize};
use crate::figure::{RegionKind, Scene};
use crate::wording::interface::FIGURE_AS_FILE;

/// A figure of trials, to be made a file.
#[component]
pub fn TrialFigure(
    /// The answer that it shows.
    answer: Memo<Option<Answer>>,
    /// The figure; none while there is nothing to draw.
    scene: Memo<Option<Shared<Scene>>>,
    /// Where it stands.
    size: FigureSize,
    /// Which figure it is among the files.
    which: Which,
) -> impl IntoView {
    view! {
        <MarkedFigure answer scene size/>
        <FigureFileButton which/>
    }
}

/// A figure whose trials, where it has any, are under pointer and keyboard.
#[component]
pub fn MarkedFigure(
    /// The answer that it shows.
    answer: Memo<Option<Answer>>,
    /// The figure; none while there is nothing to draw.
    scene: Memo<Option<Shared<Scene>>>,
    /// Where it stands.
    size: FigureSize,
) -> impl IntoView {
    let state = State::expect();
    let shown = ScreenForest { answer, scene };
    let pointed_at = RwSignal::new(None::<RowOfTrial>);
    let theme = theme_on_screen(state);
    let has_trials = Memo::new(move |_| {
        scene.with(|scene| {
            scene.as_ref().is_some_and(|scene| {
                let mut regions = scene.regions.iter();
                regions.any(|region| matches!(region.kind, RegionKind::Trial(_)))
            })
        })
    });
    view! {
        <div class="figure-place">
            <CanvasFigure scene theme size>
                <Show when=move || has_trials.get()>
                    <TrialMarks forest=shown size pointed_at/>
                </Show>
            </CanvasFigure>
            <MarkDetails forest=shown pointed_at/>
        </div>
    }
}

/// Opens the dialog of figures as files for one of them.
#[component]
pub fn FigureFileButton(
    /// Which.
    which: Which,
) -> impl IntoView {
    let dialogs = State::expect().dialogs;
    let choices = Actions::expect().figure_choices;
    let press = move || {
        choices.update(|choices| choices.which = which);
        dialogs.open(Dialog::Figures);
    };
    view! {
        <div class="section-actions">
            <Button class="link" label=FIGURE_AS_FILE on_press=press/>
        </div>
    }
}
