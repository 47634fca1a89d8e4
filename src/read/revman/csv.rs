//! Reads RevMan's tables in CSV, whose cells are found by the heads of their columns.

use crate::read::delimited::{self, Delimiter, Row};
use crate::read::head::plain;

/// A CSV file with heads.
pub(super) struct Table {
    /// The heads as they are, and as they are compared.
    heads: Vec<(String, String)>,
    rows: Vec<Row>,
}

impl Table {
    pub(super) fn of(text: &str) -> Option<Self> {
        let (_, mut rows) = delimited::rows(text, Some(Delimiter::Comma)).ok()?;
        if rows.is_empty() {
            return None;
        }
        let heads = rows.remove(0).cells.into_iter();
        let heads = heads.map(|head| (plain(&head), head));
        Some(Self {
            heads: heads.map(|(plain, head)| (head, plain)).collect(),
            rows,
        })
    }

    /// The heads as they are.
    pub(super) fn heads(&self) -> impl Iterator<Item = &str> {
        self.heads.iter().map(|(head, _)| head.as_str())
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.rows.iter().map(|row| Line { table: self, row })
    }
}

/// One row of such a file.
pub(super) struct Line<'table> {
    pub(super) table: &'table Table,
    row: &'table Row,
}

impl Line<'_> {
    /// What stands under a head; nothing where there is none, or where it says that nothing is known.
    pub(super) fn text(&self, head: &str) -> &str {
        let wanted = plain(head);
        let mut heads = self.table.heads.iter();
        let column = heads.position(|(_, plain)| *plain == wanted);
        let cell = column.map_or("", |column| self.row.cell(column));
        if cell == "#N/A" { "" } else { cell }
    }

    pub(super) fn is_true(&self, head: &str) -> bool {
        self.text(head).eq_ignore_ascii_case("true")
    }
}
