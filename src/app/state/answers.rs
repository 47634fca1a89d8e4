//! Every outcome of the review pooled, and pooled again only where its own numbers changed.

use std::sync::Arc;

use leptos::prelude::*;

use super::document::Document;
use super::finished_fits::{FinishedFits, is_pending};
use super::lasting_memo::LastingMemo;
use super::lasting_signal::LastingSignal;
use super::selection::Selection;
use super::shared::Shared;
use crate::analysis::{self, Fit, MainAnalysis, Prepared, Response};
use crate::app::platform::pieces::Pieces;
use crate::data::{Outcome, OutcomeId, Trial};
use crate::project::Project;
use crate::report::{self, Answered, Table};
use crate::wording::Subject;
use crate::wording::findings::Asked;

/// One outcome with what was asked about it and what the core answered.
#[derive(Clone)]
pub struct Answer {
    /// The outcome.
    pub outcome: Arc<Outcome>,
    /// What was asked, with the trials behind its rows.
    pub prepared: Arc<Prepared>,
    /// What was answered.
    pub response: Arc<Response>,
}

impl Answer {
    /// The answer as the main analysis, beside which others stand.
    pub fn main(&self) -> MainAnalysis<'_> {
        MainAnalysis {
            prepared: &self.prepared,
            response: &self.response,
        }
    }

    /// The answer as reports take it.
    pub fn answered(&self) -> Answered<'_> {
        Answered {
            outcome: &self.outcome,
            prepared: &self.prepared,
            response: &self.response,
        }
    }

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

/// The answers to all outcomes, in the order of the panel, with the project that was asked about. Compared by pointer.
#[derive(Clone)]
pub struct AllAnswers {
    answers: Shared<Vec<Answer>>,
    project: Shared<Project>,
}

impl PartialEq for AllAnswers {
    fn eq(&self, other: &Self) -> bool {
        self.answers == other.answers
    }
}

impl AllAnswers {
    /// All of them as the words of findings and summaries take them, without other methods.
    pub fn asked(&self) -> Vec<Asked<'_>> {
        self.iter()
            .map(|answer| Asked {
                outcome: &answer.outcome,
                prepared: &answer.prepared,
                response: &answer.response,
                methods: None,
            })
            .collect()
    }

    /// Whether any of them waits for a fit that takes long.
    pub fn wait(&self) -> bool {
        self.iter().any(|answer| is_pending(&answer.response))
    }

    /// Asks about every outcome of a project, letting the browser have its turn between them. What takes long waits.
    pub async fn in_pieces(project: &Project, pieces: &mut Pieces) -> Self {
        let fits = FinishedFits::default();
        let mut answers = Vec::new();
        for outcome in &project.review.outcomes {
            answers.extend(answer(project, outcome, &fits, None));
            pieces.end_of_piece().await;
        }
        Self {
            answers: Shared::new(answers),
            project: Shared::new(project.clone()),
        }
    }

    /// Asks about every outcome of the project; what takes long is taken from the fits that were made, or waits. What was asked before with the same numbers keeps its answer, and if
    /// nothing changed at all, the list itself is kept.
    pub fn next(project: &Shared<Project>, fits: &FinishedFits, before: Option<&Self>) -> Self {
        let answers: Vec<Answer> = project
            .review
            .outcomes
            .iter()
            .filter_map(|outcome| {
                let earlier = before.and_then(|before| before.of(outcome.id));
                match (earlier, before) {
                    (
                        Some(earlier),
                        Some(Self {
                            project: before, ..
                        }),
                    ) if !is_pending(&earlier.response)
                        && is_untouched(before, project, outcome) =>
                    {
                        Some(earlier.clone())
                    }
                    _ => answer(project, outcome, fits, earlier),
                }
            })
            .collect();
        match before {
            Some(before) if *before.answers == answers => before.clone(),
            _ => Self {
                answers: Shared::new(answers),
                project: project.clone(),
            },
        }
    }

    /// The answer to one outcome.
    pub fn of(&self, outcome: OutcomeId) -> Option<&Answer> {
        self.answers
            .iter()
            .find(|answer| answer.outcome.id == outcome)
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Answer> {
        self.answers.iter()
    }
}

