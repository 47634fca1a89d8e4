//! Tables that somebody typed into or decided about, and left without taking them: nothing of that is lost.

use leptos::prelude::*;

use super::lasting_signal::LastingSignal;
use super::shared::Shared;
use super::table_text::TableText;
use crate::read::Choices;

/// A table that was left.
#[derive(Clone, PartialEq)]
pub struct TablePutAside {
    /// Its text as it was last.
    pub text: Shared<TableText>,
    /// What was decided about it; `None` where that is nothing.
    pub decided: Option<Choices>,
    /// What the review is called if the table takes its place.
    pub title: String,
}

/// The tables that were left, the latest last. They are kept as long as the page is open.
#[derive(Clone, Copy)]
pub struct PutAside {
    tables: LastingSignal<Vec<TablePutAside>>,
}

impl PutAside {
    pub(super) fn new() -> Self {
        Self {
            tables: LastingSignal::new(Vec::new()),
        }
    }

    /// Keeps a table, in the place of one with the same text.
    pub fn keep(self, table: TablePutAside) {
        self.tables.update(|tables| {
            tables.retain(|kept| kept.text.text() != table.text.text());
            tables.push(table);
        });
    }

    /// The table that was left last.
    pub fn latest(self) -> Option<TablePutAside> {
        self.tables.with_untracked(|tables| tables.last().cloned())
    }

    /// The table of this text, if it was left.
    pub fn of_text(self, text: &str) -> Option<TablePutAside> {
        self.tables.with_untracked(|tables| {
            let mut tables = tables.iter();
            tables.find(|kept| kept.text.text() == text).cloned()
        })
    }

    /// Keeps the table of this text no longer: it was taken, or is not wanted.
    pub fn forget(self, text: &str) {
        self.tables
            .update(|tables| tables.retain(|kept| kept.text.text() != text));
    }
}
