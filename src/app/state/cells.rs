//! The cells of the grid: which are selected, what is being typed, and the edits of the selected cells.

use std::sync::Arc;

use leptos::prelude::*;

use super::document::Document;
use super::notices::Notices;
use super::selection::Selection;
use super::shared::Shared;
use crate::data::{Review, Trial, TrialId};
use crate::project::{Area, Column, Command, Texts, columns};
use crate::read;
use crate::wording::{interface, problems};

/// Rows that one page key goes over.
const PAGE: usize = 20;

/// A place in the grid. The row after the last trial is the empty one, where a new trial begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    pub row: usize,
    pub column: usize,
}

/// A rectangle of cells between the active cell, which is typed into, and the one to which the selection was drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellSelection {
    pub active: Position,
    pub end: Position,
}

impl CellSelection {
    /// The cells in it.
    pub fn area(self) -> Area {
        let places = |one: usize, other: usize| one.min(other)..one.max(other) + 1;
        Area {
            rows: places(self.active.row, self.end.row),
            columns: places(self.active.column, self.end.column),
        }
    }
}

/// A cell that is being typed into.
#[derive(Clone, Debug, PartialEq)]
pub struct Editing {
    /// None in the empty row: what is typed there adds a trial.
    pub trial: Option<TrialId>,
    pub column: Column,
    /// What stood there before; Escape puts it back.
    pub before: String,
    /// Whether arrows move the caret (F2, double click) or leave the cell (typing over).
    pub inside: bool,
}

/// Where the pointer of a movement goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Left,
    Right,
    Up,
    Down,
    PageUp,
    PageDown,
    RowStart,
    RowEnd,
    Top,
    Bottom,
    /// To the right, then to the start of the next row.
    Next,
    /// The reverse.
    Previous,
}

/// The selected cells and the one that is typed into.
#[derive(Clone, Copy)]
pub struct Cells {
    document: Document,
    selection_of_page: Selection,
    notices: Notices,
    /// The columns of the grid.
    pub columns: Memo<Shared<Vec<Column>>>,
    /// The cells that are selected.
    pub selection: RwSignal<CellSelection>,
    /// The cell that is being typed into.
    pub editing: RwSignal<Option<Editing>>,
}

impl Cells {
    pub(super) fn new(document: Document, selection: Selection, notices: Notices) -> Self {
        let columns = Memo::new(move |before: Option<&Shared<Vec<Column>>>| {
            let now = document.project.with(|project| columns(&project.review));
            match before {
                Some(before) if **before == now => before.clone(),
                _ => Shared::new(now),
            }
        });
        Self {
            document,
            selection_of_page: selection,
            notices,
            columns,
            selection: RwSignal::new(CellSelection::default()),
            editing: RwSignal::new(None),
        }
    }

    /// The trial of a row; none in the empty row at the end.
    pub fn trial(self, row: usize) -> Option<Arc<Trial>> {
        self.document
            .project
            .with(|project| project.review.trials.get(row).cloned())
    }

    /// How many trials there are.
    pub fn trials(self) -> usize {
        self.document
            .project
            .with(|project| project.review.trials.len())
    }

    /// The column of a place, as it is now.
    pub fn column(self, place: usize) -> Option<Column> {
        self.columns
            .with_untracked(|columns| columns.get(place).copied())
    }

    /// The column of the active cell.
    pub fn active_column(self) -> Option<Column> {
        let place = self.selection.get().active.column;
        self.columns.with(|columns| columns.get(place).copied())
    }

    /// Makes a cell the active one, or with `extend` the last of the selection, and turns to its outcome.
    pub fn activate(self, to: Position, extend: bool) {
        let active = if extend {
            self.selection.get_untracked().active
        } else {
            to
        };
        self.selection.set(CellSelection { active, end: to });
        if let Some(outcome) = self.column(to.column).and_then(Column::outcome) {
            self.selection_of_page.choose(outcome);
        }
    }

    /// Moves the active cell; with `extend`, it stays and the selection is drawn further.
    pub fn go(self, step: Step, extend: bool) {
        let rows = untrack(|| self.trials());
        let last_column = self.columns.with_untracked(|columns| columns.len()) - 1;
        let selection = self.selection.get_untracked();
        let from = if extend {
            selection.end
        } else {
            selection.active
        };
        let mut to = from;
        match step {
            Step::Left => to.column = to.column.saturating_sub(1),
            Step::Right => to.column = (to.column + 1).min(last_column),
            Step::Up => to.row = to.row.saturating_sub(1),
            Step::Down => to.row = (to.row + 1).min(rows),
            Step::PageUp => to.row = to.row.saturating_sub(PAGE),
            Step::PageDown => to.row = (to.row + PAGE).min(rows),
            Step::RowStart => to.column = 0,
            Step::RowEnd => to.column = last_column,
            Step::Top => to = Position::default(),
            Step::Bottom => {
                to = Position {
                    row: rows.saturating_sub(1),
                    column: last_column,
                }
            }
            Step::Next if to.column < last_column => to.column += 1,
            Step::Next => {
                to = Position {
                    row: (to.row + 1).min(rows),
                    column: 0,
                }
            }
            Step::Previous if to.column > 0 => to.column -= 1,
            Step::Previous => {
                to = Position {
                    row: to.row.saturating_sub(1),
                    column: last_column,
                }
            }
        }
        self.activate(to, extend);
    }

