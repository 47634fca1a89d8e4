//! The data view as a whole.

use leptos::prelude::*;

use super::{
    FindingsList, FixLine, GridTable, GridTools, GridView, NamingDialog, ProvenanceFields,
    TrialDesignFields,
};
use crate::wording::interface;

/// The grid with its tools, what is said about the active cell, and what is wrong with the data.
#[component]
pub fn DataView(
    /// What stands under it: the figure that follows every keystroke.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let grid = GridView::new();
    view! {
        <h2 class="visually-hidden">"Data"</h2>
        <GridTools grid=grid/>
        <NamingDialog grid=grid/>
        <GridTable grid=grid/>
        <p id="grid-keys" class="visually-hidden">
            {interface::GRID_HELP}
        </p>
        <FixLine grid=grid/>
        <ProvenanceFields/>
        <TrialDesignFields/>
        <FindingsList on_shown=move || grid.focus()/>
        {children.map(|children| children())}
    }
}
