//! The text of a table together with what it is taken for.

use std::sync::OnceLock;

use super::shared::Shared;
use crate::read::{self, Choices, ReadTable, Reading};

/// A text with what it is taken for as long as nobody decides otherwise: read when that is first asked for, and only then.
#[derive(Debug, Default)]
pub struct TableText {
    text: String,
    left_open: Choices,
    reading: OnceLock<Shared<Reading>>,
}

impl TableText {
    /// From so many bytes on reading a text takes longer than a few frames: it is done in a worker.
    pub const LONG: usize = 64 * 1024;

    /// A text as somebody copied or typed it: all about it is to be recognised.
    pub fn new(text: String) -> Self {
        Self::written_as(text, Choices::default())
    }

    /// A text of which is known how it is written; the rest is to be recognised.
    pub fn written_as(text: String, left_open: Choices) -> Self {
        Self {
            text,
            left_open,
            reading: OnceLock::new(),
        }
    }

    /// A text that was read elsewhere.
    pub fn read_already(table: ReadTable) -> Self {
        Self {
            text: table.text,
            left_open: table.choices,
            reading: OnceLock::from(Shared::new(table.reading)),
        }
    }

    /// Whether it takes longer to read than the page may stand still.
    pub fn is_long(&self) -> bool {
        self.text.len() >= Self::LONG
    }

    /// The text itself.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing in it.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// What is known of how it is written.
    pub fn left_open(&self) -> &Choices {
        &self.left_open
    }

    /// What it is taken for as long as nobody decides otherwise.
    pub fn reading(&self) -> Shared<Reading> {
        self.reading
            .get_or_init(|| self.read(&self.left_open))
            .clone()
    }

    /// What it is taken for with these choices.
    pub fn reading_with(&self, choices: &Choices) -> Shared<Reading> {
        if *choices == self.left_open {
            self.reading()
        } else {
            self.read(choices)
        }
    }

    fn read(&self, choices: &Choices) -> Shared<Reading> {
        Shared::new(read::table(&self.text, choices))
    }

    /// Whether something can be pooled from it.
    pub fn holds_outcomes(&self) -> bool {
        self.reading().holds_outcomes()
    }

    /// Whether it is a table with heads that something can be pooled from, rather than a bare range of cells.
    pub fn is_table(&self) -> bool {
        self.text.trim_end().contains('\n') && self.holds_outcomes()
    }
}
