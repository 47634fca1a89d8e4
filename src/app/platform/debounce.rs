//! Work that waits until somebody stops typing.

use std::time::Duration;

use leptos::callback::{Callable, UnsyncCallback};
use leptos_use_timeout_fn::{UseTimeoutFnReturn, use_timeout_fn};

type Work = Box<dyn FnOnce()>;

/// A wait that begins anew with each piece of work that is given to it: only the last one is done.
#[derive(Clone, Copy)]
pub struct Debounce {
    start: UnsyncCallback<UnsyncWork>,
    stop: UnsyncCallback<()>,
}

type UnsyncWork = std::rc::Rc<std::cell::RefCell<Option<Work>>>;

impl Debounce {
    /// A debounce of so long; it ends with the component that makes it.
    pub fn new(delay: Duration) -> Self {
        let UseTimeoutFnReturn { start, stop, .. } = use_timeout_fn(
            |work: UnsyncWork| {
                if let Some(work) = work.take() {
                    work();
                }
            },
            delay.as_secs_f64() * 1_000.0,
        );
        Self {
            start: UnsyncCallback::new(start),
            stop: UnsyncCallback::new(move |()| stop()),
        }
    }

    /// Does something after the delay, in the place of what was waiting for it.
    pub fn run(self, work: impl FnOnce() + 'static) {
        self.start
            .run(UnsyncWork::new(Some(Box::new(work) as Work).into()));
    }

    /// Leaves undone what was waiting.
    pub fn cancel(self) {
        self.stop.run(());
    }
}
