//! A labelled field of one line.

use leptos::prelude::*;

/// A labelled field of one line.
#[component]
pub fn TextField(
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// What stands in it; what is typed stays until this changes.
    #[prop(into)]
    value: Signal<String>,
    /// Called with what stands in it, at every key.
    #[prop(optional, into)]
    on_input: Option<UnsyncCallback<String>>,
    /// Called with what stands in it when it is left after a change.
    #[prop(optional, into)]
    on_change: Option<UnsyncCallback<String>>,
    /// Called when it is left.
    #[prop(optional, into)]
    on_blur: Option<UnsyncCallback<()>>,
    /// An example.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// The most letters.
    #[prop(default = 400)]
    max_length: usize,
    /// The classes of the label: `field` with the label above, `field inline` with it before.
    #[prop(default = "field")]
    class: &'static str,
) -> impl IntoView {
    view! {
        <label class=class>
            <span>{label}</span>
            <input
                class="text-input"
                maxlength=max_length.to_string()
                placeholder=placeholder
                prop:value=move || value.get()
                on:input=move |event| {
                    if let Some(on_input) = on_input {
                        on_input.run(event_target_value(&event));
                    }
                }
                on:change=move |event| {
                    if let Some(on_change) = on_change {
                        on_change.run(event_target_value(&event));
                    }
                }
                on:blur=move |_| {
                    if let Some(on_blur) = on_blur {
                        on_blur.run(());
                    }
                }
            />
        </label>
    }
}
