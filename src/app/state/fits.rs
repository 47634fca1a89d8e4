//! Carries out in the worker the plans that take longer than typing allows.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::answers::Answer;
use super::finished_fits::is_pending;
use super::lasting_signal::LastingSignal;
use super::page::State;
use crate::analysis::{Fit, Prepared};
use crate::app::platform::debounce::Debounce;
use crate::app::platform::worker::{WorkerClient, WorkerEvent};

/// A pause in typing this long is when a long fit is begun.
const PAUSE: Duration = Duration::from_millis(120);

/// Has the fits made that answers wait for, one after the other, that of the outcome looked at first. One for the page.
#[derive(Clone, Copy)]
pub struct Fits {
    state: State,
    /// What the worker is at.
    asked: StoredValue<Option<Arc<Prepared>>, LocalStorage>,
    /// What the user has stopped.
    stopped: LastingSignal<Vec<Arc<Prepared>>>,
    worker: StoredValue<Option<WorkerClient>, LocalStorage>,
    debounce: Debounce,
}

impl Fits {
    /// Follows the answers that wait.
    pub fn new(state: State) -> Self {
        let fits = Self {
            state,
            asked: StoredValue::new_local(None),
            stopped: LastingSignal::new(Vec::new()),
            worker: StoredValue::new_local(None),
            debounce: Debounce::new(PAUSE),
        };
        fits.worker
            .set_value(Some(WorkerClient::new(move |outcome| fits.hear(outcome))));
        Effect::new(move |_| fits.plan());
        fits
    }

    /// The fits of the page, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Whether the user has stopped the fit that this answer waits for.
    pub fn is_stopped(self, answer: &Answer) -> bool {
        self.stopped.with(|stopped| {
            stopped
                .iter()
                .any(|stopped| Arc::ptr_eq(stopped, &answer.prepared))
        })
    }

    /// Ends the fit of an answer.
    pub fn stop(self, answer: &Answer) {
        self.end();
        self.stopped
            .update(|stopped| stopped.push(answer.prepared.clone()));
    }

    /// Begins a stopped fit anew.
    pub fn ask_again(self, answer: &Answer) {
        self.stopped
            .update(|stopped| stopped.retain(|stopped| !Arc::ptr_eq(stopped, &answer.prepared)));
    }

    /// Begins the next fit after a pause, unless the worker is at one that is still waited for.
    fn plan(self) {
        let looked_at = self.state.selection.outcome();
        let waiting: Vec<Answer> = self.state.answers.all.with(|answers| {
            let waits = |answer: &&Answer| is_pending(&answer.response) && !self.is_stopped(answer);
            answers.iter().filter(waits).cloned().collect()
        });
        let underway = self.asked.get_value();
        let is_underway = |answer: &Answer| {
            underway
                .as_ref()
                .is_some_and(|asked| asked.request == answer.prepared.request)
        };
        if waiting.iter().any(is_underway) {
            return;
        }
        if underway.is_some() {
            self.end();
        }
        let first = waiting
            .iter()
            .find(|answer| Some(answer.outcome.id) == looked_at)
            .or_else(|| waiting.first());
        match first.map(|answer| answer.prepared.clone()) {
            Some(next) => self.debounce.run(move || self.ask(&next)),
            None => self.debounce.cancel(),
        }
    }

    fn ask(self, prepared: &Arc<Prepared>) {
        self.asked.set_value(Some(prepared.clone()));
        if let Some(worker) = self.worker.get_value() {
            worker.ask(&prepared.request);
        }
    }

    fn end(self) {
        self.asked.set_value(None);
        if let Some(worker) = self.worker.get_value() {
            worker.stop();
        }
    }

    fn hear(self, outcome: WorkerEvent) {
        let fit = match outcome {
            WorkerEvent::Progressed(_) => return,
            WorkerEvent::Fitted(fit) => Some(*fit),
            // Without a worker the page makes the fit itself, and stands still for so long.
            WorkerEvent::Unavailable => {
                self.state.workers_blocked.set(true);
                None
            }
            WorkerEvent::Compared(_) | WorkerEvent::Worked(_) | WorkerEvent::Failed => None,
        };
        let Some(prepared) = self.asked.try_update_value(Option::take).flatten() else {
            return;
        };
        if let Some(fit) = fit.or_else(|| Fit::of(&prepared.request)) {
            self.state
                .answers
                .fits
                .update(|fits| fits.add(prepared, fit));
        }
    }
}
