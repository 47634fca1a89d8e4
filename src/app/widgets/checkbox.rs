//! A box to be ticked, with its words.

use leptos::prelude::*;

/// A box to be ticked, with its words behind it.
#[component]
pub fn Checkbox(
    /// What is ticked.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with whether it is ticked now.
    #[prop(into)]
    on_change: UnsyncCallback<bool>,
    /// The classes of the label.
    #[prop(default = "control check")]
    class: &'static str,
) -> impl IntoView {
    view! {
        <label class=class>
            <input
                type="checkbox"
                prop:checked=move || checked.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            {move || label.get()}
        </label>
    }
}
