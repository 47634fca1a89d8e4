//! Which cells have a problem, with its sentence.

use crate::data::{Cell, OutcomeId, Problem, Severity, TrialId};
use crate::wording::{Locale, problems};
use std::collections::BTreeMap;

/// The problems of all trials, by cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Marks(BTreeMap<TrialId, TrialMarks>);

/// The problems of one trial.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TrialMarks(Vec<Mark>);

/// One problem of a cell, or of all cells of an outcome.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mark {
    outcome: Option<OutcomeId>,
    cell: Option<Cell>,
    /// Its place in the list of problems.
    pub(super) place: usize,
    pub(super) severity: Severity,
    pub(super) sentence: String,
}

impl Marks {
    pub(super) fn of(found: &[Problem], locale: Locale) -> Self {
        let mut marks = Self::default();
        for (place, problem) in found.iter().enumerate() {
            let Some(trial) = problem.place.trial else {
                continue;
            };
            // A problem of the trial as a whole is marked on its name.
            let cell = match (problem.place.outcome, problem.place.cell) {
                (None, None) => Some(Cell::Name),
                (_, cell) => cell,
            };
            marks.0.entry(trial).or_default().0.push(Mark {
                outcome: problem.place.outcome,
                cell,
                place,
                severity: problem.severity,
                sentence: format!(
                    "{} {}",
                    problems::sentence(problem, locale),
                    problems::remedy(problem)
                ),
            });
        }
        marks
    }

    pub(super) fn of_trial(&self, trial: TrialId) -> Option<&TrialMarks> {
        self.0.get(&trial)
    }
}

impl TrialMarks {
    /// The gravest problem of a cell.
    pub(super) fn at(&self, outcome: Option<OutcomeId>, cell: Option<Cell>) -> Option<&Mark> {
        self.0
            .iter()
            .filter(|mark| mark.outcome == outcome)
            .filter(|mark| {
                cell.is_some() && mark.cell == cell || mark.cell.is_none() && outcome.is_some()
            })
            .max_by_key(|mark| mark.severity)
    }
}
