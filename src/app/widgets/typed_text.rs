//! A labelled text of one line or several that is kept as it is typed.

use leptos::prelude::*;

/// A labelled text of one line or several that is kept as it is typed.
#[component]
pub fn TypedText(
    /// Its name among the elements of the page.
    #[prop(into)]
    id: String,
    /// What is asked for.
    label: &'static str,
    /// What stands in it; what is typed stays until this changes.
    value: Memo<String>,
    /// How many lines are seen.
    lines: u8,
    /// Called with what stands in it, at every key.
    #[prop(into)]
    on_type: UnsyncCallback<String>,
) -> impl IntoView {
    let typed = move |event| on_type.run(event_target_value(&event));
    // What was typed comes back trimmed: a space at its end is not to be taken from under the fingers.
    let first = value.get_untracked();
    let kept = StoredValue::new(first.clone());
    let shown = Memo::new(move |_| {
        let now = value.get();
        let is_typed = kept.with_value(|kept| kept.trim() == now);
        if is_typed {
            kept.get_value()
        } else {
            kept.set_value(now.clone());
            now
        }
    });
    let remember = move |event: web_sys::Event| {
        kept.set_value(event_target_value(&event));
        typed(event);
    };
    let field = if lines > 1 {
        view! {
            <textarea
                id=id
                class="text-input"
                rows=lines.to_string()
                maxlength="20000"
                prop:value=move || shown.get()
                on:input=remember
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                id=id
                class="text-input"
                maxlength="20000"
                autocomplete="off"
                prop:value=move || shown.get()
                on:input=remember
            />
        }
        .into_any()
    };
    view! {
        <label class="field">
            <span>{label}</span>
            {field}
        </label>
    }
}
