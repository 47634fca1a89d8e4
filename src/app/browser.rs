//! What the browser gives to the program by name, as `public/boot.js` prepares it.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
// Not Leptos's own `spawn_local`: it works only once something is mounted.
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Why the browser did not do what it was asked, in its own words where it has any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure(pub(super) String);

impl From<JsValue> for Failure {
    fn from(value: JsValue) -> Self {
        let exception = value.dyn_into::<js_sys::Error>();
        Self(exception.map_or_else(
            |_| String::from("no reason given"),
            |error| String::from(error.message()),
        ))
    }
}

/// What came of asking the browser.
pub(super) type Settled = Result<JsValue, Failure>;

/// What an object has under a name; null where it has nothing.
pub(super) fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::NULL)
}

/// What a method of an object gives.
pub(super) fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Settled {
    let method: Function = field(object, method)
        .dyn_into()
        .map_err(|_| Failure(format!("this browser has no {method}")))?;
    Ok(method.apply(object, &arguments.iter().collect())?)
}

/// Does something with what a promise comes to.
pub(super) fn settle(promise: Settled, then: Box<dyn FnOnce(Settled)>) {
    match promise {
        Ok(promise) => spawn_local(async move {
            let settled = JsFuture::from(Promise::resolve(&promise)).await;
            then(settled.map_err(Failure::from));
        }),
        Err(failure) => then(Err(failure)),
    }
}
