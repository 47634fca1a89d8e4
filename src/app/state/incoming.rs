//! What has come into the page and waits for the intake: texts, files and links, however they came.

use leptos::prelude::*;
use web_sys::File;

use super::lasting_signal::LastingSignal;
use super::shared::Shared;
use super::table_text::TableText;

/// Something that came in.
#[derive(Clone)]
pub enum Incoming {
    /// A text that was pasted or dropped.
    Text(String),
    /// Files that were dropped or chosen.
    Files(Vec<File>),
    /// The fragment of a link that holds a review.
    Link(String),
    /// A text that is known to be a table, as when it was pasted into the grid.
    Table(Shared<TableText>),
    /// Nothing yet: somebody wants to paste or type a table.
    EmptyTable,
}

/// The queue between whatever takes something in and the intake, which looks at it.
#[derive(Clone, Copy)]
pub struct IncomingQueue {
    waiting: RwSignal<Vec<Incoming>, LocalStorage>,
    /// Whether something is held over the page, to be dropped.
    pub dropping: LastingSignal<bool>,
}

impl IncomingQueue {
    pub(super) fn new() -> Self {
        Self {
            waiting: RwSignal::new_local(Vec::new()),
            dropping: LastingSignal::new(false),
        }
    }

    /// Adds something that came in.
    pub fn add(self, incoming: Incoming) {
        self.waiting.update(|waiting| waiting.push(incoming));
    }

    /// Takes what waits; reading it again finds nothing until more comes in. The caller follows what is added.
    pub fn take(self) -> Vec<Incoming> {
        self.waiting.track();
        self.waiting
            .try_update_untracked(std::mem::take)
            .unwrap_or_default()
    }
}
