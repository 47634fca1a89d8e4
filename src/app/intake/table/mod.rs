//! The dialog in which a table is looked at before it is taken: the text, what its columns are taken for, what stands out
//! in it, and what is to be done with it.

pub mod choices;
pub mod columns;
pub mod meanings;
pub mod preview;

use leptos::prelude::*;

pub use self::choices::TableChoices;
pub use self::columns::ColumnsTable;
pub use self::preview::TablePreview;

use super::destination::{Destination, DestinationFoot, add_trials, has_trials_in_common};
use super::recognise::{Intake, WorkbookSheet};
use crate::app::state::{Dialog, Shared, State, TableText};
use crate::app::widgets::{DialogFrame, FileButton};
use crate::data::Review;
use crate::read::Decimal;
use crate::wording::interface;

/// The dialog.
#[component]
pub fn TableDialog(
    /// What is shown.
    #[prop(into)]
    shown: Signal<Option<Intake>>,
) -> impl IntoView {
    let dialogs = State::expect().dialogs;
    view! {
        <DialogFrame
            open=Signal::derive(move || dialogs.is_open(Dialog::Table))
            on_close=move |()| dialogs.close(Dialog::Table)
            title="Paste a table"
        >
            {move || shown.get().map(content)}
        </DialogFrame>
    }
}

fn content(intake: Intake) -> AnyView {
    match intake {
        Intake::Table(table) => {
            view! { <TableContent text=table.text title=table.title/> }.into_any()
        }
        Intake::Workbook(workbook) => {
            let first = workbook.first_usable();
            let text = workbook.sheets.get(first).map(|sheet| sheet.text.clone());
            view! {
                <TableContent
                    text=text.unwrap_or_default()
                    title=workbook.title
                    sheets=workbook.sheets
                    first_sheet=first
                />
            }
            .into_any()
        }
        // These have a dialog of their own, or none.
        Intake::Review { .. }
        | Intake::Records(_)
        | Intake::Judgements { .. }
        | Intake::Project(_)
        | Intake::Refused(_) => ().into_any(),
    }
}

/// What the dialog holds.
#[component]
pub fn TableContent(
    /// The text to begin with.
    text: Shared<TableText>,
    /// What the review is called if the table takes its place and has no title.
    title: String,
    /// The sheets of the workbook that the text is one of.
    #[prop(optional)]
    sheets: Vec<WorkbookSheet>,
    /// The place of the sheet to begin with.
    #[prop(optional)]
    first_sheet: usize,
) -> impl IntoView {
    let state = State::expect();
    let table = TableChoices::new(state, text);
    let common = Memo::new(move |_| {
        !table.is_blank()
            && table
                .reading
                .with(|reading| has_trials_in_common(state, &reading.review))
    });
    let usable = move || !table.is_blank() && table.reading.with(|reading| !reading.is_fatal());
    let close = move || state.dialogs.close(Dialog::Table);
    let take = move |destination| {
        let reading = table.reading.get_untracked();
        table.remember();
        match destination {
            Destination::Replace => state.open_review(
                titled(reading.review.clone(), &title),
                reading.decimal == Decimal::Comma,
            ),
            Destination::Add(same_trial) => add_trials(state, &reading.review, same_trial),
        }
        close();
    };
    view! {
        <div class="dialog-body">
            {(sheets.len() > 1)
                .then(|| view! { <SheetChoice sheets=sheets first=first_sheet table=table/> })}
            <label class="field">
                <span>"Table"</span>
                <textarea
                    class="paste-box"
                    autofocus=true
                    spellcheck="false"
                    placeholder="Trial\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control"
                    prop:value=move || table.text.with(|text| text.text().to_owned())
                    on:input=move |event| table.type_text(event_target_value(&event))
                ></textarea>
            </label>
            <div class="file-row">
                <FileButton on_choose=move |()| close()/>
                <span class="muted">{interface::TABLE_HINT}</span>
            </div>
            <Show when=move || !table.is_blank()>
                <TablePreview table=table/>
            </Show>
        </div>
        <DestinationFoot
            replace_label="Use this table"
            add_label="Add these trials"
            has_trials_in_common=common
            usable=Signal::derive(usable)
            on_take=take
            on_cancel=move |()| close()
        />
    }
}

/// Which sheet of a workbook the table is.
#[component]
fn SheetChoice(
    /// The sheets.
    sheets: Vec<WorkbookSheet>,
    /// The place of the sheet to begin with.
    first: usize,
    /// The table that a sheet becomes.
    table: TableChoices,
) -> impl IntoView {
    let locale = untrack(|| State::expect().document.locale());
    let options = sheets
        .iter()
        .enumerate()
        .map(|(place, sheet)| {
            let words = interface::import::sheet(&sheet.name, sheet.rows, locale);
            view! {
                <option value=place.to_string() selected=place == first>
                    {words}
                </option>
            }
        })
        .collect_view();
    let choose = move |event| {
        let place = event_target_value(&event).parse::<usize>().unwrap_or(0);
        if let Some(sheet) = sheets.get(place) {
            table.turn_to(sheet.text.clone());
        }
    };
    view! {
        <label class="field inline">
            <span>"Sheet"</span>
            <select class="text-input" on:change=choose>
                {options}
            </select>
        </label>
    }
}

/// A review from a table has no name of its own but that of its file.
fn titled(mut review: Review, title: &str) -> Review {
    if review.title.is_empty() {
        title.clone_into(&mut review.title);
    }
    review
}
