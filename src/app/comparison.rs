//! The outcome by every other method, asked through the worker door.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::element::follow_standing;
use super::pause::Pause;
use super::session::{Session, View};
use super::worker::{Door, Outcome};
use crate::analysis::{self, MethodResult, Prepared, Progress, Request};
use crate::app::state::{Held, Stored, provided};

/// A pause in typing this long is when the methods are compared again.
const PAUSE: Duration = Duration::from_millis(120);

/// What is known about the comparison of the outcome that is looked at.
#[derive(Clone)]
pub(super) enum Compared {
    /// The worker is at it.
    Waiting,
    /// The user has stopped it.
    Stopped,
    /// The answer; `on_page` where there is no worker and the page computed it itself.
    Ready {
        methods: Arc<Vec<MethodResult>>,
        on_page: bool,
    },
}

#[derive(Clone)]
struct Latest {
    prepared: Arc<Prepared>,
    compared: Compared,
}

/// Compares methods for the outcome that is looked at, whenever its numbers change. One for the page.
#[derive(Clone, Copy)]
pub(super) struct Comparison {
    session: Session,
    latest: Held<Option<Latest>>,
    progress: Held<Option<Progress>>,
    asked: Stored<Option<Arc<Prepared>>>,
    door: Stored<Option<Door>>,
    pause: Pause,
}

impl Comparison {
    pub(super) fn new(session: Session) -> Self {
        let comparison = Self {
            session,
            latest: Held::new(None),
            progress: Held::new(None),
            asked: Stored::new(None),
            door: Stored::new(None),
            pause: Pause::new(PAUSE),
        };
        let door = Door::new(move |outcome| comparison.hear(outcome));
        comparison.door.set(Some(door));
        follow_standing(move || {
            let looked_at = session.view.get() == View::Outcomes;
            if let (true, Some(answer)) = (looked_at, session.answer()) {
                comparison.plan(answer.prepared);
            }
        });
        comparison
    }

    pub(super) fn expect() -> Self {
        provided()
    }

    /// What is known now.
    pub(super) fn state(self) -> Compared {
        let Some(answer) = self.session.answer() else {
            return Compared::Waiting;
        };
        match self.latest.get() {
            Some(latest) if Arc::ptr_eq(&latest.prepared, &answer.prepared) => latest.compared,
            _ => Compared::Waiting,
        }
    }

    /// How far the worker is, as far as it has said.
    pub(super) fn progress(self) -> Option<Progress> {
        self.progress.get()
    }

    /// Ends what the worker is at.
    pub(super) fn stop(self) {
        self.with_door(Door::stop);
        self.settle(Compared::Stopped);
    }

    /// Asks again after it was stopped.
    pub(super) fn ask_again(self) {
        self.latest.set(None);
        if let Some(answer) = untrack(|| self.session.answer()) {
            self.ask(answer.prepared);
        }
    }

    fn plan(self, prepared: Arc<Prepared>) {
        let known = self.latest.with_untracked(|latest| {
            latest
                .as_ref()
                .is_some_and(|latest| Arc::ptr_eq(&latest.prepared, &prepared))
        });
        if known {
            return;
        }
        self.pause.then(move || self.ask(prepared));
    }

    fn ask(self, prepared: Arc<Prepared>) {
        let request = comparing(&prepared);
        self.asked.set(Some(prepared));
        self.progress.set(None);
        self.with_door(|door| door.ask(&request));
    }

    fn hear(self, outcome: Outcome) {
        let Some(prepared) = self.asked.get() else {
            return;
        };
        let (methods, on_page) = match outcome {
            Outcome::Underway(progress) => {
                self.progress.set(Some(progress));
                return;
            }
            Outcome::Compared(methods) => (methods, false),
            Outcome::Fitted(_) | Outcome::Broken => {
                (analysis::answer(&comparing(&prepared)).comparison, true)
            }
        };
        self.settle(Compared::Ready {
            methods: Arc::new(methods),
            on_page,
        });
    }

    fn settle(self, compared: Compared) {
        if let Some(prepared) = self.asked.get() {
            self.latest.set(Some(Latest { prepared, compared }));
        }
    }

    fn with_door(self, action: impl FnOnce(&Door)) {
        // Cloned out first: the door may answer at once, and then comes back here.
        if let Some(door) = self.door.get() {
            action(&door);
        }
    }
}

fn comparing(prepared: &Prepared) -> Request {
    Request {
        compare: true,
        ..prepared.request.clone()
    }
}
