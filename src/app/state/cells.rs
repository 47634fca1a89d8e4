//! The cells of the grid: which are selected, what is being typed, and the edits of the selected cells.
//!
//! Nothing here knows where a cell stands on the screen: the grid follows [`Cells::revealed`] and [`Cells::editing`], scrolls
//! and puts its editor in place.

use std::sync::Arc;

use leptos::prelude::*;

use super::document::Document;
use super::lasting_memo::LastingMemo;
use super::lasting_signal::LastingSignal;
use super::notices::Notices;
use super::selection::Selection;
use super::shared::Shared;
use crate::data::{OutcomeId, Problem, Review, Trial, TrialId};
use crate::project::{Area, Column, Command, Direction, Texts, columns, edge_of_block};
use crate::read;
use crate::wording::{interface, problems};

/// Rows that one page key goes over.
const PAGE: usize = 20;

/// A place in the grid. The row after the last trial is the empty one, where a new trial begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The row, counted from 0.
    pub row: usize,
    /// The column, counted from 0; that of the names is the first.
    pub column: usize,
}

/// A rectangle of cells, and the one of them that is typed into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellSelection {
    /// The cell that is typed into.
    pub active: Position,
    /// The cell from which the selection was drawn: the active one, until Tab or Enter led from it to another in the
    /// selection.
    start: Position,
    /// The cell to which the selection was drawn.
    pub end: Position,
    /// Whether Tab or Enter led from cell to cell within the selection.
    is_walked: bool,
}

impl CellSelection {
    /// The cells between the active one and the one to which the selection is drawn.
    pub fn drawn(active: Position, end: Position) -> Self {
        Self {
            active,
            start: active,
            end,
            is_walked: false,
        }
    }

    /// The cells in it.
    pub fn area(self) -> Area {
        let places = |one: usize, other: usize| one.min(other)..one.max(other) + 1;
        Area {
            rows: places(self.start.row, self.end.row),
            columns: places(self.start.column, self.end.column),
        }
    }

    /// The cell at which the keyboard is: to which the selection was drawn, or to which Tab or Enter led within it.
    pub fn current(self) -> Position {
        if self.is_walked {
            self.active
        } else {
            self.end
        }
    }

    /// The selection after Tab or Enter in several selected cells: these lead from one to the next in it, around its end.
    /// `None` for any other movement, and where one cell is selected.
    fn walked(self, step: Step) -> Option<Self> {
        let (by_column, backwards) = match step {
            Step::Next => (false, false),
            Step::Previous => (false, true),
            Step::Enter => (true, false),
            Step::EnterBack => (true, true),
            Step::Left
            | Step::Right
            | Step::Up
            | Step::Down
            | Step::PageUp
            | Step::PageDown
            | Step::RowStart
            | Step::RowEnd
            | Step::Top
            | Step::Bottom
            | Step::Edge(_) => return None,
        };
        if self.start == self.end {
            return None;
        }
        let from = (self.active.row, self.active.column);
        let (row, column) = self.area().next_cell(from, by_column, backwards);
        Some(Self {
            active: Position { row, column },
            is_walked: true,
            ..self
        })
    }
}

/// A cell that is being typed into.
#[derive(Clone, Debug, PartialEq)]
pub struct Editing {
    /// None in the empty row: what is typed there adds a trial.
    pub trial: Option<TrialId>,
    /// The column of the cell.
    pub column: Column,
    /// What stood there before; Escape puts it back.
    pub before: String,
    /// Whether arrows move the caret (F2, double click) or leave the cell (typing over).
    pub inside: bool,
}

/// A cell that is to be brought on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reveal {
    /// The cell.
    pub position: Position,
    /// Whether the grid is to be scrolled to its left end: who goes to the names, which are always seen, wants to see what
    /// stands beside them.
    pub to_left_end: bool,
}

/// A movement in the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// One cell to the left.
    Left,
    /// One cell to the right.
    Right,
    /// One cell up.
    Up,
    /// One cell down.
    Down,
    /// Twenty rows up.
    PageUp,
    /// Twenty rows down.
    PageDown,
    /// To the first cell of the row.
    RowStart,
    /// To the last cell of the row.
    RowEnd,
    /// To the first cell of all.
    Top,
    /// To the last cell of the last trial.
    Bottom,
    /// To the edge of a block of data.
    Edge(Direction),
    /// To the right, then to the start of the next row.
    Next,
    /// To the left, then to the end of the row before.
    Previous,
    /// One cell down; after a run of [`Step::Next`], to the column in which the run began.
    Enter,
    /// One cell up, as Shift and Enter do.
    EnterBack,
}

