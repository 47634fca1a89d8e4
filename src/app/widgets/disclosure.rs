//! A part that is opened on demand, and made only while it is open.

use leptos::html;
use leptos::prelude::*;

/// A part behind its summary; what it holds is there, and computed, while it is open.
#[component]
pub fn Disclosure(
    /// Its id in the page.
    id: &'static str,
    /// Its classes.
    class: &'static str,
    /// What is always there.
    summary: &'static str,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let details = NodeRef::<html::Details>::new();
    let open = RwSignal::new(false);
    // Heard of what is opened within it as well: its own state tells.
    let toggle = move |_| {
        let details = details.get_untracked();
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    let children = StoredValue::new(children);
    view! {
        <details class=class id=id node_ref=details on:toggle=toggle>
            <summary>{summary}</summary>
            <Show when=move || open.get()>{children.with_value(|children| children())}</Show>
        </details>
    }
}
