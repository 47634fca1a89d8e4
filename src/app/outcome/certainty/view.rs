//! How certain the result of the outcome is that is looked at.

use leptos::prelude::*;

use super::article::CertaintyArticle;
use crate::app::outcome::no_outcome::NoOutcome;
use crate::app::state::State;

/// How certain the result of the outcome is that is looked at, or what to do where there is none.
#[component]
pub fn CertaintyView() -> impl IntoView {
    let state = State::expect();
    let outcome = Memo::new(move |_| state.selection.outcome());
    view! {
        <div class="outcome">
            <For
                each=move || outcome.get()
                key=|outcome| *outcome
                children=|outcome| view! { <CertaintyArticle outcome/> }
            />
            <Show when=move || outcome.get().is_none()>
                <NoOutcome/>
            </Show>
        </div>
    }
}
