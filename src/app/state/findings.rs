//! What is wrong with the data, as a list and by cell.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::cells::Cells;
use super::document::Document;
use super::lasting_memo::LastingMemo;
use super::shared::Shared;
use crate::data::{Cell, OutcomeId, Problem, Severity, TrialId, problems_of};
use crate::project::Project;
use crate::wording::{Locale, problems};

/// The findings about the data.
#[derive(Clone, Copy)]
pub struct Findings {
    /// What is wrong with the data, but for what the user has dismissed.
    pub all: LastingMemo<Shared<Vec<Problem>>>,
    /// The same by cell.
    pub by_cell: LastingMemo<Shared<FindingsByCell>>,
}

impl Findings {
    /// Follows the document.
    pub(super) fn new(document: Document) -> Self {
        let all = LastingMemo::new(move |before: Option<&Shared<Vec<Problem>>>| {
            let now = document.settled.with(|project| undismissed(project));
            match before {
                Some(before) if **before == now => before.clone(),
                _ => Shared::new(now),
            }
        });
        let locale = LastingMemo::new(move |_| document.locale());
        let by_cell = LastingMemo::new(move |_| {
            let locale = locale.get();
            all.with(|findings| Shared::new(FindingsByCell::of(findings, locale)))
        });
        Self { all, by_cell }
    }

    /// The gravest finding about the active cell, with its place in the list.
    pub fn of_active_cell(self, cells: Cells) -> Option<CellFinding> {
        let active = cells.selection.get().active;
        let trial = cells.trial(active.row)?;
        let column = cells.active_column()?;
        self.by_cell.with(|findings| {
            let findings = findings.of_trial(trial.id)?;
            let finding = findings.at(column.outcome(), column.cell(&trial))?;
            Some(finding.clone())
        })
    }
}

/// What is wrong with the data, but for what was dismissed.
fn undismissed(project: &Project) -> Vec<Problem> {
    let mut found = problems_of(&project.review);
    let dismissed = &project.settings.dismissed;
    if !dismissed.is_empty() {
        found.retain(|problem| {
            let finding = problems::finding(problem);
            dismissed.iter().all(|one| one.finding != finding)
        });
    }
    found
}

/// The findings about all trials, by cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FindingsByCell(BTreeMap<TrialId, TrialFindings>);

/// The findings about one trial.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrialFindings(Vec<CellFinding>);

/// A finding about a cell, or about all cells of an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct CellFinding {
    outcome: Option<OutcomeId>,
    cell: Option<Cell>,
    /// Its place in the list of findings.
    pub place: usize,
    /// Whether the numbers can still be pooled.
    pub severity: Severity,
    /// What is wrong and what to do.
    pub sentence: String,
}

impl FindingsByCell {
    /// Sorts findings into their cells.
    pub fn of(findings: &[Problem], locale: Locale) -> Self {
        let mut by_cell = Self::default();
        for (place, problem) in findings.iter().enumerate() {
            let Some(trial) = problem.place.trial else {
                continue;
            };
            // What is wrong with a trial as a whole is marked on its name.
            let cell = match (problem.place.outcome, problem.place.cell) {
                (None, None) => Some(Cell::Name),
                (_, cell) => cell,
            };
            by_cell.0.entry(trial).or_default().0.push(CellFinding {
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
        by_cell
    }

    /// The findings about a trial.
    pub fn of_trial(&self, trial: TrialId) -> Option<&TrialFindings> {
        self.0.get(&trial)
    }
}

impl TrialFindings {
    /// The gravest finding about a cell.
    pub fn at(&self, outcome: Option<OutcomeId>, cell: Option<Cell>) -> Option<&CellFinding> {
        self.0
            .iter()
            .filter(|finding| finding.outcome == outcome)
            .filter(|finding| {
                cell.is_some() && finding.cell == cell
                    || finding.cell.is_none() && outcome.is_some()
            })
            .max_by_key(|finding| finding.severity)
    }
}
