//! The few signs that stand on buttons.

use super::element::{Element, svg};

/// What a sign shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
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

/// A sign in the colour of the text around it; its button carries the name.
pub(super) fn icon(shape: Shape) -> Element {
    drawing("0 0 16 16")
        .attribute("fill", "none")
        .attribute("stroke", "currentColor")
        .attribute("stroke-width", "1.5")
        .child(svg("path").attribute("d", shape.path()))
}

/// The mark of Trialpool: three trials and what they come to.
pub(super) fn mark() -> Element {
    let lines = svg("path")
        .attribute("fill", "none")
        .attribute("stroke", "currentColor")
        .attribute("stroke-width", "1.2")
        .attribute("d", "M12 2v16M4 6h12M7 10h13M3 14h11");
    let squares = "M8.2 4.2h3.6v3.6H8.2zM12.6 8.6h2.8v2.8h-2.8zM6.9 12.9h2.2v2.2H6.9zM12 17l5 2.75L12 22.5l-5-2.75z";
    drawing("0 0 24 24")
        .attribute("fill", "currentColor")
        .child(lines)
        .child(svg("path").attribute("d", squares))
}

fn drawing(box_of_view: &str) -> Element {
    svg("svg")
        .attribute("viewBox", box_of_view)
        .attribute("aria-hidden", "true")
}
