//! Who follows a value that lives as long as the page, so that those that are gone can be forgotten.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::reactive::graph::{AnySource, AnySubscriber, Observer, Source};

/// So many followers are kept at least before it is looked which of them are gone.
const FEW: usize = 32;

/// Those that follow a value of the page's state.
///
/// Signals and memos keep a mark, and with it the memory, of everything that ever followed them, also of what is gone. Where they
/// outlive the memos and effects of views that come and go by hours, that memory grows with each view that is shown. Here the
/// marks of those that are gone are taken away, whenever their number has doubled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Followers(StoredValue<Known>);

/// The followers by their addresses, which are not used again while they stand here.
#[derive(Debug)]
struct Known {
    /// What keeps the marks.
    source: AnySource,
    followers: BTreeMap<usize, AnySubscriber>,
    /// With so many it is looked which of them are gone.
    most: usize,
}

impl Followers {
    /// Of a signal or a memo.
    pub(super) fn of(source: AnySource) -> Self {
        Self(StoredValue::new(Known {
            source,
            followers: BTreeMap::new(),
            most: FEW,
        }))
    }

    /// Whoever reads the value now follows it.
    pub(super) fn add_observer(self) {
        if let Some(follower) = Observer::get() {
            self.0.try_update_value(|known| known.add(follower));
        }
    }
}

impl Known {
    fn add(&mut self, follower: AnySubscriber) {
        self.followers.entry(follower.0).or_insert(follower);
        if self.followers.len() > self.most {
            let source = &self.source;
            self.followers.retain(|_, follower| {
                let is_there = follower.1.strong_count() > 0;
                if !is_there {
                    source.remove_subscriber(follower);
                }
                is_there
            });
            self.most = FEW.max(2 * self.followers.len());
        }
    }
}
