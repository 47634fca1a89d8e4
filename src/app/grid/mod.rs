//! The data as a grid that behaves like a spreadsheet: arrows, Tab, Enter, typing over, F2, Escape, ranges.
//!
//! A fixed number of rows exists in the page, whatever the length of the review: each is a slot that shows another trial
//! when one scrolls. One editor stands over the active cell while it is typed into.

mod design;
mod head;
mod keys;
mod marks;
mod mending;
mod naming;
mod provenance;
mod range;
mod row;
mod sheet;
mod sight;
mod times;
mod tools;
mod typed;

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event, HtmlElement, KeyboardEvent, MouseEvent};

use self::head::head;
use self::marks::Marks;
use self::sheet::{HEAD_ROWS, Position, Sheet, cell_id, set_pixels};
use self::sight::{ROW_HEIGHT, SLOTS, breadth, slot_of, width};
use self::tools::tools;
use crate::app::element::{Element, follow, follow_standing, html, listen, value};
use crate::app::intake::paste::PasteBoard;
use crate::app::state::State;
use crate::app::platform::timing;
use crate::data::Problem;
use crate::project::Area;
use crate::wording::interface;

/// Which cell a problem should be looked at in; set by the list of problems, followed by the grid.
#[derive(Clone, Copy)]
pub(super) struct GridFocus(Sheet);

impl GridFocus {
    /// Goes to the place of a problem.
    pub(super) fn show(self, problem: &Problem) {
        let sheet = self.0;
        let row = sheet.state.document.project.with_untracked(|project| {
            let trials = &project.review.trials;
            trials
                .iter()
                .position(|trial| Some(trial.id) == problem.place.trial)
        });
        let Some(row) = row else { return };
        let Some(trial) = sheet.trial_untracked(row) else {
            return;
        };
        let column = sheet.columns.with_untracked(|columns| {
            columns.iter().position(|column| {
                column.outcome() == problem.place.outcome
                    && (problem.place.cell.is_none() || column.cell(&trial) == problem.place.cell)
            })
        });
        let column = column.unwrap_or(0);
        sheet.activate(Position { row, column }, false);
        sheet.focus();
    }
}

/// The grid with its tools, and how to go to a place in it.
pub(super) fn data_grid() -> (GridFocus, Vec<Element>) {
    let state = State::expect();
    let sheet = Sheet::new(state);
    let [bar, naming_dialog] = tools(sheet);
    let marks =
        Memo::new(move |_| Arc::new(Marks::of(&state.findings.get(), state.document.locale())));
    let help = html("p")
        .attribute("id", "grid-keys")
        .class("visually-hidden")
        .text(interface::GRID_HELP);
    let mut parts = vec![bar, naming_dialog, window_on(sheet, marks), help];
    if crate::COMPLETE {
        parts.push(mending::line(sheet, marks));
        parts.push(provenance::fields(sheet));
        parts.push(design::fields(sheet));
    }
    (GridFocus(sheet), parts)
}

/// The part of the table that is seen, and the editor over it.
fn window_on(sheet: Sheet, marks: Memo<Arc<Marks>>) -> Element {
    let board = PasteBoard::expect();
    sheet
        .scroller()
        .class("grid")
        .on("scroll", move |_: Event| sheet.scrolled())
        .on("mousedown", move |event: MouseEvent| press(sheet, &event))
        .on("mouseover", move |event: MouseEvent| drag(sheet, &event))
        .on("dblclick", move |event: MouseEvent| {
            if position_of(sheet, event.target()).is_some() {
                sheet.edit(true);
            }
        })
        .on("copy", move |event: ClipboardEvent| {
            keys::copy(sheet, &event);
        })
        .on("cut", move |event: ClipboardEvent| {
            if keys::copy(sheet, &event) {
                sheet.edit_selection(Area::emptied);
            }
        })
        .on("paste", move |event: ClipboardEvent| {
            keys::paste(sheet, board, &event);
        })
        .child(table(sheet, marks))
        .child(editor(sheet))
}

