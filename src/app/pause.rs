//! Things that wait until somebody stops typing.

use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};

use crate::app::state::Stored;

/// A wait that begins anew with each thing put into it: only the last one is done.
#[derive(Clone, Copy)]
pub(super) struct Pause {
    length: Duration,
    timer: Stored<Option<TimeoutHandle>>,
}

impl Pause {
    pub(super) fn new(length: Duration) -> Self {
        Self {
            length,
            timer: Stored::new(None),
        }
    }

    /// Does something after the pause, instead of what was waiting for it.
    pub(super) fn then(self, act: impl FnOnce() + 'static) {
        self.boxed(Box::new(act));
    }

    /// Compiled once.
    fn boxed(self, act: Box<dyn FnOnce()>) {
        self.wait_with(set_timeout_with_handle(act, self.length).ok());
    }

    /// Leaves undone what was waiting.
    pub(super) fn cancel(self) {
        self.wait_with(None);
    }

    fn wait_with(self, timer: Option<TimeoutHandle>) {
        if let Some(before) = self.timer.replace(timer).flatten() {
            before.clear();
        }
    }
}
