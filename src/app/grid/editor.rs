//! The field in which a cell is typed.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::grid_view::GridView;
use super::keyboard;
use crate::app::platform::timing;
use crate::wording::translate;

/// The one field that stands over the active cell while it is typed into.
#[component]
pub fn CellEditor(
    /// The grid on the screen.
    grid: GridView,
) -> impl IntoView {
    let cells = grid.cells();
    // An effect runs before the browser puts the key that began the editing into the field that has the focus.
    Effect::new(move |before: Option<Option<_>>| {
        let editing = cells.editing.get();
        let cell = editing
            .as_ref()
            .map(|editing| (editing.trial, editing.column));
        if let Some(editing) = editing
            && before.flatten() != cell
        {
            let text = if editing.inside { &editing.before } else { "" };
            grid.open_editor(text);
        }
        cell
    });
    let holds_words = move || {
        cells.editing.with(|editing| {
            editing
                .as_ref()
                .is_some_and(|editing| editing.column.holds_words())
        })
    };
    let input = move |event| {
        timing::keystroke();
        cells.typed(&event_target_value(&event));
    };
    view! {
        <input
            node_ref=grid.editor
            class="cell-editor"
            class:editing=move || cells.editing.with(Option::is_some)
            class:words=holds_words
            aria-label=translate("Cell")
            autocomplete="off"
            spellcheck="false"
            tabindex="-1"
            on:input=input
            on:keydown=move |event: KeyboardEvent| keyboard::press_in_editor(grid, &event)
            on:blur=move |_| cells.leave(true)
        />
    }
}
