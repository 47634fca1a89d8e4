//! Files of other programs: opened, looked at, and taken by the user's word. In the complete page only.

mod arriving;
mod judgements;
mod refused;
mod registry;
mod revman;

use std::sync::Arc;

use web_sys::File;

use self::arriving::arrive;
use super::dialog::dialog;
use super::element::{Element, follow_standing};
use super::paste::PasteBoard;
use super::saving::Arrival;
use super::session::Session;
use super::shelf::Shelf;
use crate::app::state::{Held, Stored};
use crate::data::Review;
use crate::project::{self, Command, Project, RestoreError, SameTrial, overlap};
use crate::read::registry::{self as records, Record};
use crate::read::robvis::{self, JudgedTable};
use crate::read::{Import, Opened, Refusal};
use crate::wording::{self, interface};

/// A file that has come in, by its name.
type Arrived = (String, Result<Opened, Refusal>);

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
    session: Session,
    shelf: Stored<Shelf>,
    open: Held<bool>,
    stage: Held<Arc<Stage>>,
    waiting: Stored<Vec<Arrived>>,
}

impl Importing {
    pub(super) fn new(session: Session) -> Self {
        Self {
            session,
            shelf: Stored::new(Shelf::expect()),
            open: Held::new(false),
            stage: Held::new(Arc::new(Stage::Nothing)),
            waiting: Stored::new(Vec::new()),
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
        let mut waiting = self.waiting.replace(Vec::new()).unwrap_or_default();
        waiting.extend(arrived);
        self.waiting.set(waiting);
        self.next(board);
    }

    /// Shows the next thing that waits, unless something is being looked at.
    fn next(self, board: PasteBoard) {
        let looked_at = self.open.get_untracked() || board.is_open_untracked();
        let mut waiting = self.waiting.replace(Vec::new()).unwrap_or_default();
        if looked_at || waiting.is_empty() {
            self.waiting.set(waiting);
            return;
        }
        if let Some(refused) = refusals(&mut waiting) {
            self.show(Stage::Refused(refused));
            self.waiting.set(waiting);
            return;
        }
        let (name, opened) = waiting.remove(0);
        let opened = opened.unwrap_or_else(|_| Opened::Json(String::new()));
        if let Opened::Json(text) = opened {
            let mut texts = vec![text];
            waiting.retain_mut(|(_, other)| match other {
                Ok(Opened::Json(text)) if !is_project(text) && !is_project(&texts[0]) => {
                    texts.push(std::mem::take(text));
                    false
                }
                _ => true,
            });
            self.waiting.set(waiting);
            self.take_json(board, &texts);
        } else {
            self.waiting.set(waiting);
            self.look_at(board, name, opened);
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
            // An archive was opened before it came here, JSON is taken together.
            Opened::Archive(_) | Opened::Json(_) => {}
        }
    }

    /// Opens a project, or shows the records of a registry of several texts.
    fn take_json(self, board: PasteBoard, texts: &[String]) {
        let restored = texts.first().map(|text| project::restore(text));
        if let Some(restored) = restored
            && !matches!(
                restored,
                Err(RestoreError::OtherFormat | RestoreError::NotJson { .. })
            )
        {
            let shelf = self.shelf.get();
            self.session.take_in(restored, &mut |project| {
                shelf.begin(project, Arrival::Brought);
            });
            return self.next(board);
        }
        let locale = leptos::prelude::untrack(|| self.session.locale());
        let mut read = Vec::new();
        for text in texts {
            match records::records(text) {
                Ok(records) => read.extend(records),
                Err(unread) => self.session.say(wording::registry::unread(unread, locale)),
            }
        }
        if read.is_empty() {
            self.next(board);
        } else {
            self.show(Stage::Records(read));
        }
    }

    fn has_trials(self) -> bool {
        self.session
            .project
            .with_untracked(|project| !project.0.review.trials.is_empty())
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
        self.session.apply(&Command::Append {
            review: Box::new(review),
            same_trial,
        });
    }

    /// Whether trials of a review are here already.
    fn has_in_common(self, review: &Review) -> bool {
        self.session
            .project
            .with(|project| !overlap(&project.0.review, review).same_trials.is_empty())
    }
}

/// Whether a text in JSON is a project of this program.
fn is_project(text: &str) -> bool {
    !matches!(
        project::restore(text),
        Err(RestoreError::OtherFormat | RestoreError::NotJson { .. })
    )
}

/// Takes the files out that are not read.
fn refusals(waiting: &mut Vec<Arrived>) -> Option<Vec<Refusing>> {
    let mut refused = Vec::new();
    waiting.retain(|(name, opened)| match opened {
        Ok(_) => true,
        Err(refusal) => {
            refused.push(Refusing {
                name: name.clone(),
                sentence: wording::files::sentence(*refusal),
                remedy: wording::files::remedy(*refusal),
            });
            false
        }
    });
    (!refused.is_empty()).then_some(refused)
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
