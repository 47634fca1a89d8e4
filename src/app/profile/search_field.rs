//! The field in which an outcome is looked for by its name.

use leptos::html;
use leptos::prelude::*;

use crate::app::state::State;
use crate::data::OutcomeId;
use crate::wording::{interface, translate};

/// The field in which an outcome is looked for, with how many were found under it.
#[component]
pub fn SearchField(
    /// The outcomes that were found.
    #[prop(into)]
    found: Signal<Vec<OutcomeId>>,
    /// Of how many.
    #[prop(into)]
    of: Signal<usize>,
    /// Called with an outcome that is to be looked at.
    #[prop(into)]
    on_choose: UnsyncCallback<OutcomeId>,
    /// Called when the first outcome is to have the focus.
    #[prop(into)]
    on_leave: UnsyncCallback<()>,
) -> impl IntoView {
    let state = State::expect();
    let search = state.outcome_search;
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |asked_before: Option<usize>| {
        let asked = search.asked.get();
        // The field of a list that is made anew does not take the focus by itself.
        let is_asked = asked_before.map_or(asked > 0, |before| asked != before);
        if is_asked && let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
        asked
    });
    let press_key = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            if let Some(first) = found.with_untracked(|found| found.first().copied()) {
                search.query.set(String::new());
                on_choose.run(first);
            }
        }
        "Escape" => search.query.set(String::new()),
        "ArrowDown" => {
            event.prevent_default();
            on_leave.run(());
        }
        _ => {}
    };
    let said = move || {
        (!search.query.with(String::is_empty)).then(|| {
            let locale = state.document.locale();
            interface::outcomes_found(found.with(Vec::len), of.get(), locale)
        })
    };
    view! {
        <div class="profile-search" role="search">
            <input
                class="text-input"
                type="search"
                aria-label=translate("Find an outcome")
                placeholder=translate("Find an outcome")
                node_ref=field
                prop:value=move || search.query.get()
                on:input=move |event| search.query.set(event_target_value(&event))
                on:keydown=press_key
            />
            <p role="status">{said}</p>
        </div>
    }
}
