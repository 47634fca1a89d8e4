//! A button that lets files be chosen.

use leptos::ev::Event;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::app::platform::files::listed;
use crate::app::state::{Incoming, State};
use crate::wording::translate;

/// A button that lets files be chosen, which then come in as if they had been dropped on the page.
#[component]
pub fn FileButton(
    /// Called before the chosen files come in, as to close the dialog around the button.
    #[prop(optional, into)]
    on_choose: Option<UnsyncCallback<()>>,
) -> impl IntoView {
    let incoming = State::expect().incoming;
    let change = move |event: Event| {
        let input: HtmlInputElement = event_target(&event);
        let files = input.files().as_ref().map(listed).unwrap_or_default();
        // So that the same file can be chosen again.
        input.set_value("");
        if files.is_empty() {
            return;
        }
        if let Some(on_choose) = on_choose {
            on_choose.run(());
        }
        incoming.add(Incoming::Files(files));
    };
    view! {
        <label class="button">
            <input type="file" class="visually-hidden" multiple on:change=change/>
            {translate("Choose files…")}
        </label>
    }
}
