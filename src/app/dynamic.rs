//! Parts of the page that change, each compiled once.
//!
//! Leptos compiles what follows from a closure once for each closure: a kilobyte or two, a hundred times over. What is
//! made here goes through one boxed type, so that the page stays small enough to open at once.

use std::sync::Arc;

use leptos::prelude::*;

/// A part of the page that is made anew whenever what it reads changes.
pub(super) fn dynamic(view: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    boxed(Arc::new(view))
}

fn boxed(view: Arc<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
    (move || view()).into_any()
}

/// A list that is made anew whenever what it reads changes.
pub(super) fn dynamic_list(views: impl Fn() -> Vec<AnyView> + Send + Sync + 'static) -> AnyView {
    dynamic(move || views().into_any())
}

/// A text that follows what it reads.
pub(super) fn text(words: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(words)
}

/// Whether something holds, for classes and states of controls.
pub(super) fn holds(condition: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    Signal::derive(condition)
}

/// A part of the page that is there while something holds.
#[component]
pub(super) fn When(condition: Signal<bool>, children: ChildrenFn) -> impl IntoView {
    let holds = Memo::new(move |_| condition.get());
    dynamic(move || {
        if holds.get() {
            children()
        } else {
            ().into_any()
        }
    })
}