fn table(sheet: Sheet, marks: Memo<Arc<Marks>>) -> Element {
    let above = spacer(move || sheet.sight.with(|sight| sight.first));
    let below = spacer(move || {
        let shown = sheet.sight.with(|sight| sight.first) + SLOTS;
        (sheet.trials() + 1).saturating_sub(shown)
    });
    let active_id = move || {
        let end = sheet.selection.get().end;
        let shows = sheet.sight.with(|sight| sight.shows(end.row, end.column));
        shows.then(|| cell_id(end))
    };
    let slots: Vec<Element> = (0..SLOTS)
        .map(|slot| row::row(sheet, slot, marks))
        .collect();
    let rows = html("tbody")
        .attribute("role", "rowgroup")
        .child(above.clone())
        .children(slots.iter().cloned())
        .child(below.clone());
    keep_rows_in_order(sheet, rows.clone(), slots, [above, below]);
    // Once it stands in the page and has its breadth; whenever the table or the window has another.
    let mut before = [0; 2];
    follow_standing(move || {
        // Not with each keystroke: to ask where it stands, the browser lays the page out.
        let now = [
            sheet.trials(),
            sheet.columns.with(|columns| breadth(columns)),
        ];
        if before != now {
            before = now;
            sheet.scrolled();
        }
    });
    listen(&window(), "resize", move |_: Event| sheet.scrolled());
    sheet
        .table()
        .attribute("role", "grid")
        .attribute("tabindex", "0")
        .label("Trials and what they reported")
        .attribute("aria-describedby", "grid-keys")
        .attribute("aria-multiselectable", "true")
        .attribute_from("aria-rowcount", move || {
            Some((sheet.trials() + HEAD_ROWS + 1).to_string())
        })
        .attribute_from("aria-colcount", move || {
            Some(sheet.columns.with(|columns| columns.len()).to_string())
        })
        .attribute_from("aria-activedescendant", active_id)
        .on("keydown", move |event: KeyboardEvent| {
            if crate::COMPLETE && event.alt_key() && event.key() == "Enter" {
                mending::mend(sheet, marks);
                event.prevent_default();
            }
            keys::in_grid(sheet, &event);
        })
        .child(column_widths(sheet))
        .child(head(sheet))
        .child(rows)
}

/// Moves the rows that come into sight to their end of the table; the others stay.
fn keep_rows_in_order(sheet: Sheet, rows: Element, slots: Vec<Element>, ends: [Element; 2]) {
    let mut before = 0;
    follow(move || {
        let first = sheet.sight.with(|sight| sight.first);
        let place = |row: usize, next: &Element| {
            let row = slots[slot_of(row)].node();
            let _ = rows.node().insert_before(row, Some(next.node()));
        };
        if first > before {
            let passed = before.max(first.saturating_sub(SLOTS))..first;
            passed.for_each(|row| place(row + SLOTS, &ends[1]));
        } else {
            let mut next = slots[slot_of(before)].clone();
            for row in (first..before.min(first + SLOTS)).rev() {
                place(row, &next);
                next = slots[slot_of(row)].clone();
            }
        }
        before = first;
    });
}

/// How wide the columns are, also those that are not in the page.
fn column_widths(sheet: Sheet) -> Element {
    let table = sheet.table();
    html("colgroup").parts(move || {
        let shown = sheet.columns_in_sight.get();
        let all = sheet.columns.with(|columns| columns.len());
        let before = shown.get(1).map_or(1, |(place, _)| *place);
        let column = |pixels: usize| {
            let column = html("col");
            set_pixels(column.known_as(), "width", pixels);
            column
        };
        let style = table.known_as::<HtmlElement>().style();
        let breadth = sheet.breadth(1..all);
        let _ = style.set_property("width", &format!("calc(var(--names) + {breadth}px)"));
        let mut widths = vec![html("col").class("names"), column(sheet.breadth(1..before))];
        widths.extend(shown.iter().skip(1).map(|(_, shown)| column(width(*shown))));
        widths.push(html("col"));
        widths
    })
}

