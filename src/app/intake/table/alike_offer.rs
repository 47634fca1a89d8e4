//! Offers to give an answer about one column about others with heads like its own.

use leptos::prelude::*;

use super::decision::Decision;
use super::understood::Understood;
use crate::app::widgets::Button;
use crate::wording::interface::table as words;

/// The offer; nothing while none is made.
#[component]
pub fn AlikeOffer(
    /// The table.
    table: Understood,
) -> impl IntoView {
    let asks = move || {
        table.alike.with(|alike| {
            alike
                .as_ref()
                .map(|alike| words::asks_alike(&alike.head, &alike.heads))
        })
    };
    let take = move |()| {
        if let Some(alike) = table.alike.get_untracked() {
            table.decide(Decision::SameFor(alike.meanings));
        }
    };
    view! {
        <Show when=move || table.alike.with(Option::is_some)>
            <p class="offer alike" role="status">
                <span>{asks}</span>
                " "
                <Button label=words::SAME_FOR_THESE on_press=take/>
                " "
                <Button
                    label=words::NOT_FOR_THESE
                    class="button quiet"
                    on_press=move |()| table.alike.set(None)
                />
            </p>
        </Show>
    }
}
