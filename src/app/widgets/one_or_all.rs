//! A labelled choice of one value from those that there are, or of all.

use leptos::prelude::*;

use super::select::Select;

/// A choice of one value from those that there are, or of all.
#[component]
pub fn OneOrAll<T>(
    /// What is chosen.
    label: &'static str,
    /// What all of them are called.
    all: &'static str,
    /// The values that there are now.
    values: Memo<Vec<T>>,
    /// What they are called, in their order.
    #[prop(into)]
    names: Signal<Vec<String>>,
    /// The present one; none for all.
    #[prop(into)]
    chosen: Signal<Option<T>>,
    /// Called with another choice.
    #[prop(into)]
    on_choose: UnsyncCallback<Option<T>>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let options = move || {
        std::iter::once(all.to_owned())
            .chain(names.get())
            .collect::<Vec<_>>()
    };
    let place = move || match chosen.get() {
        None => Some(0),
        Some(chosen) => {
            let place = values.with(|values| values.iter().position(|one| *one == chosen));
            place.map(|place| place + 1)
        }
    };
    let choose = move |place: usize| {
        let place = place.checked_sub(1);
        on_choose.run(values.with_untracked(|values| values.get(place?).copied()));
    };
    view! { <Select label options=Signal::derive(options) chosen=Signal::derive(place) on_choose=choose/> }
}
