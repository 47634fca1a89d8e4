//! The versions of the review on the screen.

use leptos::html;
use leptos::prelude::*;

use super::delete_button::{DeleteButton, Marked};
use crate::app::state::{Library, Titled, now};
use crate::app::widgets::Button;
use crate::wording::translate;

/// The versions of the review on the screen: one can be kept under a name, gone back to, deleted.
#[component]
pub fn Versions(
    /// What is deleted if its button is pressed once more.
    marked: Marked,
    /// Closes the dialog.
    close: UnsyncCallback<()>,
) -> impl IntoView {
    let library = Library::expect();
    let field = NodeRef::<html::Input>::new();
    let keep = move || {
        let Some(field) = field.get_untracked() else {
            return;
        };
        let name = match field.value() {
            empty if empty.is_empty() => now(),
            name => name,
        };
        library.keep_version(name);
        field.set_value("");
    };
    // The newest first.
    let versions = move || {
        let mut versions = library.versions.get();
        versions.reverse();
        versions
    };
    view! {
        <section>
            <h3>{translate("Versions of this review")}</h3>
            <div class="file-row">
                <input
                    class="text-input"
                    aria-label=translate("Name of the version")
                    placeholder=translate("As submitted")
                    maxlength="200"
                    node_ref=field
                />
                <Button label=translate("Keep this version") on_press=keep/>
            </div>
            <ul class="shelf">
                <For
                    each=versions
                    key=Clone::clone
                    children=move |version| {
                        view! { <Item version=version marked=marked close=close/> }
                    }
                />
            </ul>
        </section>
    }
}

#[component]
fn Item(
    /// The time and the name.
    version: Titled,
    marked: Marked,
    close: UnsyncCallback<()>,
) -> impl IntoView {
    let library = Library::expect();
    let (time, name) = version;
    let back = time.clone();
    let go_back = move |_| {
        close.run(());
        library.go_back_to(&back);
    };
    view! {
        <li>
            <button
                type="button"
                class="button shelved"
                title=translate("Go back to this version; undo leads forward again")
                on:click=go_back
            >
                {name.clone()}
            </button>
            <DeleteButton
                key=time
                title=name
                marked=marked
                on_delete=move |time: String| library.delete_version(&time)
            />
        </li>
    }
}
