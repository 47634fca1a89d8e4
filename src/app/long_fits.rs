//! Plans that take longer than typing allows, carried out through the worker door.

use std::sync::Arc;
use std::time::Duration;

use super::answers::Answer;
use super::element::follow_standing;
use super::pause::Pause;
use super::session::Session;
use super::worker::{Door, Outcome};
use crate::analysis::{Fit, Prepared, Undefined};
use crate::app::state::{Held, Stored, provided};

/// A pause in typing this long is when a long fit is begun.
const PAUSE: Duration = Duration::from_millis(120);

/// Has the fits made that answers wait for, one after the other, that of the outcome looked at first. One for the page.
#[derive(Clone, Copy)]
pub(super) struct LongFits {
    session: Session,
    /// What the worker is at.
    asked: Stored<Option<Arc<Prepared>>>,
    /// What the user has stopped.
    stopped: Held<Vec<Arc<Prepared>>>,
    door: Stored<Option<Door>>,
    pause: Pause,
}

impl LongFits {
    pub(super) fn new(session: Session) -> Self {
        let fits = Self {
            session,
            asked: Stored::new(None),
            stopped: Held::new(Vec::new()),
            door: Stored::new(None),
            pause: Pause::new(PAUSE),
        };
        fits.door
            .set(Some(Door::new(move |outcome| fits.hear(outcome))));
        follow_standing(move || fits.plan());
        fits
    }

    pub(super) fn expect() -> Self {
        provided()
    }

    /// Whether the user has stopped the fit that this answer waits for.
    pub(super) fn is_stopped(self, answer: &Answer) -> bool {
        self.stopped.with(|stopped| {
            stopped
                .iter()
                .any(|stopped| Arc::ptr_eq(stopped, &answer.prepared))
        })
    }

    /// Ends the fit of an answer.
    pub(super) fn stop(self, answer: &Answer) {
        self.end();
        self.stopped
            .update(|stopped| stopped.push(answer.prepared.clone()));
    }

    /// Begins a stopped fit anew.
    pub(super) fn ask_again(self, answer: &Answer) {
        self.stopped
            .update(|stopped| stopped.retain(|stopped| !Arc::ptr_eq(stopped, &answer.prepared)));
    }

    /// Begins the next fit after a pause, unless the worker is at one that is still waited for.
    fn plan(self) {
        let looked_at = self.session.outcome();
        let waiting: Vec<Answer> = self.session.answers.with(|answers| {
            let waits = |answer: &&Answer| is_pending(answer) && !self.is_stopped(answer);
            answers.iter().filter(waits).cloned().collect()
        });
        let underway = self.asked.get();
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
            Some(next) => self.pause.then(move || self.ask(&next)),
            None => self.pause.cancel(),
        }
    }

    fn ask(self, prepared: &Arc<Prepared>) {
        self.asked.set(Some(prepared.clone()));
        if let Some(door) = self.door.get() {
            door.ask(&prepared.request);
        }
    }

    fn end(self) {
        self.asked.set(None);
        if let Some(door) = self.door.get() {
            door.stop();
        }
    }

    fn hear(self, outcome: Outcome) {
        let fit = match outcome {
            Outcome::Underway(_) => return,
            Outcome::Fitted(fit) => Some(*fit),
            // Without a worker the page makes the fit itself, and stands still for so long.
            Outcome::Compared(_) | Outcome::Broken => None,
        };
        let Some(prepared) = self.asked.replace(None).flatten() else {
            return;
        };
        if let Some(fit) = fit.or_else(|| Fit::of(&prepared.request)) {
            self.session.fits.update(|fits| fits.add(prepared, fit));
        }
    }
}

/// Whether an answer waits for its fit.
pub(super) fn is_pending(answer: &Answer) -> bool {
    matches!(answer.response.pooled, Err(Undefined::Pending))
}

/// How many fits are kept: undo and redo find theirs again.
const MOST_KEPT: usize = 32;

/// The fits that were made.
#[derive(Clone, Default)]
pub(super) struct Fits(Vec<(Arc<Prepared>, Fit)>);

impl Fits {
    fn add(&mut self, prepared: Arc<Prepared>, fit: Fit) {
        if self.0.len() >= MOST_KEPT {
            self.0.remove(0);
        }
        self.0.push((prepared, fit));
    }

    /// The fit for a request.
    pub(super) fn of(&self, prepared: &Prepared) -> Option<&Fit> {
        self.0
            .iter()
            .find(|(made, _)| made.request == prepared.request)
            .map(|(_, fit)| fit)
    }
}
