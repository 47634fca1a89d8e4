//! A review that another program pooled: what it holds, and whether its stored results are met when it is pooled here.

pub mod stored_results;

use leptos::prelude::*;

pub use self::stored_results::StoredResults;

use super::destination::{Destination, DestinationFoot, add_trials, has_trials_in_common};
use crate::app::state::{Arrival, Dialog, Library, Shared, State};
use crate::app::widgets::FindingItem;
use crate::project::Project;
use crate::read::Import;
use crate::wording::interface;

/// Findings shown before the review is taken; the rest is shown beside the data afterwards.
const MOST_FINDINGS: usize = 30;

/// Shows a review that another program pooled, and takes it.
#[component]
pub fn ReviewContent(
    /// The review with its stored results.
    import: Shared<Import>,
    /// The name of its file, which stands in for a missing title.
    name: String,
) -> impl IntoView {
    let state = State::expect();
    let library = Library::expect();
    let locale = untrack(|| state.document.locale());
    let held = interface::paste_preview(&import.review, import.problems.len(), locale);
    let title = if import.review.title.is_empty() {
        name
    } else {
        import.review.title.clone()
    };
    let findings = import
        .problems
        .iter()
        .take(MOST_FINDINGS)
        .map(|finding| view! { <FindingItem finding=finding.clone() locale=locale/> })
        .collect_view();
    let common = {
        let import = import.clone();
        Memo::new(move |_| has_trials_in_common(state, &import.review))
    };
    let taken = import.clone();
    let take = move |destination| {
        match destination {
            Destination::Replace => {
                let project = Project::of_import((*taken).clone());
                library.begin(project, Arrival::Brought);
            }
            Destination::Add(same_trial) => add_trials(state, &taken.review, same_trial),
        }
        state.dialogs.close(Dialog::Import);
    };
    view! {
        <div class="dialog-body">
            <h3>{title}</h3>
            <p role="status">{held}</p>
            <ul class="problems">{findings}</ul>
            <StoredResults import=import/>
        </div>
        <DestinationFoot
            replace_label=interface::import::OPEN_REVIEW.text()
            add_label=interface::import::ADD_TRIALS.text()
            has_trials_in_common=common
            usable=true
            on_take=take
            on_cancel=move |()| state.dialogs.close(Dialog::Import)
        />
    }
}
