//! Keys and the clipboard in the grid.

use web_sys::{ClipboardEvent, KeyboardEvent};

use super::sheet::{Sheet, Step};
use crate::app::paste::PasteBoard;

/// A key pressed in the grid while nothing is being typed.
pub(super) fn in_grid(sheet: Sheet, event: &KeyboardEvent) {
    if event.default_prevented() || event.alt_key() || sheet.editing.with_untracked(Option::is_some)
    {
        return;
    }
    let control = event.ctrl_key() || event.meta_key();
    let shift = event.shift_key();
    let key = event.key();
    let step = match (key.as_str(), control) {
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
    };
    if let Some(step) = step {
        event.prevent_default();
        sheet.leaving.set(false);
        sheet.go(step, shift);
        return;
    }
    match key.as_str() {
        // After Escape the Tab key leaves the grid, as everywhere else in the page.
        "Escape" => sheet.leaving.set(true),
        "Tab" if !sheet.leaving.get() => {
            event.prevent_default();
            sheet.go(if shift { Step::Previous } else { Step::Next }, false);
        }
        "Enter" => {
            event.prevent_default();
            sheet.go(if shift { Step::Up } else { Step::Down }, false);
        }
        "F2" => {
            event.prevent_default();
            sheet.edit(true);
        }
        "Delete" | "Backspace" => {
            event.prevent_default();
            sheet.clear();
        }
        // The key itself lands in the editor, which has the focus by then.
        _ if !control && key.chars().count() == 1 => sheet.edit(false),
        _ => {}
    }
}

/// A key pressed while a cell is being typed into.
pub(super) fn in_editor(sheet: Sheet, event: &KeyboardEvent) {
    if event.is_composing() {
        return;
    }
    let inside = sheet
        .editing
        .with_untracked(|editing| editing.as_ref().is_some_and(|editing| editing.inside));
    let shift = event.shift_key();
    let step = match event.key().as_str() {
        "Enter" if shift => Some(Step::Up),
        "Tab" if shift => Some(Step::Previous),
        "Tab" => Some(Step::Next),
        "ArrowUp" => Some(Step::Up),
        "Enter" | "ArrowDown" => Some(Step::Down),
        "ArrowLeft" if !inside => Some(Step::Left),
        "ArrowRight" if !inside => Some(Step::Right),
        "Escape" => {
            event.prevent_default();
            event.stop_propagation();
            sheet.leave(false);
            sheet.focus();
            return;
        }
        "F2" => {
            sheet.editing.update(|editing| {
                if let Some(editing) = editing {
                    editing.inside = true;
                }
            });
            None
        }
        _ => None,
    };
    if let Some(step) = step {
        event.prevent_default();
        event.stop_propagation();
        sheet.leave(true);
        sheet.focus();
        sheet.go(step, false);
    }
}

/// Copies the selected cells.
pub(super) fn copy(sheet: Sheet, event: &ClipboardEvent) {
    if sheet.editing.with_untracked(Option::is_some) {
        return;
    }
    if let Some(data) = event.clipboard_data()
        && data.set_data("text/plain", &sheet.copied()).is_ok()
    {
        event.prevent_default();
    }
}

/// Pastes: a table with heads is previewed as anywhere in the page; a bare range fills cells.
pub(super) fn paste(sheet: Sheet, board: PasteBoard, event: &ClipboardEvent) {
    event.stop_propagation();
    if sheet.editing.with_untracked(Option::is_some) {
        return;
    }
    let text = event
        .clipboard_data()
        .and_then(|data| data.get_data("text/plain").ok())
        .unwrap_or_default();
    event.prevent_default();
    if PasteBoard::is_table(&text) {
        board.offer(text);
    } else {
        sheet.fill(&text);
    }
}
