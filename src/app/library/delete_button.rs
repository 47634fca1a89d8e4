//! A button that deletes when it is pressed twice.

use leptos::prelude::*;

use crate::wording::{tr, translate};

/// What is deleted if its button is pressed once more; only one thing at a time.
#[derive(Clone, Copy, Default)]
pub struct Marked(RwSignal<Option<String>>);

/// A button that asks when it is pressed, and deletes when it is pressed again.
#[component]
pub fn DeleteButton(
    /// The key of what is deleted: the id of a review or the time of a version.
    key: String,
    /// What people call it.
    title: String,
    /// What is marked.
    marked: Marked,
    /// Deletes it.
    #[prop(into)]
    on_delete: UnsyncCallback<String>,
) -> impl IntoView {
    let key = StoredValue::new(key);
    let is_marked = Memo::new(move |_| {
        marked
            .0
            .with(|marked| marked.as_ref() == Some(&key.get_value()))
    });
    let press = move |_| {
        if is_marked.get_untracked() {
            // It stays marked until it is gone.
            on_delete.run(key.get_value());
        } else {
            marked.0.set(Some(key.get_value()));
        }
    };
    view! {
        <button
            type="button"
            class="button quiet"
            title=tr!("Delete {title}", title)
            on:click=press
        >
            {move || if is_marked.get() { translate("Really delete?") } else { translate("Delete") }}
        </button>
    }
}
