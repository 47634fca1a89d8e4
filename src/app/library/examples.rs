//! The examples that come with the program.

use leptos::prelude::*;

use crate::app::state::{Arrival, Library};
use crate::project::worked;
use crate::read::examples::{self, Example};

/// The examples that come with the program.
#[component]
pub fn Examples(
    /// Closes the dialog.
    close: UnsyncCallback<()>,
) -> impl IntoView {
    let library = Library::expect();
    let item = move |example: &'static Example| {
        let choose = move |_| {
            close.run(());
            if let Some(project) = worked(example.key) {
                library.begin(project, Arrival::Offered);
            }
        };
        view! {
            <li>
                <button type="button" on:click=choose>
                    <strong>{example.title}</strong>
                    <small>{example.subtitle}</small>
                </button>
            </li>
        }
    };
    view! { <ul class="examples">{examples::all().iter().map(item).collect_view()}</ul> }
}
