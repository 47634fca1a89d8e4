//! The outcome by every other method, asked through the worker.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::lasting_signal::LastingSignal;
use super::page::State;
use super::shared::Shared;
use crate::analysis::{self, MethodResult, Prepared, Progress, Request};
use crate::app::platform::debounce::Debounce;
use crate::app::platform::worker::{WorkerClient, WorkerEvent};
use crate::project::Section;

/// A pause in typing this long is when the methods are compared again.
const PAUSE: Duration = Duration::from_millis(120);

/// What is known about the comparison of the outcome that is looked at.
#[derive(Clone, PartialEq)]
pub enum Compared {
    /// The worker is at it.
    Waiting,
    /// The user has stopped it.
    Stopped,
    /// The answer; `on_page` where there is no worker and the page computed it itself.
    Ready {
        /// The outcome by the other methods.
        methods: Shared<Vec<MethodResult>>,
        /// Whether the page computed it itself.
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
pub struct Comparison {
    state: State,
    latest: LastingSignal<Option<Latest>>,
    progress: LastingSignal<Option<Progress>>,
    asked: StoredValue<Option<Arc<Prepared>>, LocalStorage>,
    worker: StoredValue<Option<WorkerClient>, LocalStorage>,
    debounce: Debounce,
}

impl Comparison {
    /// Compares nothing until an outcome is looked at.
    pub fn new(state: State) -> Self {
        let comparison = Self {
            state,
            latest: LastingSignal::new(None),
            progress: LastingSignal::new(None),
            asked: StoredValue::new_local(None),
            worker: StoredValue::new_local(None),
            debounce: Debounce::new(PAUSE),
        };
        let worker = WorkerClient::new(move |outcome| comparison.hear(outcome));
        comparison.worker.set_value(Some(worker));
        Effect::new(move |_| {
            let looked_at = state.selection.section.get() == Section::Outcomes;
            if let (true, Some(answer)) = (looked_at, state.answers.answer()) {
                comparison.plan(answer.prepared);
            }
        });
        comparison
    }

    /// The comparison of the page, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// What is known now.
    pub fn state(self) -> Compared {
        let Some(answer) = self.state.answers.answer() else {
            return Compared::Waiting;
        };
        match self.latest.get() {
            Some(latest) if Arc::ptr_eq(&latest.prepared, &answer.prepared) => latest.compared,
            _ => Compared::Waiting,
        }
    }

    /// How far the worker is, as far as it has said.
    pub fn progress(self) -> Option<Progress> {
        self.progress.get()
    }

    /// Ends what the worker is at.
    pub fn stop(self) {
        self.with_worker(WorkerClient::stop);
        self.settle(Compared::Stopped);
    }

    /// Asks again after it was stopped.
    pub fn ask_again(self) {
        self.latest.set(None);
        if let Some(answer) = untrack(|| self.state.answers.answer()) {
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
        self.debounce.run(move || self.ask(prepared));
    }

    fn ask(self, prepared: Arc<Prepared>) {
        let request = comparing(&prepared);
        self.asked.set_value(Some(prepared));
        self.progress.set(None);
        self.with_worker(|worker| worker.ask(&request));
    }

    fn hear(self, outcome: WorkerEvent) {
        let Some(prepared) = self.asked.get_value() else {
            return;
        };
        let (methods, on_page) = match outcome {
            WorkerEvent::Progressed(progress) => {
                self.progress.set(Some(progress));
                return;
            }
            WorkerEvent::Compared(methods) => (methods, false),
            WorkerEvent::Unavailable => {
                self.state.workers_blocked.set(true);
                (on_page(&prepared), true)
            }
            WorkerEvent::Fitted(_) | WorkerEvent::Worked(_) | WorkerEvent::Failed => {
                (on_page(&prepared), true)
            }
        };
        self.settle(Compared::Ready {
            methods: Shared::new(methods),
            on_page,
        });
    }

    fn settle(self, compared: Compared) {
        if let Some(prepared) = self.asked.get_value() {
            self.latest.set(Some(Latest { prepared, compared }));
        }
    }

    fn with_worker(self, action: impl FnOnce(&WorkerClient)) {
        // Cloned out first: the worker may answer at once, and then comes back here.
        if let Some(worker) = self.worker.get_value() {
            action(&worker);
        }
    }
}

/// The comparison by the page itself, which stands still for so long.
fn on_page(prepared: &Prepared) -> Vec<MethodResult> {
    analysis::answer(&comparing(prepared)).comparison
}

fn comparing(prepared: &Prepared) -> Request {
    Request {
        compare: true,
        ..prepared.request.clone()
    }
}
