//! The line under the grid: what is wrong with the active cell, and the edit that fixes it where there is one.

use leptos::prelude::*;

use super::grid_view::GridView;
use crate::app::actions::{Action, Shortcut, fix_of_active_cell};
use crate::app::widgets::Button;

/// The line, which is read out as one comes to a cell about which there is a finding.
#[component]
pub fn FixLine(
    /// The grid on the screen.
    grid: GridView,
) -> impl IntoView {
    let state = grid.state;
    let sentence = Memo::new(move |_| {
        let finding = state.findings.of_active_cell(state.cells);
        finding.map(|finding| finding.sentence)
    });
    let fix = Memo::new(move |_| fix_of_active_cell(state).map(|fix| fix.words));
    let shortcut = Action::FixCell.entry().shortcuts.first();
    let title = shortcut.map_or_else(String::new, Shortcut::words);
    let press = move |()| {
        grid.actions.perform(Action::FixCell);
        grid.focus();
    };
    view! {
        <div class="cell-line" aria-live="polite">
            {move || sentence.get().map(|sentence| view! { <span>{sentence}</span> })}
            {move || {
                fix.get()
                    .map(|words| {
                        view! { <Button label=words title=title.clone() on_press=press/> }
                    })
            }}
        </div>
    }
}
