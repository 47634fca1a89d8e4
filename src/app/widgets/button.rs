//! A button with words.

use leptos::prelude::*;

/// A button that shows words and does something.
#[component]
pub fn Button(
    /// What it says.
    #[prop(into)]
    label: Signal<String>,
    /// What it does.
    #[prop(into)]
    on_press: UnsyncCallback<()>,
    /// Its classes: `button` alone, or with `primary`, `quiet`, `square`.
    #[prop(default = "button")]
    class: &'static str,
    /// Whether it cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What is said of it to those who point at it.
    #[prop(optional, into)]
    title: Option<String>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=class
            title=title
            disabled=move || disabled.get()
            on:click=move |_| on_press.run(())
        >
            {move || label.get()}
        </button>
    }
}
