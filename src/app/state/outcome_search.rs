//! What is looked for in the list of outcomes.

use leptos::prelude::*;

use super::lasting_signal::LastingSignal;
use crate::wording::event_class::EventFilter;

/// What is looked for in the list of outcomes.
#[derive(Clone, Copy)]
pub struct OutcomeSearch {
    /// What was typed; all outcomes are listed while it is empty.
    pub query: LastingSignal<String>,
    /// The events that the listed outcomes count; all outcomes are listed while nothing is chosen.
    pub events: LastingSignal<Option<EventFilter>>,
    /// How often somebody asked for the field since the page was opened: each time it gets the focus.
    pub asked: LastingSignal<usize>,
}

impl OutcomeSearch {
    /// Looks for nothing.
    pub(super) fn new() -> Self {
        Self {
            query: LastingSignal::new(String::new()),
            events: LastingSignal::new(None),
            asked: LastingSignal::new(0),
        }
    }

    /// Asks for the field.
    pub fn ask(self) {
        self.asked.update(|asked| *asked += 1);
    }
}
