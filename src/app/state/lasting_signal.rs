//! A signal that lives as long as the page and forgets who followed it.

use std::panic::Location;

use leptos::prelude::*;
use leptos::reactive::graph::ToAnySource;
use leptos::reactive::traits::{DefinedAt, IsDisposed, Notify, Track, UntrackableGuard, Write};

use super::followers::Followers;

/// A signal of the page's state, followed by the many memos and effects of views that come and go. It does not keep those that are
/// gone, as an [`RwSignal`] would.
#[derive(Debug)]
pub struct LastingSignal<T: Send + Sync + 'static> {
    signal: RwSignal<T>,
    followers: Followers,
}

impl<T: Send + Sync + 'static> LastingSignal<T> {
    /// A signal with its first value, as [`RwSignal::new`] makes it.
    #[track_caller]
    pub fn new(value: T) -> Self {
        let signal = ArcRwSignal::new(value);
        Self {
            followers: Followers::of(signal.to_any_source()),
            signal: RwSignal::from(signal),
        }
    }
}

impl<T: Send + Sync + 'static> Clone for LastingSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for LastingSignal<T> {}

impl<T: Send + Sync + 'static> DefinedAt for LastingSignal<T> {
    fn defined_at(&self) -> Option<&'static Location<'static>> {
        self.signal.defined_at()
    }
}

impl<T: Send + Sync + 'static> IsDisposed for LastingSignal<T> {
    fn is_disposed(&self) -> bool {
        self.signal.is_disposed()
    }
}

impl<T: Send + Sync + 'static> Track for LastingSignal<T> {
    #[track_caller]
    fn track(&self) {
        self.signal.track();
        self.followers.add_observer();
    }
}

impl<T: Send + Sync + 'static> ReadUntracked for LastingSignal<T> {
    type Value = <RwSignal<T> as ReadUntracked>::Value;

    #[track_caller]
    fn try_read_untracked(&self) -> Option<Self::Value> {
        self.signal.try_read_untracked()
    }
}

impl<T: Send + Sync + 'static> Notify for LastingSignal<T> {
    fn notify(&self) {
        self.signal.notify();
    }
}

impl<T: Send + Sync + 'static> Write for LastingSignal<T> {
    type Value = T;

    fn try_write(&self) -> Option<impl UntrackableGuard<Target = Self::Value>> {
        self.signal.try_write()
    }

    fn try_write_untracked(&self) -> Option<impl std::ops::DerefMut<Target = Self::Value>> {
        self.signal.try_write_untracked()
    }
}

impl<T: Clone + Send + Sync + 'static> From<LastingSignal<T>> for Signal<T> {
    fn from(signal: LastingSignal<T>) -> Self {
        Self::derive(move || signal.get())
    }
}
