//! The state of the grid: which part of it is on screen, which cell is active, and what is being typed.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use super::column::{Column, columns};
use crate::app::element::{Element, html};
use crate::app::session::Session;
use crate::app::state::{Derived, Held, Stored};
use crate::data::{Trial, TrialId};
use crate::project::Command;

/// Height of a row in CSS pixels; `--row` in `style/tokens.css` says the same.
pub(super) const ROW_HEIGHT: f64 = 28.0;
/// Rows that exist in the page at any time. The tallest grid shows 24 of them; the rest is there before it is scrolled to.
pub(super) const SLOTS: usize = 34;
/// Rows kept above the visible ones.
const ABOVE: usize = 4;

/// A place in the grid. The row after the last trial is the empty one, where a new trial begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) row: usize,
    pub(super) column: usize,
}

/// A rectangle of cells between the active cell and the one where the selection began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Selection {
    pub(super) active: Position,
    pub(super) anchor: Position,
}

impl Selection {
    pub(super) fn rows(self) -> std::ops::RangeInclusive<usize> {
        self.active.row.min(self.anchor.row)..=self.active.row.max(self.anchor.row)
    }

    pub(super) fn columns(self) -> std::ops::RangeInclusive<usize> {
        self.active.column.min(self.anchor.column)..=self.active.column.max(self.anchor.column)
    }
}

/// A cell that is being typed into.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Editing {
    pub(super) trial: TrialId,
    pub(super) column: Column,
    /// What stood there before; Escape puts it back.
    pub(super) before: String,
    /// Whether arrows move the caret (F2, double click) or leave the cell (typing over).
    pub(super) inside: bool,
}

/// Where the pointer of a movement goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
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

/// The grid's state, shared by its parts.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    pub(super) session: Session,
    pub(super) columns: Derived<Arc<Vec<Column>>>,
    /// The trial in the first slot.
    pub(super) first: Held<usize>,
    pub(super) selection: Held<Selection>,
    pub(super) editing: Held<Option<Editing>>,
    /// Whether Escape was pressed, after which Tab leaves the grid.
    pub(super) leaving: Stored<bool>,
    /// The window through which the table is seen.
    pub(super) scroller: Stored<Element>,
    pub(super) table: Stored<Element>,
    /// The one field that stands over the active cell while it is typed into.
    pub(super) editor: Stored<Element>,
}

impl Sheet {
    pub(super) fn new(session: Session) -> Self {
        Self {
            session,
            columns: Derived::new(move || {
                session
                    .project
                    .with(|project| Arc::new(columns(&project.0.review)))
            }),
            first: Held::new(0),
            selection: Held::new(Selection::default()),
            editing: Held::new(None),
            leaving: Stored::new(false),
            scroller: Stored::new(html("div")),
            table: Stored::new(html("table")),
            editor: Stored::new(html("input")),
        }
    }

    /// The trial of a row; none in the empty row at the end.
    pub(super) fn trial(self, row: usize) -> Option<Arc<Trial>> {
        self.session
            .project
            .with(|project| project.0.review.trials.get(row).cloned())
    }

    pub(super) fn trial_untracked(self, row: usize) -> Option<Arc<Trial>> {
        self.session
            .project
            .with_untracked(|project| project.0.review.trials.get(row).cloned())
    }

    /// How many trials there are.
    pub(super) fn trials(self) -> usize {
        self.session
            .project
            .with(|project| project.0.review.trials.len())
    }

    pub(super) fn column(self, index: usize) -> Option<Column> {
        self.columns
            .with_untracked(|columns| columns.get(index).copied())
    }

