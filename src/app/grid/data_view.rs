//! The data view as a whole.

use leptos::prelude::*;

use super::findings_list::FindingsList;
use super::fix_line::FixLine;
use super::grid_view::GridView;
use super::naming_dialog::NamingDialog;
use super::provenance::ProvenanceFields;
use super::table::GridTable;
use super::tools::GridTools;
use super::trial_design::TrialDesignFields;
use crate::wording::{interface, translate};

/// The grid with its tools, what is said about the active cell, and what is wrong with the data.
#[component]
pub fn DataView(
    /// What stands under it: the figure that follows every keystroke.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let grid = GridView::new();
    view! {
        <h2 class="visually-hidden">{translate("Data")}</h2>
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
