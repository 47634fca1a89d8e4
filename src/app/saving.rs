//! The project is kept in the browser after every change, and found there again when the page is opened.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use web_sys::Event;

use super::browser::Failure;
use super::element::{follow_standing, listen};
use super::pause::Pause;
use super::session::{Present, Session};
use super::storage::{Drawer, Place};
use crate::app::state::{Held, Stored};
use crate::project::{self, Project};
use crate::read;
use crate::wording::{Locale, interface};

/// A pause in typing this long is when the project is saved.
const PAUSE: Duration = Duration::from_millis(300);

/// What the browser had kept when the page was opened.
#[derive(Clone)]
pub(super) struct Kept {
    drawer: Result<Drawer, Failure>,
    place: Option<Place>,
    /// The project to start with.
    pub(super) project: Project,
    /// Whether it was found here, rather than being the sample.
    pub(super) found: bool,
    /// What must be said about a document that could not be opened, or not without mending.
    pub(super) remarks: Vec<String>,
}

impl Kept {
    /// Looks for a project of an earlier visit; the sample stands in where there is none.
    pub(super) fn open(then: impl FnOnce(Self) + 'static) {
        Drawer::open(move |drawer| then(Self::of(drawer)));
    }

    fn of(drawer: Result<Drawer, Failure>) -> Self {
        let latest = drawer.as_ref().ok().map(Drawer::latest);
        let (mut place, document) = latest.unwrap_or_default();
        let (mut project, mut remarks) = (None, Vec::new());
        match document.as_deref().map(project::restore) {
            Some(Ok(restored)) => {
                let mended = restored.mended.iter().map(project::mended_sentence);
                remarks.extend(mended);
                project = Some(restored.project);
                if place.is_none() {
                    remarks.push(interface::OPEN_ELSEWHERE.to_owned());
                }
            }
            Some(Err(error)) => {
                remarks.push(project::restore_sentence(&error, Locale::default()));
                // It is not written over: another version of the program may open it.
                if let Some(place) = place.take() {
                    place.give_back();
                }
            }
            None => {}
        }
        let found = project.is_some() && place.is_some();
        if let (Ok(drawer), None) = (&drawer, &place) {
            place = drawer.fresh();
        }
        Self {
            drawer,
            place,
            project: project.unwrap_or_else(sample),
            found,
            remarks,
        }
    }
}

fn sample() -> Project {
    let first = read::examples::all().first().map(|example| example.key);
    first
        .and_then(read::examples::review)
        .map_or_else(Project::default, Project::of)
}

/// Whether what is on the screen is kept.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum SaveState {
    /// The sample as it came: there is nothing to keep.
    Untouched,
    /// A change is about to be kept.
    Pending,
    /// Kept.
    Saved,
    /// Not kept, and why.
    Failed(String),
}

/// Where a project comes from that takes the place of another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrival {
    /// From the drawer: it is kept.
    Kept,
    /// It can be had again at any time, like an example: it is kept once it is changed.
    Offered,
    /// From a file or a link: it is kept at once.
    Brought,
}

/// Keeps the project of the session. One for the page.
#[derive(Clone, Copy)]
pub(super) struct Saving {
    session: Session,
    /// What was kept last, or was there from the start.
    kept: Held<Present>,
    untouched: Stored<Option<Present>>,
    failure: Held<Option<Failure>>,
    drawer: Stored<Option<Drawer>>,
    place: Stored<Option<Place>>,
    pause: Pause,
}

impl Saving {
    pub(super) fn new(session: Session, kept: &Kept) -> Self {
        let present = session.project.get_untracked();
        let saving = Self {
            session,
            kept: Held::new(present.clone()),
            untouched: Stored::new((!kept.found).then_some(present)),
            failure: Held::new(kept.drawer.as_ref().err().cloned()),
            drawer: Stored::new(kept.drawer.as_ref().ok().cloned()),
            place: Stored::new(kept.place.clone()),
            pause: Pause::new(PAUSE),
        };
        follow_standing(move || {
            session.project.track();
            saving.pause.then(move || saving.write());
        });
        // The first is told to the document, the second to the window.
        listen(&document(), "visibilitychange", move |_: Event| {
            saving.write();
        });
        listen(&window(), "pagehide", move |_: Event| saving.write());
        listen(&window(), "beforeunload", move |event: Event| {
            if saving.would_be_lost() {
                event.prevent_default();
            }
        });
        saving
    }

    /// Whether what is on the screen is kept.
    pub(super) fn state(self) -> SaveState {
        if let Some(failure) = self.failure.get() {
            return SaveState::Failed(failure.0);
        }
        let present = self.session.project.get();
        if self.untouched.with(|untouched| {
            untouched
                .as_ref()
                .is_some_and(|sample| same(sample, &present))
        }) {
            SaveState::Untouched
        } else if self.kept.with(|kept| same(kept, &present)) {
            SaveState::Saved
        } else {
            SaveState::Pending
        }
    }

    /// Whether what is on the screen is kept nowhere and would go with the page: the browser then asks.
    fn would_be_lost(self) -> bool {
        matches!(self.state_untracked(), SaveState::Failed(_))
            && !self
                .kept
                .with_untracked(|kept| same(kept, &self.session.project.get_untracked()))
    }

    /// [`Self::state`], without following it.
    pub(super) fn state_untracked(self) -> SaveState {
        untrack(|| self.state())
    }

    /// Keeps what is on the screen, if it is not kept yet.
    fn write(self) {
        let Some(present) = self.session.project.try_get_untracked() else {
            return;
        };
        let (Some(drawer), Some(place)) = (self.drawer(), self.place()) else {
            return;
        };
        if self.kept.with_untracked(|kept| same(kept, &present)) {
            return;
        }
        let id = place.id();
        let documents = vec![
            (format!("title/{id}"), Some(present.0.review.title.clone())),
            (String::from("open"), Some(id.clone())),
            (id, Some(project::save(&present.0))),
        ];
        drawer.write(&documents, move |written| match written {
            Ok(()) => {
                self.untouched.set(None);
                self.kept.set(present);
                if self.failure.with_untracked(Option::is_some) {
                    self.failure.set(None);
                }
            }
            Err(failure) => self.failure.set(Some(failure)),
        });
    }

    /// The drawer, if this browser has one.
    pub(super) fn drawer(self) -> Option<Drawer> {
        self.drawer.get()
    }

    /// Where the review is kept that is on the screen.
    pub(super) fn place(self) -> Option<Place> {
        self.place.get()
    }

    /// Turns to another project, kept at another place. What was on the screen is kept first.
    pub(super) fn turn_to(self, place: Option<Place>, project: Project, arrival: Arrival) {
        self.write();
        let open = place.as_ref().map(Place::id);
        if let Some(before) = self.place.replace(place).flatten()
            && Some(before.id()) != open
        {
            before.give_back();
        }
        self.session.start(project);
        let present = self.session.project.get_untracked();
        let untouched = arrival == Arrival::Offered;
        self.untouched.set(untouched.then(|| present.clone()));
        if arrival != Arrival::Brought {
            self.kept.set(present);
        }
        if let (Arrival::Kept, Some(drawer)) = (arrival, self.drawer()) {
            drawer.write(&vec![(String::from("open"), open)], |_| {});
        }
    }
}

fn same(one: &Present, other: &Present) -> bool {
    Arc::ptr_eq(&one.0, &other.0)
}
