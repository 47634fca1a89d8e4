//! What the page offers to other programs in the same tab.

use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::analysis::{self, Request, VERSION};

/// Why a text was refused.
#[derive(Serialize)]
struct Refusal {
    error: &'static str,
    line: usize,
    column: usize,
    message: String,
}

/// Pools one outcome: the JSON of a [`Request`] in, the JSON of a [`Response`](crate::analysis::Response) out.
///
/// A text that is not a request is answered by `{"error": "bad_request", "line": …, "column": …, "message": …}`, a
/// request of another version by the response that says so. Never throws.
#[wasm_bindgen]
#[must_use]
pub fn pool(json: &str) -> String {
    match serde_json::from_str::<Request>(json) {
        Ok(request) => written(&analysis::answer(&request)),
        Err(error) => written(&Refusal {
            error: "bad_request",
            line: error.line(),
            column: error.column(),
            message: format!("not a request of version {VERSION}: {error}"),
        }),
    }
}

fn written(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_else(|_| {
        String::from(r#"{"error":"unwritable","message":"the answer has no JSON form"}"#)
    })
}
