//! The reviews that this browser keeps and the versions of the one on the screen, as far as they are shown.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::autosave::{Arrival, Autosave, SaveState};
use super::lasting_signal::LastingSignal;
use super::page::State;
use super::reviews::{self, Claim, now};
use crate::app::platform::database::{Database, Documents, Stored};
use crate::project::{self, Project, Section};
use crate::wording::interface;

/// A review by its id, or a version by its time, and what people call it.
pub type Titled = (String, String);

/// The reviews and versions in this browser.
#[derive(Clone, Copy)]
pub struct Library {
    state: State,
    autosave: Autosave,
    /// The ids and titles of all reviews; as of the last [`Library::refresh`].
    pub reviews: LastingSignal<Vec<Titled>>,
    /// The times and names of the versions of the review on the screen.
    pub versions: LastingSignal<Vec<Titled>>,
}

impl Library {
    /// Shows nothing until it is refreshed.
    pub fn new(state: State, autosave: Autosave) -> Self {
        Self {
            state,
            autosave,
            reviews: LastingSignal::new(Vec::new()),
            versions: LastingSignal::new(Vec::new()),
        }
    }

    /// The library of the page, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The id of the review on the screen, where it is kept.
    pub fn open_id(self) -> Option<String> {
        Some(self.autosave.claim()?.id)
    }

    /// Begins with a project under a name of its own; what was on the screen is kept. The sample that nobody touched makes
    /// room.
    pub fn begin(self, project: Project, arrival: Arrival) {
        let untouched = untrack(|| self.autosave.save_state()) == SaveState::Untouched;
        if self.autosave.database().is_none() || untouched {
            return self
                .autosave
                .turn_to(self.autosave.claim(), project, arrival);
        }
        self.state.notices.say(interface::REVIEW_BEFORE_IS_KEPT);
        spawn_local(async move {
            let claim = Claim::new().await;
            self.autosave.turn_to(Some(claim), project, arrival);
        });
    }

    /// Looks what the database holds.
    pub fn refresh(self) {
        let (Some(database), Some(id)) = (self.autosave.database(), self.open_id()) else {
            return;
        };
        spawn_local(async move {
            if let Ok(titles) = reviews::titles(&database).await {
                self.reviews.set(titles);
            }
            if let Ok(versions) = reviews::versions(&database, &id).await {
                self.versions.set(versions);
            }
        });
    }

    /// Turns to a review of this browser.
    pub fn open(self, id: String) {
        let Some(database) = self.autosave.database() else {
            return;
        };
        spawn_local(async move {
            match reviews::open(&database, &id).await {
                Some((claim, document)) => {
                    let document = self.readable(document);
                    let taken = self.take_in(document, &mut |project| {
                        self.autosave
                            .turn_to(Some(claim.clone()), project, Arrival::Saved);
                    });
                    if !taken {
                        claim.release();
                    }
                }
                None => self.state.notices.say(interface::IN_ANOTHER_TAB),
            }
        });
    }

    /// Turns to a review that came with the page: to what became of it in this browser, or to the document that came.
    /// `at_findings` turns to what all outcomes come to, where the review has more to it than one outcome.
    pub fn open_brought(self, id: String, document: String, at_findings: bool) {
        let arrive = move || {
            let project = self.state.document.project;
            if at_findings && project.with_untracked(|project| project.opens_on_findings()) {
                self.state.selection.show(Section::Findings);
            }
        };
        if self.open_id().as_ref() == Some(&id) {
            return arrive();
        }
        spawn_local(async move {
            let found = match self.autosave.database() {
                Some(database) => reviews::open(&database, &id).await,
                None => None,
            };
            let (claim, document, arrival) = match found {
                Some((claim, Some(Stored::Text(kept)))) => (claim, kept, Arrival::Saved),
                Some((claim, None)) => (claim, document, Arrival::Brought),
                // What cannot be read is not written over, nor is what another tab has open.
                unreadable => {
                    if let Some((claim, _)) = unreadable {
                        claim.release();
                    }
                    self.take_in(Some(document), &mut |project| {
                        let opens_there = at_findings && project.opens_on_findings();
                        self.begin(project, Arrival::Brought);
                        if opens_there {
                            self.state.selection.show(Section::Findings);
                        }
                    });
                    return;
                }
            };
            let taken = self.take_in(Some(document), &mut |project| {
                self.autosave.turn_to(Some(claim.clone()), project, arrival);
            });
            if taken {
                arrive();
            } else {
                claim.release();
            }
        });
    }

    /// Does something with the project of a document, if there is one that can be opened.
    fn take_in(self, document: Option<String>, take: &mut dyn FnMut(Project)) -> bool {
        document.is_some_and(|document| self.state.take_in(project::restore(&document), take))
    }

    /// The text of what lies in the database; where it is none that this program wrote, that is said.
    fn readable(self, document: Option<Stored>) -> Option<String> {
        match document? {
            Stored::Text(text) => Some(text),
            Stored::Damaged | Stored::Other => {
                self.state.notices.say(interface::CANNOT_BE_READ);
                None
            }
        }
    }

    /// Keeps a copy of a review beside it.
    pub fn duplicate(self, id: String, title: &str) {
        let title = interface::copy_of(title);
        self.with_database(move |database| async move {
            let document = database.read(&id).await.ok().flatten();
            let Some(document) = self.readable(document) else {
                return;
            };
            let copy = now();
            let documents = vec![(reviews::title(&copy), Some(title)), (copy, Some(document))];
            self.keep(&database, &documents).await;
        });
    }

    /// Deletes a review of this browser.
    pub fn delete(self, id: String) {
        self.with_database(move |database| async move {
            match reviews::delete(&database, &id).await {
                Ok(true) => self.refresh(),
                Ok(false) => self.state.notices.say(interface::IN_ANOTHER_TAB),
                Err(failure) => self.state.notices.say(interface::not_kept(&failure.0)),
            }
        });
    }

    /// Keeps what is on the screen as a version with a name.
    pub fn keep_version(self, name: String) {
        let present = self.state.document.project.get_untracked();
        self.change_version(&now(), Some(name), Some(project::save(&present)));
    }

    /// Deletes a version.
    pub fn delete_version(self, time: &str) {
        self.change_version(time, None, None);
    }

    fn change_version(self, time: &str, name: Option<String>, document: Option<String>) {
        let Some(id) = self.open_id() else { return };
        let documents = vec![
            (reviews::version_name(&id, time), name),
            (reviews::version(&id, time), document),
        ];
        self.with_database(move |database| async move {
            self.keep(&database, &documents).await;
        });
    }

    /// Puts a version in the place of what is on the screen, as a step that can be undone.
    pub fn go_back_to(self, time: &str) {
        let Some(id) = self.open_id() else { return };
        let name = reviews::version(&id, time);
        self.with_database(move |database| async move {
            let document = database.read(&name).await.ok().flatten();
            self.take_in(self.readable(document), &mut |project| {
                self.state.open_project(project);
            });
        });
    }

    async fn keep(self, database: &Database, documents: &Documents) {
        if let Err(failure) = database.write(documents).await {
            self.state.notices.say(interface::not_kept(&failure.0));
        }
        self.refresh();
    }

    /// Does something with the database, if there is one.
    fn with_database<F: Future<Output = ()> + 'static>(
        self,
        work: impl FnOnce(Database) -> F + 'static,
    ) {
        if let Some(database) = self.autosave.database() {
            spawn_local(work(database));
        }
    }
}
