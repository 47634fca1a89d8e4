//! The button on a column that says what it holds, or stands for the column.

use leptos::prelude::*;

use super::understood::{Understood, is_guess};
use crate::app::widgets::Anchor;
use crate::read::{Column, Meaning, Why};
use crate::wording::interface::table as words;

/// The button that opens the choice of what a column holds.
#[component]
pub fn ColumnChip(
    /// The table.
    table: Understood,
    /// The column.
    column: Column,
    /// What it says.
    text: String,
) -> impl IntoView {
    let index = column.index;
    let doubtful = is_guess(&column);
    let class = match (column.why, &column.meaning) {
        (Why::Unknown, _) => "chip unknown",
        (_, Meaning::Ignored | Meaning::Covariate) => "chip unused",
        _ if doubtful => "chip guessed",
        _ => "chip",
    };
    // Where the choice was opened: it is open here, and not at another chip of the same column.
    let opened_at = RwSignal::new(None::<Anchor>);
    let is_open = move || {
        let open = table.open_column.get();
        open.is_some_and(|(open, at)| open == index && opened_at.get() == Some(at))
    };
    let press = move |event: leptos::ev::MouseEvent| {
        let at = Anchor::of_pressed(&event);
        opened_at.set(Some(at));
        table.toggle_column(index, at);
    };
    view! {
        <button
            type="button"
            class=class
            data-column=index.to_string()
            tabindex="-1"
            title=column.head.clone()
            aria-label=words::column(&column, doubtful)
            aria-haspopup="dialog"
            aria-expanded=move || is_open().to_string()
            on:click=press
        >
            <span>{text}</span>
        </button>
    }
}
