//! How a table gets in: pasted anywhere, typed or pasted into a box, or dropped as a file; looked at before it is taken.

mod meanings;
mod preview;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, File};

pub(super) use self::preview::PasteDialog;

use super::element::{Element, html, listen};
use super::files;
use super::saving::Arrival;
use super::session::Session;
use super::shelf::Shelf;
use super::shell::types_text;
use crate::app::state::{Held, Stored, provided};
use crate::data::has_sign;
use crate::project;
use crate::read::{self, Choices};

/// Where a table waits until it is taken or left.
#[derive(Clone, Copy)]
pub(super) struct PasteBoard {
    session: Session,
    shelf: Stored<Shelf>,
    /// Whether the dialog is open.
    open: Held<bool>,
    /// The text as pasted.
    text: Held<String>,
    /// What the user decided about its columns.
    choices: Held<Choices>,
    /// What the review is called if the table replaces it: the name of its file.
    title: Held<String>,
    dropping: Held<bool>,
}

impl PasteBoard {
    /// A board that listens to pastes and drops anywhere in the page.
    pub(super) fn new(session: Session) -> Self {
        let board = Self {
            session,
            shelf: Stored::new(Shelf::expect()),
            open: Held::new(false),
            text: Held::new(String::new()),
            choices: Held::new(Choices::default()),
            title: Held::new(String::new()),
            dropping: Held::new(false),
        };
        board.listen_to_pastes();
        board.listen_to_drops();
        board
    }

    pub(super) fn expect() -> Self {
        provided()
    }

    /// Whether something is held over the page.
    pub(super) fn dropping(self) -> bool {
        self.dropping.get()
    }

    /// Whether a text is a table with heads that something can be pooled from, rather than a bare range of cells.
    pub(super) fn is_table(text: &str) -> bool {
        has_sign(text.trim_end(), '\n') && {
            let reading = read::table(text, &Choices::default());
            !reading.is_fatal() && !reading.review.outcomes.is_empty()
        }
    }

    /// Shows the box for a table without one in it.
    pub(super) fn open_empty(self) {
        self.offer_named(String::new(), "");
    }

    /// Shows what a text was taken for.
    pub(super) fn offer(self, text: String) {
        self.offer_named(text, "");
    }

    /// Takes a text from outside: a saved project is opened, anything else is taken for a table and shown.
    pub(super) fn receive(self, text: String, file_name: &str) {
        if text.trim_start().starts_with('{') {
            let shelf = self.shelf.get();
            self.session
                .take_in(project::restore(&text), &mut |project| {
                    shelf.begin(project, Arrival::Brought);
                });
        } else {
            self.offer_named(text, file_name);
        }
    }

    /// Takes a file from outside.
    pub(super) fn receive_file(self, file: File) {
        if file.size() > files::LARGEST_FILE {
            self.session.say(
                "The file is larger than any table of trials. Choose a CSV, TSV or project file.",
            );
            return;
        }
        spawn_local(async move {
            match files::text_of(&file).await {
                Ok(text) => self.receive(text, &file.name()),
                Err(_) => self
                    .session
                    .say("The file could not be read. Open it in its program and copy the table instead."),
            }
        });
    }

    fn offer_named(self, text: String, file_name: &str) {
        let stem = file_name
            .rsplit_once('.')
            .map_or(file_name, |(stem, _)| stem);
        self.title.set(stem.to_owned());
        self.choices.set(Choices::default());
        self.text.set(text);
        self.open.set(true);
    }

    fn listen_to_pastes(self) {
        listen(&window(), "paste", move |event: ClipboardEvent| {
            if event.default_prevented() || types_text(event.target()) {
                return;
            }
            if let Some(data) = event.clipboard_data()
                && self.receive_transfer(&data)
            {
                event.prevent_default();
            }
        });
    }

    fn listen_to_drops(self) {
        listen(&window(), "dragover", move |event: DragEvent| {
            event.prevent_default();
            if !self.dropping.get_untracked() {
                self.dropping.set(true);
            }
        });
        listen(&window(), "dragleave", move |event: DragEvent| {
            // Only leaving the window counts, not passing from one element to the next.
            if event.related_target().is_none() {
                self.dropping.set(false);
            }
        });
        listen(&window(), "drop", move |event: DragEvent| {
            event.prevent_default();
            self.dropping.set(false);
            if let Some(data) = event.data_transfer() {
                self.receive_transfer(&data);
            }
        });
    }

    /// Takes what was pasted or dropped, a file before a text, and says whether there was anything.
    fn receive_transfer(self, data: &DataTransfer) -> bool {
        if let Some(file) = data.files().and_then(|files| files.get(0)) {
            self.receive_file(file);
            return true;
        }
        let text = data.get_data("text/plain").unwrap_or_default();
        let any = !text.trim().is_empty();
        if any {
            self.receive(text, "");
        }
        any
    }
}

/// A button that lets a file be chosen and takes it; `before` is done first.
pub(super) fn file_button(board: PasteBoard, before: impl Fn() + 'static) -> Element {
    let input = html("input")
        .attribute("type", "file")
        .class("visually-hidden")
        .attribute(
            "accept",
            ".csv,.tsv,.txt,.json,text/csv,text/plain,application/json",
        )
        .on("change", move |event: Event| {
            if let Some(file) = chosen_file(&event) {
                before();
                board.receive_file(file);
            }
        });
    html("label")
        .class("button")
        .child(input)
        .text("Choose a file…")
}

/// The file that an input gave.
fn chosen_file(event: &Event) -> Option<File> {
    let input: web_sys::HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    // So that the same file can be chosen again.
    input.set_value("");
    Some(file)
}
