//! Everything that leaves the page as a file, by kind.

use leptos::prelude::*;

use crate::app::actions::Action;
use crate::app::widgets::ActionButton;
use crate::project::ReviewSection;
use crate::wording::downloads::{self as words, Kind};

/// The kinds of files with what makes them, in the order of the page.
const KINDS: [(Kind, &[Action]); 8] = [
    (words::KIND_WORD, &[Action::ReportWord]),
    (words::KIND_EXCEL, &[Action::ReportExcel]),
    (words::KIND_HTML, &[Action::FinishedReview]),
    (
        words::KIND_PROGRAMS,
        &[Action::RScript, Action::ResultsJson],
    ),
    (words::KIND_FIGURES, &[Action::FigureFiles]),
    (
        words::KIND_REFERENCES,
        &[Action::ReferencesRis, Action::ReferencesBibtex],
    ),
    (
        words::KIND_CSV,
        &[
            Action::ResultsCsv,
            Action::SensitivityCsv,
            Action::DataWide,
            Action::DataLong,
            Action::DataRevMan,
        ],
    ),
    (
        words::KIND_PROJECT,
        &[Action::DownloadProject, Action::CopyLink],
    ),
];

/// Everything that leaves the page as a file, by kind.
#[component]
pub fn DownloadsView() -> impl IntoView {
    view! {
        <h1>{ReviewSection::Downloads.label()}</h1>
        <ul class="kinds sheet">
            {KINDS
                .into_iter()
                .map(|(kind, actions)| view! { <KindOfFile kind actions/> })
                .collect_view()}
        </ul>
    }
}

/// A kind of file with what makes it.
#[component]
fn KindOfFile(
    /// The kind.
    kind: Kind,
    /// What makes files of it.
    actions: &'static [Action],
) -> impl IntoView {
    view! {
        <li>
            <h2>{kind.name}</h2>
            <p class="muted">{kind.holds}</p>
            <div class="links">
                {actions
                    .iter()
                    .map(|action| view! { <ActionButton action=*action class="link"/> })
                    .collect_view()}
            </div>
        </li>
    }
}
