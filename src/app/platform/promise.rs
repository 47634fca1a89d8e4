//! Calls of the browser's functions that web-sys does not name yet, and the reasons why the browser refuses something.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why the browser did not do what it was asked, in its own words where it has any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure(pub String);

impl From<JsValue> for Failure {
    fn from(value: JsValue) -> Self {
        let exception = value.dyn_into::<js_sys::Error>();
        Self(exception.map_or_else(
            |_| String::from("no reason given"),
            |error| String::from(error.message()),
        ))
    }
}

/// The value of an object's property; null where it has none of the name.
pub fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::NULL)
}

/// What a method of an object returns.
///
/// # Errors
/// When there is no such method, or when it throws.
pub fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, Failure> {
    let method: Function = property(object, method)
        .dyn_into()
        .map_err(|_| Failure(format!("this browser has no {method}")))?;
    Ok(method.apply(object, &arguments.iter().collect())?)
}

/// What a promise resolves to; any other value is what it is.
///
/// # Errors
/// When the promise is rejected.
pub async fn resolved(promise: JsValue) -> Result<JsValue, Failure> {
    Ok(JsFuture::from(Promise::resolve(&promise)).await?)
}

/// Waits so many milliseconds.
pub async fn wait(milliseconds: i32) {
    let elapsed = Promise::new(&mut |resolve, _| {
        let _ = leptos::prelude::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(elapsed).await;
}