    /// Moves the active cell; with `extend`, the selection grows to it.
    pub(super) fn go(self, step: Step, extend: bool) {
        let rows = untrack(|| self.trials());
        let last_column = self.columns.with_untracked(|columns| columns.len()) - 1;
        let page = 20;
        let mut to = self.selection.get_untracked().active;
        match step {
            Step::Left => to.column = to.column.saturating_sub(1),
            Step::Right => to.column = (to.column + 1).min(last_column),
            Step::Up => to.row = to.row.saturating_sub(1),
            Step::Down => to.row = (to.row + 1).min(rows),
            Step::PageUp => to.row = to.row.saturating_sub(page),
            Step::PageDown => to.row = (to.row + page).min(rows),
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

    /// Makes a cell the active one, brings it on screen, and turns to its outcome.
    pub(super) fn activate(self, to: Position, extend: bool) {
        self.selection.update(|selection| {
            selection.active = to;
            if !extend {
                selection.anchor = to;
            }
        });
        if let Some(outcome) = self.column(to.column).and_then(Column::outcome) {
            self.session.choose(outcome);
        }
        self.reveal(to);
    }

    /// Takes over where the scroller stands.
    pub(super) fn scrolled(self) {
        let scroller = self.scroller.get();
        let scroller = scroller.node();
        let rows = untrack(|| self.trials()) + 1;
        let first = row_at(f64::from(scroller.scroll_top())).saturating_sub(ABOVE);
        // In steps of an even number of rows: stripes and slots stay where they are while one scrolls slowly.
        let first = first.min(rows.saturating_sub(SLOTS)) / 2 * 2;
        if first != self.first.get_untracked() {
            self.first.set(first);
        }
    }

    fn reveal(self, to: Position) {
        let scroller = self.scroller.get();
        let scroller = scroller.node();
        let head = scroller
            .query_selector("thead")
            .ok()
            .flatten()
            .map_or(0, |head| head.client_height());
        let top = f64_to_i32(to.row as f64 * ROW_HEIGHT);
        let row_height = f64_to_i32(ROW_HEIGHT);
        let visible = scroller.client_height() - head - row_height;
        if top < scroller.scroll_top() {
            scroller.set_scroll_top(top);
        } else if top > scroller.scroll_top() + visible {
            scroller.set_scroll_top(top - visible);
        }
        self.scrolled();
        // The head's cell of the column, which every row shares the place of.
        let selector = format!("thead [data-head=\"{}\"]", to.column);
        if let Ok(Some(head)) = scroller.query_selector(&selector) {
            let head: HtmlElement = head.unchecked_into();
            let frozen = scroller
                .query_selector("thead .frozen")
                .ok()
                .flatten()
                .map_or(0, |frozen| frozen.client_width());
            let (left, width) = (head.offset_left(), head.offset_width());
            if to.column > 0 && left - frozen < scroller.scroll_left() {
                scroller.set_scroll_left(left - frozen);
            } else if left + width > scroller.scroll_left() + scroller.client_width() {
                scroller.set_scroll_left(left + width - scroller.client_width());
            }
        }
    }

    /// Begins to type into the active cell; in the empty row, with a new trial.
    pub(super) fn edit(self, inside: bool) {
        let at = self.selection.get_untracked().active;
        if self.trial_untracked(at.row).is_none() {
            self.session.apply(&Command::AddTrial {
                name: String::new(),
                at: None,
            });
        }
        let (Some(trial), Some(column)) = (self.trial_untracked(at.row), self.column(at.column))
        else {
            return;
        };
        if column.command(&trial, "yes").is_none() {
            return;
        }
        let before = column.content(&trial).0.to_owned();
        let editor = self.editor.get();
        editor
            .known_as::<HtmlInputElement>()
            .set_value(if inside { &before } else { "" });
        self.editing.set(Some(Editing {
            trial: trial.id,
            column,
            before,
            inside,
        }));
        self.place_editor(at, editor.known_as());
        let _ = editor.known_as::<HtmlElement>().focus();
    }

    /// Puts the one editor over its cell.
    fn place_editor(self, at: Position, editor: &HtmlElement) {
        let slot = at.row.wrapping_sub(self.first.get_untracked());
        let Some(cell) = document().get_element_by_id(&cell_id(slot, at.column)) else {
            return;
        };
        let cell: HtmlElement = cell.unchecked_into();
        let style = editor.style();
        for (property, pixels) in [
            ("left", cell.offset_left()),
            ("top", cell.offset_top()),
            ("width", cell.offset_width()),
            ("height", cell.offset_height()),
        ] {
            let _ = style.set_property(property, &format!("{pixels}px"));
        }
    }

    /// Takes over what stands in the editor: the figure follows every keystroke.
    pub(super) fn typed(self, text: &str) {
        let Some(editing) = self.editing.get_untracked() else {
            return;
        };
        let trial = self
            .session
            .project
            .with_untracked(|project| project.0.review.trial(editing.trial).cloned());
        if let Some(command) = trial.and_then(|trial| editing.column.command(&trial, text)) {
            self.session.apply(&command);
        }
    }

    /// Leaves the editor. `keep` is false where what was typed is taken back.
    pub(super) fn leave(self, keep: bool) {
        let Some(editing) = self.editing.get_untracked() else {
            return;
        };
        if !keep {
            self.typed(&editing.before);
        }
        self.editing.set(None);
        self.session.settle();
    }

    /// Gives the focus back to the grid.
    pub(super) fn focus(self) {
        // The table is far larger than its window: the browser would scroll to its middle.
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = self
            .table
            .get()
            .known_as::<HtmlElement>()
            .focus_with_options(&options);
    }

    /// Empties the selected cells, as one step.
    pub(super) fn clear(self) {
        let selection = self.selection.get_untracked();
        let mut commands = Vec::new();
        for row in selection.rows() {
            let Some(trial) = self.trial_untracked(row) else {
                continue;
            };
            for column in selection.columns().filter_map(|index| self.column(index)) {
                if column != Column::Name {
                    commands.extend(column.command(&trial, ""));
                }
            }
        }
        self.session.apply(&Command::Several(commands));
    }

    /// The selected cells as a range that spreadsheets take.
    pub(super) fn copied(self) -> String {
        let selection = self.selection.get_untracked();
        selection
            .rows()
            .filter_map(|row| self.trial_untracked(row))
            .map(|trial| {
                selection
                    .columns()
                    .filter_map(|index| self.column(index))
                    .map(|column| column.content(&trial).0.replace(['\t', '\n'], " "))
                    .collect::<Vec<_>>()
                    .join("\t")
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Fills cells from the active one on with a range, as one step; trials that are missing are added.
    pub(super) fn fill(self, range: &str) {
        let at = self.selection.get_untracked().active;
        let lines: Vec<&str> = range.trim_end_matches(['\r', '\n']).lines().collect();
        let (trials, next_id) = self.session.project.with_untracked(|project| {
            let review = &project.0.review;
            (review.trials.len(), review.next_id)
        });
        let mut commands = Vec::new();
        for (line, row) in lines.iter().zip(at.row..) {
            let trial = self.trial_untracked(row).unwrap_or_else(|| {
                commands.push(Command::AddTrial {
                    name: String::new(),
                    at: None,
                });
                // The identifier that the trial will be given: they are handed out in order.
                let nth_new = u32::try_from(row - trials).unwrap_or(u32::MAX);
                let id = TrialId(next_id.saturating_add(nth_new));
                Arc::new(Trial::two_armed(id, String::new()))
            });
            for (text, index) in line.split('\t').zip(at.column..) {
                commands.extend(
                    self.column(index)
                        .and_then(|column| column.command(&trial, text)),
                );
            }
        }
        self.session.apply(&Command::Several(commands));
    }
}

/// The id of a cell's element, for `aria-activedescendant`.
pub(super) fn cell_id(slot: usize, column: usize) -> String {
    format!("cell-{slot}-{column}")
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a scroll position is a small number of pixels, not below zero"
)]
fn row_at(pixels: f64) -> usize {
    (pixels / ROW_HEIGHT).max(0.0) as usize
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a scroll position is a small number of pixels"
)]
fn f64_to_i32(pixels: f64) -> i32 {
    pixels as i32
}
