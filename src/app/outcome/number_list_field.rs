//! A field for several numbers.

use leptos::prelude::*;

use crate::app::state::State;
use crate::app::widgets::TextField;
use crate::project::typed_numbers;
use crate::wording::explored as words;

/// A field for several numbers; what is not a list of numbers is said, and stays where it was typed.
#[component]
pub fn NumberListField(
    /// What is asked for.
    label: &'static str,
    /// An example.
    placeholder: &'static str,
    /// The present numbers.
    #[prop(into)]
    numbers: Signal<Vec<f64>>,
    /// Called with other ones.
    #[prop(into)]
    on_change: UnsyncCallback<Vec<f64>>,
) -> impl IntoView {
    let state = State::expect();
    let value =
        Memo::new(move |_| numbers.with(|numbers| words::list(numbers, state.document.locale())));
    let change = move |typed: String| match typed_numbers(&typed, state.document.decimal()) {
        Some(numbers) => on_change.run(numbers),
        None => state.notices.say(words::NOT_NUMBERS),
    };
    view! {
        <TextField
            label
            value
            on_change=change
            placeholder=placeholder.to_owned()
            class="field inline"
        />
    }
}
