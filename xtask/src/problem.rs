//! Why a command stopped, in words for the person who gave it.

use std::fmt;

/// What went wrong, as one sentence, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    what: String,
    remedy: String,
}

impl Problem {
    /// A problem with its remedy; both are whole sentences.
    pub(crate) fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    /// A problem whose cause has been printed already, as by a compiler.
    pub(crate) fn shown_above(what: impl Into<String>) -> Self {
        Self::new(what, "The reason stands above.")
    }

    /// A file that could not be read or written.
    pub(crate) fn file(action: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::new(
            format!("Could not {action} {}: {error}.", path.display()),
            "Check that the folder exists, is writable and has space.",
        )
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.what, self.remedy)
    }
}

impl std::error::Error for Problem {}
