//! Saves the project in the browser after every change, and finds it again when the page is opened.

use leptos::prelude::*;
use leptos_use_document::use_document;
use leptos_use_event_listener::use_event_listener;
use leptos_use_window::use_window;
use wasm_bindgen_futures::spawn_local;

use super::answers::AllAnswers;
use super::lasting_signal::LastingSignal;
use super::page::State;
use super::reviews::{self, Claim};
use super::shared::Shared;
use crate::app::platform::database::{Database, Stored};
use crate::app::platform::pace::Pace;
use crate::app::platform::pieces::Pieces;
use crate::app::platform::promise::Failure;
use crate::project::{self, Project, Working};
use crate::read;
use crate::wording::{Locale, interface};

/// What the browser had kept when the page was opened.
#[derive(Clone)]
pub struct Found {
    database: Result<Database, Failure>,
    claim: Option<Claim>,
    /// The project to start with.
    pub project: Project,
    /// The answers to its outcomes, where they were computed already.
    pub answers: Option<AllAnswers>,
    /// Whether it was found here, rather than being the sample.
    is_saved: bool,
    /// What must be said about a document that could not be opened, or not without mending.
    pub remarks: Vec<String>,
}

impl Found {
    /// What is found where the browser keeps nothing, for the reason given: the page starts with a project all the same.
    pub fn nothing(project: Project, reason: Failure) -> Self {
        Self {
            database: Err(reason),
            claim: None,
            project,
            answers: None,
            is_saved: false,
            remarks: Vec::new(),
        }
    }

    /// Looks for a project of an earlier visit; the sample stands in where there is none. Its outcomes are pooled one by one, so
    /// that the page does not stand still for all of them.
    pub async fn look() -> Self {
        let mut pieces = Pieces::begin();
        let found = Self::project(&mut pieces).await;
        pieces.end_of_piece().await;
        let answers = AllAnswers::in_pieces(&found.project, &mut pieces).await;
        Self {
            answers: Some(answers),
            ..found
        }
    }

    async fn project(pieces: &mut Pieces) -> Self {
        let opened = match Database::open().await {
            Ok(database) => reviews::latest(&database)
                .await
                .map(|found| (database, found)),
            Err(failure) => Err(failure),
        };
        let (database, found) = match opened {
            Ok(opened) => opened,
            Err(failure) => return Self::nothing(sample(pieces).await, failure),
        };
        let (mut claim, document) = (found.claim, found.document);
        let (mut project, mut remarks) = (None, Vec::new());
        // What cannot be opened is not written over: another version of the program may open it.
        let mut keep_aside = |remark: String, remarks: &mut Vec<String>| {
            remarks.push(remark);
            if let Some(claim) = claim.take() {
                claim.release();
            }
        };
        match document {
            Some(Stored::Text(text)) => match project::restore(&text) {
                Ok(restored) => {
                    remarks.extend(restored.mended.iter().map(project::mended_sentence));
                    project = Some(restored.project);
                    if claim.is_none() {
                        remarks.push(interface::OPEN_ELSEWHERE.to_owned());
                    }
                }
                Err(error) => keep_aside(
                    project::restore_sentence(&error, Locale::default()),
                    &mut remarks,
                ),
            },
            Some(Stored::Damaged) => keep_aside(interface::DAMAGED.to_owned(), &mut remarks),
            Some(Stored::Other) => keep_aside(interface::NOT_A_TEXT.to_owned(), &mut remarks),
            None => {}
        }
        let is_saved = project.is_some() && claim.is_some();
        if claim.is_none() {
            claim = Some(Claim::new().await);
        }
        let project = match project {
            Some(project) => project,
            None => sample(pieces).await,
        };
        Self {
            database: Ok(database),
            claim,
            project,
            answers: None,
            is_saved,
            remarks,
        }
    }
}

async fn sample(pieces: &mut Pieces) -> Project {
    let first = read::examples::all().first().map(|example| example.key);
    let Some(mut working) = first.and_then(Working::of) else {
        return Project::default();
    };
    pieces.end_of_piece().await;
    while working.step() {
        pieces.end_of_piece().await;
    }
    working.finish()
}

/// Whether what is on the screen is saved.
#[derive(Clone, PartialEq, Eq)]
pub enum SaveState {
    /// The sample as it came: there is nothing to save.
    Untouched,
    /// A change is about to be saved.
    Pending,
    /// Saved.
    Saved,
    /// Not saved, and why.
    Failed(String),
}

/// Where a project comes from that takes the place of another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// From the database: it is saved.
    Saved,
    /// It can be had again at any time, like an example: it is saved once it is changed.
    Offered,
    /// From a file or a link: it is saved at once.
    Brought,
}

