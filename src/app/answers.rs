//! Every outcome of the review pooled, and pooled again only where its own numbers changed.

use std::sync::Arc;

use super::long_fits::{Fits, is_pending};
use crate::analysis::{self, Fit, Prepared, Response};
use crate::data::{Outcome, OutcomeId, Trial};
use crate::project::Project;

/// One outcome with what was asked about it and what the core answered.
#[derive(Clone)]
pub(super) struct Answer {
    /// The outcome.
    pub(super) outcome: Arc<Outcome>,
    /// What was asked, with the trials behind its rows.
    pub(super) prepared: Arc<Prepared>,
    /// What was answered.
    pub(super) response: Arc<Response>,
}

impl Answer {
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.outcome, &other.outcome)
            && Arc::ptr_eq(&self.prepared, &other.prepared)
            && Arc::ptr_eq(&self.response, &other.response)
    }
}

impl PartialEq for Answer {
    /// By pointer: equal answers that were computed apart are not equal here, and NaN never makes an answer differ from
    /// itself.
    fn eq(&self, other: &Self) -> bool {
        self.is(other)
    }
}

/// The answers to all outcomes, in the order of the panel, with the project that was asked about.
#[derive(Clone)]
pub(super) struct Answers(Arc<Vec<Answer>>, Arc<Project>);

impl PartialEq for Answers {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Answers {
    /// Asks about every outcome of the project; what takes long is taken from the fits that were made, or waits. What was asked before with the same numbers keeps its answer, and if
    /// nothing changed at all, the list itself is kept.
    pub(super) fn next(project: &Arc<Project>, fits: &Fits, before: Option<&Self>) -> Self {
        let answers: Vec<Answer> = project
            .review
            .outcomes
            .iter()
            .filter_map(|outcome| {
                let earlier = before.and_then(|before| before.of(outcome.id));
                match (earlier, before) {
                    (Some(earlier), Some(Self(_, before)))
                        if !is_pending(earlier) && is_untouched(before, project, outcome) =>
                    {
                        Some(earlier.clone())
                    }
                    _ => answer(project, outcome, fits, earlier),
                }
            })
            .collect();
        match before {
            Some(before) if *before.0 == answers => before.clone(),
            _ => Self(Arc::new(answers), Arc::clone(project)),
        }
    }

    /// The answer to one outcome.
    pub(super) fn of(&self, outcome: OutcomeId) -> Option<&Answer> {
        self.0.iter().find(|answer| answer.outcome.id == outcome)
    }

    /// All of them.
    pub(super) fn iter(&self) -> std::slice::Iter<'_, Answer> {
        self.0.iter()
    }
}

/// Whether everything that is asked about an outcome stands in both projects alike. Told by pointers but for the few trials
/// that an edit changed: somebody who types into one outcome of a long review does not wait for the others.
fn is_untouched(before: &Project, project: &Project, outcome: &Arc<Outcome>) -> bool {
    let same_for_outcome = |(one, other): (&Arc<Trial>, &Arc<Trial>)| {
        Arc::ptr_eq(one, other)
            || one.id == other.id
                && one.name == other.name
                && one.year == other.year
                && one.randomized == other.randomized
                && one.arms == other.arms
                && one.design == other.design
                && one.records.get(&outcome.id) == other.records.get(&outcome.id)
    };
    let (trials, earlier) = (&project.review.trials, &before.review.trials);
    before.settings == project.settings
        && before
            .review
            .outcome(outcome.id)
            .is_some_and(|before| Arc::ptr_eq(before, outcome))
        && trials.len() == earlier.len()
        && trials.iter().zip(earlier).all(same_for_outcome)
}

fn answer(
    project: &Project,
    outcome: &Arc<Outcome>,
    fits: &Fits,
    earlier: Option<&Answer>,
) -> Option<Answer> {
    let prepared = analysis::prepare(&project.review, &project.settings, outcome.id)?;
    let earlier = earlier.filter(|earlier| !is_pending(earlier) || fits.of(&prepared).is_none());
    let (prepared, response) = match earlier {
        Some(earlier) if *earlier.prepared == prepared => {
            (Arc::clone(&earlier.prepared), Arc::clone(&earlier.response))
        }
        Some(earlier) if earlier.prepared.request == prepared.request => {
            (Arc::new(prepared), Arc::clone(&earlier.response))
        }
        _ => {
            let response = response(&prepared, fits);
            (Arc::new(prepared), Arc::new(response))
        }
    };
    Some(Answer {
        outcome: Arc::clone(outcome),
        prepared,
        response,
    })
}

fn response(prepared: &Prepared, fits: &Fits) -> Response {
    let request = &prepared.request;
    let elsewhere = analysis::is_long(request)
        .then(|| fits.of(prepared).cloned().or_else(|| Fit::pending(request)))
        .flatten();
    match elsewhere {
        Some(fit) => analysis::answer_around(request, &fit),
        None => analysis::answer(request),
    }
}
