//! Copying, cutting and pasting cells.

use web_sys::ClipboardEvent;

use super::grid_view::GridView;
use crate::app::actions::Action;
use crate::app::state::{Incoming, Shared, TableText};
use crate::project::{html_table, tab_separated};

/// Copies the selected cells, as cells for spreadsheets and as a table for documents, and says whether it did.
pub fn copy(grid: GridView, event: &ClipboardEvent) -> bool {
    let Some(data) = event.clipboard_data() else {
        return false;
    };
    if grid.cells().is_editing() {
        return false;
    }
    let texts = grid.cells().copied();
    event.prevent_default();
    let _ = data.set_data("text/html", &html_table(&texts));
    data.set_data("text/plain", &tab_separated(&texts)).is_ok()
}

/// Copies the selected cells and empties them.
pub fn cut(grid: GridView, event: &ClipboardEvent) {
    if copy(grid, event) {
        grid.actions.perform(Action::EmptyCells);
    }
}

/// Pastes: a table with heads is previewed as anywhere in the page; a bare range fills cells.
pub fn paste(grid: GridView, event: &ClipboardEvent) {
    let text = event
        .clipboard_data()
        .and_then(|data| data.get_data("text/plain").ok())
        .unwrap_or_default();
    let typing = grid.cells().is_editing();
    if text.is_empty() && !typing {
        // A file, perhaps: the page takes it.
        return;
    }
    event.stop_propagation();
    if typing {
        return;
    }
    event.prevent_default();
    let table = Shared::new(TableText::new(text));
    if table.is_table() {
        grid.state.incoming.add(Incoming::Table(table));
    } else {
        grid.cells().fill(table.text());
    }
}