/// The selected cells and the one that is typed into.
#[derive(Clone, Copy)]
pub struct Cells {
    document: Document,
    view: Selection,
    notices: Notices,
    /// The columns of the grid.
    pub columns: LastingMemo<Shared<Vec<Column>>>,
    /// The cells that are selected.
    pub selection: LastingSignal<CellSelection>,
    /// The cell that was last to be brought on the screen; set again for the same cell when it is to be seen again.
    pub revealed: LastingSignal<Reveal>,
    /// The cell that is being typed into.
    pub editing: LastingSignal<Option<Editing>>,
    /// The column in which a run of Tab keys began, while it goes on: Enter returns to it in the next row.
    run_start: StoredValue<Option<usize>>,
    /// Whether the grid is to have the focus once it is on the screen.
    focus_asked: StoredValue<bool>,
    /// Told whenever the grid is to have the focus.
    focus: Trigger,
}

impl Cells {
    /// The cells of a document; the first one is active.
    pub(super) fn new(document: Document, view: Selection, notices: Notices) -> Self {
        let columns = LastingMemo::new(move |before: Option<&Shared<Vec<Column>>>| {
            let now = document.project.with(|project| columns(&project.review));
            match before {
                Some(before) if **before == now => before.clone(),
                _ => Shared::new(now),
            }
        });
        Self {
            document,
            view,
            notices,
            columns,
            selection: LastingSignal::new(CellSelection::default()),
            revealed: LastingSignal::new(Reveal::default()),
            editing: LastingSignal::new(None),
            run_start: StoredValue::new(None),
            focus_asked: StoredValue::new(false),
            focus: Trigger::new(),
        }
    }

    /// Asks for the focus: the grid takes it as soon as it is on the screen.
    pub fn ask_for_focus(self) {
        self.focus_asked.set_value(true);
        self.focus.notify();
    }

