//! A button with words.

use leptos::prelude::*;

use crate::wording::interface;

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
    /// Whether something else has to be done before it: it can be reached and says so, but does nothing.
    #[prop(optional, into)]
    waits: Signal<bool>,
    /// What it is about, where others say the same beside it: for those who hear the page.
    #[prop(optional, into)]
    about: Option<Signal<String>>,
    /// What is said of it to those who point at it.
    #[prop(optional, into)]
    title: Option<String>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=class
            title=title
            aria-label=move || about.map(|about| interface::label_about(&label.get(), &about.get()))
            disabled=move || disabled.get()
            aria-disabled=move || waits.get().then_some("true")
            on:click=move |_| {
                if !waits.get_untracked() {
                    on_press.run(());
                }
            }
        >
            {move || label.get()}
        </button>
    }
}
