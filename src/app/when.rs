//! A part of the page that is there while something holds.

use leptos::prelude::*;

/// Shows its children while `condition` holds. (Leptos's own `Show` is generic over condition, children and fallback: it
/// is compiled once for each place that uses it, which a page of this size pays for with a third of its weight.)
#[component]
pub(super) fn When(condition: Signal<bool>, children: ChildrenFn) -> impl IntoView {
    let holds = Memo::new(move |_| condition.get());
    move || holds.get().then(|| children())
}
