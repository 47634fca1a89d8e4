//! What was typed into a cell, and what it was understood to mean.

use serde::{Deserialize, Serialize};

/// One typed number with its meaning.
///
/// `typed` is the text exactly as it came; `state` is what a reader made of it. Both are kept, so that a cell that could
/// not be understood is shown as it was typed, beside the reason, and can be mended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry<T> {
    /// The text as the user gave it, without surrounding white space.
    pub typed: String,
    /// What the text means.
    pub state: State<T>,
}

/// The meaning of an entry. "Not reported is not zero": a reported zero is `Reported(0)`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State<T> {
    /// The trial reported this value (zero among them).
    Reported(T),
    /// The trial did not report it: an empty cell, `NR`, `n/a`, a dash.
    NotReported,
    /// Something stands there, but it is not a value of this kind; a [`Problem`](super::Problem) says why.
    Unreadable,
}

impl<T: Copy> Entry<T> {
    /// An entry for a value that was not typed but given by a program (a sample, a file format with typed numbers).
    pub fn reported(value: T) -> Self
    where
        T: ToString,
    {
        Self {
            typed: value.to_string(),
            state: State::Reported(value),
        }
    }

    /// An empty cell.
    #[must_use]
    pub fn not_reported() -> Self {
        Self {
            typed: String::new(),
            state: State::NotReported,
        }
    }

    /// The value where one was reported.
    #[must_use]
    pub fn value(&self) -> Option<T> {
        match self.state {
            State::Reported(value) => Some(value),
            State::NotReported | State::Unreadable => None,
        }
    }
}
