//! A labelled choice of one value from a few that do not change.

use leptos::prelude::*;

use super::select::Select;

/// A choice of one value from a few that do not change.
#[component]
pub fn OneOf<T>(
    /// What is chosen.
    label: &'static str,
    /// The values.
    all: Vec<T>,
    /// What a value is called.
    name: fn(T) -> &'static str,
    /// The present one.
    #[prop(into)]
    chosen: Signal<T>,
    /// Called with another one.
    #[prop(into)]
    on_choose: UnsyncCallback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let options: Vec<String> = all.iter().map(|one| name(*one).to_owned()).collect();
    let all = StoredValue::new(all);
    let place = move || {
        let chosen = chosen.get();
        all.with_value(|all| all.iter().position(|one| *one == chosen))
    };
    let choose = move |place: usize| {
        if let Some(one) = all.with_value(|all| all.get(place).copied()) {
            on_choose.run(one);
        }
    };
    view! { <Select label options chosen=place on_choose=choose/> }
}
