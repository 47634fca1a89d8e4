//! Fields under the grid, whose texts become part of the review when one stops typing.

use std::time::Duration;

use leptos::prelude::*;

use crate::app::platform::debounce::Debounce;
use crate::app::state::{Document, State};
use crate::project::Command;

/// A pause in typing of this length ends it.
const PAUSE: Duration = Duration::from_millis(300);

/// A command that waits until one stops typing into a field. It is about the trial that was active when it was typed,
/// wherever the selection has gone since.
#[derive(Clone, Copy)]
pub struct DebouncedCommand {
    document: Document,
    /// The field, by its place, and what is to be done.
    waiting: StoredValue<Option<(usize, Command)>, LocalStorage>,
    debounce: Debounce,
}

impl DebouncedCommand {
    /// Nothing waits yet. It takes the state from the context, so it is made within a component.
    pub fn new() -> Self {
        Self {
            document: State::expect().document,
            waiting: StoredValue::new_local(None),
            debounce: Debounce::new(PAUSE),
        }
    }

    /// Does in a moment what a field asks for, and at once what waits of another field.
    pub fn put(self, field: usize, command: impl FnOnce() -> Option<Command>) {
        let of_other_field = self.waiting.with_value(|waiting| {
            let waiting = waiting.as_ref();
            waiting.is_some_and(|(waiting, _)| *waiting != field)
        });
        if of_other_field {
            self.flush();
        }
        self.waiting
            .set_value(command().map(|command| (field, command)));
        self.debounce.run(move || self.flush());
    }

    /// Does what waits.
    pub fn flush(self) {
        // The field may be gone by the end of the pause; what was typed into it was done when it was left.
        let waiting = self.waiting.try_update_value(Option::take).flatten();
        if let Some((_, command)) = waiting {
            self.document.perform(&command);
        }
    }
}

impl Default for DebouncedCommand {
    fn default() -> Self {
        Self::new()
    }
}
