//! All events of the review in the three-level model: computed by the worker when somebody asks, and kept beside what was asked, so
//! that the page can tell when the review has moved on.

use leptos::prelude::*;

use super::lasting_memo::LastingMemo;
use super::lasting_signal::LastingSignal;
use super::page::State;
use super::shared::Shared;
use crate::analysis::{self, EventMixture, LongFound, NoPosterior, Progress};
use crate::app::platform::worker::{WorkerClient, WorkerEvent};
use crate::data::Outcome;

/// What was asked of all events, with what was found.
#[derive(Clone, PartialEq)]
pub struct FoundEvents {
    /// What was asked.
    pub asked: Shared<analysis::GroupedEvents>,
    /// The posterior, or why there is none.
    pub found: Shared<Result<EventMixture, NoPosterior>>,
    /// Whether the page computed it itself, for want of a worker.
    pub on_page: bool,
}

/// What the worker is at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AtEvents {
    /// Nothing was asked, or what was asked has been found.
    #[default]
    Idle,
    /// It is computing.
    Computing,
    /// The user has stopped it.
    Stopped,
}

/// All events of the review in the three-level model. One for the page; it stays until the page is left.
#[derive(Clone, Copy)]
pub struct GroupedEvents {
    state: State,
    /// The events as the review has them now.
    now: LastingMemo<Shared<analysis::GroupedEvents>>,
    latest: LastingSignal<Option<FoundEvents>>,
    at: LastingSignal<AtEvents>,
    progress: LastingSignal<Option<Progress>>,
    asked: StoredValue<Option<Shared<analysis::GroupedEvents>>>,
    worker: StoredValue<Option<WorkerClient>, LocalStorage>,
}

impl GroupedEvents {
    /// Does nothing until it is asked.
    pub fn new(state: State) -> Self {
        let now = LastingMemo::new(move |before: Option<&Shared<analysis::GroupedEvents>>| {
            let found = state.answers.all.with(|answers| {
                let outcomes: Vec<(&Outcome, &analysis::Prepared)> = answers
                    .iter()
                    .map(|answer| (&*answer.outcome, &*answer.prepared))
                    .collect();
                state.document.settled.with(|project| {
                    let (review, level) = (&project.review, project.settings.level);
                    analysis::grouped_events(review, &outcomes, level)
                })
            });
            match before {
                Some(before) if **before == found => before.clone(),
                Some(_) | None => Shared::new(found),
            }
        });
        let events = Self {
            state,
            now,
            latest: LastingSignal::new(None),
            at: LastingSignal::new(AtEvents::Idle),
            progress: LastingSignal::new(None),
            asked: StoredValue::new(None),
            worker: StoredValue::new_local(None),
        };
        let worker = WorkerClient::new(move |event| events.hear(event));
        events.worker.set_value(Some(worker));
        events
    }

    /// Those of the page, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// What was found last of the review, whatever has changed in it since; nothing once another review is open.
    pub fn found(self) -> Option<FoundEvents> {
        let now = self.now.get();
        let found = self.latest.get()?;
        let is_of_review = found.asked == now || found.asked.shares_an_event(&now);
        is_of_review.then_some(found)
    }

    /// Whether what was found last is not of the review as it is now.
    pub fn is_stale(self) -> bool {
        let now = self.now.get();
        self.latest
            .with(|latest| latest.as_ref().is_some_and(|latest| latest.asked != now))
    }

    /// What the worker is at.
    pub fn at(self) -> AtEvents {
        self.at.get()
    }

    /// How far the worker is, as far as it has said.
    pub fn progress(self) -> Option<Progress> {
        self.progress.get()
    }

    /// Asks for the posterior of the events as they are now.
    pub fn compute(self) {
        let asked = self.now.get_untracked();
        self.asked.set_value(Some(asked.clone()));
        self.progress.set(None);
        self.at.set(AtEvents::Computing);
        self.with_worker(|worker| worker.ask_of_events(&asked));
    }

    /// Ends what the worker is at.
    pub fn stop(self) {
        self.with_worker(WorkerClient::stop);
        self.asked.set_value(None);
        self.at.set(AtEvents::Stopped);
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
            WorkerEvent::Worked(found) => match *found {
                LongFound::GroupedEvents(found) => (found, false),
                // What nobody asked for here.
                LongFound::Subsets(_) | LongFound::Fragility(_) => return,
            },
            WorkerEvent::Unavailable => {
                self.state.workers_blocked.set(true);
                (asked.posterior(&mut |_| ()), true)
            }
            WorkerEvent::Compared(_) | WorkerEvent::Fitted(_) | WorkerEvent::Failed => {
                (asked.posterior(&mut |_| ()), true)
            }
        };
        self.asked.set_value(None);
        self.latest.set(Some(FoundEvents {
            asked,
            found: Shared::new(found),
            on_page,
        }));
        self.at.set(AtEvents::Idle);
    }

    fn with_worker(self, action: impl FnOnce(&WorkerClient)) {
        // Cloned out first: the worker may answer at once, and then comes back here.
        if let Some(worker) = self.worker.get_value() {
            action(&worker);
        }
    }
}
