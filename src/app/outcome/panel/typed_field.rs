//! A field of the panel that takes effect when it is left.

use leptos::html;
use leptos::prelude::*;

/// A field of the panel that takes effect when it is left.
#[component]
pub fn TypedField(
    /// What is asked for.
    label: &'static str,
    /// What stands in it; what is typed stays until this changes.
    #[prop(into)]
    value: Signal<String>,
    /// The keys that a phone offers, `decimal` for numbers.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// The id of what describes it.
    #[prop(optional)]
    described_by: Option<&'static str>,
    /// Called with what stands in it when it is left after a change.
    #[prop(optional, into)]
    on_change: Option<UnsyncCallback<String>>,
    /// The input.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    view! {
        <label class="control typed">
            <span class="control-label">{label}</span>
            <input
                type="text"
                inputmode=inputmode
                aria-describedby=described_by
                node_ref=node_ref
                prop:value=move || value.get()
                on:change=move |event| {
                    if let Some(on_change) = on_change {
                        on_change.run(event_target_value(&event));
                    }
                }
            />
        </label>
    }
}
