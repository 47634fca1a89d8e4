//! Proposals are made once and then pinned: a method never changes under the hands of somebody who types.

use super::Project;
use crate::analysis::{prepare, proposed};
use crate::data::OutcomeId;

/// Trials with data that an outcome must have before its plan is pinned. With fewer, their number is itself the ground of
/// the proposal (one trial has nothing to combine), and somebody who types trial by trial would be held to it.
const ENOUGH_TRIALS: usize = 3;

/// Pins the plan proposed for every outcome that has data of enough trials and no plan yet. Until then the proposal follows
/// the data. Plans that are pinned stay: data that come
/// later only offer a change ([`Response::proposal`](crate::analysis::Response::proposal) differs from the plan in use).
#[must_use]
pub fn pin_proposals(mut project: Project) -> Project {
    let unpinned: Vec<OutcomeId> = project
        .review
        .outcomes
        .iter()
        .map(|outcome| outcome.id)
        .filter(|outcome| !project.settings.plans.contains_key(outcome))
        .collect();
    for outcome in unpinned {
        let prepared = prepare(&project.review, &project.settings, outcome);
        if let Some(prepared) = prepared
            && prepared.request.trials.len() >= ENOUGH_TRIALS
        {
            let plan = proposed(&prepared.request).plan;
            project.settings.plans.insert(outcome, plan);
        }
    }
    project
}
