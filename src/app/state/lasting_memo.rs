//! A memo that lives as long as the page and forgets who followed it.

use std::collections::BTreeMap;
use std::panic::Location;

use leptos::prelude::*;
use leptos::reactive::computed::ArcMemo;
use leptos::reactive::graph::{AnySource, AnySubscriber, Observer, Source, ToAnySource};
use leptos::reactive::traits::{DefinedAt, Track};

/// So many followers are kept at least before it is looked which of them are gone.
const FEW: usize = 32;

/// A memo of the page's state, asked by the many memos and effects of views that come and go.
///
/// A [`Memo`] keeps a mark, and with it the memory, of everything that ever followed it, also of what is gone (a signal drops its marks
/// whenever it changes). Where the memo outlives them by hours, that memory grows with each view that is shown. This one takes the marks
/// of those that are gone away, whenever their number has doubled.
#[derive(Debug)]
pub struct LastingMemo<T: Send + Sync + 'static> {
    memo: Memo<T>,
    followers: StoredValue<Followers>,
}

/// Those that followed a memo, by their addresses, which are not used again while they stand here.
#[derive(Debug)]
struct Followers {
    /// The memo, as that which keeps the marks.
    memo: AnySource,
    known: BTreeMap<usize, AnySubscriber>,
    /// With so many it is looked which of them are gone.
    most: usize,
}

impl Followers {
    fn add(&mut self, follower: AnySubscriber) {
        self.known.entry(follower.0).or_insert(follower);
        if self.known.len() > self.most {
            let memo = &self.memo;
            self.known.retain(|_, follower| {
                let is_there = follower.1.strong_count() > 0;
                if !is_there {
                    memo.remove_subscriber(follower);
                }
                is_there
            });
            self.most = FEW.max(2 * self.known.len());
        }
    }
}

impl<T: PartialEq + Send + Sync + 'static> LastingMemo<T> {
    /// A value that is computed from others, as [`Memo::new`] does.
    #[track_caller]
    pub fn new(fun: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let memo = ArcMemo::new(fun);
        Self {
            followers: StoredValue::new(Followers {
                memo: memo.to_any_source(),
                known: BTreeMap::new(),
                most: FEW,
            }),
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
        if let Some(follower) = Observer::get() {
            self.followers
                .try_update_value(|followers| followers.add(follower));
        }
    }
}

impl<T: Send + Sync + 'static> ReadUntracked for LastingMemo<T> {
    type Value = <Memo<T> as ReadUntracked>::Value;

    #[track_caller]
    fn try_read_untracked(&self) -> Option<Self::Value> {
        self.memo.try_read_untracked()
    }
}