    /// Whether the focus was asked for since this was looked at last; follows when it is.
    pub fn takes_focus(self) -> bool {
        self.focus.track();
        self.focus_asked
            .try_update_value(std::mem::take)
            .unwrap_or_default()
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

    /// Makes a cell the active one, or with `extend` the last of the selection; brings it on the screen and turns to its
    /// outcome.
    pub fn activate(self, to: Position, extend: bool) {
        self.run_start.set_value(None);
        self.activate_and_reveal(
            Reveal {
                position: to,
                to_left_end: false,
            },
            extend,
        );
    }

    fn activate_and_reveal(self, reveal: Reveal, extend: bool) {
        let to = reveal.position;
        let active = if extend {
            self.selection.get_untracked().active
        } else {
            to
        };
        // Before the selection: the grid measures itself for it, which costs a layout once the rows are drawn again.
        self.revealed.set(reveal);
        self.selection.set(CellSelection::drawn(active, to));
        if let Some(outcome) = self.column(to.column).and_then(Column::outcome) {
            self.view.choose(outcome);
        }
    }

    /// Makes another of the selected cells the active one.
    fn keep_selected(self, selection: CellSelection) {
        self.revealed.set(Reveal {
            position: selection.active,
            to_left_end: false,
        });
        self.selection.set(selection);
        let column = self.column(selection.active.column);
        if let Some(outcome) = column.and_then(Column::outcome) {
            self.view.choose(outcome);
        }
    }

    /// Makes the first cell the active one, for another review.
    pub(super) fn reset(self) {
        self.editing.set(None);
        self.run_start.set_value(None);
        self.revealed.set(Reveal::default());
        self.selection.set(CellSelection::default());
    }

    /// Goes to the cell that a finding is about, or gives `false` where its trial is gone. A finding of a whole trial is
    /// at its name, one of a whole outcome at the first cell of that.
    pub fn go_to_finding(self, finding: &Problem) -> bool {
        let place = &finding.place;
        let found = self.document.project.with_untracked(|project| {
            let mut trials = project.review.trials.iter().enumerate();
            let (row, trial) = trials.find(|(_, trial)| Some(trial.id) == place.trial)?;
            let column = self.columns.with_untracked(|columns| {
                columns.iter().position(|column| {
                    column.outcome() == place.outcome
                        && (place.cell.is_none() || column.cell(trial) == place.cell)
                })
            });
            let column = column.unwrap_or(0);
            Some(Position { row, column })
        });
        if let Some(position) = found {
            self.activate(position, false);
        }
        found.is_some()
    }

    /// Goes to the first cell of an outcome.
    pub fn go_to_outcome(self, outcome: OutcomeId) {
        let column = self.columns.with_untracked(|columns| {
            let of_outcome = |column: &Column| column.outcome() == Some(outcome);
            columns.iter().position(of_outcome)
        });
        if let Some(column) = column {
            self.activate(Position { row: 0, column }, false);
        }
    }

    /// Moves the active cell; with `extend`, it stays and the selection is drawn further. In several selected cells, Tab and
    /// Enter lead from one to the next of these.
    pub fn go(self, step: Step, extend: bool) {
        let selection = self.selection.get_untracked();
        if !extend && let Some(walked) = selection.walked(step) {
            return self.keep_selected(walked);
        }
        let end = if extend {
            selection.end
        } else {
            selection.active
        };
        let from = self.within(end);
        let to = self.reached(step, from);
        self.run_start.update_value(|start| match step {
            Step::Next => *start = start.or(Some(from.column)),
            // Back over the cell in which the run began, it is none any more.
            Step::Previous => *start = start.filter(|start| *start <= to.column),
            Step::Enter => {}
            Step::Left
            | Step::Right
            | Step::Up
            | Step::Down
            | Step::EnterBack
            | Step::PageUp
            | Step::PageDown
            | Step::RowStart
            | Step::RowEnd
            | Step::Top
            | Step::Bottom
            | Step::Edge(_) => *start = None,
        });
        let reveal = Reveal {
            position: to,
            to_left_end: to.column == 0 && from.column > 0,
        };
        self.activate_and_reveal(reveal, extend);
    }

    /// Whether a movement leads to another cell.
    pub fn can_go(self, step: Step) -> bool {
        let selection = self.selection.get_untracked();
        if selection.walked(step).is_some() {
            return true;
        }
        let from = self.within(selection.active);
        self.reached(step, from) != from
    }

    /// A place within the grid: an edit may have taken away the rows or columns in which the selection was.
    fn within(self, place: Position) -> Position {
        Position {
            row: place.row.min(untrack(|| self.trials())),
            column: place.column.min(self.last_column()),
        }
    }

    /// Where a movement leads from a cell.
    fn reached(self, step: Step, from: Position) -> Position {
        let rows = untrack(|| self.trials());
        let last_column = self.last_column();
        let mut to = from;
        match step {
            Step::Left => to.column = to.column.saturating_sub(1),
            Step::Right => to.column = (to.column + 1).min(last_column),
            Step::Up | Step::EnterBack => to.row = to.row.saturating_sub(1),
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
            Step::Edge(direction) => to = self.edge_of_block(from, direction),
            Step::Next if to.column < last_column => to.column += 1,
            Step::Next if to.row < rows => {
                to = Position {
                    row: to.row + 1,
                    column: 0,
                }
            }
            Step::Previous if to.column > 0 => to.column -= 1,
            Step::Previous if to.row > 0 => {
                to = Position {
                    row: to.row - 1,
                    column: last_column,
                }
            }
            // There is no cell behind the last and none before the first.
            Step::Next | Step::Previous => {}
            Step::Enter => {
                to = Position {
                    row: (to.row + 1).min(rows),
                    column: self.run_start.get_value().unwrap_or(to.column),
                }
            }
        }
        to
    }

    fn edge_of_block(self, from: Position, direction: Direction) -> Position {
        let (row, column) = self.document.project.with_untracked(|project| {
            self.columns.with_untracked(|columns| {
                let place = (from.row, from.column);
                edge_of_block(&project.review, columns, place, direction)
            })
        });
        Position { row, column }
    }

    fn last_column(self) -> usize {
        let columns = self.columns.with_untracked(|columns| columns.len());
        columns.saturating_sub(1)
    }

    /// Begins to type into the active cell, inside its text or over it; in the empty row, what is typed adds a trial. Other
    /// selected cells stay selected.
    pub fn edit(self, inside: bool) {
        let selection = self.selection.get_untracked();
        let at = selection.active;
        self.keep_selected(selection);
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

    /// Lets the arrows move the caret in the cell that is typed into, or leave it again, as F2 does.
    pub fn turn_inside_or_over(self) {
        self.editing.update(|editing| {
            if let Some(editing) = editing {
                editing.inside = !editing.inside;
            }
        });
    }

    /// Whether a cell is being typed into now.
    pub fn is_editing(self) -> bool {
        self.editing.with_untracked(Option::is_some)
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
        self.run_start.set_value(None);
        self.selection.set(CellSelection::drawn(active, end));
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
        let mut active = self.selection.get_untracked().active;
        active.row = active.row.min(untrack(|| self.trials()));
        active.column = active.column.min(self.last_column());
        self.activate(active, false);
    }
}
