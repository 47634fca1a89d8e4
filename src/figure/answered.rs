//! Holds an outcome with what was asked about it and what was answered, and compares shared values.

use std::sync::Arc;

use crate::analysis::{Prepared, Response};
use crate::data::Outcome;

/// An outcome with its answer. Cloning it copies pointers.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The outcome.
    pub outcome: Arc<Outcome>,
    /// What was asked, with the trials behind its rows.
    pub prepared: Arc<Prepared>,
    /// What was answered.
    pub response: Arc<Response>,
}

impl Answered {
    /// An outcome with an answer that nobody else holds.
    #[must_use]
    pub fn new(outcome: &Outcome, prepared: Prepared, response: Response) -> Self {
        Self {
            outcome: Arc::new(outcome.clone()),
            prepared: Arc::new(prepared),
            response: Arc::new(response),
        }
    }
}

/// Whether two shared values are equal: at once where they are the same value, else by what `read` reads of them.
pub(super) fn equal_by<T, R: PartialEq>(
    one: &Arc<T>,
    other: &Arc<T>,
    read: impl Fn(&T) -> R,
) -> bool {
    Arc::ptr_eq(one, other) || read(one) == read(other)
}

/// Whether two shared values are equal in everything.
pub(super) fn equal<T: PartialEq>(one: &Arc<T>, other: &Arc<T>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}
