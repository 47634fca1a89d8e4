//! Estimates that allow for asymmetry, on their sheet.

use leptos::prelude::*;

use super::report_table::TableWithFiles;
use crate::analysis::{SmallStudy, allowances};
use crate::app::state::{Shared, State};
use crate::report;
use crate::wording::allowances as words;

/// Limit meta-analysis and selection models, as a table.
#[component]
pub fn AllowancesSheet(
    /// What was found of small-study effects.
    found: Memo<Option<Shared<SmallStudy>>>,
) -> impl IntoView {
    let state = State::expect();
    let allowed = Memo::new(move |_| {
        let found = found.get()?;
        Some(Shared::new(allowances(&found)))
    });
    let table = move || {
        let locale = state.document.locale();
        let (found, allowed) = (found.get()?, allowed.get()?);
        let table = report::allowances(&found, &allowed, locale);
        Some(view! { <TableWithFiles table file="allowing-for-asymmetry"/> })
    };
    view! {
        <section class="sheet block" id="allowances" aria-label=words::ALLOWANCES>
            <h3>{words::ALLOWANCES}</h3>
            {table}
        </section>
    }
}
