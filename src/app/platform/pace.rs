//! Work that is done again and again: soon after it is asked for, and never so often that it takes the page's time.

use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::timing;

/// What is asked for begins after so many milliseconds, when the frame that shows the edit is painted.
const SOON: f64 = 20.0;
/// Between two runs the page has so many times as long for everything else as the run took.
const REST: f64 = 20.0;

type Work = Box<dyn FnOnce()>;

/// Does the work that was given to it last, as soon as its pace allows.
#[derive(Clone, Copy)]
pub struct Pace(StoredValue<Waiting, LocalStorage>);

#[derive(Default)]
struct Waiting {
    work: Option<Work>,
    timeout: Option<TimeoutHandle>,
    /// Before this time of the page's clock nothing is done, in milliseconds.
    not_before: f64,
}

impl Pace {
    /// A pace that ends with the component that makes it.
    pub fn new() -> Self {
        let waiting = StoredValue::new_local(Waiting::default());
        on_cleanup(move || {
            waiting.try_update_value(|waiting| waiting.timeout.take().map(|handle| handle.clear()));
        });
        Self(waiting)
    }

    /// Does something soon, in the place of what was waiting.
    pub fn run(self, work: impl FnOnce() + 'static) {
        self.0.update_value(|waiting| {
            waiting.work = Some(Box::new(work));
            if waiting.timeout.is_some() {
                return;
            }
            let delay = f64::max(SOON, waiting.not_before - timing::now());
            let delay = Duration::from_secs_f64(delay / 1e3);
            waiting.timeout = set_timeout_with_handle(move || self.do_it(), delay).ok();
        });
    }

    fn do_it(self) {
        let work = self.0.try_update_value(|waiting| {
            waiting.timeout = None;
            waiting.work.take()
        });
        let Some(work) = work.flatten() else { return };
        let begin = timing::now();
        work();
        let end = timing::now();
        self.0
            .try_update_value(|waiting| waiting.not_before = end + REST * (end - begin));
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::new()
    }
}
