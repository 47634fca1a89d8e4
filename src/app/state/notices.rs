//! Short lines that the page says and takes away again.

use std::time::Duration;

use leptos::prelude::*;

use super::lasting_signal::LastingSignal;

/// How long a line stays on the screen.
const SHOWN_FOR: Duration = Duration::from_secs(6);

/// The line that is said now.
#[derive(Clone, Copy)]
pub struct Notices {
    line: LastingSignal<String>,
}

impl Default for Notices {
    fn default() -> Self {
        Self::new()
    }
}

impl Notices {
    /// Says nothing yet.
    pub fn new() -> Self {
        Self {
            line: LastingSignal::new(String::new()),
        }
    }

    /// The line on the screen; empty where nothing is said.
    pub fn line(self) -> String {
        self.line.get()
    }

    /// Says a line for some seconds.
    pub fn say(self, line: impl Into<String>) {
        let line = line.into();
        self.line.set(line.clone());
        set_timeout(
            move || {
                // Another line may have been said since, or the page be gone.
                if self.line.try_with_untracked(|said| *said == line) == Some(true) {
                    self.line.set(String::new());
                }
            },
            SHOWN_FOR,
        );
    }
}
