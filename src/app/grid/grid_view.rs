//! Where the grid stands on the screen: its elements, which part of it is in the page, and how a cell is brought there.

use std::ops::Range;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

use super::visible_range::{ROW_HEIGHT, ScrollPosition, VisibleRange, column_width, total_width};
use crate::app::actions::Actions;
use crate::app::state::{Cells, Position, Reveal, State};
use crate::data::Trial;
use crate::project::Column;

/// Rows of the head: outcomes, arms, fields.
pub const HEAD_ROWS: usize = 3;

/// Where a head stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadPlace {
    /// Its row among the [`HEAD_ROWS`], counted from 0.
    pub row: usize,
    /// The place of its first column.
    pub column: usize,
}

/// The grid on the screen, shared by its parts.
#[derive(Clone, Copy)]
pub struct GridView {
    /// The state of the page.
    pub state: State,
    /// What can be done in it.
    pub actions: Actions,
    /// The box through which the table is seen.
    pub scroller: NodeRef<html::Div>,
    /// The table, which has the focus.
    pub table: NodeRef<html::Table>,
    /// The one field that stands over the active cell while it is typed into.
    pub editor: NodeRef<html::Input>,
    /// What of the table is in the page.
    pub visible: RwSignal<VisibleRange>,
    /// The columns in the page, with their places; that of the names is the first.
    pub visible_columns: Memo<Arc<[(usize, Column)]>>,
    /// How many trials there are.
    pub trials: Memo<usize>,
    /// The head that is being renamed where it stands.
    pub renaming: RwSignal<Option<HeadPlace>>,
    /// Whether Tab leaves the grid: after Escape, and where Tab has brought the focus into it.
    pub tab_leaves: StoredValue<bool>,
}

impl GridView {
    /// A grid of the cells of the page's state. It takes its contexts, so it is made within a component.
    pub fn new() -> Self {
        let state = State::expect();
        let cells = state.cells;
        let visible = RwSignal::new(VisibleRange::default());
        let visible_columns = Memo::new(move |_| {
            let range = visible.with(|visible| visible.columns.clone());
            cells.columns.with(|columns| {
                let placed = columns.iter().copied().enumerate();
                placed
                    .filter(|(place, _)| *place == 0 || range.contains(place))
                    .collect::<Arc<[_]>>()
            })
        });
        Self {
            state,
            actions: Actions::expect(),
            scroller: NodeRef::new(),
            table: NodeRef::new(),
            editor: NodeRef::new(),
            visible,
            visible_columns,
            trials: Memo::new(move |_| cells.trials()),
            renaming: RwSignal::new(None),
            tab_leaves: StoredValue::new(false),
        }
    }

    /// The cells that it shows.
    pub fn cells(self) -> Cells {
        self.state.cells
    }

    /// The trial of a row; none in the empty row at the end.
    pub fn trial(self, row: usize) -> Option<Arc<Trial>> {
        self.cells().trial(row)
    }

    /// How wide the columns of these places are together, as they are now.
    pub fn width_of(self, places: Range<usize>) -> usize {
        self.cells()
            .columns
            .with_untracked(|columns| columns.get(places).map_or(0, total_width))
    }

    /// What the frozen part covers: the width of the column of names and the height of the head.
    fn frozen_size(self) -> (usize, usize) {
        let corner = self
            .table
            .get_untracked()
            .and_then(|table| table.query_selector("thead .frozen").ok().flatten());
        let Some(corner) = corner else {
            return (0, 0);
        };
        let corner: HtmlElement = corner.unchecked_into();
        let height = HEAD_ROWS * pixels(corner.offset_height());
        (pixels(corner.offset_width()), height)
    }

    /// Takes over how far the grid is scrolled and how much of it is seen.
    pub fn measure(self) {
        let Some(scroller) = self.scroller.get_untracked() else {
            return;
        };
        let scroll = ScrollPosition {
            top: pixels(scroller.scroll_top()),
            left: pixels(scroller.scroll_left()),
            width: pixels(scroller.client_width()).saturating_sub(self.frozen_size().0),
        };
        let trials = self.trials.get_untracked();
        let columns = self.cells().columns;
        let visible = columns.with_untracked(|columns| VisibleRange::of(columns, trials, scroll));
        if self.visible.with_untracked(|before| *before != visible) {
            self.visible.set(visible);
        }
    }

    /// Scrolls until a cell is seen.
    pub fn reveal(self, reveal: Reveal) {
        let Some(scroller) = self.scroller.get_untracked() else {
            return;
        };
        let Position { row, column } = reveal.position;
        let (names, head) = self.frozen_size();
        let seen = (scroller.scroll_top(), scroller.client_height());
        let row = Extent {
            start: row * ROW_HEIGHT,
            length: ROW_HEIGHT,
        };
        scroller.set_scroll_top(row.scrolled_into(seen, head));
        if column > 0 {
            let seen = (scroller.scroll_left(), scroller.client_width());
            let column = Extent {
                start: self.width_of(1..column),
                length: self.width_of(column..column + 1),
            };
            scroller.set_scroll_left(column.scrolled_into(seen, names));
        } else if reveal.to_left_end {
            scroller.set_scroll_left(0);
        }
        self.measure();
    }

    /// Puts the editor over the active cell and gives it the focus, with this text in it.
    pub fn open_editor(self, text: &str) {
        let (Some(scroller), Some(editor)) =
            (self.scroller.get_untracked(), self.editor.get_untracked())
        else {
            return;
        };
        let Position { row, column } = self.cells().selection.get_untracked().active;
        let (names, head) = self.frozen_size();
        let (left, width) = if column == 0 {
            (pixels(scroller.scroll_left()), names)
        } else {
            (
                names + self.width_of(1..column),
                self.cells().column(column).map_or(0, column_width),
            )
        };
        editor.set_value(text);
        let style = HtmlElement::style(&editor);
        for (property, length) in [
            ("left", left),
            ("top", head + row * ROW_HEIGHT),
            ("width", width),
            ("height", ROW_HEIGHT),
        ] {
            let _ = style.set_property(property, &css_pixels(length));
        }
        let _ = editor.focus();
    }

    /// Gives the focus to the grid.
    pub fn focus(self) {
        // The table is far larger than its box: the browser would scroll to its middle.
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        if let Some(table) = self.table.get_untracked() {
            let _ = table.focus_with_options(&options);
            self.tab_leaves.set_value(false);
        }
    }
}

impl Default for GridView {
    fn default() -> Self {
        Self::new()
    }
}

/// Something along one direction of the table, in CSS pixels behind its frozen part.
struct Extent {
    start: usize,
    length: usize,
}

impl Extent {
    /// How far to scroll so that it is seen in a box that is scrolled to `seen.0` and `seen.1` long, of which `frozen` is
    /// covered.
    fn scrolled_into(&self, seen: (i32, i32), frozen: usize) -> i32 {
        let pixels = |pixels: usize| i32::try_from(pixels).unwrap_or(i32::MAX);
        let (start, end) = (
            pixels(self.start),
            pixels(self.start + self.length + frozen),
        );
        seen.0.max(end - seen.1).min(start)
    }
}

/// A length that the browser gives, none of which is below zero.
fn pixels(length: i32) -> usize {
    usize::try_from(length).unwrap_or(0)
}

/// A length as CSS writes it.
pub fn css_pixels(length: usize) -> String {
    format!("{length}px")
}

/// The id of a cell's element, for `aria-activedescendant`.
pub fn cell_id(position: Position) -> String {
    format!("cell-{}-{}", position.row, position.column)
}
