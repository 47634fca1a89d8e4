//! How much of the answer rests on which judgement: bars on the screen, and the analysis of the trials at low risk.

use leptos::prelude::*;

use super::judging::Judging;
use crate::app::actions::Actions;
use crate::app::actions::figure_files::Which;
use crate::app::state::figures::theme_on_screen;
use crate::app::state::{Dialog, Shared, State};
use crate::app::widgets::{Button, CanvasFigure, FigureSize};
use crate::data::{OutcomeId, SensitivityAnalysis, TrialSelection};
use crate::figure::risk_of_bias::{Inputs, Options, bars};
use crate::project::{Command, OutcomeSection};
use crate::wording::quality::interface;

/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 420.0;

/// The bars with what can be done about them.
#[component]
pub fn WeightBars() -> impl IntoView {
    let judging = Judging::expect();
    let title = move || {
        let is_weighted = judging
            .judged
            .with(|judged| judged.as_ref().is_some_and(|judged| judged.is_weighted));
        if is_weighted {
            interface::BY_WEIGHT.text()
        } else {
            interface::BY_TRIALS.text()
        }
    };
    view! {
        <section class="sheet" aria-label=title>
            <h3>{title}</h3>
            <Bars/>
            <div class="section-actions">
                <FigureButton which=Which::WeightBars label=interface::BARS_AS_FILE.text()/>
                <FigureButton which=Which::Lights label=interface::LIGHTS_AS_FILE.text()/>
            </div>
            <For
                each=move || judging.outcome.get()
                key=|outcome| *outcome
                children=|outcome| view! { <LowRiskLink outcome/> }
            />
        </section>
    }
}

/// Opens the dialog of figures as files for one figure.
#[component]
fn FigureButton(
    /// Which.
    which: Which,
    /// What it says.
    label: &'static str,
) -> impl IntoView {
    let dialogs = State::expect().dialogs;
    let choices = Actions::expect().figure_choices;
    let press = move || {
        choices.update(|choices| choices.which = which);
        dialogs.open(Dialog::Figures);
    };
    view! { <Button class="button quiet" label=label on_press=press/> }
}

/// The figure, as wide as its place.
#[component]
fn Bars() -> impl IntoView {
    let state = State::expect();
    let judging = Judging::expect();
    let size = FigureSize::new(FIRST_WIDTH);
    let inputs = Memo::new(move |_| {
        let judged = judging.judged.get()?;
        let outcome = judging.outcome.get();
        let outcome = state
            .document
            .project
            .with(|project| Some(project.review.outcome(outcome?)?.name.clone()));
        Some(Inputs {
            outcome,
            judged: (*judged).clone(),
            options: Options::screen(size.width.get(), state.document.locale()),
        })
    });
    let drawn =
        Memo::new(move |_| inputs.with(|inputs| Some(Shared::new(bars::scene(inputs.as_ref()?)))));
    let theme = theme_on_screen(state);
    view! {
        <CanvasFigure
            scene=drawn
            theme
            size
        />
    }
}

/// Adds the analysis of the trials at low risk, where it is not there, and goes to it.
#[component]
fn LowRiskLink(
    /// The outcome.
    outcome: OutcomeId,
) -> impl IntoView {
    let state = State::expect();
    let analysis = || SensitivityAnalysis {
        trials: TrialSelection::LowRiskOfBias,
        ..SensitivityAnalysis::default()
    };
    let is_there = Memo::new(move |_| {
        state.document.project.with(|project| {
            let analyses = project.settings.sensitivity_of(outcome);
            analyses.contains(&analysis())
        })
    });
    let label = move || {
        if is_there.get() {
            interface::TO_LOW_RISK_ANALYSIS.text()
        } else {
            interface::LOW_RISK_ANALYSIS.text()
        }
    };
    let address = move || {
        state
            .selection
            .address_in_outcome(OutcomeSection::Robustness)
    };
    let add = move |_| {
        if !is_there.get_untracked() {
            let analysis = analysis();
            let command = Command::AddSensitivity { outcome, analysis };
            state.document.perform(&command);
        }
        show_analyses();
    };
    view! {
        <p class="small">
            <a class="link" href=address on:click=add>
                {label}
            </a>
        </p>
    }
}

/// Opens the sensitivity analyses once the outcome is on the screen.
fn show_analyses() {
    let open = || {
        let section = document().get_element_by_id("sensitivity-analyses");
        if let Some(section) = section {
            let _ = section.set_attribute("open", "");
            section.scroll_into_view();
        }
    };
    set_timeout(open, std::time::Duration::from_millis(50));
}
