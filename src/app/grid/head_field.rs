//! The field in a head in which what it names is renamed where it stands.

use leptos::ev::{ClipboardEvent, KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;

use super::grid_view::GridView;
use super::naming_dialog::name;
use crate::app::state::Naming;

/// The field in a head: Enter and leaving it take the name, Escape does not. Afterwards the grid has the focus.
#[component]
pub fn HeadField(
    /// The grid on the screen.
    grid: GridView,
    /// What is renamed.
    naming: Naming,
) -> impl IntoView {
    let project = grid.state.document.project;
    let present = project.with_untracked(|project| naming.present(&project.review));
    let field = NodeRef::<html::Input>::new();
    field.on_load(move |field| {
        // Set here, so that it is there to be selected.
        field.set_value(&present);
        let _ = field.focus();
        field.select();
    });
    let take = move || {
        // A field that is being taken away is left too, when its own handles are gone already.
        if grid.renaming.get_untracked().is_none() {
            return;
        }
        let typed = field.get_untracked().map(|field| field.value());
        grid.renaming.set(None);
        if let Some(typed) = typed {
            name(grid, naming, typed, 0);
        }
    };
    let press_key = move |event: KeyboardEvent| {
        // Neither the grid nor the page hears what is typed here.
        event.stop_propagation();
        match event.key().as_str() {
            "Enter" => {
                take();
                grid.focus();
            }
            "Escape" => {
                grid.renaming.set(None);
                grid.focus();
            }
            _ => {}
        }
    };
    view! {
        <input
            class="head-field"
            aria-label=naming.words().0
            maxlength="400"
            autocomplete="off"
            spellcheck="false"
            node_ref=field
            on:blur=move |_| take()
            on:keydown=press_key
            on:mousedown=move |event: MouseEvent| event.stop_propagation()
            on:dblclick=move |event: MouseEvent| event.stop_propagation()
            on:copy=move |event: ClipboardEvent| event.stop_propagation()
            on:cut=move |event: ClipboardEvent| event.stop_propagation()
            on:paste=move |event: ClipboardEvent| event.stop_propagation()
        />
    }
}
