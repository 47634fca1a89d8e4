//! A labelled choice of one from a few.

use leptos::prelude::*;

/// A choice of one from a few, by its place among them.
#[component]
pub fn Select(
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// What the choices are called.
    #[prop(into)]
    options: Signal<Vec<String>>,
    /// The place of the present one; none where it is not among them.
    #[prop(into)]
    chosen: Signal<Option<usize>>,
    /// Called with the place of another one.
    #[prop(into)]
    on_choose: UnsyncCallback<usize>,
    /// The classes of the label.
    #[prop(default = "control")]
    class: &'static str,
) -> impl IntoView {
    // A `<select>` has no place until its options are there: each option says whether it is the chosen one.
    let items = move || {
        let chosen = chosen.get();
        options
            .get()
            .into_iter()
            .enumerate()
            .map(|(place, name)| {
                view! {
                    <option value=place.to_string() prop:selected=chosen == Some(place)>
                        {name}
                    </option>
                }
            })
            .collect_view()
    };
    let change = move |event: leptos::ev::Event| {
        let select: web_sys::HtmlSelectElement = event_target(&event);
        if let Ok(place) = select.value().parse() {
            on_choose.run(place);
        }
        // Shown is what became of the choice: it may have been refused, or have brought the options into another order.
        let chosen = chosen.get_untracked();
        select.set_value(&chosen.map_or_else(String::new, |place| place.to_string()));
    };
    view! {
        <label class=class>
            <span class="control-label">{label}</span>
            <select on:change=change>{items}</select>
        </label>
    }
}
