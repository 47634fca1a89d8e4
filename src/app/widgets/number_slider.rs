//! A whole number from 0 on, typed or moved with a slider.

use leptos::prelude::*;

/// A whole number from 0 on, typed or moved with a slider. What is typed is given on as text: reading numbers is no work of a
/// widget.
#[component]
pub fn NumberSlider(
    /// What is asked for.
    #[prop(into)]
    label: String,
    /// The present number.
    #[prop(into)]
    value: Signal<u64>,
    /// The end of the slider; more can be typed.
    #[prop(into)]
    most: Signal<u64>,
    /// Called with what stands there, at every move and every key.
    #[prop(into)]
    on_input: UnsyncCallback<String>,
) -> impl IntoView {
    let name = label.clone();
    view! {
        <div class="number-slider">
            <label class="field">
                <span>{label}</span>
                <input
                    class="text-input"
                    type="number"
                    inputmode="numeric"
                    min="0"
                    prop:value=move || value.get().to_string()
                    on:input=move |event| on_input.run(event_target_value(&event))
                />
            </label>
            <input
                type="range"
                aria-label=name
                min="0"
                prop:max=move || most.get().to_string()
                prop:value=move || value.get().to_string()
                on:input=move |event| on_input.run(event_target_value(&event))
            />
        </div>
    }
}
