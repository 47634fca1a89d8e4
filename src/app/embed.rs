//! What the page offers to other programs in the same tab.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::analysis::pool_json;

/// Pools one outcome: the JSON of a [`Request`](crate::analysis::Request) in, the JSON of a
/// [`Response`](crate::analysis::Response) out, as [`pool_json`] says. Never throws.
#[wasm_bindgen]
#[must_use]
pub fn pool(json: &str) -> String {
    pool_json(json)
}
