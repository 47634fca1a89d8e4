//! Keys in the grid and in its editor.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, KeyboardEvent};

use super::grid_view::GridView;
use crate::app::actions::Scope;
use crate::app::state::Step;
use crate::project::Direction;

/// A key pressed in the grid while nothing is being typed.
pub fn press(grid: GridView, event: &KeyboardEvent) {
    let cells = grid.cells();
    if event.default_prevented() || cells.is_editing() {
        return;
    }
    if let Some(action) = grid.actions.by_key(event, Scope::Grid) {
        event.prevent_default();
        grid.tab_leaves.set_value(false);
        grid.actions.perform(action);
        return;
    }
    if event.alt_key() {
        return;
    }
    if let Some(step) = movement(event) {
        event.prevent_default();
        grid.tab_leaves.set_value(false);
        cells.go(step, event.shift_key());
        return;
    }
    let control = event.ctrl_key() || event.meta_key();
    let shift = event.shift_key();
    match event.key().as_str() {
        // After Escape the Tab key leaves the grid, as everywhere else in the page.
        "Escape" => grid.tab_leaves.set_value(true),
        "Tab" => {
            let step = if shift { Step::Previous } else { Step::Next };
            // Behind the last cell and before the first, Tab leaves the grid by itself.
            if !grid.tab_leaves.get_value() && cells.can_go(step) {
                event.prevent_default();
                cells.go(step, false);
            }
        }
        "Enter" => {
            event.prevent_default();
            grid.tab_leaves.set_value(false);
            let step = if shift { Step::EnterBack } else { Step::Enter };
            cells.go(step, false);
        }
        // The key itself lands in the editor, which has the focus by then, and nowhere else.
        key if !control && key.chars().count() == 1 => {
            event.stop_propagation();
            grid.tab_leaves.set_value(false);
            cells.edit(false);
        }
        _ => {}
    }
}

/// The grid has got the focus. Where the Tab key has brought it, the next one goes on in the page, so that whoever only
/// passes by is not held; any key that moves or types stays in the grid from then on.
pub fn enter(grid: GridView, event: &FocusEvent) {
    let from = event
        .related_target()
        .and_then(|from| from.dyn_into::<Element>().ok());
    // Without an element the window has come back; a dialog gives back the focus that it took.
    let passes_by = from.is_some_and(|from| !matches!(from.closest(".grid, dialog"), Ok(Some(_))));
    if passes_by {
        grid.tab_leaves.set_value(true);
    }
}

/// The movement that a key stands for; with Shift it draws the selection.
fn movement(event: &KeyboardEvent) -> Option<Step> {
    let control = event.ctrl_key() || event.meta_key();
    match (event.key().as_str(), control) {
        ("ArrowLeft", false) => Some(Step::Left),
        ("ArrowRight", false) => Some(Step::Right),
        ("ArrowUp", false) => Some(Step::Up),
        ("ArrowDown", false) => Some(Step::Down),
        ("ArrowLeft", true) => Some(Step::Edge(Direction::Left)),
        ("ArrowRight", true) => Some(Step::Edge(Direction::Right)),
        ("ArrowUp", true) => Some(Step::Edge(Direction::Up)),
        ("ArrowDown", true) => Some(Step::Edge(Direction::Down)),
        ("Home", false) => Some(Step::RowStart),
        ("End", false) => Some(Step::RowEnd),
        ("Home", true) => Some(Step::Top),
        ("End", true) => Some(Step::Bottom),
        ("PageUp", false) => Some(Step::PageUp),
        ("PageDown", false) => Some(Step::PageDown),
        _ => None,
    }
}

/// A key pressed while a cell is being typed into.
pub fn press_in_editor(grid: GridView, event: &KeyboardEvent) {
    if event.is_composing() {
        return;
    }
    let cells = grid.cells();
    let key = event.key();
    if key == "F2" {
        event.prevent_default();
        cells.turn_inside_or_over();
        return;
    }
    let leave = |keep: bool| {
        event.prevent_default();
        event.stop_propagation();
        cells.leave(keep);
        grid.focus();
    };
    let control = event.ctrl_key() || event.meta_key();
    if key == "Escape" {
        leave(false);
    } else if key == "Enter" && control {
        leave(true);
    } else if let Some(step) = movement_out_of_editor(grid, event) {
        leave(true);
        cells.go(step, false);
    }
}

/// The movement by which a key leaves the editor. Once F2 was pressed the arrows and the page keys stay in it.
fn movement_out_of_editor(grid: GridView, event: &KeyboardEvent) -> Option<Step> {
    let stays = grid
        .cells()
        .editing
        .with_untracked(|editing| editing.as_ref().is_some_and(|editing| editing.inside));
    let shift = event.shift_key();
    match event.key().as_str() {
        "Enter" if shift => Some(Step::EnterBack),
        "Enter" => Some(Step::Enter),
        "Tab" if shift => Some(Step::Previous),
        "Tab" => Some(Step::Next),
        "Home" | "End" => None,
        _ if stays || shift => None,
        _ => movement(event),
    }
}
