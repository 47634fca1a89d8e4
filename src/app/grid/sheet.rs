//! The state of the grid: which part of it is on screen, which cell is active, and what is being typed.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::app::element::{Element, html};
use crate::app::session::Session;
use crate::app::state::{Derived, Held, Stored};
use crate::data::{Review, Trial, TrialId};
use crate::project::{Area, Column, Command, columns, tab_separated};
use crate::read;
use crate::wording::{interface, problems};

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

/// A rectangle of cells between the active cell, which is typed into, and the one to which the selection was drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Selection {
    pub(super) active: Position,
    pub(super) end: Position,
}

impl Selection {
    /// The cells in it.
    pub(super) fn area(self) -> Area {
        let places = |one: usize, other: usize| one.min(other)..one.max(other) + 1;
        Area {
            rows: places(self.active.row, self.end.row),
            columns: places(self.active.column, self.end.column),
        }
    }
}

/// A cell that is being typed into.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Editing {
    /// None in the empty row: what is typed there adds a trial.
    pub(super) trial: Option<TrialId>,
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

    /// Moves the active cell; with `extend`, it stays and the selection is drawn further.
    pub(super) fn go(self, step: Step, extend: bool) {
        let rows = untrack(|| self.trials());
        let last_column = self.columns.with_untracked(|columns| columns.len()) - 1;
        let page = 20;
        let selection = self.selection.get_untracked();
        let mut to = if extend {
            selection.end
        } else {
            selection.active
        };
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

    /// Makes a cell the active one, or with `extend` the last of the selection; brings it on screen, and turns to its
    /// outcome.
    pub(super) fn activate(self, to: Position, extend: bool) {
        let active = if extend {
            self.selection.get_untracked().active
        } else {
            to
        };
        self.selection.set(Selection { active, end: to });
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

    /// Begins to type into the active cell; in the empty row, what is typed adds a trial.
    pub(super) fn edit(self, inside: bool) {
        let at = self.selection.get_untracked().active;
        self.activate(at, false);
        let Some(column) = self.column(at.column) else {
            return;
        };
        let trial = self.trial_untracked(at.row);
        let content = trial.as_ref().map(|trial| column.content(trial).0);
        let before = content.unwrap_or_default().to_owned();
        let editor = self.editor.get();
        editor
            .known_as::<HtmlInputElement>()
            .set_value(if inside { &before } else { "" });
        self.editing.set(Some(Editing {
            trial: trial.map(|trial| trial.id),
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
        self.session.apply(&Command::Write {
            trials: editing.trial.into_iter().collect(),
            columns: vec![editing.column],
            lines: vec![vec![text.to_owned()]],
        });
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

    /// What the selected cells and the review give together.
    pub(super) fn of_selection<T>(self, make: impl FnOnce(&Area, &Review) -> T) -> T {
        let area = self.selection.get_untracked().area();
        self.session
            .project
            .with_untracked(|project| make(&area, &project.0.review))
    }

    /// Empties the selected cells.
    pub(super) fn clear(self) {
        let command = self.of_selection(Area::emptied);
        self.session.apply(&command);
    }

    /// The selected cells as spreadsheets take them.
    pub(super) fn copied(self) -> String {
        tab_separated(&self.of_selection(Area::texts))
    }

    /// Fills cells from the first selected one on with a range, and says how many.
    pub(super) fn fill(self, range: &str) {
        let pasted = read::cells(range)
            .map(|texts| self.of_selection(|area, review| area.pasted(review, &texts)));
        let session = self.session;
        let locale = untrack(|| session.locale());
        match pasted {
            Ok(pasting) => {
                session.apply(&pasting.command);
                let Area { rows, columns } = pasting.area;
                self.selection.set(Selection {
                    active: Position {
                        row: rows.start,
                        column: columns.start,
                    },
                    end: Position {
                        row: rows.end.saturating_sub(1).max(rows.start),
                        column: columns.end.saturating_sub(1).max(columns.start),
                    },
                });
                let counts = [rows.len(), columns.len(), pasting.added, pasting.left_out];
                session.say(interface::pasted(counts, locale));
            }
            Err(kind) => session.say(problems::kind(&kind, locale)),
        }
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
