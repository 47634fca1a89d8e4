//! What is being judged: the trials of the outcome in view, the cell in hand, and whether a judgement is to hold for this outcome
//! alone.

use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::{JudgedTrials, judged_trials};
use crate::app::state::{Shared, State};
use crate::data::{Judged, JudgedPlace, OutcomeId, RiskOfBias, TrialId};
use crate::project::{Command, JudgementEdit};

/// A cell of the matrix: a trial, and a domain by its place; none is the trial as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JudgedCell {
    /// The trial.
    pub trial: TrialId,
    /// The domain.
    pub domain: Option<usize>,
}

/// What is being judged.
#[derive(Clone, Copy)]
pub struct Judging {
    state: State,
    /// The outcome whose trials are shown; none where the review has no outcome with an answer.
    pub outcome: Memo<Option<OutcomeId>>,
    /// The trials as they are judged; none where no tool was chosen.
    pub judged: Memo<Option<Shared<JudgedTrials>>>,
    /// The cell in hand.
    pub cell: Memo<Option<JudgedCell>>,
    chosen: RwSignal<Option<JudgedCell>>,
    /// Whether what is judged next is to hold for the outcome alone.
    pub for_outcome: RwSignal<bool>,
}

impl Judging {
    /// Of the outcome that is looked at.
    pub fn new(state: State) -> Self {
        let answer = Memo::new(move |_| state.answers.answer());
        let judged = Memo::new(move |before: Option<&Option<Shared<JudgedTrials>>>| {
            let next = answer.with(|answer| {
                let answered = answer
                    .as_ref()
                    .map(|answer| (&*answer.prepared, &*answer.response));
                let project = state.document.project;
                project.with(|project| judged_trials(&project.review, answered))
            });
            match (next, before) {
                (Some(next), Some(Some(before))) if **before == next => Some(before.clone()),
                (next, _) => next.map(Shared::new),
            }
        });
        let chosen = RwSignal::new(None::<JudgedCell>);
        let cell = Memo::new(move |_| {
            judged.with(|judged| {
                let judged = judged.as_ref()?;
                let domains = judged.domains.len();
                let is_there = |cell: &JudgedCell| {
                    let mut trials = judged.trials.iter();
                    cell.domain.is_none_or(|domain| domain < domains)
                        && trials.any(|trial| trial.trial == cell.trial)
                };
                chosen.get().filter(is_there).or_else(|| {
                    Some(JudgedCell {
                        trial: judged.trials.first()?.trial,
                        domain: (domains > 0).then_some(0),
                    })
                })
            })
        });
        Self {
            state,
            outcome: Memo::new(move |_| answer.with(|answer| Some(answer.as_ref()?.outcome.id))),
            judged,
            cell,
            chosen,
            for_outcome: RwSignal::new(false),
        }
    }

    /// What is being judged, from the context.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Takes a cell in hand. What is typed from then on is a step of its own.
    pub fn choose(self, cell: JudgedCell) {
        if self.cell.get_untracked() != Some(cell) {
            self.state.document.settle();
        }
        self.chosen.set(Some(cell));
    }

    /// The cell as far away as so many rows and columns; the nearest there is where it would lie outside.
    pub fn away(self, rows: isize, columns: isize) -> Option<JudgedCell> {
        let cell = self.cell.get_untracked()?;
        self.judged.with_untracked(|judged| {
            let judged = judged.as_ref()?;
            let domains = judged.domains.len();
            let row = judged
                .trials
                .iter()
                .position(|trial| trial.trial == cell.trial)?;
            let column = cell.domain.unwrap_or(domains);
            let row = row.saturating_add_signed(rows).min(judged.trials.len() - 1);
            let column = column.saturating_add_signed(columns).min(domains);
            Some(JudgedCell {
                trial: judged.trials.get(row)?.trial,
                domain: (column < domains).then_some(column),
            })
        })
    }

