//! Elements of the page, all of one type.
//!
//! Leptos holds the state of the page: its signals, memos, effects and contexts decide what is shown and when. Its typed
//! views are compiled once for each shape of a tree, and were more than a third of the page that a reader waits for. An
//! [`Element`] is one thin handle on a node of the document; what changes about it follows from closures through effects
//! ([`follow`]), and its listeners end with the part of the page they belong to.
//!
//! Text is always a text node or an attribute, never markup.

mod changing;
mod listening;
mod view;

use leptos::prelude::document;
use wasm_bindgen::{JsCast, UnwrapThrowExt};
use web_sys::Node;

pub(super) use self::changing::{follow, follow_standing};
pub(super) use self::listening::{checked, listen, value};

const SVG: &str = "http://www.w3.org/2000/svg";

/// An element of the document. A clone is a second handle on the same element.
#[derive(Clone)]
pub(super) struct Element(web_sys::Element);

/// A new element of HTML.
pub(super) fn html(tag: &str) -> Element {
    // Fails only for a tag that is no name; ours are literals.
    Element(document().create_element(tag).unwrap_throw())
}

/// A new element of a drawing.
pub(super) fn svg(tag: &str) -> Element {
    Element(document().create_element_ns(Some(SVG), tag).unwrap_throw())
}

/// A button that shows words and does something.
pub(super) fn button(class: &str, words: &str, mut act: impl FnMut() + 'static) -> Element {
    let button = html("button").attribute("type", "button").text(words);
    let button = if class.is_empty() {
        button
    } else {
        button.class(class)
    };
    button.on("click", move |_: web_sys::Event| act())
}

impl Element {
    /// The node itself.
    pub(super) fn node(&self) -> &web_sys::Element {
        &self.0
    }

    /// The node as what it is known to be.
    pub(super) fn known_as<T: JsCast>(&self) -> &T {
        self.0.unchecked_ref()
    }

    /// Sets an attribute.
    pub(super) fn attribute(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Sets an attribute that needs no value, where `holds`.
    pub(super) fn flag(self, name: &str, holds: bool) -> Self {
        if holds {
            self.attribute(name, "")
        } else {
            self
        }
    }

    /// Sets the classes, parted by spaces.
    pub(super) fn class(self, names: &str) -> Self {
        self.attribute("class", names)
    }

    /// The name that is read to those who do not see the element.
    pub(super) fn label(self, words: &str) -> Self {
        self.attribute("aria-label", words)
    }

    /// Appends text.
    pub(super) fn text(self, words: &str) -> Self {
        self.append(&document().create_text_node(words));
        self
    }

    /// Appends an element.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "an element that is made for its place is not needed afterwards"
    )]
    pub(super) fn child(self, child: Element) -> Self {
        self.append(&child.0);
        self
    }

    /// Appends elements.
    pub(super) fn children(self, children: impl IntoIterator<Item = Element>) -> Self {
        for child in children {
            self.append(&child.0);
        }
        self
    }

    fn append(&self, node: &Node) {
        let _ = self.0.append_child(node);
    }
}
