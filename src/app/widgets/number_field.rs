//! A field for a number within limits.

use leptos::prelude::*;

/// A field for a number. What is typed is given on as text: reading numbers is no work of a widget.
#[component]
pub fn NumberField(
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// The least number.
    least: f64,
    /// The largest number.
    most: f64,
    /// What stands in it at first.
    initial: f64,
    /// Called with what stands in it, at every key.
    #[prop(into)]
    on_input: UnsyncCallback<String>,
) -> impl IntoView {
    view! {
        <label class="control">
            <span class="control-label">{label}</span>
            <input
                class="text-input"
                type="number"
                min=least.to_string()
                max=most.to_string()
                value=initial.to_string()
                on:input=move |event| on_input.run(event_target_value(&event))
            />
        </label>
    }
}
