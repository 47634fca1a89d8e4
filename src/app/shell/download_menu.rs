//! The menu of everything that can be downloaded or copied.

use leptos::prelude::*;

use crate::app::actions::{Action, Actions};
use crate::app::state::State;
use crate::app::widgets::{ActionItem, Menu, MenuCheck};
use crate::wording::{downloads, translate};

const FIGURE: [Action; 5] = [
    Action::FigureSvg,
    Action::FigurePdf,
    Action::FigurePngForScreens,
    Action::FigurePngForPrint,
    Action::FigureFiles,
];
const RESULTS: [Action; 2] = [Action::CopyResults, Action::CopyFrame];
const WHOLE_REVIEW: [Action; 10] = [
    Action::ReportWord,
    Action::ReportExcel,
    Action::DownloadProject,
    Action::CopyLink,
    Action::ResultsCsv,
    Action::ResultsJson,
    Action::SensitivityCsv,
    Action::JudgementsCsv,
    Action::JudgementReasonsCsv,
    Action::FinishedReview,
];
const DATA: [Action; 4] = [
    Action::DataWide,
    Action::DataLong,
    Action::DataRevMan,
    Action::RScript,
];

/// The menu of everything that can be downloaded or copied. What an outcome is needed for stands there while there is one.
#[component]
pub fn DownloadMenu() -> impl IntoView {
    let answers = State::expect().answers;
    view! {
        <Menu label=translate("Download") class="button primary">
            <Show when=move || answers.answer().is_some()>
                <Items heading=translate("Forest plot of this outcome") actions=&FIGURE/>
                <ReviewInside/>
                <Items heading=translate("Results of this outcome") actions=&RESULTS/>
            </Show>
            <Items heading=translate("The whole review") actions=&WHOLE_REVIEW/>
            <Items heading=translate("The data") actions=&DATA/>
        </Menu>
    }
}

/// Whether the figures of this menu carry the review: off until somebody asks for it.
#[component]
fn ReviewInside() -> impl IntoView {
    let choices = Actions::expect().figure_choices;
    let carries = Memo::new(move |_| choices.with(|choices| choices.carries));
    view! {
        <MenuCheck
            label=downloads::REVIEW_INSIDE.text()
            detail=downloads::WHAT_INSIDE_MEANS.text()
            checked=carries
            on_change=move |carries: bool| choices.update(|choices| choices.carries = carries)
        />
    }
}

/// Lines of the menu under a heading.
#[component]
fn Items(
    /// What the lines are about.
    heading: &'static str,
    /// What they do.
    actions: &'static [Action],
) -> impl IntoView {
    view! {
        <h2>{heading}</h2>
        {actions.iter().map(|action| view! { <ActionItem action=*action/> }).collect_view()}
    }
}
