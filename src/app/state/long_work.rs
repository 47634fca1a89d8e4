//! Long work on the outcome that is looked at, asked of the worker while its part of the page is open.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::answers::Answer;
use super::lasting_signal::LastingSignal;
use super::page::State;
use super::shared::Shared;
use crate::analysis::{self, Fragility, LongFound, NoFragility, Prepared, Progress, Request};
use crate::app::platform::debounce::Debounce;
use crate::app::platform::worker::{WorkerClient, WorkerEvent};
use crate::data::Plan;

/// A pause in typing this long is when the work is begun.
const PAUSE: Duration = Duration::from_millis(120);

/// What is known of long work on an answer.
#[derive(Clone, PartialEq)]
pub enum Working {
    /// The worker is at it.
    Waiting,
    /// The user has stopped it.
    Stopped,
    /// What was found; `on_page` where there is no worker and the page computed it itself.
    Ready {
        /// What was found.
        found: Found,
        /// Whether the page computed it itself.
        on_page: bool,
    },
}

/// What was found.
#[derive(Clone, PartialEq)]
pub enum Found {
    /// Whether there are pools of subsets: they lie in [`Subsets`](super::Subsets).
    Subsets(bool),
    /// The search for fragile events, or why there is none.
    Fragility(Shared<Result<Fragility, NoFragility>>),
}

#[derive(Clone)]
struct Latest {
    prepared: Arc<Prepared>,
    plan: Plan,
    working: Working,
}

impl Latest {
    fn is_of(&self, answer: &Answer) -> bool {
        Arc::ptr_eq(&self.prepared, &answer.prepared) && self.plan == answer.response.plan
    }
}

/// One kind of long work.
#[derive(Clone, Copy)]
pub struct LongWork {
    state: State,
    work: analysis::LongWork,
    /// Whether somebody looks at it.
    is_open: LastingSignal<bool>,
    latest: LastingSignal<Option<Latest>>,
    progress: LastingSignal<Option<Progress>>,
    asked: StoredValue<Option<Latest>, LocalStorage>,
    worker: StoredValue<Option<WorkerClient>, LocalStorage>,
    debounce: Debounce,
}

impl LongWork {
    /// Does nothing until somebody looks.
    fn new(state: State, work: analysis::LongWork) -> Self {
        let long = Self {
            state,
            work,
            is_open: LastingSignal::new(false),
            latest: LastingSignal::new(None),
            progress: LastingSignal::new(None),
            asked: StoredValue::new_local(None),
            worker: StoredValue::new_local(None),
            debounce: Debounce::new(PAUSE),
        };
        let worker = WorkerClient::new(move |event| long.hear(event));
        long.worker.set_value(Some(worker));
        Effect::new(move |_| {
            if long.is_open.get()
                && let Some(answer) = state.answers.answer()
            {
                long.plan(answer);
            }
        });
        long
    }

    /// Somebody looks at it until the owner of this call is gone: then the worker stops.
    pub fn look(self) {
        self.is_open.set(true);
        on_cleanup(move || {
            // The page may have gone before.
            if self.is_open.try_set(false).is_none() && self.asked.get_value().is_some() {
                self.with_worker(WorkerClient::stop);
                self.asked.set_value(None);
            }
        });
    }

    /// What is known now.
    pub fn state(self) -> Working {
        let Some(answer) = self.state.answers.answer() else {
            return Working::Waiting;
        };
        self.latest.with(|latest| match latest {
            Some(latest) if latest.is_of(&answer) => latest.working.clone(),
            Some(_) | None => Working::Waiting,
        })
    }

    /// How far the worker is, as far as it has said.
    pub fn progress(self) -> Option<Progress> {
        self.progress.get()
    }

    /// Ends what the worker is at.
    pub fn stop(self) {
        self.with_worker(WorkerClient::stop);
        self.settle(Working::Stopped);
    }

    /// Asks again after it was stopped.
    pub fn ask_again(self) {
        self.latest.set(None);
        if let Some(answer) = untrack(|| self.state.answers.answer()) {
            self.ask(&answer);
        }
    }

    fn plan(self, answer: Answer) {
        let is_known = self.latest.with_untracked(|latest| {
            let latest = latest.as_ref();
            latest.is_some_and(|latest| latest.is_of(&answer))
        });
        if !is_known {
            self.debounce.run(move || self.ask(&answer));
        }
    }

    fn ask(self, answer: &Answer) {
        // It may have been closed meanwhile, or the page be gone.
        if self.is_open.try_get_untracked() != Some(true) {
            return;
        }
        let asked = Latest {
            prepared: Arc::clone(&answer.prepared),
            plan: answer.response.plan,
            working: Working::Waiting,
        };
        let request = request(&asked);
        let is_busy = self.asked.get_value().is_some();
        self.asked.set_value(Some(asked));
        self.progress.set(None);
        let work = self.work;
        self.with_worker(|worker| {
            if is_busy {
                // What is still being done for an earlier answer would keep this one waiting.
                worker.stop();
            }
            worker.ask_to(work, &request);
        });
    }

    fn hear(self, event: WorkerEvent) {
        let Some(Some(asked)) = self.asked.try_get_value() else {
            return;
        };
        let (found, on_page) = match event {
            WorkerEvent::Progressed(progress) => {
                self.progress.set(Some(progress));
                return;
            }
            WorkerEvent::Worked(found) => (Some(found), false),
            WorkerEvent::Unavailable => {
                self.state.workers_blocked.set(true);
                (self.on_page(&asked), true)
            }
            WorkerEvent::Compared(_) | WorkerEvent::Fitted(_) | WorkerEvent::Failed => {
                (self.on_page(&asked), true)
            }
        };
        let Some(found) = found else { return };
        let found = match *found {
            LongFound::Subsets(pools) => {
                let is_there = pools.is_some();
                let of = (Arc::clone(&asked.prepared), asked.plan);
                self.state.subsets.set(of, pools);
                Found::Subsets(is_there)
            }
            LongFound::Fragility(found) => Found::Fragility(Shared::new(found)),
            // Nobody asks for it here: it is of no single outcome.
            LongFound::GroupedEvents(_) => return,
        };
        self.settle(Working::Ready { found, on_page });
    }

    /// The work by the page itself, which stands still for so long.
    fn on_page(self, asked: &Latest) -> Option<Box<LongFound>> {
        self.work.found(&request(asked), &mut |_| ()).map(Box::new)
    }

    fn settle(self, working: Working) {
        if let Some(asked) = self.asked.try_update_value(Option::take).flatten() {
            self.latest.set(Some(Latest { working, ..asked }));
        }
    }

    fn with_worker(self, action: impl FnOnce(&WorkerClient)) {
        // Cloned out first: the worker may answer at once, and then comes back here.
        if let Some(worker) = self.worker.get_value() {
            action(&worker);
        }
    }
}

fn request(asked: &Latest) -> Request {
    Request {
        plan: Some(asked.plan),
        compare: false,
        ..asked.prepared.request.clone()
    }
}

/// All kinds of long work. One for the page.
#[derive(Clone, Copy)]
pub struct LongWorks {
    /// The pools of all subsets of the trials.
    pub subsets: LongWork,
    /// The search for the fewest events that turn the result.
    pub fragility: LongWork,
}

impl LongWorks {
    /// Does nothing until somebody looks.
    pub fn new(state: State) -> Self {
        Self {
            subsets: LongWork::new(state, analysis::LongWork::Subsets),
            fragility: LongWork::new(state, analysis::LongWork::Fragility),
        }
    }

    /// The long work of the page, from the context.
    pub fn expect() -> Self {
        expect_context()
    }
}
