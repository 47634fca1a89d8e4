//! Files of other programs: opened, looked at, and taken by the user's word. In the complete page only.

mod arriving;
mod judgements;
mod refused;
mod registry;
mod revman;

use std::sync::Arc;

use web_sys::File;

use self::arriving::arrive;
use crate::app::widgets::dialog::dialog;
use crate::app::element::{Element, follow_standing};
use crate::app::intake::paste::PasteBoard;
use crate::app::state::Arrival;
use crate::app::state::State;
use crate::app::library::shelf::Shelf;
use crate::data::Review;
use crate::project::{self, Command, Project, RestoreError, Restored, SameTrial, overlap};
use crate::read::registry::{self as records, Record};
use crate::read::robvis::{self, JudgedTable};
use crate::read::{Import, Opened, Refusal};
use crate::wording::{self, interface};

/// A file that has come in, by its name.
type Arrived = (String, Result<Opened, Refusal>);

/// What waits for the user's word: files that are read, by their names, and those that are not.
#[derive(Default)]
struct Waiting {
    opened: Vec<(String, Opened)>,
    refused: Vec<Refusing>,
}

/// What the dialog is about.
enum Stage {
    /// Nothing yet.
    Nothing,
    /// A review that another program pooled, and the name of its file.
    Review(Box<Import>, String),
    /// Records of a registry.
    Records(Vec<Record>),
    /// Judgements of the risk of bias.
    Judgements(JudgedTable),
    /// Files that are not read: the name of each, what it is, what to do.
    Refused(Vec<Refusing>),
}

/// A file that is not read: its name, what it is, what to do.
struct Refusing {
    name: String,
    sentence: String,
    remedy: &'static str,
}

/// What has come in and waits for the user's word. One for the page.
#[derive(Clone, Copy)]
pub(super) struct Importing {
    state: State,
    shelf: StoredLocal<Shelf>,
    open: RwSignal<bool>,
    stage: RwSignal<Arc<Stage>>,
    waiting: StoredLocal<Waiting>,
}

impl Importing {
    pub(super) fn new(state: State) -> Self {
        Self {
            state,
            shelf: StoredValue::new_local(Shelf::expect()),
            open: RwSignal::new(false),
            stage: RwSignal::new(Arc::new(Stage::Nothing)),
            waiting: StoredValue::new_local(Waiting::default()),
        }
    }

    /// Looks at what waits whenever the dialog before was closed.
    pub(super) fn follow(self, board: PasteBoard) {
        follow_standing(move || {
            if !self.open.get() && !board.is_open() {
                self.next(board);
            }
        });
    }

    /// Takes files, one after the other; all records of a registry among them together.
    pub(super) fn take_files(self, board: PasteBoard, files: Vec<File>) {
        arrive(files, move |arrived| self.take(board, arrived));
    }

    /// Takes a text that was pasted.
    pub(super) fn take_text(self, board: PasteBoard, text: String) {
        let is_json = text.trim_start().starts_with(['{', '[']);
        let opened = if is_json {
            Opened::Json(text)
        } else {
            Opened::Text(text, crate::read::Encoding::Utf8)
        };
        self.take(board, vec![(String::new(), Ok(opened))]);
    }

    fn take(self, board: PasteBoard, arrived: Vec<Arrived>) {
        self.change_waiting(|waiting| {
            for (name, opened) in arrived {
                match opened {
                    Ok(opened) => waiting.opened.push((name, opened)),
                    Err(refusal) => waiting.refused.push(Refusing::of(name, refusal)),
                }
            }
        });
        self.next(board);
    }

    fn change_waiting<R>(self, change: impl FnOnce(&mut Waiting) -> R) -> R {
        let mut waiting = self.waiting.replace(Waiting::default()).unwrap_or_default();
        let given = change(&mut waiting);
        self.waiting.set(waiting);
        given
    }

    /// Shows the next thing that waits, unless something is being looked at: what is not read first.
    fn next(self, board: PasteBoard) {
        if self.open.get_untracked() || board.is_open_untracked() {
            return;
        }
        let refused = self.change_waiting(|waiting| std::mem::take(&mut waiting.refused));
        if !refused.is_empty() {
            return self.show(Stage::Refused(refused));
        }
        let next = self.change_waiting(|waiting| {
            (!waiting.opened.is_empty()).then(|| waiting.opened.remove(0))
        });
        match next {
            Some((_, Opened::Json(text))) => self.take_json(board, text),
            Some((name, opened)) => self.look_at(board, name, opened),
            None => {}
        }
    }

