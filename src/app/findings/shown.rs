//! What of the findings is looked at, and how.

use leptos::prelude::*;

use crate::app::state::{MethodComparisons, Shared, State};
use crate::wording::findings::{self as words, Asked, Findings, Kept, Order};

/// What is looked at, and how.
#[derive(Clone, Copy)]
pub struct Shown {
    /// What all outcomes come to.
    pub findings: Memo<Shared<Findings>>,
    /// Which outcomes are shown.
    pub kept: RwSignal<Kept>,
    /// The order of the rows.
    pub order: RwSignal<Order>,
    /// The place of the review that stands beside ours, if any.
    pub beside: RwSignal<Option<usize>>,
}

impl Shown {
    /// All outcomes in the order of the panel, beside the first review that published results.
    pub fn new(state: State) -> Self {
        let comparisons = MethodComparisons::expect();
        let findings = Memo::new(move |_| Shared::new(found(state, comparisons)));
        let has_earlier = state
            .document
            .project
            .with_untracked(|project| !project.review.earlier.is_empty());
        Self {
            findings,
            kept: RwSignal::new(Kept::default()),
            order: RwSignal::new(Order::default()),
            beside: RwSignal::new(has_earlier.then_some(0)),
        }
    }

    /// The places of the rows that are shown, in their order.
    pub fn places(self) -> Vec<usize> {
        let (order, kept) = (self.order.get(), self.kept.get());
        self.findings.with(|findings| {
            // What is not offered any more does not hold: nobody could take it back.
            let kept = kept.as_offered(&findings.rows);
            words::ordered(&findings.rows, order, &kept)
        })
    }
}

fn found(state: State, comparisons: MethodComparisons) -> Findings {
    let locale = state.document.locale();
    state.answers.all.with(|answers| {
        let methods: Vec<_> = answers
            .iter()
            .map(|answer| comparisons.of(&answer.prepared))
            .collect();
        let asked: Vec<Asked<'_>> = answers
            .iter()
            .zip(&methods)
            .map(|(answer, methods)| Asked {
                outcome: &answer.outcome,
                prepared: &answer.prepared,
                response: &answer.response,
                methods: methods.as_ref().map(|methods| methods.as_slice()),
            })
            .collect();
        state.document.settled.with(|project| {
            let chosen = |outcome| project.chosen.contains(&outcome);
            words::findings(&project.review, &project.settings, &chosen, &asked, locale)
        })
    })
}
