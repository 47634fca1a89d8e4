//! Items of the reviewers' own: added, worded otherwise, removed.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use crate::app::state::State;
use crate::app::widgets::{Button, TextField};
use crate::project::{ChecklistEdit, Command};
use crate::wording::quality::interface;

/// The items of the reviewers' own.
#[component]
pub fn OwnItems() -> impl IntoView {
    let document = State::expect().document;
    let own = Memo::new(move |_| {
        document.project.with(|project| {
            let checklists = project.review.checklists.as_deref();
            let own = checklists.iter().flat_map(|checklists| &checklists.own);
            own.map(|item| item.number).collect::<Vec<_>>()
        })
    });
    let field = NodeRef::<html::Input>::new();
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else {
            return;
        };
        let name = field.value();
        if document.applied(&Command::Checklist(ChecklistEdit::AddItem { name })) {
            field.set_value("");
        }
    };
    view! {
        <Show when=move || own.with(Vec::is_empty)>
            <p>{interface::NO_OWN_ITEM}</p>
        </Show>
        <ul class="own-items">
            <For
                each=move || own.get()
                key=|number| *number
                children=|number| view! { <OwnItemLine number/> }
            />
        </ul>
        <form class="add-line" on:submit=add>
            <label class="field inline">
                <span>{interface::ITEM_NAME}</span>
                <input node_ref=field class="text-input" maxlength="400" autocomplete="off"/>
            </label>
            <button type="submit" class="button">
                {interface::ADD_ITEM}
            </button>
        </form>
    }
}

/// One item.
#[component]
fn OwnItemLine(
    /// Its number.
    number: u32,
) -> impl IntoView {
    let document = State::expect().document;
    let name = Memo::new(move |_| {
        document.project.with(|project| {
            let checklists = project.review.checklists.as_deref();
            let mut own = checklists.iter().flat_map(|checklists| &checklists.own);
            let own = own.find(|own| own.number == number);
            own.map_or_else(String::new, |own| own.name.clone())
        })
    });
    let rename = move |name: String| {
        document.apply(&Command::Checklist(ChecklistEdit::RenameItem {
            item: number,
            name,
        }));
        document.settle();
    };
    let remove = move || {
        document.perform(&Command::Checklist(ChecklistEdit::RemoveItem(number)));
    };
    view! {
        <li>
            <TextField class="field inline" label=interface::ITEM_NAME value=name on_change=rename/>
            <Button class="link" label=interface::REMOVE_ITEM on_press=remove/>
        </li>
    }
}
