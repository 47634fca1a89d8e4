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
    /// Something stands there, but it is not a value of this kind.
    Unreadable(Misread),
}

/// Why an entry is not a value of its kind. The text itself is in [`Entry::typed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Misread {
    /// A count below zero.
    Negative,
    /// A count with a fraction, or one whose separator could be either ("1.000").
    Fractional,
    /// Not a number.
    NotANumber,
    /// A number beyond what a trial can have.
    TooLarge,
    /// A percentage where a count belongs.
    Percentage,
    /// It came from a row with more cells than heads, so that it may belong to another column.
    Misaligned,
    /// How often it happened, where people with the event are counted.
    TimesNotPeople,
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

    /// Whether nothing stands there.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.typed.is_empty() && matches!(self.state, State::NotReported)
    }

    /// Whether something stands there that could not be understood.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        matches!(self.state, State::Unreadable(_))
    }

    /// The value where one was reported.
    #[must_use]
    pub fn value(&self) -> Option<T> {
        match self.state {
            State::Reported(value) => Some(value),
            State::NotReported | State::Unreadable(_) => None,
        }
    }
}
