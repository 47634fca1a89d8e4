//! The project is kept in the browser after every change, and found there again when the page is opened.

use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Event;

use super::element::{follow_standing, listen};
use super::session::{Present, Session};
use super::storage::{Drawer, StorageFailure};
use crate::app::state::{Held, Stored};
use crate::project::{self, Project, Restored};
use crate::read;
use crate::wording::Locale;

/// A pause in typing this long is when the project is saved.
const PAUSE: Duration = Duration::from_millis(300);

/// What the browser had kept when the page was opened.
#[derive(Clone)]
pub(super) struct Kept {
    drawer: Result<Drawer, StorageFailure>,
    /// The project to start with.
    pub(super) project: Project,
    /// Whether it was found here, rather than being the sample.
    pub(super) found: bool,
    /// What must be said about a document that could not be opened, or not without mending.
    pub(super) remarks: Vec<String>,
}

impl Kept {
    /// Looks for a project of an earlier visit; the sample stands in where there is none.
    pub(super) async fn open() -> Self {
        let drawer = Drawer::open().await;
        let document = match &drawer {
            Ok(drawer) => drawer.read().await.ok().flatten(),
            Err(_) => None,
        };
        let mut kept = Self {
            drawer,
            project: Project::default(),
            found: false,
            remarks: Vec::new(),
        };
        match document.as_deref().map(project::restore) {
            Some(Ok(Restored { project, mended })) => {
                kept.project = project;
                kept.found = true;
                kept.remarks = mended.iter().map(project::mended_sentence).collect();
            }
            Some(Err(error)) => {
                kept.remarks = vec![project::restore_sentence(&error, Locale::default())];
                kept.project = sample();
            }
            None => kept.project = sample(),
        }
        kept
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

/// Keeps the project of the session. One for the page.
#[derive(Clone, Copy)]
pub(super) struct Saving {
    session: Session,
    /// What was kept last, or was there from the start.
    kept: Held<Present>,
    untouched: Stored<Option<Present>>,
    failure: Held<Option<StorageFailure>>,
    drawer: Stored<Option<Drawer>>,
    timer: Stored<Option<TimeoutHandle>>,
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
            timer: Stored::new(None),
        };
        follow_standing(move || {
            session.project.track();
            saving.plan();
        });
        // The first is told to the document, the second to the window.
        listen(&document(), "visibilitychange", move |_: Event| {
            saving.write();
        });
        listen(&window(), "pagehide", move |_: Event| saving.write());
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

    fn plan(self) {
        let handle = set_timeout_with_handle(move || self.write(), PAUSE).ok();
        let before = self.timer.replace(handle).flatten();
        if let Some(before) = before {
            before.clear();
        }
    }

    fn write(self) {
        let Some(present) = self.session.project.try_get_untracked() else {
            return;
        };
        let Some(drawer) = self.drawer.get() else {
            return;
        };
        if self.kept.with_untracked(|kept| same(kept, &present)) {
            return;
        }
        let document = project::save(&present.0);
        spawn_local(async move {
            match drawer.write(&document).await {
                Ok(()) => {
                    self.untouched.set(None);
                    self.kept.set(present);
                    if self.failure.with_untracked(Option::is_some) {
                        self.failure.set(None);
                    }
                }
                Err(failure) => self.failure.set(Some(failure)),
            }
        });
    }
}

fn same(one: &Present, other: &Present) -> bool {
    Arc::ptr_eq(&one.0, &other.0)
}