impl<'answers> IntoIterator for &'answers AllAnswers {
    type Item = &'answers Answer;
    type IntoIter = std::slice::Iter<'answers, Answer>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
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
    fits: &FinishedFits,
    earlier: Option<&Answer>,
) -> Option<Answer> {
    let prepared = analysis::prepare(&project.review, &project.settings, outcome.id)?;
    let earlier =
        earlier.filter(|earlier| !is_pending(&earlier.response) || fits.of(&prepared).is_none());
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

fn response(prepared: &Prepared, fits: &FinishedFits) -> Response {
    let request = &prepared.request;
    let elsewhere = analysis::is_long(request)
        .then(|| fits.of(prepared).cloned().or_else(|| Fit::pending(request)))
        .flatten();
    match elsewhere {
        Some(fit) => analysis::answer_around(request, &fit),
        None => analysis::answer(request),
    }
}

/// Every outcome pooled, and what is said about the answers.
#[derive(Clone, Copy)]
pub struct Answers {
    document: Document,
    selection: Selection,
    /// The fits that were made in the worker.
    pub fits: LastingSignal<FinishedFits>,
    /// The answers to all outcomes.
    pub all: LastingMemo<AllAnswers>,
}

impl Answers {
    /// Follows the document; `known` are answers that were computed before.
    pub(super) fn new(document: Document, selection: Selection, known: Option<AllAnswers>) -> Self {
        let fits = LastingSignal::new(FinishedFits::default());
        let known = StoredValue::new(known);
        let all = LastingMemo::new(move |before: Option<&AllAnswers>| {
            let project = document.settled.get();
            // The first time alone: later it would keep what nobody looks at.
            let known = known.try_update_value(Option::take).flatten();
            let before = before.or(known.as_ref());
            fits.with(|fits| AllAnswers::next(&project, fits, before))
        });
        Self {
            document,
            selection,
            fits,
            all,
        }
    }

    /// The answer to the outcome that is looked at.
    pub fn answer(self) -> Option<Answer> {
        self.answer_to(self.selection.outcome()?)
    }

    /// The answer to one outcome.
    pub fn answer_to(self, outcome: OutcomeId) -> Option<Answer> {
        self.all.with(|answers| answers.of(outcome).cloned())
    }

    /// What `words` says about an answer.
    pub fn about<T>(self, answer: &Answer, words: impl FnOnce(&Subject<'_>) -> T) -> T {
        let locale = self.document.locale();
        self.document.settled.with(|project| {
            words(&Subject::of(
                &project.review,
                &answer.outcome,
                &answer.prepared,
                locale,
            ))
        })
    }

    /// The lines that `words` says about the answer to an outcome.
    pub fn said_about(
        self,
        outcome: OutcomeId,
        words: impl FnOnce(&Answer, &Subject<'_>) -> Vec<String>,
    ) -> Vec<String> {
        self.answer_to(outcome)
            .map(|answer| self.about(&answer, |subject| words(&answer, subject)))
            .unwrap_or_default()
    }

    /// The results of an outcome as a table.
    pub fn results(self, answer: &Answer) -> Table {
        let locale = self.document.locale();
        self.document.settled.with(|project| {
            let review = &project.review;
            let (prepared, response) = (&*answer.prepared, &*answer.response);
            let table = report::outcome(review, &answer.outcome, prepared, response, locale);
            let subgroups = project.settings.figures.grouping.and_then(|grouping| {
                analysis::subgroups(review, prepared, response.plan, grouping)
            });
            match subgroups {
                Some(subgroups) => report::in_subgroups(
                    table,
                    review,
                    &answer.outcome,
                    (prepared, response),
                    &subgroups,
                    locale,
                ),
                None => table,
            }
        })
    }
}
