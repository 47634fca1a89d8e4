//! The browser's own database, as the drawer of documents that `public/boot.js` makes of it.

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::browser::{Failure, Settled, call, field, settle};

/// Documents by name; a name without a document is taken out.
pub(super) type Documents = Vec<(String, Option<String>)>;

/// An open drawer. Opened once, so that a save begins at once, even while the page is being closed.
#[derive(Clone)]
pub(super) struct Drawer(JsValue);

/// Where in the drawer a review lies that only this tab writes.
#[derive(Clone)]
pub(super) struct Place(JsValue);

impl Drawer {
    /// Opens the drawer; refused where the browser denies storage (some do in private windows, or by policy) or does not
    /// answer.
    pub(super) fn open(then: impl FnOnce(Result<Self, Failure>) + 'static) {
        let opened = call(&js_sys::global(), "trialpoolDrawer", &[]);
        settle(opened, Box::new(move |drawer| then(drawer.map(Self))));
    }

    /// The review that was written last: its place, unless another tab has it, and its document.
    pub(super) fn latest(&self) -> (Option<Place>, Option<String>) {
        let place = field(&self.0, "place");
        let document = field(&self.0, "document").as_string();
        ((!place.is_null()).then_some(Place(place)), document)
    }

    /// A place where nothing was ever kept.
    pub(super) fn fresh(&self) -> Option<Place> {
        call(&self.0, "fresh", &[]).ok().map(Place)
    }

    /// Asks for what a method of the drawer gives to a name; the answer comes later.
    pub(super) fn ask(&self, method: &str, name: &str, then: impl FnOnce(Settled) + 'static) {
        settle(call(&self.0, method, &[name.into()]), Box::new(then));
    }

    /// Asks for a place and the document there; `None` while another tab has it.
    pub(super) fn place(
        &self,
        id: &str,
        then: impl FnOnce(Option<(Place, Option<String>)>) + 'static,
    ) {
        self.ask("open", id, move |place| {
            let place = place.ok().filter(|place| !place.is_null());
            then(place.map(|place| {
                let document = field(&place, "document").as_string();
                (Place(place), document)
            }));
        });
    }

    /// Puts documents under their names, all or none; comes back once they are safe, or refused, as they are when the
    /// disk is full.
    pub(super) fn write(
        &self,
        documents: &Documents,
        then: impl FnOnce(Result<(), Failure>) + 'static,
    ) {
        let list = Array::new();
        for (name, document) in documents {
            let document = document.as_ref().map_or(JsValue::UNDEFINED, JsValue::from);
            list.push(&Array::of2(&name.into(), &document));
        }
        self.put_all(&list, Box::new(then));
    }

    /// Puts anything that the browser can keep under a name; what is undefined is taken out.
    pub(super) fn put(
        &self,
        name: &str,
        value: &JsValue,
        then: impl FnOnce(Result<(), Failure>) + 'static,
    ) {
        let list = Array::of1(&Array::of2(&name.into(), value));
        self.put_all(&list, Box::new(then));
    }

    /// Compiled once.
    fn put_all(&self, list: &JsValue, then: Box<dyn FnOnce(Result<(), Failure>)>) {
        let written = call(&self.0, "write", std::slice::from_ref(list));
        settle(written, Box::new(move |written| then(written.map(drop))));
    }
}

impl Place {
    /// What the review there is called in the drawer.
    pub(super) fn id(&self) -> String {
        field(&self.0, "id").as_string().unwrap_or_default()
    }

    /// Lets other tabs have it.
    pub(super) fn give_back(&self) {
        let _ = call(&self.0, "release", &[]);
    }
}

/// Pairs of texts, from a list of lists of two.
pub(super) fn pairs(list: &JsValue) -> Vec<(String, String)> {
    let text = |pair: &Array, nth| pair.get(nth).as_string().unwrap_or_default();
    Array::from(list)
        .iter()
        .map(|pair| {
            let pair = Array::from(&pair);
            (text(&pair, 0), text(&pair, 1))
        })
        .collect()
}
