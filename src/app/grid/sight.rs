//! Which part of the table is in the page: the rows and columns that are seen, and some around them.

use std::ops::Range;

use crate::project::Column;

/// Height of a row in CSS pixels; `--row` in `style/tokens.css` says the same.
pub(super) const ROW_HEIGHT: usize = 28;
/// Rows that exist in the page at any time. The tallest grid shows 24 of them; the rest is there before it is scrolled to.
pub(super) const SLOTS: usize = 34;
/// Rows kept above the visible ones.
const ABOVE: usize = 4;
/// Columns come into the page and leave it so many at a time: scrolling sidewards by one changes nothing.
const TOGETHER: usize = 8;

/// The rows and columns in the page. The column of names is always there, before these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sight {
    /// The first row; there are [`SLOTS`] of them.
    pub(super) first: usize,
    /// The columns, behind that of the names.
    pub(super) columns: Range<usize>,
}

impl Default for Sight {
    fn default() -> Self {
        Self {
            first: 0,
            columns: 1..2 * TOGETHER,
        }
    }
}

impl Sight {
    /// What is in the page where the table is scrolled so far and `breadth` pixels are seen beside the names.
    pub(super) fn of(columns: &[Column], rows: usize, [top, left, breadth]: [usize; 3]) -> Self {
        let first = (top / ROW_HEIGHT).saturating_sub(ABOVE);
        // In steps of an even number of rows: those that are in the page stay while one scrolls slowly.
        let first = first.min((rows + 1).saturating_sub(SLOTS)) / 2 * 2;
        let (mut start, mut end) = (1, 1);
        let mut edge = 0;
        for (index, column) in columns.iter().enumerate().skip(1) {
            if edge <= left {
                start = index;
            }
            if edge <= left + breadth {
                end = index + 1;
            }
            edge += width(*column);
        }
        let start = (start.saturating_sub(1) / TOGETHER * TOGETHER).max(1);
        let end = (end + 1).next_multiple_of(TOGETHER);
        Self {
            first,
            columns: start..end.min(columns.len()).max(start),
        }
    }

    /// The row that a slot shows. A row keeps its slot while one scrolls, so that only rows that come into sight are written.
    pub(super) fn row_in(&self, slot: usize) -> usize {
        self.first + (slot + SLOTS - self.first % SLOTS) % SLOTS
    }

    /// Whether a cell is in the page.
    pub(super) fn shows(&self, row: usize, column: usize) -> bool {
        (self.first..self.first + SLOTS).contains(&row)
            && (column == 0 || self.columns.contains(&column))
    }
}

/// The slot that shows a row.
pub(super) fn slot_of(row: usize) -> usize {
    row % SLOTS
}

/// How wide a column is, in CSS pixels. That of the names is as wide as the style says.
pub(super) fn width(column: Column) -> usize {
    match column {
        _ if column.holds_words() => 128,
        Column::Year => 64,
        Column::Arm { .. } => 76,
        _ => 88,
    }
}

/// How wide columns are together.
pub(super) fn breadth(columns: &[Column]) -> usize {
    columns.iter().copied().map(width).sum()
}
