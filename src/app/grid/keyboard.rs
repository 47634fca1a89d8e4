//! Keys in the grid and in its editor.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::grid_view::GridView;
use crate::app::actions::Scope;
use crate::app::state::Step;

/// A key pressed in the grid while nothing is being typed.
pub fn press(grid: GridView, event: &KeyboardEvent) {
    let cells = grid.cells();
    if event.default_prevented() || cells.is_editing() {
        return;
    }
    if let Some(action) = grid.actions.by_key(event, Scope::Grid) {
        event.prevent_default();
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
        "Tab" if !grid.tab_leaves.get_value() => {
            event.prevent_default();
            cells.go(if shift { Step::Previous } else { Step::Next }, false);
        }
        "Enter" => {
            event.prevent_default();
            cells.go(if shift { Step::Up } else { Step::Down }, false);
        }
        // The key itself lands in the editor, which has the focus by then, and nowhere else.
        key if !control && key.chars().count() == 1 => {
            event.stop_propagation();
            cells.edit(false);
        }
        _ => {}
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
        ("ArrowLeft", true) | ("Home", false) => Some(Step::RowStart),
        ("ArrowRight", true) | ("End", false) => Some(Step::RowEnd),
        ("ArrowUp" | "Home", true) => Some(Step::Top),
        ("ArrowDown" | "End", true) => Some(Step::Bottom),
        ("PageUp", _) => Some(Step::PageUp),
        ("PageDown", _) => Some(Step::PageDown),
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
        cells.edit_inside();
        return;
    }
    let leave = |keep: bool| {
        event.prevent_default();
        event.stop_propagation();
        cells.leave(keep);
        grid.focus();
    };
    if key == "Escape" {
        leave(false);
    } else if let Some(step) = movement_out_of_editor(grid, &key, event.shift_key()) {
        leave(true);
        cells.go(step, false);
    }
}

/// The movement by which a key leaves the editor; sidewards arrows may move its caret instead.
fn movement_out_of_editor(grid: GridView, key: &str, shift: bool) -> Option<Step> {
    let editing = grid.cells().editing;
    let moves_caret =
        editing.with_untracked(|editing| editing.as_ref().is_some_and(|editing| editing.inside));
    match key {
        "Enter" if shift => Some(Step::Up),
        "Tab" if shift => Some(Step::Previous),
        "Tab" => Some(Step::Next),
        "ArrowUp" => Some(Step::Up),
        "Enter" | "ArrowDown" => Some(Step::Down),
        "ArrowLeft" if !moves_caret => Some(Step::Left),
        "ArrowRight" if !moves_caret => Some(Step::Right),
        _ => None,
    }
}
