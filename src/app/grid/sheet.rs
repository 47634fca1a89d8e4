//! The state of the grid: which part of it is on screen, which cell is active, and what is being typed.

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use super::sight::{ROW_HEIGHT, Sight, breadth};
use crate::app::element::{Element, html};
use crate::app::session::Session;
use crate::app::state::{Derived, Held, Stored};
use crate::data::{Trial, TrialId};
use crate::project::{Area, Column, Command, columns};

/// Rows of the head: outcomes, arms, fields.
pub(super) const HEAD_ROWS: usize = 3;

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

/// The elements that the grid consists of.
struct Parts {
    scroller: Element,
    table: Element,
    editor: Element,
}

/// The grid's state, shared by its parts.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    pub(super) session: Session,
    pub(super) columns: Derived<Arc<Vec<Column>>>,
    /// What of the table is in the page.
    pub(super) sight: Held<Sight>,
    /// The columns in the page, with their places.
    pub(super) columns_in_sight: Derived<Arc<Vec<(usize, Column)>>>,
    pub(super) selection: Held<Selection>,
    pub(super) editing: Held<Option<Editing>>,
    /// Whether Escape was pressed, after which Tab leaves the grid.
    pub(super) leaving: Stored<bool>,
    parts: Stored<Parts>,
}

impl Sheet {
    pub(super) fn new(session: Session) -> Self {
        let columns = Derived::new(move || {
            session
                .project
                .with(|project| Arc::new(columns(&project.0.review)))
        });
        let sight = Held::new(Sight::default());
        let in_sight = move || {
            let seen = sight.with(|sight| sight.columns.clone());
            let columns = columns.get();
            let placed = columns.iter().copied().enumerate();
            let seen = placed.filter(|(place, _)| *place == 0 || seen.contains(place));
            Arc::new(seen.collect::<Vec<_>>())
        };
        Self {
            session,
            columns,
            sight,
            columns_in_sight: Derived::new(in_sight),
            selection: Held::new(Selection::default()),
            editing: Held::new(None),
            leaving: Stored::new(false),
            parts: Stored::new(Parts {
                scroller: html("div"),
                table: html("table"),
                editor: html("input"),
            }),
        }
    }

    /// The window through which the table is seen.
    pub(super) fn scroller(self) -> Element {
        self.parts.with(|parts| parts.scroller.clone())
    }

    pub(super) fn table(self) -> Element {
        self.parts.with(|parts| parts.table.clone())
    }

    /// The one field that stands over the active cell while it is typed into.
    pub(super) fn editor(self) -> Element {
        self.parts.with(|parts| parts.editor.clone())
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
        // The names are always seen: who goes to them wants to see what stands beside them.
        if to.column == 0 && from.column > 0 {
            self.scroller().node().set_scroll_left(0);
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

    /// How wide columns are together.
    pub(super) fn breadth(self, places: Range<usize>) -> usize {
        self.columns
            .with_untracked(|columns| columns.get(places).map_or(0, breadth))
    }

    /// What the frozen part covers: the column of names and the head.
    fn frozen(self) -> (usize, usize) {
        let table = self.table();
        let corner = table.node().query_selector("thead .frozen");
        let Ok(Some(corner)) = corner else {
            return (0, 0);
        };
        let corner: HtmlElement = corner.unchecked_into();
        let rows = HEAD_ROWS * pixels(corner.offset_height());
        (pixels(corner.offset_width()), rows)
    }

    /// Takes over where the scroller stands.
    pub(super) fn scrolled(self) {
        let scroller = self.scroller();
        let scroller = scroller.node();
        let seen = [
            pixels(scroller.scroll_top()),
            pixels(scroller.scroll_left()),
            pixels(scroller.client_width()).saturating_sub(self.frozen().0),
        ];
        let rows = untrack(|| self.trials());
        let sight = self
            .columns
            .with_untracked(|columns| Sight::of(columns, rows, seen));
        if self.sight.with_untracked(|before| *before != sight) {
            self.sight.set(sight);
        }
    }

    /// Brings a cell on screen.
    fn reveal(self, to: Position) {
        let scroller = self.scroller();
        let scroller = scroller.node();
        let (names, head) = self.frozen();
        let row = [to.row * ROW_HEIGHT, ROW_HEIGHT];
        let seen = (scroller.scroll_top(), scroller.client_height());
        scroller.set_scroll_top(scrolled_to(row, seen, head));
        if to.column > 0 {
            let column = [
                self.breadth(1..to.column),
                self.breadth(to.column..to.column + 1),
            ];
            let seen = (scroller.scroll_left(), scroller.client_width());
            scroller.set_scroll_left(scrolled_to(column, seen, names));
        }
        self.scrolled();
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
        let editor = self.editor();
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
        let (names, head) = self.frozen();
        let (left, width) = if at.column == 0 {
            let scrolled = self.scroller().node().scroll_left();
            (pixels(scrolled), names)
        } else {
            (
                names + self.breadth(1..at.column),
                self.breadth(at.column..at.column + 1),
            )
        };
        for (property, pixels) in [
            ("left", left),
            ("top", head + at.row * ROW_HEIGHT),
            ("width", width),
            ("height", ROW_HEIGHT),
        ] {
            set_pixels(editor, property, pixels);
        }
    }

    /// Takes over what stands in the editor: the figure follows every keystroke.
    pub(super) fn typed(self, text: &str) {
        let Some(editing) = self.editing.get_untracked() else {
            return;
        };
        self.session.type_in(&Command::Write {
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
            .table()
            .known_as::<HtmlElement>()
            .focus_with_options(&options);
    }
}

/// Sets a length of an element's style.
pub(super) fn set_pixels(element: &HtmlElement, property: &str, pixels: usize) {
    let _ = element
        .style()
        .set_property(property, &format!("{pixels}px"));
}

/// A length that the browser gives, none of which is below zero.
fn pixels(length: i32) -> usize {
    usize::try_from(length).unwrap_or(0)
}

/// Where to scroll so that something that begins at `place[0]` and is `place[1]` long is seen, in a window that begins at
/// `seen.0` and is `seen.1` long, of which `frozen` is covered.
fn scrolled_to([start, length]: [usize; 2], seen: (i32, i32), frozen: usize) -> i32 {
    let pixels = |pixels: usize| i32::try_from(pixels).unwrap_or(i32::MAX);
    let (start, end) = (pixels(start), pixels(start + length + frozen));
    seen.0.max(end - seen.1).min(start)
}

/// The id of a cell's element, for `aria-activedescendant`.
pub(super) fn cell_id(at: Position) -> String {
    format!("cell-{}-{}", at.row, at.column)
}
