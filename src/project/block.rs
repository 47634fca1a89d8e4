//! Blocks of data in the table: where a jump over filled or empty cells stops.
//!
//! The rule is that of spreadsheets (Excel's "move to the edge of the current data region", Ctrl with an arrow): within
//! filled cells that follow each other the jump stops at the last of them; from an empty cell, or at the end of such a
//! block, it stops at the next filled cell, and at the edge of the table where there is none.

use super::Column;
use crate::data::Review;

/// A direction in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the first column.
    Left,
    /// Towards the last column.
    Right,
    /// Towards the first trial.
    Up,
    /// Towards the empty row behind the last trial.
    Down,
}

/// The row and column, counted from 0, at which a jump from a cell of the table stops. The rows are the trials of the
/// review and the empty one behind them, the columns are those given. A cell outside of the table is left as it is.
///
/// ```
/// use trialpool::data::Review;
/// use trialpool::project::{Direction, columns, edge_of_block};
///
/// // Nothing is filled: the jump goes to the last of name, year and randomized.
/// let review = Review::default();
/// assert_eq!(edge_of_block(&review, &columns(&review), (0, 0), Direction::Right), (0, 2));
/// ```
#[must_use]
pub fn edge_of_block(
    review: &Review,
    columns: &[Column],
    (row, column): (usize, usize),
    direction: Direction,
) -> (usize, usize) {
    let is_filled = |row: usize, column: usize| {
        let (Some(trial), Some(column)) = (review.trials.get(row), columns.get(column)) else {
            return false;
        };
        !column.content(trial).0.trim().is_empty()
    };
    let last_row = review.trials.len();
    let last_column = columns.len().saturating_sub(1);
    let across = |forward| edge(column, last_column, forward, |place| is_filled(row, place));
    let along = |forward| edge(row, last_row, forward, |place| is_filled(place, column));
    match direction {
        Direction::Left => (row, across(false)),
        Direction::Right => (row, across(true)),
        Direction::Up => (along(false), column),
        Direction::Down => (along(true), column),
    }
}

/// Where a jump stops along one line of cells, whose places run from 0 to `last`.
fn edge(from: usize, last: usize, forward: bool, is_filled: impl Fn(usize) -> bool) -> usize {
    let beyond = |place: usize| {
        if forward {
            (place < last).then_some(place + 1)
        } else {
            place.checked_sub(1)
        }
    };
    let Some(mut at) = beyond(from) else {
        return from;
    };
    if is_filled(from) && is_filled(at) {
        while let Some(next) = beyond(at).filter(|next| is_filled(*next)) {
            at = next;
        }
    } else {
        while let Some(next) = beyond(at).filter(|_| !is_filled(at)) {
            at = next;
        }
    }
    at
}
