//! Reads JSON into the types of the program, and says in plain words which field is wrong.
//!
//! ```
//! use trialpool::read::json;
//!
//! let sizes: Vec<u32> = json::parse("[1, 2]")?;
//! assert_eq!(sizes, [1, 2]);
//! let Err(json::Fault::Value { field, problem, .. }) = json::parse::<Vec<u32>>("[1, \"two\"]") else {
//!     unreachable!("\"two\" is no number")
//! };
//! assert_eq!((field.as_str(), problem.as_str()), ("[1]", "a whole number is expected"));
//! # Ok::<(), json::Fault>(())
//! ```

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

/// Why a text was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not JSON, or breaks off.
    Syntax {
        /// Line of the text, counted from 1.
        line: usize,
        /// Column of that line, counted from 1, in bytes.
        column: usize,
        /// What is wrong there, as serde says it.
        problem: String,
    },
    /// It is JSON, but a value in it is missing or of the wrong kind.
    Value {
        /// The value, such as `review.trials[3].arms[1].label`; empty for the whole.
        field: String,
        /// Line at which it was found to be wrong, counted from 1.
        line: usize,
        /// Column of that line, counted from 1, in bytes.
        column: usize,
        /// What is wrong with it: "a text is expected".
        problem: String,
    },
}

/// Reads a text.
///
/// # Errors
/// When the text is not JSON, or a value in it is missing or of the wrong kind. JSON whose lists and objects stand more
/// than 128 deep within each other is refused where it is read, and passed over where nothing asks for it.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let error = error.into_inner();
        match error.classify() {
            Category::Data => wrong_value(&path, &error),
            Category::Syntax | Category::Eof | Category::Io => syntax(&error),
        }
    })?;
    reader.end().map_err(|error| syntax(&error))?;
    Ok(value)
}

/// Writes a value as JSON on one line.
#[must_use]
pub fn text<T: Serialize>(value: &T) -> String {
    // Writing to a string fails only for maps whose keys are neither texts nor numbers; the model has none.
    serde_json::to_string(value).unwrap_or_default()
}

fn syntax(error: &serde_json::Error) -> Fault {
    // Of a text that breaks off serde says where its last letter stands; what is missing stands behind it.
    let column = error.column() + usize::from(error.is_eof());
    Fault::Syntax {
        line: error.line().max(1),
        column: column.max(1),
        problem: message(error),
    }
}

/// What an error says, without its place.
fn message(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    said.strip_suffix(&place).unwrap_or(&said).to_owned()
}

fn wrong_value(path: &str, error: &serde_json::Error) -> Fault {
    let said = message(error);
    let path = if path == "." { "" } else { path };
    let (field, problem) = if let Some(name) = quoted(&said, "missing field ") {
        (joined(path, name), "it is missing")
    } else if let Some(name) = quoted(&said, "duplicate field ") {
        (joined(path, name), "it stands there twice")
    } else if said.starts_with("unknown variant ") {
        (path.to_owned(), "the name is not known")
    } else {
        (path.to_owned(), expected(&said))
    };
    Fault::Value {
        field,
        line: error.line().max(1),
        column: error.column().max(1),
        problem: problem.to_owned(),
    }
}

/// The name between backticks behind these words.
fn quoted<'said>(said: &'said str, words: &str) -> Option<&'said str> {
    said.strip_prefix(words)?
        .strip_prefix('`')?
        .strip_suffix('`')
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// What serde expected of a value, in plain words.
fn expected(said: &str) -> &'static str {
    let wanted = said
        .rsplit_once("expected ")
        .map_or("", |(_, wanted)| wanted);
    match wanted {
        "a string" | "string" => "a text is expected",
        "a boolean" => "true or false is expected",
        "f64" => "a number is expected",
        "u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" => "a whole number is expected",
        "a sequence" => "a list is expected",
        _ if wanted.starts_with("a tuple") => "a list is expected",
        "a map" => "an object is expected",
        _ if wanted.starts_with("struct ") => "an object is expected",
        _ => "it is of the wrong kind",
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, parse};
    use crate::data::{Entry, Review};

    /// The field that is refused, and why.
    fn fault(text: &str) -> (String, String) {
        match parse::<Entry<u64>>(text) {
            Err(Fault::Value { field, problem, .. }) => (field, problem),
            other => unreachable!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_value_of_another_kind_is_refused_by_the_name_of_its_field() {
        for (text, field, problem) in [
            (
                r#"{"typed":"3","state":{"reported":"3"}}"#,
                "state.reported",
                "a whole number is expected",
            ),
            (
                r#"{"typed":"3","state":{"reported":3.0}}"#,
                "state.reported",
                "a whole number is expected",
            ),
            (
                r#"{"typed":"3","state":{"reported":-3}}"#,
                "state.reported",
                "a whole number is expected",
            ),
            (
                r#"{"typed":"3","state":{"repeated":3}}"#,
                "state",
                "the name is not known",
            ),
            (
                r#"{"typed":3,"state":"not_reported"}"#,
                "typed",
                "a text is expected",
            ),
            (r#"{"typed":"3"}"#, "state", "it is missing"),
            (
                r#"{"typed":"3","typed":"4","state":"not_reported"}"#,
                "typed",
                "it stands there twice",
            ),
            ("7", "", "an object is expected"),
        ] {
            assert_eq!(
                fault(text),
                (field.to_owned(), problem.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn a_text_that_is_no_json_is_refused_at_its_place() {
        let place = |text: &str| match parse::<Vec<u64>>(text) {
            Err(Fault::Syntax { line, column, .. }) => (line, column),
            other => unreachable!("{text}: {other:?}"),
        };
        assert_eq!(place("[1,\n2"), (2, 2));
        assert_eq!(place("[1] 2"), (1, 5));
        assert_eq!(place(""), (1, 1));
    }

    #[test]
    fn lists_within_lists_without_end_are_refused() {
        let deep = "[".repeat(100_000);
        assert!(parse::<serde_json::Value>(&deep).is_err());
        assert!(parse::<Review>(&format!("{{\"title\":{deep}")).is_err());
    }
}
