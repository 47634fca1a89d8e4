//! Proposals are made once and then pinned: a method never changes under the hands of somebody who types.

use super::Project;
use crate::analysis::{answer, prepare};
use crate::data::OutcomeId;

/// Pins the plan proposed for every outcome that has data and no plan yet. Plans that are pinned stay: data that come
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
            && !prepared.request.trials.is_empty()
        {
            let proposal = answer(&prepared.request).proposal;
            project.settings.plans.insert(outcome, proposal.plan);
        }
    }
    project
}
