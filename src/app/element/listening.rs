//! Events: listeners that end with the part of the page they belong to.

use leptos::prelude::StoredValue;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget, HtmlInputElement};

use super::Element;

/// A listener at its target. It leaves the target when dropped, so that no late event (such as the `blur` of a field that
/// is being taken away) finds it gone.
struct Listening {
    target: EventTarget,
    event: &'static str,
    listener: Closure<dyn FnMut(Event)>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(
            self.event,
            self.listener.as_ref().unchecked_ref(),
        );
    }
}

/// Hears the events of one name at a target, as long as the part of the page lives in which it was called.
pub(in crate::app) fn listen<E: JsCast>(
    target: &EventTarget,
    event: &'static str,
    mut act: impl FnMut(E) + 'static,
) {
    boxed(
        target,
        event,
        Box::new(move |event| act(event.unchecked_into())),
    );
}

/// Compiled once.
fn boxed(target: &EventTarget, event: &'static str, act: Box<dyn FnMut(Event)>) {
    let listener = Closure::wrap(act);
    let _ = target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref());
    StoredValue::new_local(Listening {
        target: target.clone(),
        event,
        listener,
    });
}

impl Element {
    /// Hears the events of one name.
    pub(in crate::app) fn on<E: JsCast>(
        self,
        event: &'static str,
        act: impl FnMut(E) + 'static,
    ) -> Self {
        listen(self.node(), event, act);
        self
    }
}

/// The value of the field that an event comes from.
pub(in crate::app) fn value(event: &Event) -> String {
    // A text area and a selection have a value as an input has.
    event.target().map_or_else(String::new, |target| {
        target.unchecked_ref::<HtmlInputElement>().value()
    })
}

/// Whether the box that an event comes from is ticked.
pub(in crate::app) fn checked(event: &Event) -> bool {
    event
        .target()
        .is_some_and(|target| target.unchecked_ref::<HtmlInputElement>().checked())
}
