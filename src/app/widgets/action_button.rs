//! Buttons and lines of menus that do an action of the table.

use leptos::prelude::*;

use super::icon::{Icon, Shape};
use crate::app::actions::{Action, Actions, Shortcut};

/// A button with the label of an action.
#[component]
pub fn ActionButton(
    /// What it does.
    action: Action,
    /// Its classes: `button` alone, or with `primary`, `quiet`.
    #[prop(default = "button")]
    class: &'static str,
    /// Done after the action.
    #[prop(optional, into)]
    after: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    let actions = Actions::expect();
    let perform = move |_| {
        actions.perform(action);
        if let Some(after) = after {
            after.run(());
        }
    };
    view! {
        <button
            type="button"
            class=class
            disabled=move || !actions.is_enabled(action)
            on:click=perform
        >
            {move || actions.label(action)}
        </button>
    }
}

/// A button with an icon, named by the label of an action.
#[component]
pub fn ActionIconButton(
    /// What it does.
    action: Action,
    /// What it shows.
    shape: Shape,
    /// What it says in the place of the action's label, where that depends on more than the action.
    #[prop(optional, into)]
    label: Option<Signal<String>>,
) -> impl IntoView {
    let actions = Actions::expect();
    let words = move || label.map_or_else(|| actions.label(action), |label| label.get());
    view! {
        <button
            type="button"
            class="button square"
            aria-label=words
            title=words
            disabled=move || !actions.is_enabled(action)
            on:click=move |_| actions.perform(action)
        >
            <Icon shape=shape/>
        </button>
    }
}

/// A line of a menu that does an action; beneath its label stands what it is for, or its keys.
#[component]
pub fn ActionItem(
    /// What it does.
    action: Action,
    /// Done after the action.
    #[prop(optional, into)]
    after: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    let actions = Actions::expect();
    let entry = action.entry();
    let detail = if entry.detail.is_empty() {
        entry
            .shortcuts
            .first()
            .map_or_else(String::new, Shortcut::words)
    } else {
        entry.detail.to_owned()
    };
    let perform = move |_| {
        actions.perform(action);
        if let Some(after) = after {
            after.run(());
        }
    };
    view! {
        <button type="button" disabled=move || !actions.is_enabled(action) on:click=perform>
            {entry.label}
            <small>{detail}</small>
        </button>
    }
}