/// Stands for rows that are not in the page, as high as they are.
fn spacer(rows: impl Fn() -> usize + 'static) -> Element {
    let cell = html("td").attribute("role", "presentation");
    let node = cell.clone();
    follow(move || {
        set_pixels(node.known_as(), "height", rows() * ROW_HEIGHT);
    });
    html("tr")
        .class("spacer")
        .attribute("role", "presentation")
        .child(cell)
}

fn editor(sheet: Sheet) -> Element {
    let of_words = move || {
        sheet.editing.with(|editing| {
            editing
                .as_ref()
                .is_some_and(|editing| editing.column.holds_words())
        })
    };
    sheet
        .editor()
        .class("cell-editor")
        .class_while("editing", move || sheet.editing.with(Option::is_some))
        .class_while("words", of_words)
        .label("Cell")
        .attribute("autocomplete", "off")
        .attribute("spellcheck", "false")
        .attribute("tabindex", "-1")
        .on("input", move |event: Event| {
            timing::keystroke();
            sheet.typed(&value(&event));
        })
        .on("keydown", move |event: KeyboardEvent| {
            keys::in_editor(sheet, &event);
        })
        .on("blur", move |_: Event| sheet.leave(true))
}

/// The cells that something in the table stands for: one, or in the head those under it.
fn area_of(sheet: Sheet, target: Option<web_sys::EventTarget>) -> Option<Area> {
    let closest = |from: &web_sys::Element, selector: &str| from.closest(selector).ok().flatten();
    let number = |of: &web_sys::Element, name: &str| of.get_attribute(name)?.parse::<usize>().ok();
    let target: web_sys::Element = target?.dyn_into().ok()?;
    let cell = closest(&target, "[aria-colindex]")?;
    let row = number(&closest(&cell, "[aria-rowindex]")?, "aria-rowindex")? - 1;
    let column = number(&cell, "aria-colindex")? - 1;
    let columns = number(&cell, "colspan").unwrap_or(1);
    let rows = match row.checked_sub(HEAD_ROWS) {
        Some(row) => row..row + 1,
        None => 0..untrack(|| sheet.trials()),
    };
    Some(Area {
        rows,
        columns: column..column + columns,
    })
}

fn position_of(sheet: Sheet, target: Option<web_sys::EventTarget>) -> Option<Position> {
    let area = area_of(sheet, target)?;
    (area.rows.len() == 1).then_some(Position {
        row: area.rows.start,
        column: area.columns.start,
    })
}

fn press(sheet: Sheet, event: &MouseEvent) {
    // As wide as the number of the row, which stands before the name.
    const NUMBER: i32 = 32;
    let Some(mut area) = area_of(sheet, event.target()) else {
        return;
    };
    event.prevent_default();
    let at = Position {
        row: area.rows.start,
        column: area.columns.start,
    };
    let shift = event.shift_key();
    let again = sheet.selection.get_untracked().active == at;
    let typing = sheet.editing.with_untracked(Option::is_some);
    sheet.leave(true);
    if area.rows.len() == 1 {
        sheet.activate(at, shift);
        if at.column == 0 && event.offset_x() < NUMBER {
            sheet.select_whole(true, false);
        }
    } else {
        if shift {
            let before = sheet.selection.get_untracked().area().columns;
            let start = area.columns.start.min(before.start);
            area.columns = start..area.columns.end.max(before.end);
        }
        sheet.select(&area);
    }
    sheet.focus();
    // Without a keyboard a second touch is the way in.
    if again && !typing && !shift && touches() {
        sheet.edit(true);
    }
}

fn drag(sheet: Sheet, event: &MouseEvent) {
    const LEFT_BUTTON: u16 = 1;
    if event.buttons() == LEFT_BUTTON
        && sheet.editing.with_untracked(Option::is_none)
        && let Some(at) = position_of(sheet, event.target())
        && sheet.selection.get_untracked().end != at
    {
        sheet.activate(at, true);
    }
}

fn touches() -> bool {
    window()
        .match_media("(pointer: coarse)")
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}
