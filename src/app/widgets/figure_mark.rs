//! What lies over the marks of a figure for pointer and keyboard: buttons that nobody sees until they have the focus. One of them
//! is in the order of the Tab key; the arrow keys go from one to the next.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::figure::{POINTS_PER_PIXEL, Rectangle};

/// How many marks the keys for a page go over.
const PAGE: usize = 10;

/// What a button lies over.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// Its place among the marks of the figure.
    pub place: usize,
    /// What it is called.
    pub name: String,
    /// Where it is, in points.
    pub area: Rectangle,
}

/// The button over a mark of a figure.
#[component]
pub fn FigureMark(
    /// What it lies over; none in the moment in which it goes.
    #[prop(into)]
    marked: Signal<Option<Marked>>,
    /// The place of the mark that the Tab key reaches.
    tab_stop: Memo<usize>,
    /// Called when it is pointed at.
    #[prop(into)]
    on_point: UnsyncCallback<()>,
    /// Called when it gets the focus.
    #[prop(into)]
    on_focus: UnsyncCallback<()>,
    /// Called when it is pressed.
    #[prop(into)]
    on_press: UnsyncCallback<()>,
) -> impl IntoView {
    let place = move || marked.with(|marked| marked.as_ref().map(|marked| marked.place));
    let tab_index = move || {
        if place() == Some(tab_stop.get()) {
            "0"
        } else {
            "-1"
        }
    };
    let pixels = move |length: fn(&Rectangle) -> f64| {
        move || {
            marked.with(|marked| {
                let points = length(&marked.as_ref()?.area);
                Some(format!("{}px", points / POINTS_PER_PIXEL))
            })
        }
    };
    view! {
        <button
            type="button"
            class="mark"
            data-place=move || place().map(|place| place.to_string())
            tabindex=tab_index
            aria-label=move || marked.with(|marked| Some(marked.as_ref()?.name.clone()))
            style:left=pixels(|area| area.left)
            style:top=pixels(|area| area.top)
            style:width=pixels(|area| area.right - area.left)
            style:height=pixels(|area| area.bottom - area.top)
            on:pointerenter=move |_| on_point.run(())
            on:focus=move |_| on_focus.run(())
            on:click=move |_| on_press.run(())
        ></button>
    }
}

/// The place to which a key leads from another one; it may lie beyond the last.
pub fn place_by_key(key: &str, from: usize) -> Option<usize> {
    match key {
        "ArrowDown" | "ArrowRight" => Some(from + 1),
        "ArrowUp" | "ArrowLeft" => Some(from.saturating_sub(1)),
        "PageDown" => Some(from + PAGE),
        "PageUp" => Some(from.saturating_sub(PAGE)),
        "Home" => Some(0),
        "End" => Some(usize::MAX),
        _ => None,
    }
}

/// Gives the focus to the mark of a place.
pub fn focus_mark(group: NodeRef<html::Div>, place: usize) {
    let Some(group) = group.get_untracked() else {
        return;
    };
    let found = group.query_selector(&format!("[data-place='{place}']"));
    if let Ok(Some(mark)) = found {
        let _ = mark.unchecked_into::<HtmlElement>().focus();
    }
}
