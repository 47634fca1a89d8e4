//! What changes about an element: each follows from a closure, and again whenever a signal that it read changes.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::Node;

use super::Element;
use crate::app::state::Derived;

/// Does something now, and again whenever a signal that it read changes, as long as the part of the page lives in which
/// it was called. What it makes of its own kind ends before it is done again.
pub(in crate::app) fn follow(run: impl FnMut() + 'static) {
    boxed(Box::new(run));
}

/// Compiled once.
fn boxed(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| run());
    // Kept with the part of the page: it ends when dropped.
    StoredValue::new_local(effect);
}

/// Like [`follow`], but done for the first time when the part already stands in the page.
pub(in crate::app) fn follow_standing(run: impl FnMut() + 'static) {
    boxed_standing(Box::new(run));
}

/// Compiled once.
fn boxed_standing(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_: Option<()>| run());
}

impl Element {
    /// Appends text that changes.
    pub(in crate::app) fn text_from(self, words: impl Fn() -> String + 'static) -> Self {
        self.following_text(Box::new(words))
    }

    fn following_text(self, words: Box<dyn Fn() -> String>) -> Self {
        let node = document().create_text_node("");
        self.append(&node);
        let mut shown = String::new();
        follow(move || {
            let next = words();
            if next != shown {
                node.set_data(&next);
                shown = next;
            }
        });
        self
    }

    /// An attribute that changes; none takes it away.
    pub(in crate::app) fn attribute_from(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + 'static,
    ) -> Self {
        self.following_attribute(name, Box::new(value))
    }

    fn following_attribute(
        self,
        name: &'static str,
        value: Box<dyn Fn() -> Option<String>>,
    ) -> Self {
        let (node, mut shown) = (self.0.clone(), None);
        follow(move || {
            let next = value();
            if next != shown {
                let _ = match &next {
                    Some(value) => node.set_attribute(name, value),
                    None => node.remove_attribute(name),
                };
                shown = next;
            }
        });
        self
    }

    /// An attribute without a value that is there while something holds, such as `disabled`.
    pub(in crate::app) fn flag_while(
        self,
        name: &'static str,
        holds: impl Fn() -> bool + 'static,
    ) -> Self {
        self.attribute_from(name, move || holds().then(String::new))
    }

    /// A class that is there while something holds.
    pub(in crate::app) fn class_while(
        self,
        name: &'static str,
        holds: impl Fn() -> bool + 'static,
    ) -> Self {
        self.following_class(name, Box::new(holds))
    }

    fn following_class(self, name: &'static str, holds: Box<dyn Fn() -> bool>) -> Self {
        let classes = self.0.class_list();
        follow(move || {
            let _ = classes.toggle_with_force(name, holds());
        });
        self
    }

    /// The value of a field that changes from outside; what is typed into it in between stays.
    pub(in crate::app) fn value_from(self, value: impl Fn() -> String + 'static) -> Self {
        self.following_property("value", Box::new(move || JsValue::from_str(&value())))
    }

    /// A state of a control, such as `checked`, that changes from outside.
    pub(in crate::app) fn state_while(
        self,
        name: &'static str,
        holds: impl Fn() -> bool + 'static,
    ) -> Self {
        self.following_property(name, Box::new(move || JsValue::from_bool(holds())))
    }

    fn following_property(self, name: &'static str, value: Box<dyn Fn() -> JsValue>) -> Self {
        let node = self.0.clone();
        follow(move || {
            let _ = js_sys::Reflect::set(&node, &JsValue::from_str(name), &value());
        });
        self
    }

    /// Appends elements that are made anew whenever what they are made from changes.
    pub(in crate::app) fn parts(self, make: impl Fn() -> Vec<Element> + 'static) -> Self {
        self.following_parts(Box::new(make))
    }

    fn following_parts(self, make: Box<dyn Fn() -> Vec<Element>>) -> Self {
        let (parent, end) = self.place();
        let mut shown: Vec<Element> = Vec::new();
        follow(move || {
            let next = make();
            for before in shown.drain(..) {
                before.0.remove();
            }
            for part in &next {
                let _ = parent.insert_before(&part.0, Some(&end));
            }
            shown = next;
        });
        self
    }

    /// Appends an element that is there while something holds.
    pub(in crate::app) fn part_while(
        self,
        holds: impl Fn() -> bool + Send + Sync + 'static,
        make: impl Fn() -> Element + 'static,
    ) -> Self {
        self.parts_while(holds, move || vec![make()])
    }

    /// Appends elements that are there while something holds.
    pub(in crate::app) fn parts_while(
        self,
        holds: impl Fn() -> bool + Send + Sync + 'static,
        make: impl Fn() -> Vec<Element> + 'static,
    ) -> Self {
        let holds = flips(Box::new(holds));
        self.parts(move || {
            if holds.get() {
                // What the parts read is theirs to follow: they are made once.
                untrack(&make)
            } else {
                Vec::new()
            }
        })
    }

    /// Appends an element for each key; one whose key stays is kept, wherever it moves.
    pub(in crate::app) fn each<K: Copy + PartialEq + 'static>(
        self,
        keys: impl Fn() -> Vec<K> + 'static,
        make: impl Fn(K) -> Element + 'static,
    ) -> Self {
        let (parent, end) = self.place();
        let owner = Owner::current().unwrap_or_default();
        let mut shown: Vec<Kept<K>> = Vec::new();
        follow(move || {
            let mut before = std::mem::take(&mut shown);
            for key in keys() {
                let found = before.iter().position(|kept| kept.key == key);
                shown.push(match found {
                    Some(found) => before.swap_remove(found),
                    None => Kept::new(key, &owner, &make),
                });
            }
            for gone in before {
                gone.owner.cleanup();
                gone.element.0.remove();
            }
            in_order(&shown, &parent, &end);
        });
        self
    }

    /// The node itself and a mark in it before which parts are put.
    fn place(&self) -> (Node, Node) {
        let end: Node = document().create_comment("").into();
        self.append(&end);
        (self.0.clone().into(), end)
    }
}

/// An element of a list with what lives as long as it.
struct Kept<K> {
    key: K,
    element: Element,
    owner: Owner,
}

impl<K: Copy> Kept<K> {
    fn new(key: K, parent: &Owner, make: &impl Fn(K) -> Element) -> Self {
        let owner = parent.child();
        let element = owner.with(|| untrack(|| make(key)));
        Self {
            key,
            element,
            owner,
        }
    }
}

/// Brings the elements of a list into its order, and moves none that stands right: moving would take the focus from it.
fn in_order<K>(shown: &[Kept<K>], parent: &Node, end: &Node) {
    let mut next = end.clone();
    for kept in shown.iter().rev() {
        let node: &Node = &kept.element.0;
        if node.next_sibling().as_ref() != Some(&next) {
            let _ = parent.insert_before(node, Some(&next));
        }
        next = node.clone();
    }
}

/// Whether something holds, heard of only when that changes.
fn flips(holds: Box<dyn Fn() -> bool + Send + Sync>) -> Derived<bool> {
    Derived::new(holds)
}
