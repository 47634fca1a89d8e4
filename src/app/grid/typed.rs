//! Fields under the grid, whose texts become part of the review when one stops typing.

use std::time::Duration;

use web_sys::Event;

use super::sheet::Sheet;
use crate::app::element::{Element, html, value};
use crate::app::platform::debounce::Pause;
use crate::project::Command;

/// A pause in typing this long is when it becomes part of the review.
const PAUSE: Duration = Duration::from_millis(300);

/// What is typed into a field waits until one stops: it belongs to the trial that was active when it was typed, wherever
/// the selection has gone since.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    sheet: Sheet,
    /// The field, by its place, and what it says.
    waiting: StoredLocal<Option<(usize, Command)>>,
    pause: Pause,
}

impl Typed {
    pub(super) fn new(sheet: Sheet) -> Self {
        Self {
            sheet,
            waiting: StoredValue::new_local(None),
            pause: Pause::new(PAUSE),
        }
    }

    /// Takes what one field says in a moment, and at once what another one said.
    pub(super) fn put(self, field: usize, command: impl FnOnce() -> Option<Command>) {
        let other = self.waiting.with(|waiting| {
            let waiting = waiting.as_ref();
            waiting.is_some_and(|(waiting, _)| *waiting != field)
        });
        if other {
            self.take();
        }
        let command = command().map(|command| (field, command));
        self.waiting.set(command);
        self.pause.then(move || self.take());
    }

    /// Takes what waits.
    pub(super) fn take(self) {
        if let Some((_, command)) = self.waiting.replace(None).flatten() {
            self.sheet.state.document.perform(&command);
        }
    }

    /// A field of one line: what it is called, an example, what stands in it, and what to do with another text.
    pub(super) fn field(
        self,
        [name, example]: [&str; 2],
        shown: impl Fn() -> String + 'static,
        put: impl Fn(String) + 'static,
    ) -> Element {
        let input = html("input")
            .class("text-input")
            .attribute("maxlength", "2000")
            .attribute("placeholder", example)
            .value_from(shown)
            .on("input", move |event: Event| put(value(&event)))
            .on("blur", move |_: Event| self.take());
        html("label")
            .class("field inline")
            .child(html("span").text(name))
            .child(input)
    }
}
