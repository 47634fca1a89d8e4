//! The dialog in which files of other programs are looked at before they are taken.

use leptos::prelude::*;

use super::judgements::JudgementsContent;
use super::recognise::Intake;
use super::records::RecordsContent;
use super::refused::RefusedContent;
use super::review::ReviewContent;
use crate::app::state::{Dialog, State};
use crate::app::widgets::DialogFrame;
use crate::wording::interface::import as words;

/// The dialog: a review, records of a registry, judgements, or files that are not read.
#[component]
pub fn ImportDialog(
    /// What is shown.
    #[prop(into)]
    shown: Signal<Option<Intake>>,
) -> impl IntoView {
    let dialogs = State::expect().dialogs;
    let title = move || shown.with(|shown| shown.as_ref().map_or("", title).to_owned());
    view! {
        <DialogFrame
            open=Signal::derive(move || dialogs.is_open(Dialog::Import))
            on_close=move |()| dialogs.close(Dialog::Import)
            title=Signal::derive(title)
        >
            {move || shown.get().map(content)}
        </DialogFrame>
    }
}

fn title(intake: &Intake) -> &'static str {
    match intake {
        Intake::Review { .. } => words::REVIEW.text(),
        Intake::Records(_) => words::RECORDS.text(),
        Intake::Judgements { .. } => words::JUDGEMENTS.text(),
        Intake::Refused(_) => words::REFUSED.text(),
        Intake::Table(_) | Intake::Workbook(_) | Intake::Project(_) => "",
    }
}

fn content(intake: Intake) -> AnyView {
    match intake {
        Intake::Review { import, name } => {
            view! { <ReviewContent import=import name=name/> }.into_any()
        }
        Intake::Records(records) => view! { <RecordsContent records=records/> }.into_any(),
        Intake::Judgements { judged, .. } => {
            view! { <JudgementsContent judged=judged/> }.into_any()
        }
        Intake::Refused(refused) => view! { <RefusedContent refused=refused/> }.into_any(),
        // Tables have a dialog of their own, and projects have none.
        Intake::Table(_) | Intake::Workbook(_) | Intake::Project(_) => ().into_any(),
    }
}
