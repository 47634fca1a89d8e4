//! A modal dialog with its head, and a button that opens a list.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{
    Event, FocusEvent, HtmlDialogElement, HtmlElement, KeyboardEvent, Node, PointerEvent,
};

use super::element::{Element, button, follow_standing, html, listen};
use super::icon::{Shape, icon};
use crate::app::state::{Held, Stored};

/// What a dialog or a menu holds, made each time it is opened.
pub(super) type Content = Box<dyn Fn() -> Vec<Element>>;

/// A modal dialog: the browser holds the focus inside and gives it back. Its content exists only while it is open.
pub(super) fn dialog(
    open: Held<bool>,
    title: impl Fn() -> String + Copy + 'static,
    content: impl Fn() -> Vec<Element> + 'static,
) -> Element {
    boxed(open, Box::new(title), Box::new(content))
}

/// Compiled once.
fn boxed(open: Held<bool>, title: Box<dyn Fn() -> String>, content: Content) -> Element {
    let title = Stored::new(title);
    let title = move || title.with(|title| title());
    let whole = html("dialog");
    let (node, opened) = (whole.clone(), whole.clone());
    follow_standing(move || {
        let dialog: &HtmlDialogElement = opened.known_as();
        if open.get() && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    whole
        .attribute_from("aria-label", move || Some(title()))
        .on("close", move |_: Event| open.set(false))
        .on("mousedown", move |event: Event| {
            // The backdrop is the dialog itself; anything in it is a target of its own.
            if event.target().as_ref() == Some(node.node()) {
                open.set(false);
            }
        })
        .parts_while(
            move || open.get(),
            move || {
                let close = button("button square quiet", "", move || open.set(false))
                    .label("Close")
                    .child(icon(Shape::Close));
                let head = html("div")
                    .class("dialog-head")
                    .child(html("h2").text_from(title))
                    .child(close);
                let mut parts = vec![head];
                parts.extend(content());
                parts
            },
        )
}

/// A button that opens a list of further buttons; Escape, a choice, or leaving it closes the list.
pub(super) fn menu(
    label: &str,
    class: &str,
    content: impl Fn() -> Vec<Element> + 'static,
) -> Element {
    boxed_menu(label, class, Box::new(content))
}

/// Compiled once.
fn boxed_menu(label: &str, class: &str, content: Content) -> Element {
    let open = Held::new(false);
    let opener = button(class, label, move || open.update(|open| *open = !*open))
        .attribute_from("aria-expanded", move || Some(open.get().to_string()))
        .child(icon(Shape::Down));
    let whole = html("div").class("menu").child(opener.clone());
    let (inside, left) = (whole.clone(), whole.clone());
    listen(&window(), "pointerdown", move |event: PointerEvent| {
        if open.get_untracked() && !holds(&inside, event.target()) {
            open.set(false);
        }
    });
    whole
        .on("focusout", move |event: FocusEvent| {
            if let Some(next) = event.related_target()
                && !holds(&left, Some(next))
            {
                open.set(false);
            }
        })
        .on("keydown", move |event: KeyboardEvent| {
            if event.key() == "Escape" && open.get_untracked() {
                event.stop_propagation();
                open.set(false);
                let _ = opener.known_as::<HtmlElement>().focus();
            }
        })
        .part_while(
            move || open.get(),
            move || {
                html("div")
                    .class("menu-list")
                    .on("click", move |_: Event| open.set(false))
                    .children(content())
            },
        )
}

/// Whether a target is in an element.
fn holds(element: &Element, target: Option<web_sys::EventTarget>) -> bool {
    let node = target.and_then(|target| target.dyn_into::<Node>().ok());
    element.node().contains(node.as_ref())
}
