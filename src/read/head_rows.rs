//! Tells heads from the rows under them, and joins heads that stand over several rows.

use std::collections::BTreeSet;

use super::delimited::Row;
use super::entry;
use super::head::{Head, plain};
use super::number::{self, Decimal};
use crate::data::{is_usual_experimental, names_control};

/// How many rows the heads take: none if the first row holds numbers, else one, and more where the first has cells that
/// span columns and rows of words without numbers follow.
pub(super) fn count_head_rows(rows: &[Row]) -> usize {
    const MOST_HEAD_ROWS: usize = 3;
    let numbers = |row: &Row| row.cells.iter().filter(|cell| is_numeric(cell)).count();
    let Some(first) = rows.first() else {
        return 0;
    };
    if 2 * numbers(first) > first.filled() {
        return 0;
    }
    let looks_like_heads = |row: &&Row| {
        let naming = row
            .cells
            .iter()
            .filter(|cell| Head::new(cell).may_name_quantity() || is_side(cell))
            .count();
        numbers(row) == 0 && naming >= 2 && spans_columns(first, row)
    };
    1 + rows
        .iter()
        .skip(1)
        .take(MOST_HEAD_ROWS - 1)
        .take_while(looks_like_heads)
        .count()
}

pub(super) fn is_numeric(cell: &str) -> bool {
    let read = entry::events(cell, Decimal::Point);
    number::is_number(cell) || read.total.is_some() || read.events.value().is_some()
}

/// Whether cells of the upper row stand over several of the lower: left empty beside the first, or repeated.
fn spans_columns(upper: &Row, lower: &Row) -> bool {
    let filled = |cell: &&String| !cell.is_empty();
    let names: BTreeSet<&String> = upper.cells.iter().filter(filled).collect();
    let open = (0..lower.cells.len())
        .any(|column| upper.cell(column).is_empty() && !lower.cell(column).is_empty());
    open || names.len() < upper.filled()
}

pub(super) fn is_side(cell: &str) -> bool {
    let plain = plain(cell);
    names_control(&plain) || is_usual_experimental(&plain)
}

/// The heads, those over several rows joined. A cell that spans columns stands in the first of them only: the empty ones
/// beside it take its text as long as something stands below both.
pub(super) fn heads(head: &[Row], body: &[Row]) -> Vec<Head> {
    // A row that is longer than the head is ragged; a column without a head is still a column if most rows have it.
    let width = head
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or_else(|| body.iter().map(|row| row.cells.len()).max().unwrap_or(0));
    let below = |level: usize, column: usize| {
        head.iter()
            .skip(level + 1)
            .any(|row| !row.cell(column).is_empty())
    };
    let mut parts: Vec<Vec<&str>> = vec![Vec::new(); width];
    for (level, row) in head.iter().enumerate() {
        let mut spanning = "";
        for (column, parts) in parts.iter_mut().enumerate() {
            let own = row.cell(column);
            if !own.is_empty() {
                spanning = if below(level, column) { own } else { "" };
                parts.push(own);
            } else if below(level, column) && !spanning.is_empty() {
                parts.push(spanning);
            }
        }
    }
    parts
        .iter()
        .map(|parts| Head::new(&parts.join(" ")))
        .collect()
}

/// Whether a trial's name says that the row is a sum of the others.
pub(super) fn names_total(name: &str) -> bool {
    let name = plain(name);
    [
        "total",
        "totals",
        "overall",
        "sum",
        "pooled",
        "subtotal",
        "grandtotal",
        "summary",
        "all",
        "alltrials",
        "allstudies",
        "totalevents",
        "合计",
        "总计",
        "小计",
        "总和",
        "汇总",
        "合并",
        "total95%ci",
        "subtotal95%ci",
    ]
    .contains(&name.as_str())
}
