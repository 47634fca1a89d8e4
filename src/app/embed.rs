//! What the page offers to other programs in the same tab.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::analysis::{self, Request, VERSION};
use crate::json;

/// Pools one outcome: the JSON of a [`Request`] in, the JSON of a [`Response`](crate::analysis::Response) out.
///
/// A text that is not a request is answered by `{"error": "bad_request", "line": …, "column": …, "message": …}`, a
/// request of another version by the response that says so. Never throws.
#[wasm_bindgen]
#[must_use]
pub fn pool(json: &str) -> String {
    let request: Request = match json::read(json) {
        Ok(request) => request,
        Err(wrong) => {
            let (line, column) = wrong.line_and_column(json);
            let mut refusal = String::new();
            json::write_fields(
                &[
                    ("error", &"bad_request"),
                    ("line", &line),
                    ("column", &column),
                    (
                        "message",
                        &format!("not a request of version {VERSION}: {}", wrong.what),
                    ),
                ],
                &mut refusal,
            );
            return refusal;
        }
    };
    json::write(&analysis::answer(&request))
}
