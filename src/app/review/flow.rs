//! How trials came into the review: the counts as they are typed, the diagram that they make, and the checklist for harms.

use leptos::prelude::*;

use super::flow_form::FlowForm;
use super::harms_checklist::HarmsChecklist;
use crate::app::actions::Actions;
use crate::app::actions::figure_files::Which;
use crate::app::state::figures::theme_on_screen;
use crate::app::state::{Dialog, Shared, State};
use crate::app::widgets::{Button, CanvasFigure, FigureSize};
use crate::figure::flow::{Inputs, Options, scene};
use crate::wording::flow as words;

/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;

/// How trials came into the review, and the checklist for harms.
#[component]
pub fn FlowView() -> impl IntoView {
    let state = State::expect();
    let document = state.document;
    let has_any = Memo::new(move |_| {
        document
            .project
            .with(|project| project.review.flow.is_some())
    });
    let sentence = Memo::new(move |_| {
        let locale = document.locale();
        document.settled.with(|project| {
            let flow = project.review.flow.as_deref();
            flow.map_or_else(String::new, |flow| words::sentence(flow, locale))
        })
    });
    view! {
        <div class="words-head">
            <h1>{words::TITLE}</h1>
            <Show when=move || has_any.get()>
                <FigureButton/>
            </Show>
        </div>
        <p class="muted hint">{words::HINT}</p>
        <FlowForm/>
        <section class="sheet" aria-label=words::TITLE>
            <Show
                when=move || has_any.get()
                fallback=|| view! { <p class="muted">{words::NOTHING}</p> }
            >
                <p>{move || sentence.get()}</p>
                <Faults/>
                <FlowFigure/>
            </Show>
        </section>
        <HarmsChecklist/>
    }
}

/// Opens the dialog of figures as files for the diagram.
#[component]
fn FigureButton() -> impl IntoView {
    let dialogs = State::expect().dialogs;
    let choices = Actions::expect().figure_choices;
    let press = move || {
        choices.update(|choices| choices.which = Which::Flow);
        dialogs.open(Dialog::Figures);
    };
    view! {
        <div class="controls">
            <Button label=words::FIGURE on_press=press/>
        </div>
    }
}

/// What does not add up, and how the diagram stands to the trials of the review.
#[component]
fn Faults() -> impl IntoView {
    let document = State::expect().document;
    let faults = Memo::new(move |_| {
        let locale = document.locale();
        document.settled.with(|project| {
            let flow = project.review.flow.as_deref();
            let faults = flow.map_or_else(Vec::new, crate::data::Flow::faults);
            faults
                .iter()
                .map(|fault| words::fault(fault, locale))
                .collect::<Vec<_>>()
        })
    });
    let against = move || {
        let locale = document.locale();
        document.settled.with(|project| {
            let flow = project.review.flow.as_deref();
            flow.map_or_else(String::new, |flow| {
                words::against_review(flow, project.review.trials.len(), locale)
            })
        })
    };
    view! {
        <div role="status">
            {move || {
                let faults = faults.get();
                if faults.is_empty() {
                    view! { <p class="muted">{words::ADDS_UP}</p> }.into_any()
                } else {
                    faults
                        .into_iter()
                        .map(|fault| view! { <p class="fault">{fault}</p> })
                        .collect_view()
                        .into_any()
                }
            }}
            <p class="muted">{against}</p>
        </div>
    }
}

/// The diagram, as wide as its place.
#[component]
fn FlowFigure() -> impl IntoView {
    let state = State::expect();
    let size = FigureSize::new(FIRST_WIDTH);
    let drawn = Memo::new(move |_| {
        let options = Options::screen(size.width.get(), state.document.locale());
        state.document.settled.with(|project| {
            let flow = project.review.flow.as_deref()?;
            Some(Shared::new(scene(&Inputs {
                title: project.review.title.clone(),
                flow: flow.clone(),
                options,
            })))
        })
    });
    let theme = theme_on_screen(state);
    view! {
        <CanvasFigure
            scene=drawn
            theme
            size
        />
    }
}
