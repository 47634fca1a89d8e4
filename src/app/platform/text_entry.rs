//! Fields in which keys and pastes are text.

use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

/// Whether text is typed where an event comes from: its keys and pastes belong to the field.
pub fn types_text(target: Option<EventTarget>) -> bool {
    let Some(element) = target.and_then(|target| target.dyn_into::<Element>().ok()) else {
        return false;
    };
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(
            element.get_attribute("type").as_deref(),
            Some("checkbox" | "radio" | "button" | "file")
        ),
        _ => false,
    }
}
