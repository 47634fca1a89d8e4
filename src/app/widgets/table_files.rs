//! A menu that makes a file of one table, or copies it.

use leptos::prelude::*;

use super::menu::{Menu, MenuItem};
use crate::app::actions::{TableFile, table_file};
use crate::app::state::State;
use crate::report::Table;
use crate::wording::downloads;

/// A menu that makes a file of one table, or copies it.
#[component]
pub fn TableFiles(
    /// What the file is called beside the title of the review.
    #[prop(into)]
    what: Signal<String>,
    /// Makes the table; nothing where there is none.
    #[prop(into)]
    table: UnsyncCallback<(), Option<Table>>,
    /// What the button says.
    #[prop(default = downloads::THIS_TABLE.text())]
    label: &'static str,
) -> impl IntoView {
    let state = State::expect();
    view! {
        <Menu label>
            {TableFile::ALL
                .into_iter()
                .map(|kind| {
                    let choose = move || {
                        if let Some(table) = untrack(|| table.run(())) {
                            table_file(state, &table, &what.get_untracked(), kind);
                        }
                    };
                    view! { <MenuItem label=kind.name() on_choose=choose/> }
                })
                .collect_view()}
        </Menu>
    }
}
