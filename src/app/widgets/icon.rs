//! The few icons that stand on buttons, and the mark of the page.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One step back.
    Undo,
    /// One step forward.
    Redo,
    /// More below.
    Down,
    /// Close.
    Close,
    /// Light and dark.
    Contrast,
}

impl Shape {
    fn path(self) -> &'static str {
        match self {
            Self::Undo => "M6 3 2.5 6.5 6 10M3 6.5h6.5a4 4 0 0 1 0 8H6",
            Self::Redo => "M10 3l3.5 3.5L10 10M13 6.5H6.5a4 4 0 0 0 0 8H10",
            Self::Down => "M4 6.5 8 10.5l4-4",
            Self::Close => "M3.5 3.5l9 9M12.5 3.5l-9 9",
            Self::Contrast => "M8 2v12M8 2a6 6 0 0 1 0 12A6 6 0 0 1 8 2M9.5 4v8M11.5 5.5v5",
        }
    }
}

/// An icon in the colour of the text around it. It is silent: the button around it carries the name.
#[component]
pub fn Icon(
    /// What it shows.
    shape: Shape,
) -> impl IntoView {
    view! {
        <svg viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5">
            <path d=shape.path()/>
        </svg>
    }
}

/// The mark of Trialpool: three trials and what they come to.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" aria-hidden="true" fill="currentColor">
            <path
                fill="none"
                stroke="currentColor"
                stroke-width="1.2"
                d="M12 2v16M4 6h12M7 10h13M3 14h11"
            />
            <path d="M8.2 4.2h3.6v3.6H8.2zM12.6 8.6h2.8v2.8h-2.8zM6.9 12.9h2.2v2.2H6.9zM12 17l5 2.75L12 22.5l-5-2.75z"/>
        </svg>
    }
}
