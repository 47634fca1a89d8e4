//! Why a scenario failed.

use std::fmt;

use thirtyfour::error::WebDriverError;

/// The reason, as a sentence.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// What comes of a scenario and of each of its steps.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// Fails for the reason unless the condition holds.
pub(crate) fn expect(condition: bool, reason: impl FnOnce() -> String) -> Outcome {
    if condition {
        Ok(())
    } else {
        Err(Failure(reason()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<WebDriverError> for Failure {
    fn from(error: WebDriverError) -> Self {
        Self(format!("The browser reports: {error}."))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(format!("A file could not be read or written: {error}."))
    }
}

impl From<crate::problem::Problem> for Failure {
    fn from(problem: crate::problem::Problem) -> Self {
        Self(problem.to_string())
    }
}
