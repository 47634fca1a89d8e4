//! How far the worker is with something, and what can be done about it.

use leptos::prelude::*;

use super::button::Button;

/// How far the worker is with something, and what can be done about it.
#[component]
pub fn ProgressLine(
    /// What is being done, or was stopped.
    words: &'static str,
    /// What can be done about it.
    choice: &'static str,
    /// Called when that is chosen.
    #[prop(into)]
    on_choose: UnsyncCallback<()>,
    /// A bar before the words, while something is being done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="progress" role="status">
            {children.map(|children| children())}
            <span>{words}</span>
            <Button label=choice on_press=on_choose/>
        </div>
    }
}
