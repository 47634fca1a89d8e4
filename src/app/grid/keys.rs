//! Keys and the clipboard in the grid.

use web_sys::{ClipboardEvent, KeyboardEvent};

use super::sheet::{Sheet, Step};
use crate::app::intake::paste::PasteBoard;
use crate::project::{Area, html_table, tab_separated};

/// A key pressed in the grid while nothing is being typed.
pub(super) fn in_grid(sheet: Sheet, event: &KeyboardEvent) {
    if event.default_prevented() || sheet.editing.with_untracked(Option::is_some) {
        return;
    }
    let key = event.key();
    if event.alt_key() {
        let down = key == "ArrowDown";
        if crate::COMPLETE && (down || key == "ArrowUp") {
            event.prevent_default();
            sheet.move_rows(down);
        }
        return;
    }
    let control = event.ctrl_key() || event.meta_key();
    let shift = event.shift_key();
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
        "Escape" => {
            sheet.leaving.set(true);
            return;
        }
        "Tab" if !sheet.leaving.get() => {
            sheet.go(if shift { Step::Previous } else { Step::Next }, false);
        }
        "Enter" => sheet.go(if shift { Step::Up } else { Step::Down }, false),
        "F2" => sheet.edit(true),
        "Delete" | "Backspace" => sheet.edit_selection(Area::emptied),
        "a" if control => sheet.select_whole(true, true),
        " " if control || shift => sheet.select_whole(shift, control),
        "d" if control && crate::COMPLETE => sheet.edit_selection(Area::filled_down),
        "r" if control && crate::COMPLETE => sheet.edit_selection(Area::filled_right),
        // The key itself lands in the editor, which has the focus by then, and nowhere else.
        _ if !control && key.chars().count() == 1 => {
            event.stop_propagation();
            sheet.edit(false);
            return;
        }
        _ => return,
    }
    event.prevent_default();
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

/// Copies the selected cells, as cells for spreadsheets and as a table for documents, and says whether it did.
pub(super) fn copy(sheet: Sheet, event: &ClipboardEvent) -> bool {
    let data = event.clipboard_data();
    let (None, Some(data)) = (sheet.editing.get_untracked(), data) else {
        return false;
    };
    let texts = sheet.copied();
    event.prevent_default();
    if crate::COMPLETE {
        let _ = data.set_data("text/html", &html_table(&texts));
    }
    data.set_data("text/plain", &tab_separated(&texts)).is_ok()
}

/// Pastes: a table with heads is previewed as anywhere in the page; a bare range fills cells.
pub(super) fn paste(sheet: Sheet, board: PasteBoard, event: &ClipboardEvent) {
    let text = event
        .clipboard_data()
        .and_then(|data| data.get_data("text/plain").ok())
        .unwrap_or_default();
    let typing = sheet.editing.with_untracked(Option::is_some);
    if text.is_empty() && !typing {
        // A file, perhaps: the page takes it.
        return;
    }
    event.stop_propagation();
    if typing {
        return;
    }
    event.prevent_default();
    if PasteBoard::is_table(&text) {
        board.offer(text);
    } else {
        sheet.fill(&text);
    }
}
