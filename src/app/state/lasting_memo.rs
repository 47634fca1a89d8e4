//! A memo that lives as long as the page and forgets who followed it.

use std::panic::Location;

use leptos::prelude::*;
use leptos::reactive::computed::ArcMemo;
use leptos::reactive::graph::ToAnySource;
use leptos::reactive::traits::{DefinedAt, Track};

use super::followers::Followers;

/// A memo of the page's state, asked by the many memos and effects of views that come and go. It does not keep those that are gone, as a
/// [`Memo`] would.
#[derive(Debug)]
pub struct LastingMemo<T: Send + Sync + 'static> {
    memo: Memo<T>,
    followers: Followers,
}

impl<T: PartialEq + Send + Sync + 'static> LastingMemo<T> {
    /// A value that is computed from others, as [`Memo::new`] does.
    #[track_caller]
    pub fn new(fun: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let memo = ArcMemo::new(fun);
        Self {
            followers: Followers::of(memo.to_any_source()),
            memo: Memo::from(memo),
        }
    }
}

impl<T: Send + Sync + 'static> Clone for LastingMemo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for LastingMemo<T> {}

impl<T: Send + Sync + 'static> DefinedAt for LastingMemo<T> {
    fn defined_at(&self) -> Option<&'static Location<'static>> {
        self.memo.defined_at()
    }
}

impl<T: Send + Sync + 'static> Track for LastingMemo<T> {
    #[track_caller]
    fn track(&self) {
        self.memo.track();
        self.followers.add_observer();
    }
}

impl<T: Send + Sync + 'static> ReadUntracked for LastingMemo<T> {
    type Value = <Memo<T> as ReadUntracked>::Value;

    #[track_caller]
    fn try_read_untracked(&self) -> Option<Self::Value> {
        self.memo.try_read_untracked()
    }
}