/// Saves the project of the page.
#[derive(Clone, Copy)]
pub struct Autosave {
    state: State,
    /// What was saved last, or was there from the start.
    saved: LastingSignal<Shared<Project>>,
    untouched: LastingSignal<Option<Shared<Project>>>,
    failure: LastingSignal<Option<Failure>>,
    database: StoredValue<Option<Database>, LocalStorage>,
    claim: StoredValue<Option<Claim>, LocalStorage>,
    pace: Pace,
}

impl Autosave {
    /// Saves from now on, under the name that was found.
    pub fn new(state: State, found: &Found) -> Self {
        let present = state.document.project.get_untracked();
        let saving = Self {
            state,
            saved: LastingSignal::new(present.clone()),
            untouched: LastingSignal::new((!found.is_saved).then_some(present)),
            failure: LastingSignal::new(found.database.as_ref().err().cloned()),
            database: StoredValue::new_local(found.database.as_ref().ok().cloned()),
            claim: StoredValue::new_local(found.claim.clone()),
            pace: Pace::new(),
        };
        Effect::new(move |_| {
            state.document.project.track();
            saving.pace.run(move || saving.write());
        });
        // The first is told to the document, the second to the window.
        let _ = use_event_listener(use_document(), leptos::ev::visibilitychange, move |_| {
            saving.write();
        });
        let _ = use_event_listener(use_window(), leptos::ev::pagehide, move |_| saving.write());
        let _ = use_event_listener(use_window(), leptos::ev::beforeunload, move |event| {
            if saving.would_be_lost() {
                event.prevent_default();
            }
        });
        saving
    }

    /// The autosave of the page, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Whether what is on the screen is saved.
    pub fn save_state(self) -> SaveState {
        if let Some(failure) = self.failure.get() {
            return SaveState::Failed(failure.0);
        }
        let present = self.state.document.project.get();
        if self
            .untouched
            .with(|untouched| untouched.as_ref() == Some(&present))
        {
            SaveState::Untouched
        } else if self.saved.with(|saved| *saved == present) {
            SaveState::Saved
        } else {
            SaveState::Pending
        }
    }

    /// Whether what is on the screen is saved nowhere and would go with the page: the browser then asks.
    fn would_be_lost(self) -> bool {
        untrack(|| {
            let present = self.state.document.project.get();
            matches!(self.save_state(), SaveState::Failed(_))
                && self.saved.with(|saved| *saved != present)
        })
    }

    /// Saves what is on the screen, if it is not saved yet.
    fn write(self) {
        let Some(present) = self.state.document.project.try_get_untracked() else {
            return;
        };
        let (Some(database), Some(claim)) = (self.database(), self.claim()) else {
            return;
        };
        if self.saved.with_untracked(|saved| *saved == present) {
            return;
        }
        let mut documents = vec![
            (
                reviews::title(&claim.id),
                Some(present.review.title.clone()),
            ),
            (claim.id.clone(), Some(project::save(&present))),
        ];
        reviews::name_open(&claim.id, &mut documents);
        let written = database.write(&documents);
        spawn_local(async move {
            match written.await {
                Ok(()) => {
                    self.untouched.set(None);
                    self.saved.set(present);
                    if self.failure.with_untracked(Option::is_some) {
                        self.failure.set(None);
                    }
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }

    /// The database, if this browser has one.
    pub fn database(self) -> Option<Database> {
        self.database.get_value()
    }

    /// The claim on the review that is on the screen, where it is saved.
    pub fn claim(self) -> Option<Claim> {
        self.claim.get_value()
    }

    /// Turns to another project, saved under another name. What was on the screen is saved first.
    pub fn turn_to(self, claim: Option<Claim>, project: Project, arrival: Arrival) {
        self.write();
        let open = claim.as_ref().map(|claim| claim.id.clone());
        let before = self
            .claim
            .try_update_value(|kept| std::mem::replace(kept, claim))
            .flatten();
        if let Some(before) = before
            && Some(&before.id) != open.as_ref()
        {
            before.release();
        }
        self.state.start(project);
        let present = self.state.document.project.get_untracked();
        let untouched = arrival == Arrival::Offered;
        self.untouched.set(untouched.then(|| present.clone()));
        if arrival != Arrival::Brought {
            self.saved.set(present);
        }
        if let (Arrival::Saved, Some(database), Some(open)) = (arrival, self.database(), open) {
            let mut documents = Vec::new();
            reviews::name_open(&open, &mut documents);
            spawn_local(async move {
                let _ = database.write(&documents).await;
            });
        }
    }
}
