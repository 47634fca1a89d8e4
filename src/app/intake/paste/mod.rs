//! How a table gets in: pasted anywhere, typed or pasted into a box, or dropped as a file; looked at before it is taken.

mod meanings;
mod preview;
mod remembering;

use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, File, FileList};

pub(super) use self::preview::PasteDialog;

use crate::app::element::{Element, html, listen};
use crate::app::platform::files;
use crate::app::handover::{hand_over, take_over};
use crate::app::intake::import::Importing;
use crate::app::state::{Arrival, Saving};
use crate::app::state::State;
use crate::app::library::shelf::Shelf;
use crate::app::shell::types_text;
use crate::data::{has_part, has_sign};
use crate::project::{self, RestoreError};
use crate::read::{self, Choices, Worksheet};

/// Where a table waits until it is taken or left.
#[derive(Clone, Copy)]
pub(super) struct PasteBoard {
    state: State,
    shelf: StoredLocal<Shelf>,
    saving: StoredLocal<Saving>,
    /// Where files of other programs wait; in the complete page.
    importing: StoredLocal<Option<Importing>>,
    /// Whether the dialog is open.
    open: RwSignal<bool>,
    /// The text as pasted.
    text: RwSignal<String>,
    /// What the user decided about its columns.
    choices: RwSignal<Choices>,
    /// The sheets of the workbook that the text is one of.
    sheets: RwSignal<Vec<Worksheet>>,
    /// What the review is called if the table replaces it: the name of its file.
    title: RwSignal<String>,
    dropping: RwSignal<bool>,
}

impl PasteBoard {
    /// A board that listens to pastes and drops anywhere in the page.
    pub(super) fn new(state: State) -> Self {
        let board = Self {
            state,
            shelf: StoredValue::new_local(Shelf::expect()),
            saving: StoredValue::new_local(expect_context()),
            importing: StoredValue::new_local(crate::COMPLETE.then(|| Importing::new(state))),
            open: RwSignal::new(false),
            text: RwSignal::new(String::new()),
            choices: RwSignal::new(Choices::default()),
            sheets: RwSignal::new(Vec::new()),
            title: RwSignal::new(String::new()),
            dropping: RwSignal::new(false),
        };
        board.listen_to_pastes();
        board.listen_to_drops();
        board
    }

    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// Where files of other programs wait; in the complete page.
    pub(super) fn importing(self) -> Option<Importing> {
        if crate::COMPLETE {
            self.importing.get()
        } else {
            None
        }
    }

    /// Takes the files that the page that opens at once has handed over.
    pub(super) fn take_over(self) {
        if let Some(drawer) = self.saving.get().drawer() {
            take_over(&drawer, move |files| self.receive_files(files));
        }
    }

    /// Whether the dialog is open.
    pub(super) fn is_open(self) -> bool {
        self.open.get()
    }

