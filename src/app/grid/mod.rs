//! The data as a grid that behaves like a spreadsheet: arrows, Tab, Enter, typing over, F2, Escape, ranges.
//!
//! A fixed number of rows exists in the page, whatever the length of the review: each is a slot that shows another trial
//! when one scrolls. One editor stands over the active cell while it is typed into.

mod head;
mod keys;
mod marks;
mod row;
mod sheet;
mod tools;

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event, HtmlElement, KeyboardEvent, MouseEvent};

use self::head::head;
use self::marks::Marks;
use self::sheet::{Position, ROW_HEIGHT, SLOTS, Sheet, cell_id};
use self::tools::tools;
use super::element::{Element, follow, html, value};
use super::paste::PasteBoard;
use super::session::Session;
use super::timing;
use crate::app::state::Derived;
use crate::data::Problem;
use crate::wording::interface;

/// Which cell a problem should be looked at in; set by the list of problems, followed by the grid.
#[derive(Clone, Copy)]
pub(super) struct GridFocus(Sheet);

impl GridFocus {
    /// Goes to the place of a problem.
    pub(super) fn show(self, problem: &Problem) {
        let sheet = self.0;
        let row = sheet.session.project.with_untracked(|project| {
            let trials = &project.0.review.trials;
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
    let session = Session::expect();
    let sheet = Sheet::new(session);
    let [bar, outcome_dialog] = tools(sheet);
    let help = html("p")
        .attribute("id", "grid-keys")
        .class("visually-hidden")
        .text(interface::GRID_HELP);
    (
        GridFocus(sheet),
        vec![bar, outcome_dialog, window_on(sheet), help],
    )
}

/// The part of the table that is seen, and the editor over it.
fn window_on(sheet: Sheet) -> Element {
    let board = PasteBoard::expect();
    sheet
        .scroller
        .get()
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
            keys::copy(sheet, &event);
            if sheet.editing.with_untracked(Option::is_none) {
                sheet.clear();
            }
        })
        .on("paste", move |event: ClipboardEvent| {
            keys::paste(sheet, board, &event);
        })
        .child(table(sheet))
        .child(editor(sheet))
}

fn table(sheet: Sheet) -> Element {
    let session = sheet.session;
    let marks =
        Derived::new(move || Arc::new(Marks::of(&session.problems.get(), session.locale())));
    let above = move || sheet.first.get();
    let below = move || (sheet.trials() + 1).saturating_sub(sheet.first.get() + SLOTS);
    let active_id = move || {
        let active = sheet.selection.get().end;
        let slot = active.row.checked_sub(sheet.first.get());
        slot.filter(|slot| *slot < SLOTS)
            .map(|slot| cell_id(slot, active.column))
    };
    let rows = html("tbody")
        .attribute("role", "rowgroup")
        .child(spacer(above))
        .children((0..SLOTS).map(|place| row::row(sheet, place, marks)))
        .child(spacer(below));
    sheet
        .table
        .get()
        .attribute("role", "grid")
        .attribute("tabindex", "0")
        .label("Trials and what they reported")
        .attribute("aria-describedby", "grid-keys")
        .attribute("aria-multiselectable", "true")
        .attribute_from("aria-rowcount", move || {
            Some((sheet.trials() + 4).to_string())
        })
        .attribute_from("aria-colcount", move || {
            Some(sheet.columns.with(|columns| columns.len()).to_string())
        })
        .attribute_from("aria-activedescendant", active_id)
        .on("keydown", move |event: KeyboardEvent| {
            keys::in_grid(sheet, &event);
        })
        .child(head(sheet))
        .child(rows)
}

/// Stands for rows that are not in the page, as high as they are.
fn spacer(rows: impl Fn() -> usize + 'static) -> Element {
    let cell = html("td").attribute("role", "presentation");
    let node = cell.clone();
    follow(move || {
        let height = format!("{}px", rows() as f64 * ROW_HEIGHT);
        let _ = node
            .known_as::<HtmlElement>()
            .style()
            .set_property("height", &height);
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
        .editor
        .get()
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

fn position_of(sheet: Sheet, target: Option<web_sys::EventTarget>) -> Option<Position> {
    let cell = target?
        .dyn_into::<web_sys::Element>()
        .ok()?
        .closest("[data-row]")
        .ok()??;
    let number = |name: &str| cell.get_attribute(name)?.parse::<usize>().ok();
    Some(Position {
        row: number("data-row")? + sheet.first.get_untracked(),
        column: number("data-column")?,
    })
}

fn press(sheet: Sheet, event: &MouseEvent) {
    let Some(at) = position_of(sheet, event.target()) else {
        return;
    };
    event.prevent_default();
    let again = sheet.selection.get_untracked().active == at;
    let typing = sheet.editing.with_untracked(Option::is_some);
    sheet.leave(true);
    sheet.activate(at, event.shift_key());
    sheet.focus();
    // Without a keyboard a second touch is the way in.
    if again && !typing && !event.shift_key() && touches() {
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
