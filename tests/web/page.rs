//! The common ground of component tests: a component in a page of its own, and what is looked for and done there.
//!
//! ```ignore
//! let page = Page::with(|| view! { <Button label="Close" on_press=|| {}/> }).await;
//! page.press("Close").await;
//! assert_eq!(page.text("button"), "Close");
//! ```
//!
//! The page goes with its value. [`Page::of`] gives the component the contexts of the program around a project.

use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use js_sys::Function;
use leptos::mount::mount_to;
use leptos::prelude::*;
use trialpool::app::actions::Actions;
use trialpool::app::platform::promise::{Failure, wait};
use trialpool::app::state::{
    Autosave, Comparison, Fits, Found, GroupedEvents, Library, MethodComparisons, Sensitivities,
    State,
};
use trialpool::project::Project;
use trialpool::read::examples;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, HtmlInputElement};

/// How often something is looked for that comes by itself, and how long between two looks, in milliseconds.
const LOOKS: usize = 250;
const PAUSE: i32 = 20;

/// A component in the page of the tests.
pub struct Page {
    place: HtmlElement,
    mounted: Option<Box<dyn Any>>,
}

impl Page {
    /// Mounts a component and waits until it stands.
    pub async fn with<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self {
        let place: HtmlElement = document()
            .create_element("div")
            .expect("a new element")
            .unchecked_into();
        let body = document().body().expect("a page with a body");
        body.append_child(&place).expect("a place in the page");
        let mounted = mount_to(place.clone(), view);
        settle().await;
        Self {
            place,
            mounted: Some(Box::new(mounted)),
        }
    }

    /// Mounts a component with the contexts of the program around a project, of which the browser keeps nothing; gives the
    /// state too.
    pub async fn of<V: IntoView + 'static>(
        project: Project,
        view: impl FnOnce() -> V + 'static,
    ) -> (Self, State) {
        let provided = Rc::new(Cell::new(None));
        let given = provided.clone();
        let page = Self::with(move || {
            let found = Found::nothing(project, Failure(String::from("this is a test")));
            let state = State::new(found.project.clone());
            provide_context(state);
            let autosave = Autosave::new(state, &found);
            provide_context(autosave);
            let library = Library::new(state, autosave);
            provide_context(library);
            let sensitivities = Sensitivities::new(state);
            provide_context(sensitivities);
            let events = GroupedEvents::new(state);
            provide_context(events);
            provide_context(Actions::new(state, library, sensitivities, events));
            provide_context(Comparison::new(state));
            provide_context(MethodComparisons::new(state));
            provide_context(Fits::new(state));
            given.set(Some(state));
            view()
        })
        .await;
        let state = provided.get().expect("a state");
        (page, state)
    }

    /// The first element that a selector finds.
    pub fn element(&self, selector: &str) -> HtmlElement {
        self.found(selector)
            .unwrap_or_else(|| panic!("No {selector} in {}", self.place.inner_html()))
    }

    /// The first element that a selector finds, if there is one.
    pub fn found(&self, selector: &str) -> Option<HtmlElement> {
        let found = self.place.query_selector(selector).expect("a selector");
        found.map(JsCast::unchecked_into)
    }

    /// All elements that a selector finds.
    pub fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.place.query_selector_all(selector).expect("a selector");
        (0..found.length())
            .filter_map(|nth| found.get(nth))
            .map(JsCast::unchecked_into)
            .collect()
    }

    /// The text of the first element that a selector finds.
    pub fn text(&self, selector: &str) -> String {
        self.element(selector).text_content().unwrap_or_default()
    }

    /// The texts of all elements that a selector finds.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let all = self.all(selector);
        all.iter()
            .map(|element| element.text_content().unwrap_or_default())
            .collect()
    }

    /// The button or link of a name, which is its label or else its text.
    pub fn button(&self, name: &str) -> HtmlElement {
        let called = |element: &HtmlElement| {
            let label = element.get_attribute("aria-label");
            label.or_else(|| element.text_content()).as_deref() == Some(name)
        };
        self.all("button, a, summary")
            .into_iter()
            .find(called)
            .unwrap_or_else(|| panic!("No button {name} in {}", self.place.inner_html()))
    }

    /// Presses a button or link, which has the focus then.
    pub async fn press(&self, name: &str) {
        let button = self.button(name);
        let _ = button.focus();
        button.click();
        settle().await;
    }

    /// Puts a text into a field and leaves it.
    pub async fn enter(&self, selector: &str, text: &str) {
        let field: HtmlInputElement = self.element(selector).unchecked_into();
        field.set_value(text);
        for name in ["input", "change", "blur"] {
            send(&field, name);
        }
        settle().await;
    }

    /// Presses a key in the first element that a selector finds.
    pub async fn key(&self, selector: &str, key: &str) {
        press_key(&self.element(selector), key);
        settle().await;
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        drop(self.mounted.take());
        self.place.remove();
    }
}

/// Sends an event that bubbles.
pub fn send(element: &Element, name: &str) {
    let event = Event::new(name).expect("an event");
    event.init_event_with_bubbles_and_cancelable(name, true, true);
    element.dispatch_event(&event).expect("a listener");
}

/// Presses a key where an element is; `Ctrl `, `Shift ` or `Alt ` before it holds that key.
pub fn press_key(element: &Element, key: &str) {
    // A keyboard event that is made without its options has no key in Chromium.
    let script = "
        const [key, held] = name.split(' ').reverse();
        const options = { ctrlKey: held === 'Ctrl', shiftKey: held === 'Shift', altKey: held === 'Alt' };
        element.dispatchEvent(new KeyboardEvent('keydown', { key, ...options, bubbles: true, cancelable: true }));";
    Function::new_with_args("element, name", script)
        .call2(&JsValue::NULL, element, &key.into())
        .expect("a listener");
}

/// Waits until what follows from a signal stands in the page.
pub async fn settle() {
    leptos::task::tick().await;
    leptos::task::tick().await;
}

/// Waits until something is so that comes by itself, a few seconds at most.
pub async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..LOOKS {
        if is_so() {
            return;
        }
        wait(PAUSE).await;
    }
    panic!("Waited in vain for {what}");
}

/// Waits until something says these words, a few seconds at most, and tells what it said instead.
pub async fn until_said(words: &str, said: impl Fn() -> String) {
    for _ in 0..LOOKS {
        if said().contains(words) {
            return;
        }
        wait(PAUSE).await;
    }
    panic!("Waited in vain for {words}; it says: {}", said());
}

/// What a callback was called with, in order.
#[derive(Clone)]
pub struct Calls<T>(Arc<Mutex<Vec<T>>>);

impl<T: Clone> Calls<T> {
    /// None yet.
    pub fn new() -> Self {
        Self(Arc::new(Mutex::new(Vec::new())))
    }

    /// Notes a call.
    pub fn note(&self, value: T) {
        self.0.lock().expect("one thread").push(value);
    }

    /// All of them.
    pub fn all(&self) -> Vec<T> {
        self.0.lock().expect("one thread").clone()
    }
}

/// The project of the first example.
pub fn sample() -> Project {
    let first = examples::all().first().expect("an example");
    Project::of(examples::review(first.key).expect("its review"))
}
