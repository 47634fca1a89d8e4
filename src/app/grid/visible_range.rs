//! Which rows and columns of the grid are in the page: those that are seen, and some around them.

use std::ops::Range;

use crate::project::Column;

/// Height of a row in CSS pixels; `--row` in `style/tokens.css` says the same.
pub const ROW_HEIGHT: usize = 28;
/// Rows that exist in the page at any time. The tallest grid shows 24 of them; the rest is there before it is scrolled to.
pub const SLOTS: usize = 34;
/// Rows kept above the visible ones.
const ROWS_ABOVE: usize = 4;
/// Columns come into the page and leave it so many at a time: scrolling sidewards by one changes nothing.
const COLUMN_BATCH: usize = 8;

/// How far the grid is scrolled and how much of it is seen, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScrollPosition {
    /// How far it is scrolled down.
    pub top: usize,
    /// How far it is scrolled to the right.
    pub left: usize,
    /// How much is seen beside the column of names.
    pub width: usize,
}

/// The rows and columns in the page. The column of names is always there, before these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisibleRange {
    /// The first row; there are [`SLOTS`] of them.
    pub first_row: usize,
    /// The columns, behind that of the names.
    pub columns: Range<usize>,
}

impl Default for VisibleRange {
    fn default() -> Self {
        Self {
            first_row: 0,
            columns: 1..2 * COLUMN_BATCH,
        }
    }
}

impl VisibleRange {
    /// What is in the page of a grid of these columns and so many trials.
    pub fn of(columns: &[Column], trials: usize, scroll: ScrollPosition) -> Self {
        let first_row = (scroll.top / ROW_HEIGHT).saturating_sub(ROWS_ABOVE);
        // In steps of an even number of rows: those that are in the page stay while one scrolls slowly.
        let first_row = first_row.min((trials + 1).saturating_sub(SLOTS)) / 2 * 2;
        let (mut start, mut end) = (1, 1);
        let mut edge = 0;
        for (place, column) in columns.iter().enumerate().skip(1) {
            if edge <= scroll.left {
                start = place;
            }
            if edge <= scroll.left + scroll.width {
                end = place + 1;
            }
            edge += column_width(*column);
        }
        let start = (start.saturating_sub(1) / COLUMN_BATCH * COLUMN_BATCH).max(1);
        let end = (end + 1).next_multiple_of(COLUMN_BATCH);
        Self {
            first_row,
            columns: start..end.min(columns.len()).max(start),
        }
    }

    /// The row that a slot shows. A row keeps its slot while one scrolls, so that only rows that come into the page are
    /// written.
    pub fn row_in(&self, slot: usize) -> usize {
        self.first_row + (slot + SLOTS - self.first_row % SLOTS) % SLOTS
    }

    /// Whether a cell is in the page.
    pub fn contains(&self, row: usize, column: usize) -> bool {
        (self.first_row..self.first_row + SLOTS).contains(&row)
            && (column == 0 || self.columns.contains(&column))
    }
}

/// The slot that shows a row.
pub fn slot_of(row: usize) -> usize {
    row % SLOTS
}

/// How wide a column is, in CSS pixels. That of the names is as wide as the style says.
pub fn column_width(column: Column) -> usize {
    match column {
        Column::Name | Column::Randomized | Column::Covariate(_) => 128,
        Column::Year => 64,
        Column::Arm { .. } => 76,
        Column::Estimate { .. } => 88,
    }
}

/// How wide columns are together.
pub fn total_width(columns: &[Column]) -> usize {
    columns.iter().copied().map(column_width).sum()
}