    /// The next cell of a domain that is not judged, from the one in hand on and around.
    pub fn next_open(self) -> Option<JudgedCell> {
        let cell = self.cell.get_untracked()?;
        self.judged.with_untracked(|judged| {
            let judged = judged.as_ref()?;
            let cells: Vec<JudgedCell> = judged
                .trials
                .iter()
                .flat_map(|trial| {
                    (0..judged.domains.len()).map(|domain| JudgedCell {
                        trial: trial.trial,
                        domain: Some(domain),
                    })
                })
                .collect();
            let is_open = |cell: &&JudgedCell| {
                let mut trials = judged.trials.iter();
                let trial = trials.find(|trial| trial.trial == cell.trial);
                let domain = cell.domain.unwrap_or_default();
                trial.is_some_and(|trial| trial.domains.get(domain).copied().flatten().is_none())
            };
            // Of a trial as a whole the next is that of the next trial.
            let here = cells.iter().position(|other| {
                other.trial == cell.trial
                    && (other.domain == cell.domain
                        || cell.domain.is_none()
                            && other.domain == judged.domains.len().checked_sub(1))
            })?;
            let behind = cells.iter().skip(here + 1);
            let before = cells.iter().take(here + 1);
            behind.chain(before).find(is_open).copied()
        })
    }

    /// Where a cell is judged: for the outcome alone where it is judged so already, or was asked to be.
    pub fn place(self, cell: JudgedCell) -> JudgedPlace {
        let of_outcome = JudgedPlace {
            trial: cell.trial,
            outcome: self.outcome.get(),
            domain: cell.domain,
        };
        let has_own = self.told(|table| {
            let said = table.said_at(of_outcome);
            said.is_some_and(|judged| !judged.is_empty())
        });
        let has_own = of_outcome.outcome.is_some() && has_own.unwrap_or_default();
        if has_own || self.for_outcome.get() {
            of_outcome
        } else {
            JudgedPlace {
                outcome: None,
                ..of_outcome
            }
        }
    }

    /// Whether what is said in a cell holds for the outcome alone.
    pub fn is_own(self, cell: JudgedCell) -> bool {
        let place = JudgedPlace {
            trial: cell.trial,
            outcome: self.outcome.get(),
            domain: cell.domain,
        };
        place.outcome.is_some()
            && self
                .told(|table| {
                    table
                        .said_at(place)
                        .is_some_and(|judged| !judged.is_empty())
                })
                .unwrap_or_default()
    }

    /// What holds in a cell.
    pub fn said(self, cell: JudgedCell) -> Judged {
        let place = JudgedPlace {
            trial: cell.trial,
            outcome: self.outcome.get(),
            domain: cell.domain,
        };
        self.told(|table| table.at(place).cloned())
            .flatten()
            .unwrap_or_default()
    }

    /// What `tell` makes of the table.
    pub fn told<T>(self, tell: impl FnOnce(&RiskOfBias) -> T) -> Option<T> {
        let project = self.state.document.project;
        let table: Option<Arc<RiskOfBias>> =
            project.with(|project| project.review.risk_of_bias.clone());
        table.map(|table| tell(&table))
    }

    /// Says something of a cell.
    pub fn edit(self, cell: JudgedCell, edit: JudgementEdit) {
        let place = untrack(|| self.place(cell));
        self.state.document.apply(&Command::Judge { place, edit });
    }

    /// Says something of a cell that is typed key by key.
    pub fn type_in(self, cell: JudgedCell, edit: JudgementEdit) {
        let place = untrack(|| self.place(cell));
        self.state.document.type_in(&Command::Judge { place, edit });
    }

    /// Says of a cell what is said of the one above it.
    pub fn as_above(self, cell: JudgedCell) {
        let Some(above) = self.away(-1, 0).filter(|above| *above != cell) else {
            return;
        };
        let said = untrack(|| self.said(above));
        self.edit(cell, JudgementEdit::Whole(Box::new(said)));
    }
}
