//! The pools of all subsets of the trials of an outcome, once they were computed, and what was chosen about them.

use std::sync::Arc;

use leptos::prelude::*;

use super::answers::Answer;
use super::lasting_signal::LastingSignal;
use super::shared::Shared;
use crate::analysis::{Prepared, SubsetPools};
use crate::data::{Plan, TrialId};

/// The pools of subsets that were found last, for the screen and for files, and what was chosen about them. It stays until the
/// page is left.
#[derive(Clone, Copy)]
pub struct Subsets {
    /// The trial whose subsets are marked.
    pub marked: LastingSignal<Option<TrialId>>,
    found: LastingSignal<Option<FoundSubsets>>,
}

#[derive(Clone)]
struct FoundSubsets {
    prepared: Arc<Prepared>,
    plan: Plan,
    pools: Shared<SubsetPools>,
}

impl Subsets {
    pub(super) fn new() -> Self {
        Self {
            marked: LastingSignal::new(None),
            found: LastingSignal::new(None),
        }
    }

    /// The pools of the subsets of an answer, where they were computed.
    pub fn of(self, answer: &Answer) -> Option<Shared<SubsetPools>> {
        self.found.with(|found| {
            let found = found.as_ref()?;
            let is_of = Arc::ptr_eq(&found.prepared, &answer.prepared)
                && found.plan == answer.response.plan;
            is_of.then(|| found.pools.clone())
        })
    }

    /// Keeps what was found.
    pub(super) fn set(self, (prepared, plan): (Arc<Prepared>, Plan), pools: Option<SubsetPools>) {
        self.found.set(pools.map(|pools| FoundSubsets {
            prepared,
            plan,
            pools: Shared::new(pools),
        }));
    }

    /// The first row in a request of the trial whose subsets are marked.
    pub fn marked_row(self, prepared: &Prepared) -> Option<usize> {
        let marked = self.marked.get()?;
        prepared.rows.iter().position(|trial| *trial == marked)
    }
}
