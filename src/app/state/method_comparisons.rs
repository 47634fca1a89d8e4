//! All outcomes by the other methods, asked through a worker one after the other while the findings are looked at.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::finished_fits::is_pending;
use super::lasting_signal::LastingSignal;
use super::page::State;
use super::shared::Shared;
use crate::analysis::{self, MethodResult, Prepared, Request};
use crate::app::platform::debounce::Debounce;
use crate::app::platform::worker::{WorkerClient, WorkerEvent};
use crate::project::Section;

/// A pause in typing this long is when outcomes are compared again.
const PAUSE: Duration = Duration::from_millis(250);

/// How many comparisons are kept: undo and redo find theirs again.
const MOST_KEPT: usize = 500;

type Results = Vec<(Arc<Prepared>, Shared<Vec<MethodResult>>)>;

/// Compares methods for every outcome, one after the other. Nothing is computed while nobody looks at the findings.
#[derive(Clone, Copy)]
pub struct MethodComparisons {
    state: State,
    results: LastingSignal<Results>,
    underway: StoredValue<Option<Arc<Prepared>>, LocalStorage>,
    worker: StoredValue<Option<WorkerClient>, LocalStorage>,
    debounce: Debounce,
}

impl MethodComparisons {
    /// Compares nothing until the findings are looked at.
    pub fn new(state: State) -> Self {
        let comparisons = Self {
            state,
            results: LastingSignal::new(Vec::new()),
            underway: StoredValue::new_local(None),
            worker: StoredValue::new_local(None),
            debounce: Debounce::new(PAUSE),
        };
        let worker = WorkerClient::new(move |event| comparisons.hear(event));
        comparisons.worker.set_value(Some(worker));
        Effect::new(move |_| {
            let is_open = state.selection.section.get() == Section::Findings;
            let is_missing = is_open && comparisons.next().is_some();
            if is_missing {
                comparisons.debounce.run(move || comparisons.go_on());
            }
        });
        comparisons
    }

    /// The comparisons of the page, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The other methods of an outcome, as it is asked now; nothing while they are not there yet.
    pub fn of(self, prepared: &Arc<Prepared>) -> Option<Shared<Vec<MethodResult>>> {
        self.results.with(|results| found(results, prepared))
    }

    /// An outcome that was not compared yet as it is asked now.
    fn next(self) -> Option<Arc<Prepared>> {
        self.state.answers.all.with(|answers| {
            self.results.with(|results| {
                let mut answers = answers.iter().filter(|answer| {
                    answer.prepared.reported() > 0 && !is_pending(&answer.response)
                });
                let missing = answers.find(|answer| found(results, &answer.prepared).is_none());
                missing.map(|answer| Arc::clone(&answer.prepared))
            })
        })
    }

    /// Asks for the next outcome, unless the worker is at one that is still asked for.
    fn go_on(self) {
        let Some(next) = untrack(|| self.next()) else {
            return;
        };
        let underway = self.underway.get_value();
        if underway.is_some_and(|underway| Arc::ptr_eq(&underway, &next)) {
            return;
        }
        let request = comparing(&next);
        self.underway.set_value(Some(next));
        // Cloned out first: the worker may answer at once, and then comes back here.
        if let Some(worker) = self.worker.get_value() {
            worker.ask(&request);
        }
    }

    fn hear(self, event: WorkerEvent) {
        let methods = match event {
            WorkerEvent::Progressed(_) => return,
            WorkerEvent::Compared(methods) => Some(methods),
            WorkerEvent::Unavailable => {
                self.state.workers_blocked.set(true);
                None
            }
            WorkerEvent::Fitted(_) | WorkerEvent::Worked(_) | WorkerEvent::Failed => None,
        };
        let Some(prepared) = self.underway.try_update_value(Option::take).flatten() else {
            return;
        };
        // Without a worker the page compares by itself, one outcome at a time.
        let methods = methods.unwrap_or_else(|| analysis::answer(&comparing(&prepared)).comparison);
        self.results.try_update(|results| {
            results.push((prepared, Shared::new(methods)));
            let surplus = results.len().saturating_sub(MOST_KEPT);
            results.drain(..surplus);
        });
        let is_open = self.state.selection.section.get_untracked() == Section::Findings;
        if is_open {
            set_timeout(
                move || {
                    // The page may have gone meanwhile.
                    if !self.results.is_disposed() {
                        self.go_on();
                    }
                },
                Duration::ZERO,
            );
        }
    }
}

/// The comparison of the same request, whatever it was asked for.
fn found(results: &Results, prepared: &Arc<Prepared>) -> Option<Shared<Vec<MethodResult>>> {
    let is_same =
        |made: &Arc<Prepared>| Arc::ptr_eq(made, prepared) || made.request == prepared.request;
    let mut results = results.iter().rev();
    let (_, methods) = results.find(|(made, _)| is_same(made))?;
    Some(methods.clone())
}

fn comparing(prepared: &Prepared) -> Request {
    Request {
        compare: true,
        ..prepared.request.clone()
    }
}
