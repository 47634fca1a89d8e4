//! The selection model of Copas and Shi, opened on demand.

use leptos::prelude::*;

use super::report_table::TableWithFiles;
use crate::analysis::{SmallStudy, copas_grid};
use crate::app::state::{Shared, State};
use crate::app::widgets::Disclosure;
use crate::report;
use crate::wording::copas as words;

/// The means under selection by size and result; computed while they are open.
#[component]
pub fn CopasSection(
    /// What was found of small-study effects.
    found: Memo<Option<Shared<SmallStudy>>>,
) -> impl IntoView {
    view! {
        <Disclosure id="copas" class="block" summary=words::TITLE.text()>
            <CopasInFull found/>
        </Disclosure>
    }
}

/// The sentence and the table.
#[component]
fn CopasInFull(
    /// What was found of small-study effects.
    found: Memo<Option<Shared<SmallStudy>>>,
) -> impl IntoView {
    let state = State::expect();
    let grid = Memo::new(move |_| Some(copas_grid(&*found.get()?)));
    let said = move || {
        let (found, locale) = (found.get()?, state.document.locale());
        grid.with(|grid| {
            Some(match grid.as_ref()? {
                Ok(grid) => words::sentence(grid, &found, locale),
                Err(why) => words::no_copas(*why, locale),
            })
        })
    };
    let table = move || {
        let (found, locale) = (found.get()?, state.document.locale());
        let table = grid.with(|grid| {
            let grid = grid.as_ref()?.as_ref().ok()?;
            Some(report::copas(grid, &found, locale))
        })?;
        Some(view! { <TableWithFiles table file=words::FILE/> })
    };
    let has_table = move || grid.with(|grid| matches!(grid, Some(Ok(_))));
    view! {
        <p class="sentence" role="status">
            {said}
        </p>
        <Show
            when=has_table
            fallback=|| view! { <p class="muted small">{words::HINT}</p> }
        >
            <details>
                <summary>{words::AS_TABLE}</summary>
                {table}
            </details>
        </Show>
    }
}
