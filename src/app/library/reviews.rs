//! The reviews that this browser keeps.

use leptos::prelude::*;

use super::delete_button::{DeleteButton, Marked};
use crate::app::state::{Library, Titled};
use crate::app::widgets::Button;
use crate::wording::{interface, tr, translate};

/// The reviews of this browser: each can be turned to, copied, and, unless it is on the screen, deleted.
#[component]
pub fn Reviews(
    /// What is deleted if its button is pressed once more.
    marked: Marked,
    /// Closes the dialog.
    close: UnsyncCallback<()>,
) -> impl IntoView {
    let library = Library::expect();
    view! {
        <section hidden=move || library.reviews.with(Vec::is_empty)>
            <h3>{translate("Your reviews in this browser")}</h3>
            <ul class="shelf">
                <For
                    each=move || library.reviews.get()
                    key=Clone::clone
                    children=move |review| view! { <Item review=review marked=marked close=close/> }
                />
            </ul>
        </section>
    }
}

#[component]
fn Item(
    /// The id and the title.
    review: Titled,
    marked: Marked,
    close: UnsyncCallback<()>,
) -> impl IntoView {
    let library = Library::expect();
    let (id, title) = review;
    let title = if title.is_empty() {
        interface::UNTITLED.to_owned()
    } else {
        title
    };
    let is_open = library.open_id().as_ref() == Some(&id);
    let (opened, copied, named) = (id.clone(), id.clone(), title.clone());
    let open = move |_| {
        close.run(());
        if !is_open {
            library.open(opened.clone());
        }
    };
    let duplicate = move || library.duplicate(copied.clone(), &named);
    view! {
        <li>
            <button
                type="button"
                class="button shelved"
                aria-current=is_open.then_some("true")
                on:click=open
            >
                {title.clone()}
            </button>
            <Button
                label=translate("Duplicate")
                class="button quiet"
                title=tr!("Duplicate {title}", title)
                on_press=duplicate
            />
            {(!is_open)
                .then(|| {
                    view! {
                        <DeleteButton
                            key=id
                            title=title
                            marked=marked
                            on_delete=move |id| library.delete(id)
                        />
                    }
                })}
        </li>
    }
}
