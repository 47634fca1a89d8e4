//! What the parts of the view share: the outcome, what is judged of it, and what the data suggest.

use leptos::prelude::*;

use crate::analysis::{CertaintySuggested, certainty_suggested};
use crate::app::state::{Answer, State};
use crate::data::{CertaintyJudged, CertaintyLevel, CertaintyStart, DownDomain, OutcomeId};
use crate::project::{CertaintyEdit, Command};
use crate::wording::Subject;
use crate::wording::certainty::{self as words, Suggested};

/// What is judged of the certainty of one outcome, and what the data suggest about it.
#[derive(Clone, Copy)]
pub struct Judging {
    state: State,
    outcome: OutcomeId,
    /// The answer to the outcome.
    pub answer: Memo<Option<Answer>>,
    /// What is judged.
    pub judged: Memo<CertaintyJudged>,
    /// What the data suggest.
    pub suggested: Memo<Option<CertaintySuggested>>,
}

impl Judging {
    /// Follows the review.
    pub fn new(state: State, outcome: OutcomeId) -> Self {
        let answer = Memo::new(move |_| state.answers.answer_to(outcome));
        let project = state.document.project;
        let judged = Memo::new(move |_| {
            let found = project.with(|project| project.review.certainty(outcome).cloned());
            found.unwrap_or_default()
        });
        let settled = state.document.settled;
        let suggested = Memo::new(move |_| {
            let answer = answer.get()?;
            settled.with(|project| {
                let (prepared, response) = (&answer.prepared, &answer.response);
                Some(certainty_suggested(&project.review, prepared, response))
            })
        });
        Self {
            state,
            outcome,
            answer,
            judged,
            suggested,
        }
    }

    /// Where the evidence starts: as the reviewers say, or as the trials have it.
    pub fn start(self) -> Option<CertaintyStart> {
        let of_trials = self.suggested.with(|found| found.as_ref()?.starting.start);
        self.judged.with(|judged| judged.start).or(of_trials)
    }

    /// The level that follows.
    pub fn level(self) -> Option<CertaintyLevel> {
        let start = self.start()?;
        self.judged.with(|judged| judged.level(start))
    }

    /// What `words` say about the answer.
    pub fn said<T>(self, words: impl FnOnce(&Answer, &Subject<'_>) -> T) -> Option<T> {
        let answer = self.answer.get()?;
        let answers = self.state.answers;
        Some(answers.about(&answer, |subject| words(&answer, subject)))
    }

    /// What the data suggest about a domain.
    pub fn suggestion(self, domain: DownDomain) -> Option<Suggested> {
        let all = self.suggested.get()?;
        self.said(|answer, subject| words::suggested(domain, &all, &answer.response, subject))
    }

    /// Judges something.
    pub fn edit(self, edit: CertaintyEdit) {
        self.state.document.apply(&self.command(edit));
    }

    /// Judges something that is typed key by key.
    pub fn type_in(self, edit: CertaintyEdit) {
        self.state.document.type_in(&self.command(edit));
    }

    fn command(self, edit: CertaintyEdit) -> Command {
        let outcome = self.outcome;
        Command::JudgeCertainty { outcome, edit }
    }
}
