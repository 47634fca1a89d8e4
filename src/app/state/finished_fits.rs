//! The fits that the worker has finished, for the answers that wait for them.

use std::sync::Arc;

use crate::analysis::{Fit, Prepared, Response, Undefined};

/// Whether an answer waits for its fit.
pub fn is_pending(response: &Response) -> bool {
    matches!(response.pooled, Err(Undefined::Pending))
}

/// How many fits are kept: undo and redo find theirs again.
const MOST_KEPT: usize = 32;

/// The fits that were made.
#[derive(Clone, Default)]
pub struct FinishedFits(Vec<(Arc<Prepared>, Fit)>);

impl FinishedFits {
    /// Keeps a fit with what was asked.
    pub(super) fn add(&mut self, prepared: Arc<Prepared>, fit: Fit) {
        if self.0.len() >= MOST_KEPT {
            self.0.remove(0);
        }
        self.0.push((prepared, fit));
    }

    /// The fit for a request.
    pub fn of(&self, prepared: &Prepared) -> Option<&Fit> {
        self.0
            .iter()
            .find(|(made, _)| made.request == prepared.request)
            .map(|(_, fit)| fit)
    }
}