    fn look_at(self, board: PasteBoard, name: String, opened: Opened) {
        match opened {
            Opened::Text(text, _) => {
                let judged = self.has_trials() && robvis::holds_judgements(&text);
                match judged.then(|| robvis::table(&text)) {
                    Some(Ok(table)) => self.show(Stage::Judgements(table)),
                    _ => board.offer_named(text, &name),
                }
            }
            Opened::Workbook(sheets) => board.offer_sheets(sheets, &name),
            Opened::Review(import) => self.show(Stage::Review(import, name)),
            // An archive was opened before it came here, and JSON is taken apart from the others.
            Opened::Json(_) => {}
        }
    }

    /// Opens a project, or shows the records of a registry together with all others that wait.
    fn take_json(self, board: PasteBoard, text: String) {
        if let Some(restored) = own(&text) {
            let shelf = self.shelf.get();
            self.state.take_in(restored, &mut |project| {
                shelf.begin(project, Arrival::Brought);
            });
            return self.next(board);
        }
        let mut texts = vec![text];
        self.change_waiting(|waiting| {
            waiting.opened.retain_mut(|(_, other)| match other {
                Opened::Json(other) if own(other).is_none() => {
                    texts.push(std::mem::take(other));
                    false
                }
                _ => true,
            });
        });
        let locale = leptos::prelude::untrack(|| self.state.document.locale());
        let mut read = Vec::new();
        for text in &texts {
            match records::records(text) {
                Ok(records) => read.extend(records),
                Err(unread) => self.state.notices.say(wording::registry::unread(unread, locale)),
            }
        }
        if read.is_empty() {
            self.next(board);
        } else {
            self.show(Stage::Records(read));
        }
    }

    fn has_trials(self) -> bool {
        self.state
            .document.project
            .with_untracked(|project| !project.review.trials.is_empty())
    }

    fn show(self, stage: Stage) {
        self.stage.set(Arc::new(stage));
        self.open.set(true);
    }

    /// Begins a review of its own with a project that was read.
    fn begin(self, project: Project) {
        self.shelf.get().begin(project, Arrival::Brought);
    }

    /// Adds the trials of a review to those here.
    fn add(self, review: Review, same_trial: SameTrial) {
        self.state.document.apply(&Command::Append {
            review: Box::new(review),
            same_trial,
        });
    }

    /// Whether trials of a review are here already.
    fn has_in_common(self, review: &Review) -> bool {
        self.state
            .document.project
            .with(|project| !overlap(&project.review, review).same_trials.is_empty())
    }
}

/// What a text in JSON holds that is a project of this program, or was meant to be one.
fn own(text: &str) -> Option<Result<Restored, RestoreError>> {
    match project::restore(text) {
        Err(RestoreError::OtherFormat | RestoreError::NotJson { .. }) => None,
        restored => Some(restored),
    }
}

impl Refusing {
    fn of(name: String, refusal: Refusal) -> Self {
        Self {
            name,
            sentence: wording::files::sentence(refusal),
            remedy: wording::files::remedy(refusal),
        }
    }
}

/// The dialog.
pub(super) fn import_dialog(importing: Importing) -> Element {
    let title = move || {
        let title = importing.stage.with(|stage| match **stage {
            Stage::Nothing => "",
            Stage::Review(..) => interface::import::REVIEW,
            Stage::Records(_) => interface::import::RECORDS,
            Stage::Judgements(_) => interface::import::JUDGEMENTS,
            Stage::Refused(_) => interface::import::REFUSED,
        });
        title.to_owned()
    };
    dialog(importing.open, title, move || {
        let stage = importing.stage.get_untracked();
        leptos::prelude::untrack(|| match &*stage {
            Stage::Nothing => Vec::new(),
            Stage::Review(import, name) => revman::content(importing, import, name),
            Stage::Records(records) => registry::content(importing, records),
            Stage::Judgements(table) => judgements::content(importing, table),
            Stage::Refused(refused) => refused::content(importing, refused),
        })
    })
}
