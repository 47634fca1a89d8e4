//! The dialog that opens something else: an example, a file, a table.

use leptos::prelude::*;

use super::dialog::Dialog;
use super::paste::{PasteBoard, chosen_file};
use super::session::Session;
use crate::read::examples;

/// Whether the dialog is open.
#[derive(Clone, Copy)]
pub(super) struct Opening {
    pub(super) open: RwSignal<bool>,
}

impl Opening {
    pub(super) fn new() -> Self {
        Self {
            open: RwSignal::new(false),
        }
    }

    pub(super) fn expect() -> Self {
        expect_context::<Self>()
    }
}

/// The dialog.
#[component]
pub(super) fn OpenDialog() -> impl IntoView {
    let opening = Opening::expect();
    let session = Session::expect();
    let board = PasteBoard::expect();
    let close = move || opening.open.set(false);
    view! {
        <Dialog open=opening.open title="Open" narrow=true>
            <div class="dialog-body">
                <h3>"Your own data"</h3>
                <div class="file-row">
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| {
                            close();
                            board.open_empty();
                        }
                    >
                        "Paste a table…"
                    </button>
                    <label class="button">
                        <input
                            type="file"
                            class="visually-hidden"
                            accept=".csv,.tsv,.txt,.json,text/csv,text/plain,application/json"
                            on:change=move |event| {
                                if let Some(file) = chosen_file(&event) {
                                    close();
                                    board.receive_file(file);
                                }
                            }
                        />
                        "Choose a file…"
                    </label>
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| {
                            close();
                            session.open_review(crate::data::Review::default(), false);
                        }
                    >
                        "Empty review"
                    </button>
                </div>
                <h3>"Examples"</h3>
                <ul class="examples">
                    {examples::all()
                        .iter()
                        .map(|example| {
                            let key = example.key;
                            view! {
                                <li>
                                    <button
                                        type="button"
                                        on:click=move |_| {
                                            close();
                                            if let Some(review) = examples::review(key) {
                                                session.open_review(review, false);
                                            }
                                        }
                                    >
                                        <strong>{example.title}</strong>
                                        <small>{example.subtitle}</small>
                                    </button>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
            </div>
        </Dialog>
    }
}
