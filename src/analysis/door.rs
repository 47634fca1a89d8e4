//! The door for programs that speak JSON; its form is described in `docs/door.md`.

use super::{Request, VERSION, answer};
use crate::json;

/// Answers the JSON form of a [`Request`] with that of a [`Response`](super::Response).
///
/// Total: a text that is not a request is answered with `{"error": "bad_request", "line": …, "column": …, "message": …}`,
/// line and column counted from 1, columns in bytes; a request of another version with the response that says so. Numbers
/// are written with the digits that read back to the same bits.
#[must_use]
pub fn pool_json(request: &str) -> String {
    let wrong = match json::read::<Request>(request) {
        Ok(asked) => return json::write(&answer(&asked)),
        Err(wrong) => wrong,
    };
    let (line, column) = wrong.line_and_column(request);
    let message = format!("not a request of version {VERSION}: {}", wrong.what);
    let mut refusal = String::new();
    json::write_fields(
        &[
            ("error", &"bad_request"),
            ("line", &line),
            ("column", &column),
            ("message", &message),
        ],
        &mut refusal,
    );
    refusal
}
