//! The door for programs that speak JSON; its form is described in `docs/door.md`.

use serde::Serialize;

use super::{Request, VERSION, answer};
use crate::read::json::{self, Fault};

/// What a text is answered with that is no request.
#[derive(Serialize)]
struct Refusal {
    error: &'static str,
    line: usize,
    column: usize,
    message: String,
}

/// Answers the JSON form of a [`Request`] with that of a [`Response`](super::Response).
///
/// Total: a text that is not a request is answered with `{"error": "bad_request", "line": …, "column": …, "message": …}`,
/// line and column counted from 1, columns in bytes; a request of another version with the response that says so. Numbers
/// are written with the digits that read back to the same bits.
///
/// ```
/// use trialpool::analysis::pool_json;
///
/// let answer = pool_json(
///     r#"{"version": 1, "trials": [
///         {"label": "Adams 2019", "data": {"counts": {
///             "experimental_events": 4, "experimental_total": 30, "control_events": 1, "control_total": 31}}}
///     ]}"#,
/// );
/// assert!(answer.starts_with(r#"{"version":1,"plan":{"measure":"risk_ratio""#));
///
/// let refusal = pool_json(r#"{"version": 1, "trials": 7}"#);
/// assert!(refusal.contains("not a request of version 1: trials: a list is expected"));
/// ```
#[must_use]
pub fn pool_json(request: &str) -> String {
    let (line, column, problem) = match json::parse::<Request>(request) {
        Ok(asked) => return json::text(&answer(&asked)),
        Err(Fault::Syntax {
            line,
            column,
            problem,
        }) => (line, column, problem),
        Err(Fault::Value {
            field,
            line,
            column,
            problem,
        }) if field.is_empty() => (line, column, problem),
        Err(Fault::Value {
            field,
            line,
            column,
            problem,
        }) => (line, column, format!("{field}: {problem}")),
    };
    json::text(&Refusal {
        error: "bad_request",
        line,
        column,
        message: format!("not a request of version {VERSION}: {problem}"),
    })
}