    /// [`Self::is_open`], without following it.
    pub(super) fn is_open_untracked(self) -> bool {
        self.open.get_untracked()
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

    /// Takes a text from outside: a saved project is opened, anything else is taken for a table and shown, but what is
    /// for the complete page goes there.
    fn receive(self, text: String, file_name: &str) {
        if let Some(importing) = self.importing() {
            return importing.take_text(self, text);
        }
        match text.trim_start().chars().next() {
            Some('{') => match project::restore(&text) {
                Err(RestoreError::OtherFormat | RestoreError::Newer { .. }) => {
                    self.hand_over_text(&text);
                }
                restored => {
                    let shelf = self.shelf.get();
                    self.state.take_in(restored, &mut |project| {
                        shelf.begin(project, Arrival::Brought);
                    });
                }
            },
            Some('[') => self.hand_over_text(&text),
            _ if has_part(&text, "Comparison Number") => self.hand_over_text(&text),
            _ => self.offer_named(text, file_name),
        }
    }

    fn hand_over_text(self, text: &str) {
        let parts = Array::of1(&JsValue::from_str(text));
        if let Ok(file) = File::new_with_str_sequence(&parts, "") {
            self.hand_over(&[file]);
        }
    }

    fn hand_over(self, files: &[File]) {
        let drawer = self.saving.get().drawer();
        hand_over(self.state, drawer.as_ref(), files);
    }

    /// Takes files from outside. Several at once, and those of other programs, are for the complete page.
    pub(super) fn receive_files(self, files: Vec<File>) {
        if let Some(importing) = self.importing() {
            return importing.take_files(self, files);
        }
        let [file] = &files[..] else {
            return self.hand_over(&files);
        };
        let file = file.clone();
        if file.size() > files::LARGEST_FILE {
            return self.state.notices.say(
                "The file is larger than any table of trials. Choose a CSV, TSV or project file.",
            );
        }
        spawn_local(async move {
            match files::text_of(&file).await {
                Ok(text) if is_plain(&text) => self.receive(text, &file.name()),
                Ok(_) => self.hand_over(&[file]),
                Err(_) => self
                    .state
                    .notices.say("The file could not be read. Open it in its program and copy the table instead."),
            }
        });
    }

    /// Shows what a text from a file was taken for.
    pub(super) fn offer_named(self, text: String, file_name: &str) {
        self.sheets.set(Vec::new());
        let stem = file_name
            .rsplit_once('.')
            .map_or(file_name, |(stem, _)| stem);
        self.title.set(stem.to_owned());
        self.turn_to(text);
        self.open.set(true);
    }

    /// Turns to a text, with what was decided about an earlier table with the same heads.
    fn turn_to(self, text: String) {
        let recalled = if crate::COMPLETE {
            self.recall(&text)
        } else {
            Choices::default()
        };
        self.choices.set(recalled);
        self.text.set(text);
    }

    /// Shows the sheets of a workbook, first the first from which something can be pooled.
    pub(super) fn offer_sheets(self, sheets: Vec<Worksheet>, file_name: &str) {
        let is_usable = |sheet: &Worksheet| {
            let reading = read::table(&sheet.text(), &Worksheet::choices());
            !reading.is_fatal() && !reading.review.outcomes.is_empty()
        };
        let first = sheets.iter().position(is_usable).unwrap_or(0);
        self.offer_named(String::new(), file_name);
        self.sheets.set(sheets);
        self.turn_to_sheet(first);
    }

    /// Shows another sheet of the workbook.
    fn turn_to_sheet(self, nth: usize) {
        let text = self
            .sheets
            .with_untracked(|sheets| sheets.get(nth).map(Worksheet::text));
        self.turn_to(text.unwrap_or_default());
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
        let files = data.files().map(listed).unwrap_or_default();
        if !files.is_empty() {
            self.receive_files(files);
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

/// Whether a text is that of a file that holds plain text: neither bytes of another kind nor XML, nor letters that were
/// written in another encoding.
fn is_plain(text: &str) -> bool {
    let is_other = |sign: char| matches!(sign, '\u{fffd}' | '\0');
    !text.chars().any(is_other) && !text.trim_start().starts_with('<')
}

/// A button that lets files be chosen and takes them; `before` is done first.
pub(super) fn file_button(board: PasteBoard, before: impl Fn() + 'static) -> Element {
    let input = html("input")
        .attribute("type", "file")
        .class("visually-hidden")
        .flag("multiple", true)
        .on("change", move |event: Event| {
            let files = chosen_files(&event);
            if !files.is_empty() {
                before();
                board.receive_files(files);
            }
        });
    html("label")
        .class("button")
        .child(input)
        .text("Choose files…")
}

/// The files that an input gave.
fn chosen_files(event: &Event) -> Vec<File> {
    let Some(input) = event.target() else {
        return Vec::new();
    };
    let input: web_sys::HtmlInputElement = input.unchecked_into();
    let files = input.files().map(listed).unwrap_or_default();
    // So that the same file can be chosen again.
    input.set_value("");
    files
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the browser's list is not needed once its files are in one of ours"
)]
fn listed(files: FileList) -> Vec<File> {
    (0..files.length())
        .filter_map(|nth| files.get(nth))
        .collect()
}
