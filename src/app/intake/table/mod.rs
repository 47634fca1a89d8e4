//! The dialog in which a table is looked at before it is taken: the text, what its columns are taken for, what stands out
//! in it, and what is to be done with it.

pub mod alike_offer;
pub mod arms;
pub mod becomes;
pub mod by_outcome;
pub mod chip;
pub mod choices;
pub mod columns;
pub mod decision;
pub mod elsewhere;
pub mod meanings;
pub mod own_table;
pub mod preview;
pub mod questions;
pub mod readings_bar;
pub mod role_picker;
pub mod understood;

use leptos::html;
use leptos::prelude::*;

pub use self::choices::TableChoices;
pub use self::decision::Decision;
pub use self::preview::{PreviewParts, TablePreview};
pub use self::understood::Understood;

use super::destination::{Destination, DestinationFoot, add_trials, has_trials_in_common};
use super::recognise::{Intake, WorkbookSheet};
use crate::app::state::{Dialog, Shared, State, TableText};
use crate::app::widgets::{Button, DialogFrame, FileButton};
use crate::data::Review;
use crate::read::Decimal;
use crate::wording::interface::table as words;
use crate::wording::{interface, translate};

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
            title=translate("Paste a table")
            class="intake"
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
    let open_questions = Memo::new(move |_| table.reading.with(|reading| reading.questions.len()));
    let state_of = move || {
        let locale = state.document.locale();
        if table.is_blank() {
            return String::new();
        }
        if table.is_being_read.get() {
            return words::READING.to_owned();
        }
        match open_questions.get() {
            0 => table.reading.with(|reading| {
                interface::paste_preview(&reading.review, reading.problems.len(), locale)
            }),
            open => words::open_questions(open, locale),
        }
    };
    let close = move || state.dialogs.close(Dialog::Table);
    let name = StoredValue::new(title.clone());
    let is_taken = StoredValue::new(false);
    on_cleanup(move || {
        let is_taken = is_taken.get_value();
        if !is_taken && name.with_value(|name| table.put_aside(name)) {
            state.notices.say(words::PUT_ASIDE);
        }
    });
    let take = move |destination| {
        let reading = table.reading.get_untracked();
        table.remember();
        is_taken.set_value(true);
        let text = table.text.get_untracked();
        state.put_aside.forget(text.text());
        match destination {
            Destination::Replace => state.open_review(
                titled(reading.review.clone(), &title),
                reading.decimal == Decimal::Comma,
            ),
            Destination::Add(same_trial) => add_trials(state, &reading.review, same_trial),
        }
        close();
    };
    let text_shown = RwSignal::new(untrack(|| table.is_blank()));
    let is_again = RwSignal::new(untrack(|| table.is_put_aside()));
    let begin_anew = move |()| {
        let text = table.text.get_untracked();
        state.put_aside.forget(text.text());
        table.turn_to(Shared::default());
        is_again.set(false);
        text_shown.set(true);
    };
    view! {
        <div class="dialog-body table-body">
            <p class="offer again" hidden=move || !is_again.get()>
                <span>{words::AGAIN}</span>
                " "
                <Button label=words::BEGIN_ANEW on_press=begin_anew/>
            </p>
            {(sheets.len() > 1)
                .then(|| view! { <SheetChoice sheets=sheets first=first_sheet table=table/> })}
            <TableSource table shown=text_shown on_file=move |()| close()/>
            <Show when=move || !table.is_blank()>
                <TablePreview table=table on_edit=move |()| text_shown.set(true)/>
            </Show>
        </div>
        <DestinationFoot
            replace_label=translate("Use this table")
            add_label=translate("Add these trials")
            has_trials_in_common=common
            usable=Signal::derive(usable)
            waits=Signal::derive(move || {
                open_questions.get() > 0 || table.is_being_read.get()
            })
            state=Signal::derive(state_of)
            on_take=take
            on_cancel=move |()| close()
        />
    }
}

/// How large the table is, and its text where that is shown.
#[component]
fn TableSource(
    /// The table.
    table: TableChoices,
    /// Whether the text is shown.
    shown: RwSignal<bool>,
    /// Called when a file is chosen instead.
    #[prop(into)]
    on_file: UnsyncCallback<()>,
) -> impl IntoView {
    let state = State::expect();
    let was_blank = table.text.with_untracked(|text| text.is_blank());
    let field = NodeRef::<html::Textarea>::new();
    Effect::new(move |before: Option<bool>| {
        let shown = shown.get();
        if before == Some(false)
            && shown
            && let Some(field) = field.get()
        {
            let _ = field.focus();
        }
        shown
    });
    let extent = move || {
        let locale = state.document.locale();
        table
            .reading
            .with(|reading| words::extent(reading.row_count, reading.columns.len(), locale))
    };
    view! {
        <div class="source" hidden=move || table.is_blank()>
            <p tabindex="-1" autofocus=!was_blank>
                {extent}
            </p>
            <Button
                label=Signal::derive(move || {
                    String::from(if shown.get() { words::HIDE_TEXT } else { words::EDIT_TEXT })
                })
                class="button quiet"
                on_press=move |()| shown.update(|shown| *shown = !*shown)
            />
        </div>
        <div class="source-text" hidden=move || !shown.get()>
            <label class="field">
                <span>{translate("Table")}</span>
                <textarea
                    class="paste-box"
                    node_ref=field
                    autofocus=was_blank
                    spellcheck="false"
                    placeholder="Trial\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control"
                    prop:value=move || {
                        if shown.get() { table.typed_text() } else { String::new() }
                    }
                    on:input=move |event| table.type_text(event_target_value(&event))
                ></textarea>
            </label>
            <div class="file-row">
                <FileButton on_choose=on_file/>
                <span class="muted">{interface::TABLE_HINT}</span>
            </div>
        </div>
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
            <span>{translate("Sheet")}</span>
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