    /// Begins to type into the active cell, inside its text or over it; in the empty row, what is typed adds a trial.
    pub fn edit(self, inside: bool) {
        let at = self.selection.get_untracked().active;
        self.activate(at, false);
        let Some(column) = self.column(at.column) else {
            return;
        };
        let trial = untrack(|| self.trial(at.row));
        let content = trial.as_ref().map(|trial| column.content(trial).0);
        let before = content.unwrap_or_default().to_owned();
        self.editing.set(Some(Editing {
            trial: trial.map(|trial| trial.id),
            column,
            before,
            inside,
        }));
    }

    /// Takes over what stands in the editor: the figure follows every keystroke.
    pub fn typed(self, text: &str) {
        let Some(editing) = self.editing.get_untracked() else {
            return;
        };
        self.document.type_in(&Command::Write {
            trials: editing.trial.into_iter().collect(),
            columns: vec![editing.column],
            lines: vec![vec![text.to_owned()]],
        });
    }

    /// Leaves the editor. `keep` is false where what was typed is taken back.
    pub fn leave(self, keep: bool) {
        let Some(editing) = self.editing.get_untracked() else {
            return;
        };
        if !keep {
            self.typed(&editing.before);
        }
        self.editing.set(None);
        self.document.settle();
    }

    /// What the selected cells and the review give together.
    pub fn of_selection<T>(self, make: impl FnOnce(&Area, &Review) -> T) -> T {
        let area = self.selection.get_untracked().area();
        self.document
            .project
            .with_untracked(|project| make(&area, &project.review))
    }

    /// Does an edit of the selected cells.
    pub fn edit_selection(self, edit: fn(&Area, &Review) -> Command) {
        let command = self.of_selection(edit);
        self.document.perform(&command);
    }

    /// The texts of the selected cells.
    pub fn copied(self) -> Texts {
        self.of_selection(Area::texts)
    }

    /// Selects these cells; the first of them is the active one.
    pub fn select(self, area: &Area) {
        let last = |places: &std::ops::Range<usize>| places.end.max(places.start + 1) - 1;
        let [active, end] = [
            [area.rows.start, area.columns.start],
            [last(&area.rows), last(&area.columns)],
        ]
        .map(|[row, column]| Position { row, column });
        self.selection.set(CellSelection { active, end });
    }

    /// All of the selected rows, or all of the selected columns, or all there is.
    pub fn select_whole(self, rows: bool, columns: bool) {
        let mut area = self.selection.get_untracked().area();
        if rows {
            area.columns = 0..self.columns.with_untracked(|columns| columns.len());
        }
        if columns {
            area.rows = 0..untrack(|| self.trials());
        }
        self.select(&area);
    }

    /// Fills cells from the first selected one on with a range, and says how many.
    pub fn fill(self, range: &str) {
        let pasted = read::cells(range)
            .map(|texts| self.of_selection(|area, review| area.pasted(review, &texts)));
        let locale = untrack(|| self.document.locale());
        match pasted {
            Ok(pasting) => {
                if !self.document.applied(&pasting.command) {
                    return;
                }
                let area = &pasting.area;
                let counts = [
                    area.rows.len(),
                    area.columns.len(),
                    pasting.added,
                    pasting.left_out,
                ];
                self.select(area);
                self.notices.say(interface::pasted(counts, locale));
            }
            Err(kind) => self.notices.say(problems::kind(&kind, locale)),
        }
    }

    /// The trials of the selected rows.
    pub fn selected_trials(self) -> Vec<TrialId> {
        self.of_selection(Area::trial_ids)
    }

    /// Moves the selected rows one up or down.
    pub fn move_rows(self, down: bool) {
        let selection = self.selection.get_untracked();
        let area = selection.area();
        let trials = self.selected_trials();
        let to = if down {
            area.rows.start + 1
        } else {
            area.rows.start.saturating_sub(1)
        };
        let rows = untrack(|| self.trials());
        if trials.is_empty() || to == area.rows.start || to + trials.len() > rows {
            return;
        }
        self.document.perform(&Command::MoveTrials { trials, to });
        let rows = to..to + area.rows.len();
        self.select(&Area { rows, ..area });
        self.document.settle();
    }

    /// Adds as many rows as are selected, above them or below.
    pub fn insert_rows(self, below: bool) {
        let area = self.selection.get_untracked().area();
        let count = area.rows.len();
        let at = if below {
            area.rows.end
        } else {
            area.rows.start
        };
        self.document.perform(&Command::InsertTrials { at, count });
        let rows = at..at + count;
        self.select(&Area { rows, ..area });
    }

    /// Sorts the trials by the column of the active cell.
    pub fn sort(self, descending: bool) {
        let active = self.selection.get_untracked().active;
        if let Some(by) = self.column(active.column) {
            self.document
                .perform(&Command::SortTrials { by, descending });
        }
    }

    /// Does an edit that takes rows or columns away; the selection stays within what is left.
    pub fn remove(self, command: &Command) {
        self.document.perform(command);
        let last = self.columns.with_untracked(|columns| columns.len()) - 1;
        let mut active = self.selection.get_untracked().active;
        active.row = active.row.min(untrack(|| self.trials()));
        active.column = active.column.min(last);
        self.activate(active, false);
    }
}
